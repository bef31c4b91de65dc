"""list, show, history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.commands.records import SUBJECTS
from desktop.demo.scene_dossiers import dossier_id
from desktop.demo.scene_offices import id_of
from tests.commands.conftest import Run

# Public holidays are reckoned; only a day the office itself moves is a record. No report was due.
_EMPTY_IN_THE_DEMO = {"appraisal", "days", "period_reports"}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_lists_rows_with_an_id(run: Run, commune: Path, subject: str) -> None:
    said = run("--json", "--data", commune, "list", subject)
    assert said.code == 0
    assert bool(said.data) == (subject not in _EMPTY_IN_THE_DEMO)
    assert all(row["id"] for row in said.data)


def test_people_read_titles_and_a_count(run: Run, commune: Path) -> None:
    lines = run("--data", commune, "list", "households").out.splitlines()
    assert lines[-1] == "4 bản ghi"
    assert any(line.endswith("Phạm Thị Nhở") for line in lines)


def test_where_compares_without_marks_and_narrows(run: Run, commune: Path) -> None:
    words = ("list", "people", "--where", "full_name=nguyen van hung", "--where", "gender=male")
    rows = run("--json", "--data", commune, *words).data
    assert {row["full_name"] for row in rows} == {"Nguyễn Văn Hùng"}
    assert len(rows) == 2


@pytest.mark.parametrize("where", ["full_name", "không_có=1"])
def test_a_condition_nobody_understands_is_wrong_usage(run: Run, commune: Path, where: str) -> None:
    said = run("--json", "--data", commune, "list", "people", "--where", where)
    assert (said.code, said.data["error"]) == (2, "BAD_VALUE")


def test_a_record_is_shown_with_its_lines(run: Run, commune: Path) -> None:
    record = id_of("people", "dong-mo/duong-thi-ky")
    shown = run("--json", "--data", commune, "show", "people", record).data
    assert shown["full_name"] == "Dương Thị Kỷ"
    assert [line["year"] for line in shown["evaluations"]] == [2021, 2022, 2023]
    assert shown["birth_date"].count("-") == 2


def test_a_dossier_is_shown_with_nominations_and_files(run: Run, commune: Path) -> None:
    record = dossier_id("dong-mo-len-huyen")
    shown = run("--json", "--data", commune, "show", "dossiers", record).data
    assert len(shown["nominations"]) == 14
    # The minutes are drawn from the council's session, so no file of them hangs here.
    assert {f["item_code"] for f in shown["attachments"]} == {"SANG_KIEN"}
    people_read = run("--data", commune, "show", "dossiers", record).out
    assert "96/TTr-UBND" in people_read


def test_a_decision_is_shown_with_its_awards(run: Run, district: Path) -> None:
    rows = run("--json", "--data", district, "list", "decisions").data
    for row in rows:
        shown = run("--json", "--data", district, "show", "decisions", row["id"]).data
        assert len(shown["awards"]) == row["awards"] or shown["awards"]
        assert shown["bonus_total"] == sum(line["amount"] for line in shown["bonuses"]) > 0
        for line in shown["bonuses"]:
            assert line["raw"] == pytest.approx(line["times_base"] * line["base"])
        assert shown["papers"]


def test_a_record_that_is_not_there_is_refused(run: Run, commune: Path) -> None:
    said = run("--json", "--data", commune, "show", "people", id_of("people", "không có"))
    assert (said.code, said.data["error"]) == (4, "RECORD")


def test_history_tells_both_ends(run: Run, commune: Path) -> None:
    record = dossier_id("dong-mo-len-huyen")
    events = run("--json", "--data", commune, "history", record).data
    assert all(set(e) >= {"at", "actor", "event", "from", "to", "reason"} for e in events)
    assert len({e["office"] for e in events}) == 2
    assert events[0]["at"].endswith("+00:00")
    assert "Đã quyết định" not in json.dumps(events, ensure_ascii=False)
    lines = run("--data", commune, "history", record).out.splitlines()
    assert "DRAFT" not in lines[0]
    assert lines[0].startswith("04/12/2023")
