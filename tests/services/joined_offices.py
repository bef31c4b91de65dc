"""A commune and a district on the way from strangers to joined offices.

Making RSA keys is slow, so the way is gone once per run; every test works on a copy of both
offices' files as they were when the request lay on the stick, when the grant did, or afterwards.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.paths import OfficePaths
from desktop.services.desk import Desk, open_desk
from desktop.services.grants import Line

PERSON, ROLE = "Nguyễn Thị Mơ", "Chủ tịch Ủy ban nhân dân xã"
LINE = Line("webdav", "https://hop.thanh-binh.example:8443/guong-sang")


@dataclass
class Clock:
    """Moves a second at every reading; a test moves it by years."""

    now: datetime

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True)
class Written:
    """What was written on the way: both files and both codes."""

    request: str
    request_code: str
    grant: str = ""
    grant_code: str = ""


@dataclass(frozen=True)
class Way:
    """The three stages, to copy from."""

    root: Path
    unlocked: dict[str, Any]
    written: dict[str, Written]
    ends_at: datetime
    signers: dict[str, Any] = field(default_factory=dict)
    readers: dict[str, Any] = field(default_factory=dict)


@dataclass
class Pair:
    """Both offices at one stage, opened on a test's own copy."""

    root: Path
    clock: Clock
    way: Way
    written: Written
    desks: dict[str, Desk] = field(default_factory=dict)

    @property
    def commune(self) -> Desk:
        """The office that asks."""
        return self.desk("commune")

    @property
    def district(self) -> Desk:
        """The office that grants."""
        return self.desk("district")

    @property
    def stick(self) -> Path:
        """What is carried between them."""
        return self.root / "stick"

    @property
    def request(self) -> Path:
        """The request on the stick."""
        return self.stick / self.written.request

    @property
    def grant(self) -> Path:
        """The grant on the stick."""
        return self.stick / self.written.grant

    def desk(self, name: str) -> Desk:
        """Open an office, once."""
        if name not in self.desks:
            paths = OfficePaths(self.root / name)
            self.desks[name] = open_desk(paths, self.way.unlocked[name], self.clock)
            self.desks[name].keys._opened.update(self.way.signers)
            self.desks[name].keys._readers.update(self.way.readers)
        return self.desks[name]

    def close(self) -> None:
        """Close both offices."""
        while self.desks:
            self.desks.popitem()[1].close()


def _pair(way: Way, stage: str, root: Path) -> Iterator[Pair]:
    shutil.copytree(way.root / stage, root)
    pair = Pair(root, Clock(way.ends_at), way, way.written[stage])
    yield pair
    pair.close()


@pytest.fixture(scope="session")
def way_to_joined(
    commune_template: Any, district_template: Any, tmp_path_factory: pytest.TempPathFactory
) -> Way:
    """Go the way once."""
    root = tmp_path_factory.mktemp("joining")
    unlocked = {"commune": commune_template.unlocked, "district": district_template.unlocked}
    at = root / "now"
    shutil.copytree(commune_template.root, at / "commune")
    shutil.copytree(district_template.root, at / "district")
    (at / "stick").mkdir()
    clock = Clock(datetime.fromisoformat("2023-11-20T03:00:00+00:00"))
    written: dict[str, Written] = {}

    def opened(name: str) -> Desk:
        return open_desk(OfficePaths(at / name), unlocked[name], clock)

    def keep(stage: str, said: Written) -> None:
        shutil.copytree(at, root / stage)
        written[stage] = said

    commune = opened("commune")
    asked = commune.enrolment.request(PERSON, ROLE, at / "stick")
    commune.close()
    said = Written(asked.path.name, asked.code)
    keep("asked", said)
    district = opened("district")
    request = district.enrolment_requests.read(asked.path)
    granted = district.grants.grant(request.id, at / "stick", LINE, asked.code)
    district.close()
    said = Written(asked.path.name, asked.code, granted.path.name, granted.code)
    keep("granted", said)
    commune = opened("commune")
    commune.enrolment.accept_grant(granted.path, granted.code)
    signers, readers = dict(commune.keys._opened), dict(commune.keys._readers)
    commune.close()
    keep("joined", said)
    return Way(root, unlocked, written, clock.now, signers, readers)


def _fixture(stage: str) -> Callable[..., Iterator[Pair]]:
    @pytest.fixture(name=f"{stage}_pair")
    def made(way_to_joined: Way, tmp_path: Path) -> Iterator[Pair]:
        yield from _pair(way_to_joined, stage, tmp_path / stage)

    return made


asked_pair = _fixture("asked")
granted_pair = _fixture("granted")
joined_pair = _fixture("joined")
