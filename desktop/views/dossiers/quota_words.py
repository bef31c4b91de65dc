"""What is said of quotas under the list: one line for each rule, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.law.quotas import QuotaState
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.quotas import QuotaEntry, QuotaGroup, QuotaReport

# The tone and the words of one line of the strip.
Said = tuple[Tone, str]
_UNITS_NAMED = 3
_UNVERIFIED = "chưa đối chiếu"


def strip_lines(report: QuotaReport) -> list[Said]:
    """Return the lines under the list, rules in the order of the law."""
    return [(group_tone(group), _group_text(group, report.year)) for group in report.groups]


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


def entry_words(entry: QuotaEntry, group: QuotaGroup, year: int) -> str:
    """Return where one unit stands, and why that may not be the last word."""
    words = entry.line.words
    if entry.line.state is not QuotaState.OVER:
        return words
    if not entry.base_known and group.base_award:
        return f"{words} (chưa ghi ai đạt {group.base_award} năm {year})"
    return words if entry.is_certain else f"{words} (phần lẻ do địa phương quy định)"


def rule_text(group: QuotaGroup) -> str:
    """Return what a rule allows: «tối đa 15% số Lao động tiên tiến»."""
    rule = group.rule
    base = f"số {group.base_award}" if group.base_award else "số người được xét"
    limits = []
    if rule.percent is not None:
        limits.append(f"{_number(rule.percent)}% {base}")
    if rule.maximum is not None:
        limits.append(str(rule.maximum))
    if not limits:
        return "địa phương quy định, chưa có tỷ lệ"
    text = f"tối đa {' và không quá '.join(limits)}"
    parts = (text, rule.citation, "" if rule.verified else _UNVERIFIED)
    return " · ".join(part for part in parts if part)


def _group_text(group: QuotaGroup, year: int) -> str:
    head = f"{group.short}: đề nghị {group.asked}"
    if not group.rule.is_set:
        return f"{head}; {rule_text(group)}."
    allowed = sum(entry.line.allowed or 0 for entry in group.entries)
    return f"{head}, được {allowed} – {_standing(group, year)} ({rule_text(group)})."


def _standing(group: QuotaGroup, year: int) -> str:
    over = [e for e in group.entries if e.line.state is QuotaState.OVER]
    if over:
        return f"thừa {group.over}: {_named(over, group, year)}"
    under = sum(entry.line.under for entry in group.entries)
    if under:
        return f"thiếu {under}"
    if all(entry.line.exempt for entry in group.entries):
        return "không tính tỷ lệ"
    return "vừa đủ"


def _named(over: Sequence[QuotaEntry], group: QuotaGroup, year: int) -> str:
    """Return which units ask for too many, the first few by name."""
    named = [f"{e.line.name} {entry_words(e, group, year)}".strip() for e in over[:_UNITS_NAMED]]
    more = len(over) - _UNITS_NAMED
    return ", ".join(named) + (f" và {more} đơn vị nữa" if more > 0 else "")


def _number(value: object) -> str:
    """Return a percentage as written: no zeros behind, a comma before decimals."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
