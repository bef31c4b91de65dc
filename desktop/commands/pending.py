"""What a stop has left undone, made before a command begins; what still cannot be is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.commands.answer import Context
from desktop.views.messages import sentence

if TYPE_CHECKING:
    from desktop.services.answers import TellUnfinished, Unfinished


@contextmanager
def telling(context: Context) -> Iterator[TellUnfinished]:
    """Give what is told of each thing left unfinished, and say them on standard error at the end.

    A decision's paper and the answer with it are one line: they fail for one reason.
    """
    found: dict[UUID, Unfinished] = {}
    yield lambda unfinished: found.setdefault(unfinished.dossier_id, unfinished)
    for unfinished in found.values():
        said = sentence(unfinished.error)
        about = f"Chưa lập được giấy tờ hoặc gói gửi lại của {unfinished.about}"
        context.say(f"{about}: {said.what} {said.do}".rstrip())
