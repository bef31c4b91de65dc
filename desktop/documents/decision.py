"""quyết định khen thưởng, with the list of those rewarded and their certificates' numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.documents.award_groups import (
    AwardGroup,
    RecipientLine,
    counts,
    list_rows,
    recipients_of,
)
from desktop.documents.paper import (
    Align,
    Annex,
    Article,
    Block,
    Column,
    Heading,
    OfficialPaper,
    Paragraph,
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
from desktop.law.terms import RecipientKind
from desktop.vietnamese.dates import long_date
from desktop.vietnamese.numbers import in_words, thousands

NAMED_INLINE = 2
"""Up to so many recipients are named in the articles themselves; more go into a list."""


@dataclass(frozen=True, slots=True)
class AwardDecision:
    """What a quyết định khen thưởng is made from.

    Attributes:
        superior_agency: cơ quan chủ quản, lines may be broken; empty where there is none.
        agency: as in the head, «ỦY BAN NHÂN DÂN», line break, «HUYỆN THANH LÂM».
        issuer: who decides, «Chủ tịch Ủy ban nhân dân huyện Thanh Lâm».
        number: «45/QĐ-UBND».
        place: địa danh.
        date: of signing; the decision takes effect that day.
        subject: trích yếu, «Về việc khen thưởng thành tích năm 2022».
        bases: căn cứ and «Xét đề nghị của …».
        groups: who receives what.
        executors: who carries it out, «Chánh Văn phòng …, Trưởng phòng Nội vụ»; may be empty.
        signature: of the one who decides.
        recipients: Nơi nhận.
    """

    superior_agency: str
    agency: str
    issuer: str
    number: str
    place: str
    date: date
    subject: str
    bases: tuple[str, ...]
    groups: tuple[AwardGroup, ...]
    executors: str
    signature: SignatureBlock
    recipients: tuple[str, ...]


def award_decision(decision: AwardDecision, texts: PaperTexts = SHIPPED) -> OfficialPaper:
    """Return the quyết định, with a list where those rewarded are many.

    Raises:
        DocumentFailed: VALUE_MISSING without number or anybody rewarded.
        TemplateRefused: a sentence the office has changed cannot be used.
    """
    rewarded = "".join(group.name for group in decision.groups)
    require(**{"số quyết định": decision.number, "danh sách khen thưởng": rewarded})
    return OfficialPaper(
        superior_agency=decision.superior_agency,
        agency=known(decision.agency, "tên cơ quan"),
        number=decision.number,
        place=known(decision.place, "địa danh"),
        date=decision.date,
        title="Quyết định",
        subject=known(decision.subject, "trích yếu"),
        issuer=known(decision.issuer, "người quyết định"),
        bases=tuple(map(ground, decision.bases)) or (missing("căn cứ pháp lý"),),
        body=_body(decision, texts),
        signature=replace(decision.signature, name=known(decision.signature.name, "người ký")),
        recipients=decision.recipients,
        annexes=() if _is_named_inline(decision) else (award_list(decision, texts),),
    )


def _is_named_inline(decision: AwardDecision) -> bool:
    """Whether the articles name everybody; a certificate's number needs the list."""
    lines = recipients_of(decision.groups)
    return len(lines) <= NAMED_INLINE and not any(line.certificate_number for line in lines)


def article_count(groups: Sequence[AwardGroup]) -> int:
    """Return how many articles a decision on these groups has; the last one names who executes."""
    return len(groups) + (2 if _total(groups) is None else 3)


def _total(groups: Sequence[AwardGroup]) -> int | None:
    """Return the bonuses in all, đồng; None where none was worked out."""
    known_ones = [line.bonus for line in recipients_of(groups) if line.bonus is not None]
    return sum(known_ones) if known_ones else None


def _said_total(slot: str, total: int, texts: PaperTexts) -> str:
    return texts.say(slot, total=_dong(total), total_in_words=f"{in_words(total)} đồng")


def _dong(amount: int) -> str:
    return f"{thousands(amount)} đồng"


def _body(decision: AwardDecision, texts: PaperTexts) -> tuple[Block, ...]:
    write = _named if _is_named_inline(decision) else _listed
    total = _total(decision.groups)
    said = (
        *(write(group, texts) for group in decision.groups),
        *(() if total is None else (_said_total("decision.bonus", total, texts),)),
        texts.say("decision.effect", date=long_date(decision.date)),
        texts.say("decision.execution", executors=_executors(decision)),
    )
    articles = (Article(number, text) for number, text in enumerate(said, start=1))
    return (Heading("QUYẾT ĐỊNH:", Align.CENTER), *articles)


def _named(group: AwardGroup, texts: PaperTexts) -> str:
    people = [_introduced(line) for line in group.recipients]
    reasons = {line.achievement for line in group.recipients if line.achievement}
    reason = group.reason or (_lowered(reasons.pop()) if len(reasons) == 1 else "")
    return texts.say(
        "decision.named",
        verb=group.verb,
        award=group.phrase,
        recipients="; ".join(people),
        reason=reason,
    )


def _introduced(line: RecipientLine) -> str:
    bonus = None if line.bonus is None else f"tiền thưởng {_dong(line.bonus)}"
    if line.why_unpaid and not line.bonus:
        bonus = f"không chi tiền thưởng ({_lowered(line.why_unpaid)})"
    return ", ".join(filter(None, (line.addressed, line.where, bonus)))


def _listed(group: AwardGroup, texts: PaperTexts) -> str:
    return texts.say(
        "decision.listed",
        verb=group.verb,
        award=group.phrase,
        counts=counts(group.recipients),
        reason=group.reason,
    )


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


_RECIPIENT_WORD = {
    RecipientKind.COLLECTIVE: "tập thể",
    RecipientKind.INDIVIDUAL: "cá nhân",
    RecipientKind.HOUSEHOLD: "hộ gia đình",
}


def _executors(decision: AwardDecision) -> str:
    """Return who carries the decision out: the offices named, and those rewarded."""
    kinds = {line.kind for line in recipients_of(decision.groups)}
    words = ", ".join(word for kind, word in _RECIPIENT_WORD.items() if kind in kinds)
    rewarded = f"{words} có tên tại {_award_articles(len(decision.groups))}"
    if len(recipients_of(decision.groups)) > 1:
        rewarded = f"các {rewarded}"
    if not decision.executors:
        return rewarded
    return f"{decision.executors.rstrip(' .;,')} và {rewarded}"


def _award_articles(count: int) -> str:
    if count <= 2:
        return " và ".join(f"Điều {number}" for number in range(1, count + 1))
    return f"các điều từ Điều 1 đến Điều {count}"


def award_list(decision: AwardDecision, texts: PaperTexts = SHIPPED) -> Annex:
    """Return danh sách được khen thưởng, with the number each certificate bears."""
    total = _total(decision.groups)
    with_decision = texts.say(
        "decision.annex",
        number=decision.number,
        date=long_date(decision.date),
        issuer=decision.issuer,
    )
    return Annex(
        "Danh sách được khen thưởng",
        with_decision,
        _list_blocks(decision.groups) if total is None else _paid_blocks(decision, total, texts),
        is_landscape=True,
    )


def _list_blocks(groups: Sequence[AwardGroup]) -> tuple[Block, ...]:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column(_NAME, 58),
        Column(_WHERE, 65),
        Column("Thành tích", 89),
        Column(_NUMBER, 28, Align.CENTER),
    )
    return (Table(columns, list_rows(groups, _cells)),)


def _paid_blocks(decision: AwardDecision, total: int, texts: PaperTexts) -> tuple[Block, ...]:
    """Return the list with what each is paid, the total in figures and in words."""
    columns = (
        Column("STT", 12, Align.CENTER),
        Column(_NAME, 52),
        Column(_WHERE, 60),
        Column("Thành tích", 74),
        Column("Tiền thưởng (đồng)", 28, Align.RIGHT),
        Column(_NUMBER, 26, Align.CENTER),
    )
    sum_up = Row(("", "Tổng cộng", "", "", thousands(total), ""), RowKind.TOTAL)
    table = Table(columns, (*list_rows(decision.groups, _paid_cells), sum_up))
    in_full = Paragraph(_said_total("decision.bonus_in_words", total, texts), italic=True)
    return (table, *_unpaid_note(decision.groups), in_full)


def _unpaid_note(groups: Sequence[AwardGroup]) -> tuple[Block, ...]:
    """Return why some are paid nothing here; names only where the reasons differ."""
    lines = [line for line in recipients_of(groups) if line.why_unpaid and not line.bonus]
    reasons = dict.fromkeys(line.why_unpaid for line in lines)
    said = []
    for reason in reasons:
        names = "; ".join(line.addressed for line in lines if line.why_unpaid == reason)
        said.append(reason if len(reasons) == 1 else f"{reason} ({names})")
    if not said:
        return ()
    words = f"Ghi chú: dấu “{_UNPAID}” là không chi tiền thưởng ở dòng đó. {'. '.join(said)}."
    return (Paragraph(words, italic=True),)


_UNPAID = "-"
_NAME = "Họ và tên; tên tập thể, hộ gia đình"
_WHERE = "Chức vụ, đơn vị công tác hoặc địa chỉ"
_NUMBER = "Số vào sổ khen thưởng"


def _cells(_group: AwardGroup, line: RecipientLine) -> tuple[str, ...]:
    name = f"{line.honorific} {line.name}".strip()
    return name, line.where, line.merit, line.certificate_number


def _paid_cells(group: AwardGroup, line: RecipientLine) -> tuple[str, ...]:
    *said, number = _cells(group, line)
    if line.why_unpaid and not line.bonus:
        return *said, _UNPAID, number
    return *said, "" if line.bonus is None else thousands(line.bonus), number
