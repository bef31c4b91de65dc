"""What the page «Tổng hợp» says: columns, counts, and what came of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.law.lifecycle import DossierState
from desktop.law.terms import Outcome
from desktop.services.consolidation import Purpose
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.attachments_panel import size_text

if TYPE_CHECKING:
    from desktop.services.consolidation import (
        ConsolidatedDetail,
        ConsolidatedLine,
        ConsolidatedRow,
        ConsolidationReport,
        SenderCount,
        UpdateReport,
    )

PURPOSE_WORDS = {Purpose.MEETING: "Họp xét", Purpose.ABOVE: "Trình trên"}
PURPOSE_TONES = {Purpose.MEETING: str(Tone.INFO), Purpose.ABOVE: str(Tone.WARNING)}
_NAMED = 3


def state_text(row: Any) -> str:
    """Return where a gathered dossier stands, as this page calls it."""
    if row.purpose is Purpose.MEETING and row.state is DossierState.DRAFT:
        return "Đang xét"
    return str(row.state.label)


def list_state(row: ConsolidatedRow) -> str:
    """Return the same for the list, where what changed at the origins comes first."""
    return f"Gốc đã khác: {row.changed}" if row.changed else state_text(row)


def list_tone(row: ConsolidatedRow) -> str:
    """Return the colour of that."""
    return str(Tone.WARNING) if row.changed else row.state.tone


def result_text(line: ConsolidatedLine) -> str:
    """Return what became of a nomination: its outcome, else the council's vote."""
    return line.outcome.label if line.outcome else line.vote


def result_tone(line: ConsolidatedLine) -> str:
    """Return the colour of that."""
    if line.outcome is not None:
        return str(Tone.SUCCESS if line.outcome is Outcome.GRANTED else Tone.DANGER)
    if not line.vote:
        return ""
    tones = {True: Tone.SUCCESS, False: Tone.DANGER, None: Tone.NEUTRAL}
    return str(tones[line.passed])


def standing_text(line: ConsolidatedLine) -> str:
    """Return what happened at the origin where something did, else what became of a nomination."""
    return line.change.label if line.change else result_text(line)


def standing_tone(line: ConsolidatedLine) -> str:
    """Return the colour of that."""
    return str(Tone.WARNING) if line.change else result_tone(line)


def counts_text(detail: ConsolidatedDetail) -> str:
    """Return how much is in a gathered dossier: «34 đề nghị của 5 đơn vị · tệp 12,4 MB»."""
    parts = [f"{len(detail.lines)} đề nghị của {len(detail.senders)} đơn vị"]
    if detail.size:
        parts.append(f"tệp kèm theo {size_text(detail.size)}")
    if detail.sessions:
        parts.append(f"{detail.sessions} phiên họp")
    return " · ".join(parts)


def changed_text(detail: ConsolidatedDetail) -> str:
    """Return what changed at the origins, "" for nothing; the first few are named."""
    changed = detail.changed
    if not changed:
        return ""
    told = [f"{n.name} ({short_office(n.sender)}): {n.change.label}" for n in changed if n.change]
    more = f"; và {len(told) - _NAMED} đề nghị khác" if len(told) > _NAMED else ""
    return f"Hồ sơ gốc đã khác: {'; '.join(told[:_NAMED])}{more}."


def share_text(count: SenderCount) -> str:
    """Return the share of direct workers among a sender's people: «3/5 (60%)»."""
    if not count.individuals:
        return ""
    percent = round(100 * count.direct / count.individuals)
    return f"{count.direct}/{count.individuals} ({percent}%)"


def gathered_text(report: ConsolidationReport) -> str:
    """Return what came of gathering."""
    text = f"Đã đưa {report.added} đề nghị vào hồ sơ tổng hợp."
    if report.left_out:
        told = [f"{c.name} ({c.why_not})" for c in report.left_out[:_NAMED]]
        more = "; …" if len(report.left_out) > _NAMED else ""
        text += f" Để lại {len(report.left_out)}: {'; '.join(told)}{more}."
    return text + _no_room_text(report.no_room)


def updated_text(report: UpdateReport) -> str:
    """Return what came of bringing a dossier up to date."""
    parts = [
        ("viết lại", report.updated),
        ("bỏ khỏi hồ sơ", report.taken_away),
        ("còn đợi thẩm định", report.waiting),
    ]
    told = [f"{label} {len(names)} ({_few(names)})" for label, names in parts if names]
    text = f"Đã cập nhật từ hồ sơ gốc: {'; '.join(told)}." if told else "Không có gì phải cập nhật."
    return text + _no_room_text(report.no_room)


def _no_room_text(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    return f" Tệp của hồ sơ gốc không mang theo, vì hồ sơ sẽ quá 200 MB: {_few(names)}."


def _few(names: tuple[str, ...]) -> str:
    more = ", …" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
