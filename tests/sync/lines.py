"""What the tests of the lines share: a package, two offices at a server, and patience for tests."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.errors import TransportFailed
from desktop.sync.box import Box, Side
from desktop.sync.settings import BoxSettings, open_box
from tests.sync.server_keys import Identity
from tests.sync.servers import Server

Code = TransportFailed.Code


@dataclass(frozen=True)
class Package:
    """A finished file with its digest."""

    path: Path
    sha256: str

    @classmethod
    def made(cls, folder: Path, size: int, seed: int = 1) -> Package:
        """Write ``size`` bytes nobody can compress."""
        data = random.Random(seed).randbytes(size)
        path = folder / f"package-{seed}.asice.p7m"
        path.write_bytes(data)
        return cls(path, hashlib.sha256(data).hexdigest())


class Office:
    """An office below with a box at a server, and the office above it."""

    def __init__(self, server: Server, folder: Path, district: Identity) -> None:
        self.id: UUID = uuid4()
        self.server = server
        self.folder = folder / str(self.id)
        self.folder.mkdir()
        self.identity = server.enrol(self.id)
        self._district = district

    def settings(self, port: int = 0) -> BoxSettings:
        """Return this office's connection."""
        return self.server.settings(self.id, self.identity, port)

    def box(self, port: int = 0, **changed: object) -> Box:
        """Return its box as it sees it itself."""
        settings = replace(self.settings(port), **changed)  # type: ignore[arg-type]
        return open_box(settings, self.id, Side.UP, scratch=self.folder / "scratch")

    def seen_from_above(self, port: int = 0) -> Box:
        """Return its box as the district sees it."""
        settings = self.server.settings("district", self._district, port)
        scratch = self.folder / "district"
        return open_box(settings, uuid4(), Side.DOWN, scratch=scratch, box_of=self.id)

    @property
    def tree(self) -> Path:
        """Where its box lies on the server's disk."""
        return self.server.ground.tree / "boxes" / str(self.id)


def refused(act: Callable[[], object], code: TransportFailed.Code) -> TransportFailed:
    """Do what must be refused, and return the refusal."""
    with pytest.raises(TransportFailed) as caught:
        act()
    assert caught.value.code is code
    return caught.value
