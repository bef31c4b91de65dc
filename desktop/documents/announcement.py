"""kịch bản công bố: what the announcer of a ceremony reads, award by award, names in stage order.

The order is the certificates' print order, so that the pile on the table, the script and the money
list run alike. Large awards are read in rounds, as many people as the stage holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.documents.answer_head import AnswerHead
from desktop.documents.award_groups import AwardGroup, RecipientLine, counts, recipients_of
from desktop.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    OfficialPaper,
    Paragraph,
    Row,
    RowKind,
    Table,
    known,
)
from desktop.documents.printed import roman
from desktop.law.terms import RecipientKind

_COLUMNS = (
    Column("TT", 12, Align.CENTER),
    Column("Mời lên nhận", 70, is_bold=True),
    Column("Chức vụ, đơn vị, địa chỉ", 63),
    Column("Số giấy", 20, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is announced.

    Attributes:
        head: of the office; who signs is who approves the script.
        occasion: «Hội nghị tổng kết phong trào thi đua năm 2026»; missing while it is not known.
        when: «08 giờ 00, ngày 12 tháng 3 năm 2026»; missing while it is not known.
        venue: where; missing while it is not known.
        decision: «Quyết định số 45/QĐ-UBND ngày … của Chủ tịch … về việc …».
        groups: awards in the order they are given, recipients in stage order.
        presenters: who hands over for each award, in the same order; empty where it is open.
        on_stage: how many are called up at once; 0 for everybody of an award.
    """

    head: AnswerHead
    occasion: str
    when: str
    venue: str
    decision: str
    groups: tuple[AwardGroup, ...]
    presenters: tuple[str, ...] = ()
    on_stage: int = 0


def announcement(script: Announcement) -> OfficialPaper:
    """Return the script as a paper.

    Raises:
        DocumentFailed: VALUE_MISSING without an award.
    """
    paper = script.head.paper("Kịch bản công bố", _subject(script), tuple(_body(script)))
    return replace(paper, recipients=("Người dẫn chương trình", "Ban Tổ chức", "Lưu: VT"))


def _subject(script: Announcement) -> str:
    return f"Công bố và trao tặng khen thưởng tại {known(script.occasion, 'tên buổi lễ')}"


def _body(script: Announcement) -> Iterator[Block]:
    yield Paragraph(f"{known(script.when, 'thời gian')}.", lead="Thời gian:")
    yield Paragraph(f"{known(script.venue, 'địa điểm')}.", lead="Địa điểm:")
    yield Paragraph("Kính thưa các vị đại biểu, kính thưa toàn thể hội nghị!")
    everybody = counts(recipients_of(script.groups))
    yield Paragraph(f"Tôi xin công bố {script.decision}, khen thưởng {everybody}.")
    for part, group in enumerate(script.groups, start=1):
        presenter = script.presenters[part - 1] if part <= len(script.presenters) else ""
        yield from _award(part, group, presenter, script.on_stage)
    yield Paragraph(
        "Xin chúc mừng các tập thể, cá nhân, hộ gia đình được khen thưởng và xin trân trọng cảm ơn!"
        if len({line.kind for line in recipients_of(script.groups)}) > 1
        else "Xin chúc mừng những người được khen thưởng và xin trân trọng cảm ơn!"
    )


def _award(part: int, group: AwardGroup, presenter: str, on_stage: int) -> Iterator[Block]:
    phrase = group.phrase[:1].upper() + group.phrase[1:]
    yield Heading(f"{roman(part)}. {phrase}")
    reason = f", {group.reason}" if group.reason else ""
    yield Paragraph(f"{group.verb} {group.phrase} cho {counts(group.recipients)}{reason}:")
    yield Paragraph("Xin trân trọng kính mời lên nhận khen thưởng:", italic=True)
    yield Table(_COLUMNS, tuple(_rows(group.recipients, on_stage)))
    by = known(presenter, "người trao")
    yield Paragraph(f"Xin trân trọng kính mời {by} trao tặng và chúc mừng.", italic=True)


def _rows(lines: Sequence[RecipientLine], on_stage: int) -> Iterator[Row]:
    rounds = on_stage if 0 < on_stage < len(lines) else 0
    for index, line in enumerate(lines):
        if rounds and index % rounds == 0:
            first, last = index + 1, min(index + rounds, len(lines))
            span = f"số {first}" if first == last else f"từ số {first} đến số {last}"
            yield Row((f"Lượt {index // rounds + 1}: {span}",), RowKind.GROUP)
        yield Row((str(index + 1), _called(line), line.post_unit, line.certificate_number))


def _called(line: RecipientLine) -> str:
    """Return how somebody is called up: of a collective, somebody who stands for it."""
    if line.kind is RecipientKind.COLLECTIVE:
        return f"Đại diện {line.name}"
    return f"{line.honorific} {line.name}".strip()
