"""What one certificate says: the fields a layout's boxes may show, each named once here."""

from __future__ import annotations

from dataclasses import dataclass, fields

from desktop.law.terms import RecipientKind

NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class CertificateText:
    """The words of one certificate, already as they are to be read; the layout decides their look.

    Attributes:
        number: the certificate's number in the register; names it in refusals and reports.
        authority: who rewards, «Chủ tịch Ủy ban nhân dân huyện Thanh Lâm».
        verb: «Tặng», «Tặng danh hiệu».
        award_title: «Giấy khen», «Lao động tiên tiến».
        honorific: «Ông», «Bà», «Tập thể», «Hộ gia đình ông»; may be empty.
        name: who is rewarded.
        post_unit: post and unit, or the address; may be empty.
        achievement: «Đã có thành tích xuất sắc trong …»; may be empty.
        decision_line: «Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2023».
        register_line: «Vào sổ khen thưởng số 12»; may be empty.
        place_date: «Thanh Lâm, ngày 05 tháng 01 năm 2023».
        signer_title: «CHỦ TỊCH», or two lines with «KT. CHỦ TỊCH».
        signer_name: full name of the signer.
        kind: an individual's name stays on one line as long as it can.
    """

    number: str
    authority: str
    verb: str
    award_title: str
    honorific: str
    name: str
    post_unit: str
    achievement: str
    decision_line: str
    register_line: str
    place_date: str
    signer_title: str
    signer_name: str
    kind: RecipientKind = RecipientKind.INDIVIDUAL
    national_title: str = "Cộng hòa xã hội chủ nghĩa Việt Nam"
    motto: str = "Độc lập - Tự do - Hạnh phúc"

    def values(self) -> dict[str, str]:
        """Return what the boxes may show, by field name."""
        shown = {name: getattr(self, name) for name in FIELDS}
        for whole in ("name", "signer_name"):
            if whole == "signer_name" or self.kind is RecipientKind.INDIVIDUAL:
                shown[whole] = shown[whole].replace(" ", NO_BREAK)
        return shown


FIELDS: tuple[str, ...] = tuple(f.name for f in fields(CertificateText) if f.name != "kind")
