"""tờ trình đề nghị khen thưởng, with the list of those put forward as annex (catalogue §4.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop.documents.award_groups import (
    AwardGroup,
    RecipientLine,
    count_table,
    counts,
    list_rows,
    origin_table,
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
    known,
    known_date,
    missing,
    require,
)
from desktop.documents.paper_texts import SHIPPED, PaperTexts
from desktop.vietnamese.numbers import counted


@dataclass(frozen=True, slots=True)
class SubmissionLetter:
    """What a tờ trình is made from.

    Attributes:
        superior_agency: cơ quan chủ quản, lines may be broken; empty where there is none.
        agency: as in the head, «ỦY BAN NHÂN DÂN», line break, «XÃ ĐÔNG AN».
        agency_name: as in a sentence, «Ủy ban nhân dân xã Đông An».
        number: «12/TTr-UBND».
        place: địa danh.
        date: of signing; None while it is not known.
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
    date: date | None
    subject: str
    addressed_to: tuple[str, ...]
    decider: str
    bases: tuple[str, ...]
    groups: tuple[AwardGroup, ...]
    signature: SignatureBlock
    recipients: tuple[str, ...]
    council: str = ""


def submission_letter(letter: SubmissionLetter, texts: PaperTexts = SHIPPED) -> OfficialPaper:
    """Return the tờ trình with its list; what nobody has typed yet stands in it as missing.

    Raises:
        DocumentFailed: VALUE_MISSING where nobody is put forward.
        TemplateRefused: a sentence the office has changed cannot be used.
    """
    require(**{"danh sách đề nghị": "".join(group.name for group in letter.groups)})
    return OfficialPaper(
        superior_agency=letter.superior_agency,
        agency=known(letter.agency, "tên cơ quan"),
        number=known(letter.number, _NUMBER),
        place=known(letter.place, "địa danh"),
        date=letter.date,
        title="Tờ trình",
        subject=known(letter.subject, "trích yếu"),
        addressed_to=letter.addressed_to or (missing("nơi nhận"),),
        bases=tuple(map(ground, letter.bases)),
        body=_body(letter, texts),
        signature=replace(letter.signature, name=known(letter.signature.name, "người ký")),
        recipients=letter.recipients,
        annexes=(nomination_list(letter, texts),),
    )


_NUMBER = "số, ký hiệu tờ trình"


def _body(letter: SubmissionLetter, texts: PaperTexts) -> tuple[Paragraph | Table, ...]:
    asked = counts(recipients_of(letter.groups))
    council = (Paragraph(letter.council),) if letter.council else ()
    who = {
        "agency": known(letter.agency_name, "tên cơ quan"),
        "decider": known(letter.decider, "người quyết định"),
    }
    return (
        *council,
        Paragraph(texts.say("letter.request", counts=asked, **who)),
        count_table(letter.groups),
        *_origins(letter, texts),
        Paragraph(texts.say("letter.list_note", counts=asked), italic=True),
        Paragraph(texts.say("letter.closing", **who)),
    )


def _origins(letter: SubmissionLetter, texts: PaperTexts) -> tuple[Paragraph | Table, ...]:
    """Return whose requests a gathered list is made of; nothing for an office's own list."""
    table = origin_table(letter.groups, letter.agency_name)
    if table is None:
        return ()
    senders = counted(len(table.rows) - 1)
    return Paragraph(texts.say("letter.origins", senders=senders)), table


def nomination_list(letter: SubmissionLetter, texts: PaperTexts = SHIPPED) -> Annex:
    """Return danh sách đề nghị khen thưởng: who, for what, and why in short."""
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên; tên tập thể, hộ gia đình", 55),
        Column("Chức vụ, đơn vị công tác hoặc địa chỉ", 60),
        Column("Danh hiệu, hình thức đề nghị", 42),
        Column("Tóm tắt thành tích", 83),
    )
    with_letter = texts.say(
        "letter.annex",
        agency=known(letter.agency_name, "tên cơ quan"),
        number=known(letter.number, _NUMBER),
        date=known_date(letter.date, "ngày tờ trình"),
    )
    return Annex(
        "Danh sách đề nghị khen thưởng",
        with_letter,
        (Table(columns, list_rows(letter.groups, _cells)),),
        is_landscape=True,
    )


def _cells(group: AwardGroup, line: RecipientLine) -> tuple[str, ...]:
    return f"{line.honorific} {line.name}".strip(), line.where, group.name, line.merit
