"""A server in memory with a box, seen from below (``ours``) and from above (``theirs``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.sync.box import Side
from desktop.sync.chunk_box import ChunkBox
from tests.sync.lines import Package
from tests.sync.memory_boxes import SIZE, box_of
from tests.sync.memory_store import MemoryServer


@pytest.fixture
def server() -> MemoryServer:
    return MemoryServer()


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return Package.made(tmp_path, SIZE)


@pytest.fixture
def ours(server: MemoryServer, tmp_path: Path) -> ChunkBox:
    return box_of(server, Side.UP, tmp_path)


@pytest.fixture
def theirs(server: MemoryServer, tmp_path: Path) -> ChunkBox:
    return box_of(server, Side.DOWN, tmp_path)
