"""changes."""

from __future__ import annotations

from pathlib import Path

from desktop.demo.scene_dossiers import dossier_id
from desktop.demo.unfinished_2023 import RETURNED
from tests.commands.conftest import Run
from tests.demo.made_demo import copy_of_office

_SENT = "tuong-van-vi-nguoi-ngheo"


def test_each_point_of_the_last_return_is_told_with_what_was_done(run: Run, tmp_path: Path) -> None:
    office = copy_of_office(RETURNED.office, tmp_path)
    words = ("--data", office, "changes", dossier_id(RETURNED.key))
    said = run("--json", *words)
    assert (said.code, said.data["against"], said.data["is_draft"]) == (0, 1, True)
    assert said.data["points"]
    assert all(point["changes"] == [] for point in said.data["points"])
    assert {file["kind"] for file in said.data["files"]} == {"SAME"}
    out = run(*words).out
    assert out.startswith("Lần 2 so với lần 1\n1. ")
    assert "   chưa thấy thay đổi nào" in out
    assert f"Tệp kèm theo: {len(said.data['files'])} giữ nguyên" in out


def test_a_reply_is_refused_before_the_dossier_is_taken_up_again(run: Run, tmp_path: Path) -> None:
    office = copy_of_office(RETURNED.office, tmp_path)
    words = ("--json", "--data", office, "changes", dossier_id(RETURNED.key), "--reply")
    said = run(*words, "1", "Đã sửa")
    assert (said.code, said.data["error"]) == (4, "FROZEN")
    said = run(*words, "99", "Không có điểm này")
    assert said.code != 0


def test_a_dossier_never_returned_says_so(run: Run, district: Path) -> None:
    out = run("--data", district, "changes", dossier_id(_SENT)).out
    assert "chưa lần nào bị trả lại" in out
    wrong = run("--json", "--data", district, "changes", dossier_id(_SENT), "--against", "1")
    assert wrong.code != 0
