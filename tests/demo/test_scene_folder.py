"""Where a demo is made, and what becomes of an unfinished one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.demo.scene_folder import building, complete, mark_complete
from desktop.errors import StorageError

ANSWER = {"nominations": 30, "officers": {}, "plain": {}}


def finish(folder: Path, text: str) -> None:
    with building(folder) as place:
        (place / "out" / "kết quả.txt").write_text(text, encoding="utf-8")
    mark_complete(folder, 2023, ANSWER)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_finished_demo_is_put_in_place_whole(tmp_path: Path) -> None:
    target = tmp_path / "mẫu"
    finish(target, "xong")
    assert names(target) == {"offices", "out", "demo-2023.json"}
    assert (target / "out" / "kết quả.txt").read_text(encoding="utf-8") == "xong"
    assert complete(target, 2023) == ANSWER


def test_one_that_stopped_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), building(tmp_path):
        raise RuntimeError
    assert names(tmp_path) == set()
    assert complete(tmp_path, 2023) is None


def test_an_unfinished_demo_is_moved_aside_and_kept(tmp_path: Path) -> None:
    finish(tmp_path, "cũ")
    (tmp_path / "demo-2023.json").unlink()
    assert complete(tmp_path, 2023) is None
    finish(tmp_path, "mới")
    assert (tmp_path / "out" / "kết quả.txt").read_text(encoding="utf-8") == "mới"
    (aside,) = tmp_path.glob("cu-*")
    assert (aside / "out" / "kết quả.txt").read_text(encoding="utf-8") == "cũ"


def test_a_damaged_marker_is_no_complete_demo(tmp_path: Path) -> None:
    finish(tmp_path, "cũ")
    (tmp_path / "demo-2023.json").write_text("{")
    assert complete(tmp_path, 2023) is None


def test_what_an_older_program_made_is_made_anew(tmp_path: Path) -> None:
    finish(tmp_path, "cũ")
    (tmp_path / "demo-2023.json").write_text('{"nominations": 30}')
    assert complete(tmp_path, 2023) is None


def test_the_demo_of_another_year_is_moved_aside(tmp_path: Path) -> None:
    finish(tmp_path, "năm 2023")
    with building(tmp_path):
        pass
    mark_complete(tmp_path, 2026, ANSWER)
    assert complete(tmp_path, 2023) is None
    assert complete(tmp_path, 2026) == ANSWER
    (aside,) = tmp_path.glob("cu-*")
    assert (aside / "out" / "kết quả.txt").read_text(encoding="utf-8") == "năm 2023"


def test_what_a_kill_left_long_ago_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".dang-lap-0"
    (left / "out").mkdir(parents=True)
    (left / "out" / ".guongsang-demo").touch()
    foreign = tmp_path / ".dang-lap-của-ai"
    foreign.mkdir()
    for folder in (left, foreign):
        os.utime(folder, (0, 0))
    finish(tmp_path, "xong")
    assert not left.exists()
    assert foreign.exists()


def test_a_file_in_the_folders_place_is_said(tmp_path: Path) -> None:
    file = tmp_path / "tệp"
    file.write_text("x")
    with pytest.raises(StorageError), building(file):
        pass
