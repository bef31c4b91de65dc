"""Halves that stay as wide as somebody left them, from one start of the program to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QSplitter

_FILE = "window.ini"


def keep_sizes(splitter: QSplitter, name: str, folder: Path) -> None:
    """Give a splitter the sizes it had last time, and remember every change.

    Args:
        splitter: with all its parts in it; it must outlive nothing but its window.
        name: under which its sizes are kept.
        folder: the office's data folder; what cannot be written there is forgotten.
    """
    settings = QSettings(str(folder / _FILE), QSettings.Format.IniFormat, splitter)
    kept = [int(text) for text in _texts(settings.value(f"splitters/{name}")) if text.isdigit()]
    if len(kept) == splitter.count() and all(kept):
        splitter.setSizes(kept)
    splitter.splitterMoved.connect(
        lambda _place, _number: settings.setValue(
            f"splitters/{name}", [str(size) for size in splitter.sizes()]
        )
    )


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
