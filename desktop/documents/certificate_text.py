"""What one certificate says: the fields a layout's boxes may show, each named once here."""

from __future__ import annotations

from dataclasses import dataclass, fields

from desktop.documents.certificate_names import NO_BREAK
from desktop.documents.layout import Box, BoxKind
from desktop.documents.printed import spaced
from desktop.law.terms import RecipientKind


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
        kind: an individual's name stays on one line.
        check_code: what a reader of the QR code compares with the register; may be empty.
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
    check_code: str = ""

    def values(self) -> dict[str, str]:
        """Return what the boxes may show, by field name, with its own persons' names tied.

        No-break spaces that came with a text, as Word leaves them, tie nothing.
        """
        shown = {name: getattr(self, name).replace(NO_BREAK, " ") for name in FIELDS}
        own = {"signer_name": spaced(shown["signer_name"])}
        if self.kind is RecipientKind.INDIVIDUAL:
            own["name"] = spaced(shown["name"])
        for field, name in own.items():
            tied = name.replace(" ", NO_BREAK)
            shown[field] = tied
            if " " in name and name in shown["achievement"]:
                shown["achievement"] = shown["achievement"].replace(name, tied)
        return shown


FIELDS: tuple[str, ...] = tuple(f.name for f in fields(CertificateText) if f.name != "kind")

FIELD_LABELS: dict[str, str] = {
    "number": "Số giấy khen",
    "authority": "Thẩm quyền tặng",
    "verb": "Chữ «Tặng»",
    "award_title": "Hình thức khen thưởng",
    "honorific": "Ông (Bà), Tập thể, Hộ",
    "name": "Tên người, tập thể, hộ được khen",
    "post_unit": "Chức vụ, đơn vị, địa chỉ",
    "achievement": "Thành tích",
    "decision_line": "Số, ngày quyết định",
    "register_line": "Số vào sổ khen thưởng",
    "place_date": "Địa danh, ngày tháng năm",
    "signer_title": "Chức vụ người ký",
    "signer_name": "Họ tên người ký",
    "national_title": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "check_code": "Mã kiểm tra",
}
"""What each field is called on the screen; one for every field of ``FIELDS``."""


def box_label(box: Box) -> str:
    """Return what a box is called on the screen and on paper: by the field it shows, or its id."""
    if box.kind is BoxKind.QR:
        return "Mã QR"
    shown = [name for name in FIELDS if f"{{{name}}}" in box.text]
    return FIELD_LABELS[shown[0]] if len(shown) == 1 else box.id
