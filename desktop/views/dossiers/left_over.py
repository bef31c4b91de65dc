"""What was being typed in a nomination that was taken out of its dossier meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner

if TYPE_CHECKING:
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench

_PREFIX = "nominations:"


def offer_left_over(
    bench: Bench,
    opened: OpenDossier,
    banner: Banner,
    look: Callable[[UUID], object],
    is_open: Callable[[UUID], bool],
) -> None:
    """Offer to look at what a crash left of a nomination no longer in the list, or to drop it.

    Args:
        bench: services and runner.
        opened: the dossier shown now.
        banner: where it is offered, above the list.
        look: opens a nomination, which offers what is kept of it.
        is_open: whether a dossier is still the one shown.
    """
    gone = {f"{_PREFIX}{n.id}": n for n in opened.nominations if n.archived}
    journal, runner = bench.desk.journal, bench.runner

    def drop(key: str) -> None:
        runner.run(
            lambda _report: journal.drop(key),
            on_done=lambda _none: None,
            on_refused=banner.show_refusal,
            brief=True,
        )

    def ask(keys: tuple[str, ...]) -> None:
        key = next((key for key in reversed(keys) if key in gone), None)
        if key is None or not is_open(opened.id):
            return
        left = gone[key]
        banner.show_message(
            Tone.WARNING,
            f"Đề nghị «{left.name}» đã bị bỏ khỏi hồ sơ; phần bạn gõ dở trong đó vẫn còn.",
            [("Xem phần gõ dở", lambda: look(left.id)), ("Bỏ", lambda: drop(key))],
        )

    if gone:
        runner.run(
            lambda _report: journal.keys(_PREFIX),
            on_done=ask,
            on_refused=banner.show_refusal,
            brief=True,
        )
