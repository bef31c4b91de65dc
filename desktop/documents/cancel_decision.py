"""quyết định hủy bỏ khen thưởng: takes back awards of earlier decisions, with what to recover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.documents.award_groups import AwardGroup, RecipientLine, counts, recipients_of
from desktop.documents.paper import (
    Align,
    Annex,
    Article,
    Block,
    Column,
    Heading,
    OfficialPaper,
    Row,
    RowKind,
    SignatureBlock,
    Table,
    ground,
    known,
    missing,
    require,
)
from desktop.documents.paper_texts import SHIPPED, PaperTexts
from desktop.vietnamese.dates import long_date
from desktop.vietnamese.numbers import in_words, thousands

NAMED_INLINE = 2
"""Up to so many are named in the articles themselves; more go into a list."""


@dataclass(frozen=True, slots=True)
class CancelledGroup:
    """The awards of one earlier decision taken back, of one kind.

    Attributes:
        number: of the decision that granted them, «45/QĐ-UBND».
        decided_on: its day.
        group: who received what.
    """

    number: str
    decided_on: date
    group: AwardGroup


@dataclass(frozen=True, slots=True)
class CancelDecision:
    """What a quyết định hủy bỏ khen thưởng is made from; as ``AwardDecision`` where not said.

    Attributes:
        groups: what is taken back, an article each.
        reason: why, in the words of who decides.
        to_recover: tiền thưởng, đồng; 0 where none was granted.
    """

    superior_agency: str
    agency: str
    issuer: str
    number: str
    place: str
    date: date
    subject: str
    bases: tuple[str, ...]
    groups: tuple[CancelledGroup, ...]
    reason: str
    to_recover: int
    executors: str
    signature: SignatureBlock
    recipients: tuple[str, ...]


def cancel_decision(decision: CancelDecision, texts: PaperTexts = SHIPPED) -> OfficialPaper:
    """Return the quyết định hủy bỏ, with a list where those concerned are many.

    Raises:
        DocumentFailed: VALUE_MISSING without number, anybody concerned, or a reason.
        TemplateRefused: a sentence the office has changed cannot be used.
    """
    concerned = "".join(part.group.name for part in decision.groups)
    require(
        **{
            "số quyết định": decision.number,
            "danh sách hủy bỏ": concerned,
            "lý do hủy bỏ": decision.reason,
        }
    )
    return OfficialPaper(
        superior_agency=decision.superior_agency,
        agency=known(decision.agency, "tên cơ quan"),
        number=decision.number,
        place=known(decision.place, "địa danh"),
        date=decision.date,
        title="Quyết định",
        subject=known(decision.subject, "trích yếu"),
        issuer=known(decision.issuer, "người quyết định"),
        bases=_bases(decision, texts),
        body=_body(decision, texts),
        signature=replace(decision.signature, name=known(decision.signature.name, "người ký")),
        recipients=decision.recipients,
        annexes=() if _is_named_inline(decision) else (_list(decision, texts),),
    )


def _bases(decision: CancelDecision, texts: PaperTexts) -> tuple[str, ...]:
    considered = dict.fromkeys(
        texts.say("cancel.considered", number=part.number, date=long_date(part.decided_on))
        for part in decision.groups
    )
    cited = tuple(map(ground, decision.bases)) or (missing("căn cứ pháp lý"),)
    return (*cited, *map(ground, considered))


def _everybody(decision: CancelDecision) -> list[RecipientLine]:
    return recipients_of([part.group for part in decision.groups])


def _is_named_inline(decision: CancelDecision) -> bool:
    return len(_everybody(decision)) <= NAMED_INLINE


def _body(decision: CancelDecision, texts: PaperTexts) -> tuple[Block, ...]:
    said = [_cancels(part, decision, texts) for part in decision.groups]
    said += _recovers(decision, texts)
    said.append(texts.say("cancel.effect", date=long_date(decision.date)))
    said.append(texts.say("cancel.execution", executors=_executors(decision)))
    articles = (Article(number, text) for number, text in enumerate(said, start=1))
    return (Heading("QUYẾT ĐỊNH:", Align.CENTER), *articles)


def _cancels(part: CancelledGroup, decision: CancelDecision, texts: PaperTexts) -> str:
    said = {
        "award": part.group.phrase,
        "verb": part.group.verb.lower(),
        "number": part.number,
        "date": long_date(part.decided_on),
        "reason": decision.reason.rstrip(".") + ".",
    }
    if not _is_named_inline(decision):
        return texts.say("cancel.listed", counts=counts(part.group.recipients), **said)
    people = [", ".join(filter(None, (x.addressed, x.where))) for x in part.group.recipients]
    return texts.say("cancel.named", recipients="; ".join(people), **said)


def _recovers(decision: CancelDecision, texts: PaperTexts) -> list[str]:
    numbers = [x.certificate_number for x in _everybody(decision) if x.certificate_number]
    if not numbers and not decision.to_recover:
        return []
    total = decision.to_recover
    return [
        texts.say(
            "cancel.recover",
            certificates=", ".join(numbers),
            total=f"{thousands(total)} đồng" if total else "",
            total_in_words=f"{in_words(total)} đồng" if total else "",
        )
    ]


def _executors(decision: CancelDecision) -> str:
    many = "các tập thể, cá nhân" if len(_everybody(decision)) > 1 else "đối tượng"
    concerned = f"{many} có tên tại {_articles(len(decision.groups))}"
    return " và ".join(filter(None, (decision.executors.rstrip(" .;,"), concerned)))


def _articles(count: int) -> str:
    return "Điều 1" if count == 1 else f"các điều từ Điều 1 đến Điều {count}"


def _list(decision: CancelDecision, texts: PaperTexts) -> Annex:
    """Return danh sách hủy bỏ, each with the decision and number it had."""
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên; tên tập thể, hộ gia đình", 60),
        Column("Chức vụ, đơn vị công tác hoặc địa chỉ", 70),
        Column("Quyết định khen thưởng", 55),
        Column("Số vào sổ khen thưởng", 27, Align.CENTER),
        Column("Tiền thưởng thu hồi (đồng)", 28, Align.RIGHT),
    )
    issued = texts.say(
        "cancel.annex",
        number=decision.number,
        date=long_date(decision.date),
        issuer=decision.issuer,
    )
    total = Row(("", "Tổng cộng", "", "", "", thousands(decision.to_recover)), RowKind.TOTAL)
    table = Table(columns, (*_rows(decision.groups), total))
    return Annex("Danh sách hủy bỏ khen thưởng", issued, (table,), is_landscape=True)


def _rows(groups: Sequence[CancelledGroup]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for part in groups:
        title = part.group.phrase[:1].upper() + part.group.phrase[1:]
        rows.append(Row((f"{title} ({counts(part.group.recipients)})",), RowKind.GROUP))
        granted = f"Số {part.number} {long_date(part.decided_on)}"
        rows += [
            Row(
                (
                    str(place),
                    f"{line.honorific} {line.name}".strip(),
                    line.where,
                    granted,
                    line.certificate_number,
                    thousands(line.bonus) if line.bonus else "",
                )
            )
            for place, line in enumerate(part.group.recipients, start=1)
        ]
    return tuple(rows)
