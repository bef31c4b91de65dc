"""Working out in a job what a decision would come to, for the dialogs that ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from desktop.views.decisions.decision_dialog import DecisionAnswer
    from desktop.views.decisions.preview_box import AskPreview, Preview
    from desktop.views.pages import Bench


def preview_of(bench: Bench, dossiers: Sequence[UUID] | UUID) -> AskPreview:
    """Return what asks for the preview of a decision on dossiers; nothing of it stays."""

    def ask(answer: DecisionAnswer, done: Callable[[Preview], object]) -> None:
        decisions = bench.desk.decisions
        bench.runner.run(
            lambda _report: decisions.preview(
                dossiers, answer.draft, answer.refused, answer.only or None
            ),
            on_done=done,
            on_refused=done,
        )

    return ask
