"""The command's edges: one document, exit codes, bugs, a reader who has seen enough."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from desktop.cli import main
from desktop.commands import records
from desktop.commands.answer import Context
from desktop.demo.scene_offices import PASSWORD
from tests.demo.made_demo import made_demo

ROOT = Path(__file__).parents[1]
NAME = "Nguyễn Văn Ẩn"


def test_a_bug_is_logged_without_anybodys_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_context: Context) -> NoReturn:
        raise ValueError(NAME)

    monkeypatch.setattr(records, "list_", broken)
    assert main(["--json", "--data", str(tmp_path), "list", "people"]) == 70
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert answer["error"] == "BUG"
    log = Path(answer["log"]).read_text(encoding="utf-8")
    assert "ValueError" in log
    assert NAME not in log + said.err
    assert str(answer["log"]) in said.err


def test_a_bug_where_no_log_can_be_written_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_context: Context) -> NoReturn:
        raise ValueError

    (tmp_path / "tệp").write_text("x")
    monkeypatch.setattr(records, "list_", broken)
    assert main(["--data", str(tmp_path / "tệp"), "list", "people"]) == 70
    assert "Không ghi được nhật ký" in capsys.readouterr().err


def test_stopping_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_context: Context) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(records, "list_", stopped)
    assert main(["--json", "list", "people"]) == 130
    assert json.loads(capsys.readouterr().out)["error"] == "STOPPED"


def command(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop.cli", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "GUONGSANG_PASSWORD": PASSWORD, "PYTHONIOENCODING": "ascii"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_the_real_command_prints_one_document_in_utf_8() -> None:
    process = command("list", "units", "--json", "--data", made_demo().offices["dong-mo"])
    out, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, "")
    assert "Thôn Ưng Lộ" in [row["name"] for row in json.loads(out)]


def test_a_reader_who_has_seen_enough_is_no_bug() -> None:
    process = command("list", "people", "--json", "--data", made_demo().offices["dong-mo"])
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), told) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="names of files are always text there")
def test_a_file_name_that_is_no_text_is_told_and_read_back_from_json(tmp_path: Path) -> None:
    missing = os.fsdecode(os.fsencode(tmp_path) + b"/r\xe1c.asice")
    process = command("inspect", missing, "--json", "--data", tmp_path)
    out, told = process.communicate(timeout=60)
    assert process.returncode == 6, told
    assert missing in json.loads(out)["message"]
