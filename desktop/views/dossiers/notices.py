"""What stands in the way of a dossier until somebody acts on it, said under its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.exchange.words import failure_message
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.outbox import PackageRow
    from desktop.views.dossiers.open_dossier import OpenDossier


@dataclass(frozen=True, slots=True)
class Notice:
    """One line.

    Attributes:
        tone: its colours.
        text: what is so, and what to do.
    """

    tone: Tone
    text: str


def notice_for(opened: OpenDossier) -> Notice | None:
    """Return what the officer must know before anything else; None for nothing."""
    if opened.is_refused_there and opened.package is not None:
        return Notice(Tone.DANGER, _refused_text(opened.package))
    return None


def _refused_text(package: PackageRow) -> str:
    why = (package.why or failure_message(package.failure).what).strip()
    end = "" if why.endswith((".", "!", "?")) else "."
    return f"Nơi nhận không nhận gói này: {why}{end} Hãy thu hồi, sửa và gửi lại."
