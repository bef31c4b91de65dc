"""Two offices made by the command, a complete dossier at the commune; every test has its copy."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.cli import main
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.desk import Desk, open_desk
from tests.services.commune_dossier import Commune

ROOT = Path(__file__).parents[2]
PASSWORD = "mật khẩu thử"
COMMUNE_NAME = "Ủy ban nhân dân xã Đông Ửng"
DISTRICT_NAME = "Ủy ban nhân dân huyện Thanh Lâm"
CHAIR = "Đỗ Văn Ước"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Answer:
    """What a command gave back: exit code, its JSON document, what it told people."""

    code: int
    data: Any
    told: str


@contextmanager
def opened(folder: Path) -> Iterator[Desk]:
    """Open an office's services beside the command."""
    paths = OfficePaths(folder)
    desk = open_desk(paths, unlock(paths, "", PASSWORD, now), now)
    try:
        yield desk
    finally:
        desk.close()


@dataclass
class World:
    """A commune and a district in a folder, and a stick carried between them."""

    folder: Path
    run: Callable[..., Answer]
    dossier: str
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def commune(self) -> Path:
        return self.folder / "xã"

    @property
    def district(self) -> Path:
        return self.folder / "huyện"

    @property
    def stick(self) -> Path:
        return self.folder / "USB của xã"

    def at(self, office: Path, *words: object) -> Answer:
        return self.run("--data", office, *words)

    @property
    def package(self) -> Path:
        """The package on the stick."""
        (found,) = self.stick.glob("*.asice.p7m")
        return found

    @property
    def clear_package(self) -> Path:
        """The package as an older program carried it: signed and not encrypted."""
        target = self.folder / "không mã hóa.asice"
        answer = self.at(self.commune, "unseal", self.package, "--to", target)
        assert answer.code == 0, answer
        return target

    def state(self, office: Path) -> str:
        rows = self.at(office, "list", "dossiers").data
        return next((row["state"] for row in rows if row["id"] == self.dossier), "")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run one command in this process, with --json."""
    monkeypatch.setenv("GUONGSANG_PASSWORD", PASSWORD)

    def _run(*words: object) -> Answer:
        capsys.readouterr()
        code = main(["--json", *map(str, words)])
        said = capsys.readouterr()
        return Answer(code, json.loads(said.out), said.err)

    return _run


def start(*words: object, **more: Any) -> subprocess.Popen[str]:
    """Start the real command as a process of its own, with --json."""
    environment = {**os.environ, "GUONGSANG_PASSWORD": PASSWORD, **more.pop("env", {})}
    return subprocess.Popen(
        [sys.executable, "-m", "desktop.cli", "--json", *map(str, words)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def finished(process: subprocess.Popen[str]) -> Answer:
    """Wait for a started command."""
    out, told = process.communicate(timeout=60)
    return Answer(process.returncode, json.loads(out), told)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two offices that trust one another, and a complete dossier marked ready."""
    world = World(tmp_path_factory.mktemp("hai cơ quan"), lambda *_: None, "")
    world.stick.mkdir()
    _init(world, world.district, DISTRICT_NAME, "huyen", "receiving", "Ủy ban nhân dân tỉnh")
    _init(world, world.commune, COMMUNE_NAME, "xa", "sending", DISTRICT_NAME)
    with opened(world.commune) as desk:
        desk.trust.pin(None, world.district / "chung-thu.gscert")
        dossier = Commune(desk).complete_dossier(world.folder)
        assert desk.dossiers.mark_ready(dossier, "Đã đối chiếu.").ready
    with opened(world.district) as desk:
        desk.trust.pin(None, world.commune / "chung-thu.gscert")
    world.dossier = str(dossier)
    return world


@pytest.fixture(scope="session")
def sent_template(template: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same after the commune sent the dossier: its package lies on the stick."""
    folder = tmp_path_factory.mktemp("đã gửi") / "Ổ đĩa"
    shutil.copytree(template.folder, folder)
    world = World(folder, template.run, template.dossier, template.codes)
    with opened(world.commune) as desk:
        desk.outbox.export(UUID(world.dossier), world.stick)
    return world


def _init(world: World, data: Path, name: str, tier: str, seat: str, parent: str) -> None:
    answer = finished(
        start(
            *("--data", data, "init", "--name", name, "--tier", tier, "--seat", seat),
            *("--parent", parent, "--place", "Đông Ửng", "--signer", CHAIR),
        )
    )
    assert answer.code == 0, answer
    world.codes[name] = answer.data["short_code"]


@pytest.fixture
def world(template: World, tmp_path: Path, run: Callable[..., Answer]) -> World:
    """A copy of the two offices before anything was sent."""
    return _copied(template, tmp_path, run)


@pytest.fixture
def sent(sent_template: World, tmp_path: Path, run: Callable[..., Answer]) -> World:
    """A copy of the two offices with the package on the stick."""
    return _copied(sent_template, tmp_path, run)


def _copied(template: World, tmp_path: Path, run: Callable[..., Answer]) -> World:
    folder = tmp_path / "Ổ đĩa thử"
    shutil.copytree(template.folder, folder)
    return World(folder, run, template.dossier, template.codes)
