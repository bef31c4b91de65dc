"""Where a demo is made: in a folder of its own, put in place whole when it is complete.

What stands in the target and is not a complete demo of ours is never deleted: an unfinished demo is
moved aside, and a folder that is not ours is refused.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from desktop.config import LOCAL_TIME
from desktop.disk import storage_errors
from desktop.errors import StorageError

PARTS = ("offices", "out")
_TOLD_SINCE = "plain"
_OURS = ".guongsang-demo"
_BUILDING = ".dang-lap-"
_LONG_AGO = 3600.0


def complete(folder: Path, year: int) -> dict[str, Any] | None:
    """Return what a complete demo of that year in ``folder`` said of itself, None without one.

    What an older program made says less; it is made anew, and moved aside like an unfinished one.
    """
    try:
        answer: dict[str, Any] = json.loads((folder / _marker(year)).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = _TOLD_SINCE in answer and all((folder / part).is_dir() for part in PARTS)
    return answer if whole else None


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """Give an empty folder to make the demo in; what it holds at the end goes into ``folder``.

    Raises:
        StorageError: FILE_EXISTS where ``folder`` holds something of that name that no demo made;
            otherwise the disk is full or cannot be written. ``folder`` is then as it was.
    """
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(folder)
        _sweep(folder)
        place = folder / f"{_BUILDING}{uuid4().hex[:8]}"
        for part in PARTS:
            (place / part).mkdir(parents=True)
            (place / part / _OURS).touch()
    try:
        yield place
        with storage_errors(folder):
            _put_in_place(folder, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def mark_complete(folder: Path, year: int, answer: dict[str, Any]) -> None:
    """Write what the demo said of itself; from then on it is complete.

    Raises:
        StorageError: the folder cannot be written.
    """
    part = folder / f"{_marker(year)}.part"
    with storage_errors(folder):
        for other in folder.glob(_marker("*")):
            other.unlink()
        part.write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(folder / _marker(year))


def _marker(year: int | str) -> str:
    return f"demo-{year}.json"


def _refuse_foreign(folder: Path) -> None:
    for name in PARTS:
        found = folder / name
        if found.exists() and not (found / _OURS).exists():
            raise StorageError(StorageError.Code.FILE_EXISTS, path=str(found))


def _put_in_place(folder: Path, place: Path) -> None:
    _refuse_foreign(folder)
    aside = folder / f"cu-{datetime.now(LOCAL_TIME):%Y%m%d-%H%M%S}"
    for name in PARTS:
        if (folder / name).exists():
            aside.mkdir(exist_ok=True)
            (folder / name).rename(aside / name)
        (place / name).rename(folder / name)


def _sweep(folder: Path) -> None:
    """Remove what a killed run of ours left, old enough that no other is still at work in it."""
    for left in folder.glob(f"{_BUILDING}*"):
        is_ours = any((left / part / _OURS).exists() for part in PARTS)
        if is_ours and time.time() - left.stat().st_mtime > _LONG_AGO:
            shutil.rmtree(left, ignore_errors=True)
