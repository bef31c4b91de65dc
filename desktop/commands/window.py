"""window: opening an office. Imports next to nothing: the first window waits for it."""

from __future__ import annotations

from argparse import _SubParsersAction
from typing import Any

from desktop.commands.answer import Answer, Context


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the command."""
    opening = add(commands, "window", "mở cửa sổ chương trình", window)
    text = "thoát ngay khi cửa sổ đầu tiên hiện xong (để đo thời gian)"
    opening.add_argument("--quit-after-paint", action="store_true", help=text)


def window(context: Context) -> Answer:
    """Open the window; returns when it is closed."""
    from desktop.app import main

    quits = getattr(context.arguments, "quit_after_paint", False)
    code = main(context.paths, quit_after_paint=quits, login=context.arguments.officer or "")
    return Answer({"closed": True}, code=code)
