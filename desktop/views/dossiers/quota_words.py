"""What is said of quotas under the list: one line for each rule, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.law.quotas import QuotaState
from desktop.law.shares import ShareKind, ShareLine
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.quotas import QuotaEntry, QuotaGroup, QuotaReport

# The tone and the words of one line of the strip.
Said = tuple[Tone, str]
_UNVERIFIED = "chưa đối chiếu"


def strip_lines(report: QuotaReport) -> list[Said]:
    """Return the lines under the list: quotas in the order of the law, then the shares."""
    quotas = [(group_tone(group), _group_text(group, report.year)) for group in report.groups]
    return [*quotas, *((share_tone(s), share_text(s, report)) for s in report.shares)]


def group_tone(group: QuotaGroup) -> Tone:
    """Return the colour family of a rule: its worst unit's."""
    tones = {entry_tone(entry) for entry in group.entries}
    order = (Tone.DANGER, Tone.WARNING, Tone.INFO, Tone.SUCCESS)
    return next((tone for tone in order if tone in tones), Tone.NEUTRAL)


def entry_tone(entry: QuotaEntry) -> Tone:
    """Return the colour family of one unit under a rule."""
    state = entry.line.state
    if state is QuotaState.OVER:
        return Tone.DANGER if entry.is_certain else Tone.WARNING
    tones = {QuotaState.UNDER: Tone.INFO, QuotaState.EXACT: Tone.SUCCESS}
    return tones.get(state, Tone.NEUTRAL)


def share_tone(share: ShareLine) -> Tone:
    """Return the colour family of a share: against the target, else against last year."""
    if share.lacks is not None:
        return Tone.WARNING if share.lacks else Tone.SUCCESS
    return Tone.WARNING if share.change is not None and share.change < 0 else Tone.INFO


def share_text(share: ShareLine, report: QuotaReport) -> str:
    """Return a share in words: now, last year, target, and who cannot be told."""
    head = (
        "Lao động trực tiếp" if share.kind is ShareKind.DIRECT else f"Tập thể nhỏ{_small(report)}"
    )
    parts = [
        f"{head}: {share.counted}/{share.of} ({_percent(share.percent)})",
        f"năm {report.year - 1}: {_percent(share.last)}{_change(share)}",
        _target(share),
    ]
    if share.unknown:
        lacking = "hạng cán bộ" if share.kind is ShareKind.DIRECT else "số người"
        parts.append(f"{share.unknown} chưa ghi {lacking}")
    return "; ".join(parts) + "."


def _small(report: QuotaReport) -> str:
    """Return what makes a collective a small one."""
    if report.small is None or report.small.value is None:
        return ""
    doubt = "" if report.small.verified else f", {_UNVERIFIED}"
    return f" (đến {_number(report.small.value)} {report.small.unit}{doubt})"


def _change(share: ShareLine) -> str:
    if not share.change:
        return ""
    more = "tăng" if share.change > 0 else "giảm"
    return f" ({more} {_number(abs(share.change))} điểm)"


def _target(share: ShareLine) -> str:
    target = share.target
    if target is None or target.value is None:
        return "chưa đặt mục tiêu"
    doubt = "" if target.verified else f", {_UNVERIFIED}"
    reached = f"thiếu {share.lacks}" if share.lacks else "đạt"
    return f"mục tiêu {_number(target.value)}%: {reached}{doubt}"


def _percent(value: Decimal | None) -> str:
    return "chưa rõ" if value is None else f"{_number(value)}%"


def entry_words(entry: QuotaEntry, group: QuotaGroup, year: int) -> str:
    """Return where one unit stands, and why that may not be the last word."""
    words = entry.line.words
    if entry.line.state is not QuotaState.OVER:
        return words
    if not entry.base_known and group.base_award:
        return f"{words} (chưa ghi ai đạt {group.base_award} năm {year})"
    is_remainder = group.rule.verified and not entry.is_certain
    return f"{words} (phần lẻ do địa phương quy định)" if is_remainder else words


def rule_text(group: QuotaGroup) -> str:
    """Return what a rule allows, with its article: «tối đa 15% số LĐTT · Thông tư …»."""
    rule = group.rule
    if not rule.is_set:
        return "địa phương quy định, chưa có tỷ lệ"
    parts = (f"tối đa {_limit(group)}", rule.citation, "" if rule.verified else _UNVERIFIED)
    return " · ".join(part for part in parts if part)


def _group_text(group: QuotaGroup, year: int) -> str:
    rule = group.rule
    if not rule.is_set:
        return f"{group.short}: đề nghị {group.asked}; địa phương quy định, chưa có tỷ lệ."
    allowed = sum(entry.line.allowed or 0 for entry in group.entries)
    doubt = "" if rule.verified else f", {_UNVERIFIED}"
    head = f"{group.short} ({_limit(group)}{doubt}): đề nghị {group.asked}, được {allowed}"
    return f"{head}, {_standing(group, year)}."


def _standing(group: QuotaGroup, year: int) -> str:
    over = [e for e in group.entries if e.line.state is QuotaState.OVER]
    if over:
        return f"thừa {group.over} {_where(over, group, year)}"
    under = sum(entry.line.under for entry in group.entries)
    if under:
        return f"thiếu {under}"
    if all(entry.line.exempt for entry in group.entries):
        return "không tính tỷ lệ"
    return "vừa đủ"


def _where(over: Sequence[QuotaEntry], group: QuotaGroup, year: int) -> str:
    """Return where too many are asked for: one unit by name, several in number."""
    uncounted = sum(not e.base_known for e in over)
    place = (
        f"ở {over[0].line.name or 'toàn cơ quan'}" if len(over) == 1 else f"ở {len(over)} đơn vị"
    )
    if not uncounted or not group.base_award:
        return place
    where = "" if len(over) == 1 else f"{uncounted} đơn vị "
    return f"{place}; {where}chưa ghi ai đạt {group.base_award} năm {year}"


def _limit(group: QuotaGroup) -> str:
    """Return the limit in a few words: «15% số LĐTT»."""
    rule = group.rule
    base = f"số {group.base_award}" if group.base_award else "số người được xét"
    percent = "" if rule.percent is None else f"{_number(rule.percent)}% {base}"
    most = "" if rule.maximum is None else f"không quá {rule.maximum}"
    return ", ".join(part for part in (percent, most) if part)


def _number(value: Decimal) -> str:
    """Return a percentage as written: no zeros behind, a comma before decimals."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
