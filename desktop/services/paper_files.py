"""Papers as files: many into one folder, all of them or none, one at a time in memory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from desktop.disk import put_in_place, storage_errors

_STAGING = ".giay-to-"


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """One paper: its file name, such as ``to-trinh.pdf``, and the file's content."""

    name: str
    data: bytes


def save_papers(papers: Iterable[DrawnPaper], folder: Path) -> list[Path]:
    """Write papers into a folder as they come, and name them there once the last one has come.

    Until then they lie in a hidden folder inside it, which goes whatever happens but a kill or a
    power cut. The names are then given one after the other, so a name that cannot be given leaves
    those before it in place, each whole.

    Args:
        papers: each is drawn when it is asked for; whatever that raises leaves ``folder`` as it
            was.
        folder: there already.

    Raises:
        StorageError: the folder is full, missing or cannot be written, or an old file is held open
            by another program (LOCKED).
    """
    with storage_errors(folder):
        staging = Path(mkdtemp(prefix=_STAGING, dir=folder))
    try:
        names = [_staged(paper, staging, folder) for paper in papers]
        for name in names:
            with storage_errors(folder / name):
                put_in_place(staging / name, folder / name)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return [folder / name for name in names]


def _staged(paper: DrawnPaper, staging: Path, folder: Path) -> str:
    with storage_errors(folder / paper.name), (staging / paper.name).open("xb") as file:
        file.write(paper.data)
        file.flush()
        os.fsync(file.fileno())
    return paper.name
