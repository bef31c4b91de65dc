"""Boxes on a server in memory, for the tests of sending, fetching and settling."""

from __future__ import annotations

import random
from pathlib import Path
from uuid import UUID

from desktop.sync.box import Side
from desktop.sync.chunk_box import ChunkBox
from desktop.sync.chunk_manifest import CHUNK
from desktop.sync.patience import Patience
from tests.sync.lines import Package
from tests.sync.memory_store import MemoryServer

DISTRICT = UUID(int=2, version=4)
_HASTY = Patience(first=0.0)
SIZE = 3 * CHUNK + 1000


def box_of(server: MemoryServer, side: Side, tmp_path: Path, **changed: object) -> ChunkBox:
    settings: dict[str, object] = {"patience": _HASTY, "chance": random.Random(1)}
    scratch = tmp_path / f"scratch-{side}"
    words = settings | changed
    return ChunkBox(server.store, side, place="máy chủ", scratch=scratch, **words)  # type: ignore[arg-type]


def sent(box: ChunkBox, package: Package) -> int:
    return box.deliver(package.path, package.sha256, DISTRICT).chunks_sent
