"""What stands in the way of a dossier until somebody acts on it, said under its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.exchange.words import failure_message
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.outbox import PackageRow
    from desktop.views.dossiers.open_dossier import OpenDossier

SHOW_CONFLICT = "show_conflict"


@dataclass(frozen=True, slots=True)
class Notice:
    """One line.

    Attributes:
        tone: its colours.
        text: what is so, and what to do.
        action: name of what its button does, "" for no button.
        label: what the button says.
    """

    tone: Tone
    text: str
    action: str = ""
    label: str = ""


def notice_for(opened: OpenDossier) -> Notice | None:
    """Return what the officer must know before anything else; None for nothing."""
    if opened.conflict is not None:
        return Notice(Tone.WARNING, _disputed_text(opened), SHOW_CONFLICT, "Mở mâu thuẫn")
    if opened.is_refused_there and opened.package is not None:
        return Notice(Tone.DANGER, _refused_text(opened.package))
    return None


def _disputed_text(opened: OpenDossier) -> str:
    title = opened.conflict.title if opened.conflict is not None else ""
    return f"Hồ sơ đang có mâu thuẫn chưa giải quyết: {title}. Hãy xem hai bên và chọn."


def _refused_text(package: PackageRow) -> str:
    why = (package.why or failure_message(package.failure).what).strip()
    end = "" if why.endswith((".", "!", "?")) else "."
    return f"Nơi nhận không nhận gói này: {why}{end} Hãy thu hồi, sửa và gửi lại."
