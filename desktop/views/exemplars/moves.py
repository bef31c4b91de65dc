"""Moving a card to another stage, and taking the move back by the button that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.terms import ExemplarStage
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.exemplar_rows import ExemplarRow
    from desktop.views.exemplars.page import ExemplarsPage
    from desktop.views.pages import Bench

_TAKEN_BACK = "Đưa lại khâu cũ"


class StageMoves:
    """Joins the board's moves to the service."""

    def __init__(self, page: ExemplarsPage, bench: Bench) -> None:
        self._page, self._bench = page, bench

    def move(self, record_id: UUID, code: str) -> None:
        """Move an example to the stage of that code; where it already stands, nothing happens."""
        stage = ExemplarStage(code)
        rows = self._page.panel.model.shown_rows()
        row = next((r for r in rows if r.id == record_id), None)
        if row is None or row.stage is stage or not self._page.can_leave():
            return
        service = self._bench.desk.exemplars
        self._bench.runner.run(
            lambda _r: service.move_stage(record_id, stage),
            on_done=lambda _none: self._say_moved(row, stage),
            on_refused=self._page.refuse,
        )

    def _say_moved(self, row: ExemplarRow, stage: ExemplarStage) -> None:
        text = f"«{row.title}» đã chuyển sang khâu {stage.label}."
        back = (f"Đưa về khâu {row.stage.label}", lambda: self._take_back(row))
        self._page.show_again(row.id)
        self._page.banner.show_message(Tone.SUCCESS, text, [back])

    def _take_back(self, row: ExemplarRow) -> None:
        """Put an example back, with the days it had already stood there."""
        if not self._page.can_leave():
            return
        service = self._bench.desk.exemplars
        self._bench.runner.run(
            lambda _r: service.move_stage(row.id, row.stage, _TAKEN_BACK, row.stage_since),
            on_done=lambda _none: self._say_back(row),
            on_refused=self._page.refuse,
        )

    def _say_back(self, row: ExemplarRow) -> None:
        self._page.show_again(row.id)
        text = f"«{row.title}» đã về khâu {row.stage.label}."
        self._page.banner.show_message(Tone.SUCCESS, text)
