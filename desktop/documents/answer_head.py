"""The head and foot of the letters an office answers with: notice, return slip, invitation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop.documents.paper import Annex, Block, OfficialPaper, SignatureBlock, known


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """What these papers share.

    Attributes:
        superior_agency: cơ quan chủ quản, lines may be broken; empty where there is none.
        agency: as in the head, «ỦY BAN NHÂN DÂN», line break, «HUYỆN THANH LÂM».
        agency_name: as in a sentence, «Ủy ban nhân dân huyện Thanh Lâm».
        place: địa danh.
        date: of signing; None while it is not known.
        addressed_to: Kính gửi; may be empty.
        signature: of the office's head.
        recipients: Nơi nhận.
    """

    superior_agency: str
    agency: str
    agency_name: str
    place: str
    date: date | None
    signature: SignatureBlock
    addressed_to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ("Như trên", "Lưu: VT")

    def paper(
        self,
        title: str,
        subject: str,
        body: tuple[Block, ...],
        *,
        number: str = "",
        annexes: tuple[Annex, ...] = (),
    ) -> OfficialPaper:
        """Return the paper with this head; what nobody has typed yet stands in it as missing."""
        return OfficialPaper(
            superior_agency=self.superior_agency,
            agency=known(self.agency, "tên cơ quan"),
            number=number,
            place=known(self.place, "địa danh"),
            date=self.date,
            title=title,
            subject=subject,
            addressed_to=self.addressed_to,
            body=body,
            signature=replace(self.signature, name=known(self.signature.name, "người ký")),
            recipients=self.recipients,
            annexes=annexes,
        )
