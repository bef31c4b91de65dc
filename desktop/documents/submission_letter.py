"""tờ trình đề nghị khen thưởng, with the list of those put forward as annex (catalogue §4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.documents.award_groups import (
    AwardGroup,
    RecipientLine,
    count_table,
    counts,
    list_rows,
    recipients_of,
)
from desktop.documents.paper import (
    Align,
    Annex,
    Column,
    OfficialPaper,
    Paragraph,
    SignatureBlock,
    Table,
    ground,
    require,
)
from desktop.vietnamese.dates import long_date


@dataclass(frozen=True, slots=True)
class SubmissionLetter:
    """What a tờ trình is made from.

    Attributes:
        superior_agency: cơ quan chủ quản, lines may be broken; empty where there is none.
        agency: as in the head, «ỦY BAN NHÂN DÂN», line break, «XÃ ĐÔNG AN».
        agency_name: as in a sentence, «Ủy ban nhân dân xã Đông An».
        number: «12/TTr-UBND».
        place: địa danh.
        date: of signing.
        subject: trích yếu, «Về việc đề nghị khen thưởng năm 2022».
        addressed_to: Kính gửi.
        decider: who is asked to decide, «Chủ tịch Ủy ban nhân dân huyện Thanh Lâm».
        bases: căn cứ, as cited.
        groups: who is put forward for what.
        signature: of the office's head.
        recipients: Nơi nhận.
        council: the sentence about meeting and vote; empty where no council met.
    """

    superior_agency: str
    agency: str
    agency_name: str
    number: str
    place: str
    date: date
    subject: str
    addressed_to: tuple[str, ...]
    decider: str
    bases: tuple[str, ...]
    groups: tuple[AwardGroup, ...]
    signature: SignatureBlock
    recipients: tuple[str, ...]
    council: str = ""


def submission_letter(letter: SubmissionLetter) -> OfficialPaper:
    """Return the tờ trình with its list.

    Raises:
        DocumentFailed: VALUE_MISSING where the letter would have a gap.
    """
    require(
        number=letter.number,
        subject=letter.subject,
        addressed_to="".join(letter.addressed_to),
        decider=letter.decider,
        agency_name=letter.agency_name,
        signer_name=letter.signature.name,
        recipients="".join(group.name for group in letter.groups),
    )
    return OfficialPaper(
        superior_agency=letter.superior_agency,
        agency=letter.agency,
        number=letter.number,
        place=letter.place,
        date=letter.date,
        title="Tờ trình",
        subject=letter.subject,
        addressed_to=letter.addressed_to,
        bases=tuple(map(ground, letter.bases)),
        body=_body(letter),
        signature=letter.signature,
        recipients=letter.recipients,
        annexes=(nomination_list(letter),),
    )


def _body(letter: SubmissionLetter) -> tuple[Paragraph | Table, ...]:
    asked = counts(recipients_of(letter.groups))
    council = (Paragraph(letter.council),) if letter.council else ()
    return (
        *council,
        Paragraph(
            f"{letter.agency_name} trình {letter.decider} xem xét, quyết định khen thưởng cho "
            f"{asked}, cụ thể như sau:"
        ),
        count_table(letter.groups),
        Paragraph("(Có danh sách và hồ sơ đề nghị khen thưởng kèm theo)", italic=True),
        Paragraph(f"{letter.agency_name} kính trình {letter.decider} xem xét, quyết định"),
    )


def nomination_list(letter: SubmissionLetter) -> Annex:
    """Return danh sách đề nghị khen thưởng: who, for what, and why in short."""
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên; tên tập thể, hộ gia đình", 55),
        Column("Chức vụ, đơn vị công tác hoặc địa chỉ", 60),
        Column("Danh hiệu, hình thức đề nghị", 42),
        Column("Tóm tắt thành tích", 83),
    )
    return Annex(
        "Danh sách đề nghị khen thưởng",
        f"Kèm theo Tờ trình số {letter.number} {long_date(letter.date)} của {letter.agency_name}",
        (Table(columns, list_rows(letter.groups, _cells)),),
        is_landscape=True,
    )


def _cells(group: AwardGroup, line: RecipientLine) -> tuple[str, ...]:
    return f"{line.honorific} {line.name}".strip(), line.post_unit, group.name, line.achievement
