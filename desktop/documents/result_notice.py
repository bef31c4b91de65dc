"""giấy báo kết quả: what became of a sender's dossier, nomination by nomination, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.documents.answer_head import AnswerHead
from desktop.documents.award_groups import RecipientLine, counts
from desktop.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    RowKind,
    Table,
    known,
    require,
)
from desktop.documents.paper_texts import SHIPPED, PaperTexts
from desktop.vietnamese.dates import long_date
from desktop.vietnamese.labels import Labelled


class Result(Labelled):
    """What became of a nomination, in the order the notice tells it; a hold is no refusal (X1)."""

    GRANTED = "granted", "Được khen thưởng"
    REFUSED = "refused", "Không khen thưởng"
    HELD = "held", "Tạm dừng xem xét"
    HIGHER = "higher", "Trình cấp trên xem xét"
    WAITING = "waiting", "Chưa có kết quả"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One nomination's result.

    Attributes:
        recipient: as the request wrote them.
        award: name of the award asked for.
        result: what became of it.
        reason: why, where it was not granted; number of the decision where it was.
    """

    recipient: RecipientLine
    award: str
    result: Result
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResultNotice:
    """What a giấy báo kết quả is made from.

    Attributes:
        head: of the office that decided.
        sender: whose dossier it was, «Ủy ban nhân dân xã Đông An».
        title: of the dossier.
        lines: one per nomination, at least one.
        decisions: number and date of each decision on it.
        letter_number: of its tờ trình; may be empty.
        letter_date: of its tờ trình.
    """

    head: AnswerHead
    sender: str
    title: str
    lines: tuple[ResultLine, ...]
    decisions: tuple[tuple[str, date], ...] = ()
    letter_number: str = ""
    letter_date: date | None = None


def result_notice(notice: ResultNotice, texts: PaperTexts = SHIPPED) -> OfficialPaper:
    """Return the giấy báo kết quả with its list.

    Raises:
        DocumentFailed: VALUE_MISSING without a nomination.
        TemplateRefused: a sentence the office has changed cannot be used.
    """
    require(**{"danh sách kết quả": "".join(line.recipient.name for line in notice.lines)})
    title = texts.say("notice.title", title=notice.title)
    annex = Annex(
        "Danh sách kết quả xét khen thưởng",
        f"Kèm theo {title} của {notice.head.agency_name}",
        (_results(notice.lines),),
        is_landscape=True,
    )
    return notice.head.paper(
        title,
        texts.say("notice.subject", title=notice.title),
        _body(notice, texts),
        annexes=(annex,),
    )


def _body(notice: ResultNotice, texts: PaperTexts) -> tuple[Block, ...]:
    who = {"agency": notice.head.agency_name, "sender": notice.sender}
    opening = texts.say(
        "notice.opening",
        letter=notice.letter_number,
        letter_date=long_date(notice.letter_date) if notice.letter_date else "",
        **who,
    )
    told = [_told(notice, result, texts) for result in Result if _with(notice.lines, result)]
    closing = texts.say("notice.closing", **who)
    return (
        Paragraph(opening),
        *(Paragraph(f"{number}. {text}") for number, text in enumerate(told, start=1)),
        Paragraph(closing),
    )


def _told(notice: ResultNotice, result: Result, texts: PaperTexts) -> str:
    count = counts([line.recipient for line in _with(notice.lines, result)])
    if result is not Result.GRANTED:
        return texts.say(f"notice.{result.value}", counts=count)
    decisions = " và ".join(
        f"Quyết định số {number} {long_date(day)}" for number, day in notice.decisions
    )
    decisions = known(decisions, "số, ngày quyết định")
    return texts.say("notice.granted", counts=count, decisions=decisions)


def _with(lines: Sequence[ResultLine], result: Result) -> list[ResultLine]:
    return [line for line in lines if line.result is result]


def _results(lines: Sequence[ResultLine]) -> Table:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên; tên tập thể, hộ gia đình", 58),
        Column("Chức vụ, đơn vị công tác hoặc địa chỉ", 65),
        Column("Danh hiệu, hình thức đề nghị", 45),
        Column("Số quyết định hoặc lý do", 72),
    )
    rows: list[Row] = []
    for result in Result:
        told = _with(lines, result)
        if told:
            rows.append(Row((f"{result.label} ({len(told)})",), RowKind.GROUP))
        rows += [Row((str(number), *_cells(line))) for number, line in enumerate(told, start=1)]
    return Table(columns, tuple(rows))


def _cells(line: ResultLine) -> tuple[str, ...]:
    name = f"{line.recipient.honorific} {line.recipient.name}".strip()
    needs_reason = line.result in {Result.REFUSED, Result.HELD}
    reason = known(line.reason, "lý do") if needs_reason else line.reason
    return name, line.recipient.post_unit, line.award, reason
