"""What a card of the board shows of a typical example."""

from __future__ import annotations

from desktop.law.terms import ExemplarStage
from desktop.services.exemplar_rows import ExemplarRow
from desktop.views.theme import Tone
from desktop.views.widgets.board import BoardColumn
from desktop.views.widgets.card_delegate import Badge, Card

BOARD_COLUMNS = tuple(
    BoardColumn(stage.value, stage.label, tone)
    for stage, tone in zip(
        ExemplarStage, (Tone.NEUTRAL, Tone.INFO, Tone.WARNING, Tone.SUCCESS), strict=True
    )
)


def card_of(row: ExemplarRow) -> Card:
    """Return the card of an example: who it is, how long it has stood, what is late."""
    return Card(
        row.id,
        row.stage.value,
        row.title,
        " · ".join(part for part in (row.recipient, row.field) if part),
        badges_of(row),
    )


def badges_of(row: ExemplarRow) -> tuple[Badge, ...]:
    """Return days in the stage first, then late steps or the next date, then who copies it."""
    badges: list[Badge] = [(days_text(row), Tone.WARNING if row.stalled else Tone.NEUTRAL)]
    if row.overdue:
        badges.append((f"{row.overdue} quá hạn", Tone.DANGER))
    elif row.next_due:
        badges.append((f"Hạn {row.next_due:%d/%m}", Tone.INFO))
    if row.copies:
        badges.append((f"{row.copies} nơi học tập", Tone.SUCCESS))
    return tuple(badges)


def days_text(row: ExemplarRow) -> str:
    """Return how long an example has stood in its stage."""
    return f"{row.days_in_stage} ngày" if row.days_in_stage else "Từ hôm nay"
