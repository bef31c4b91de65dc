"""appraise some, seen before and taken back; the board and the process sheet by command."""

from __future__ import annotations

from pathlib import Path

from desktop.demo.scene_dossiers import dossier_id
from tests.commands.conftest import Run

RECEIVED, APPRAISED = "tuong-van-vi-nguoi-ngheo", "thi-tran-quoc-phong"


def test_a_preview_says_what_would_change_and_writes_nothing(run: Run, district_copy: Path) -> None:
    words = ("appraise", dossier_id(RECEIVED), "--all", "hold", "--reason", "Chờ xác minh.")
    said = run("--json", "--data", district_copy, *words, "--preview")
    assert (said.code, said.data["written"], said.data["state"]) == (0, False, "RECEIVED")
    assert said.data["changes"]
    assert {line["before"] for line in said.data["changes"]} == {None}
    shown = run("--data", district_copy, "show", "dossiers", dossier_id(RECEIVED))
    assert "hold" not in shown.out


def test_some_are_judged_and_taken_back_by_name(run: Run, district_copy: Path) -> None:
    dossier = dossier_id(RECEIVED)
    words = ("appraise", dossier, "--all", "hold", "--reason", "Chờ xác minh.", "--over")
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["written"], said.data["state"]) == (0, True, "RECEIVED")
    changed = len(said.data["changes"])
    assert changed

    again = run("--json", "--data", district_copy, *words)
    assert [line["why"] for line in again.data["left_out"]] == ["same"] * changed

    undone = run("--json", "--data", district_copy, "appraise", dossier, "--undo")
    assert undone.data["act"] == f"«Tạm dừng xem xét» cho {changed} đề nghị"
    narrowed = run("--json", "--data", district_copy, *words, "--preview", "--award", "KHONG_CO")
    assert (narrowed.code, narrowed.data["changes"]) == (3, [])


def test_several_dossiers_are_not_taken_back_at_once(run: Run, district: Path) -> None:
    words = ("appraise", dossier_id(RECEIVED), dossier_id(APPRAISED), "--undo")
    said = run("--json", "--data", district, *words)
    assert (said.code, said.data["error"]) == (2, "BAD_VALUE")


def test_a_choice_without_all_is_wrong_usage(run: Run, district: Path, tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    file.write_text("{}")
    words = ("appraise", dossier_id(RECEIVED), "--verdicts", file, "--clean")
    said = run("--json", "--data", district, *words)
    assert (said.code, said.data["error"]) == (2, "BAD_VALUE")


def test_the_board_is_listed_by_sender(run: Run, district: Path) -> None:
    said = run("--json", "--data", district, "list", "appraisal")
    assert said.code == 0
    assert {"sender", "campaign", "received", "late", "has_sent"} <= said.data[0].keys()
    waiting = [row for row in said.data if row["received"]]
    assert str(dossier_id(RECEIVED)) in {row["next_dossier"] for row in waiting}
    silent = run("--json", "--data", district, "list", "appraisal", "--where", "has_sent=false")
    assert {row["has_sent"] for row in silent.data} <= {False}


def test_the_process_sheet_is_written_as_pdf_and_word(
    run: Run, district: Path, tmp_path: Path
) -> None:
    words = ("papers", dossier_id(RECEIVED), "--sheet", "--to", tmp_path / "ra")
    said = run("--json", "--data", district, *words)
    names = {Path(file).name for file in said.data["files"]}
    assert (said.code, names) == (0, {"phieu-tham-dinh.pdf", "phieu-tham-dinh.docx"})
