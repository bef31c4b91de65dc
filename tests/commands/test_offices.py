"""init, demo, window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from desktop.paths import OfficePaths
from tests.commands.conftest import Run
from tests.demo.made_demo import demo_folder, made_demo

ROOT = Path(__file__).parents[2]
WORDS = ("init", "--name", "Ủy ban nhân dân xã Ổ", "--tier", "xa", "--seat", "both")


def test_init_makes_an_office_others_can_trust(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "dữ liệu"
    said = run("--json", "--data", data, *WORDS, "--parent", "Ủy ban nhân dân huyện Ứng")
    assert said.code == 0
    assert UUID(said.data["office_id"])
    assert Path(said.data["certificate"]).exists()
    assert said.data["short_code"].count("-") == 4
    rows = run("--json", "--data", data, "list", "offices").data
    assert [row["relation"] for row in rows] == ["Cơ quan này", "Cấp trên"]
    again = run("--json", "--data", data, *WORDS)
    assert (again.code, again.data["error"]) == (6, "OFFICE_EXISTS")


def test_init_shows_people_the_recovery_code_once(run: Run, tmp_path: Path) -> None:
    lines = run("--data", tmp_path / "x", *WORDS).out.splitlines()
    assert lines[1].startswith("Mã khôi phục (chép ra giấy, chỉ hiện một lần): ")


def test_a_password_too_short_makes_no_office(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUONGSANG_PASSWORD", "abc")
    said = run("--json", "--data", tmp_path / "x", *WORDS)
    assert (said.code, said.data["error"]) == (4, "PASSWORD_TOO_SHORT")


def test_demo_answers_the_same_for_a_complete_demo(run: Run) -> None:
    said = run("--json", "demo", "--to", demo_folder())
    keys = ("offices", "package", "receipt", "decision_package", "certificates")
    assert said.code == 0
    assert [said.data[key] for key in keys[1:]] == [str(getattr(made_demo(), k)) for k in keys[1:]]
    assert said.data["offices"]["thanh-lam"] == str(made_demo().offices["thanh-lam"])
    assert (said.data["nominations"], said.data["awards"]) == (30, 30)
    assert "không lập lại" in said.told


def test_window_hands_its_options_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[object, ...]] = []

    def window(paths: OfficePaths, *, quit_after_paint: bool, login: str) -> int:
        opened.append((paths, quit_after_paint, login))
        return 0

    monkeypatch.setattr("desktop.app.main", window)
    assert run("--data", tmp_path, "window", "--quit-after-paint").code == 0
    assert run("--officer", "noivu").code == 0
    assert opened == [
        (OfficePaths(tmp_path), True, ""),
        (OfficePaths.default(), False, "noivu"),
    ]


def test_the_real_command_paints_its_window_and_ends(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "desktop.cli", "--data", tmp_path, "window", "--quit-after-paint"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "")
