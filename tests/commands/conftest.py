"""Commands run in this process on the demo's offices; whoever writes gets a copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from desktop.demo.scene_offices import PASSWORD
from tests.demo.made_demo import copy_of_office, made_demo


@dataclass(frozen=True)
class Said:
    """What a command gave back: exit code, standard output, standard error."""

    code: int
    out: str
    told: str

    @property
    def data(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with the demo's password."""
    monkeypatch.setenv("GUONGSANG_PASSWORD", PASSWORD)

    def _run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return _run


@pytest.fixture
def district() -> Path:
    """The demo district's data folder; not to be changed."""
    return made_demo().offices["thanh-lam"]


@pytest.fixture
def commune() -> Path:
    """The demo commune's data folder; not to be changed."""
    return made_demo().offices["dong-mo"]


@pytest.fixture
def district_copy(tmp_path: Path) -> Path:
    """A copy of the demo district to work on."""
    return copy_of_office("thanh-lam", tmp_path)


@pytest.fixture
def commune_copy(tmp_path: Path) -> Path:
    """A copy of the demo commune to work on."""
    return copy_of_office("dong-mo", tmp_path)
