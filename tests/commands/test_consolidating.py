"""consolidate, forward, hand-down."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.demo.scene_dossiers import dossier_id, nomination_id
from tests.commands.conftest import Run

RECEIVED = "tuong-van-vi-nguoi-ngheo"
NOT_CONSOLIDATED = "NOT_CONSOLIDATED"


@pytest.fixture
def at(run: Run, district_copy: Path) -> Run:
    """Run a command at a copy of the demo's district."""
    return lambda *words: run("--json", "--data", district_copy, *words)


def send_higher(at: Run, tmp_path: Path) -> None:
    """Let the district find that a received dossier belongs to the office above."""
    verdict = {"verdict": "send_higher", "reason": "Thuộc thẩm quyền cấp tỉnh"}
    verdicts = {str(nomination_id(RECEIVED, place)): verdict for place in (1, 2)}
    file = tmp_path / "kết quả.json"
    file.write_text(json.dumps(verdicts, ensure_ascii=False), encoding="utf-8")
    said = at("appraise", dossier_id(RECEIVED), "--verdicts", file)
    assert (said.code, said.data["state"]) == (0, "APPRAISED")


def meets(at: Run) -> None:
    """Let the district find good what it has not gathered yet."""
    assert at("appraise", dossier_id(RECEIVED), "--all", "meets").code == 0


def test_what_can_be_gathered_is_told_without_gathering(at: Run) -> None:
    meets(at)
    said = at("consolidate", "--verdict", "meets", "--dry-run")
    assert (said.code, said.data["dossier"], said.data["added"]) == (0, None, 1)
    why = {left["why"] for left in said.data["left_out"]}
    assert why == {"other_verdict", "not_open", "gathered"}
    assert all(left["message"] for left in said.data["left_out"])


def test_dossiers_are_gathered_once(at: Run) -> None:
    meets(at)
    said = at("consolidate", "--verdict", "meets", "--title", "Họp tháng 12")
    assert (said.code, said.data["state"], said.data["purpose"]) == (0, "DRAFT", "meeting")
    shown = at("show", "dossiers", said.data["dossier"]).data
    assert (shown["title"], shown["receiver_office_id"]) == ("Họp tháng 12", None)
    again = at("consolidate", "--verdict", "meets")
    assert (again.code, again.data["error"]) == (4, "NOTHING_TO_CONSOLIDATE")
    updated = at(*("consolidate", "--verdict", "meets", "--into", said.data["dossier"], "--update"))
    assert (updated.code, updated.data["added"]) == (0, 0)
    nothing: dict[str, list[str]] = {"updated": [], "taken_away": [], "waiting": [], "no_room": []}
    assert updated.data["updated"] == nothing


def test_a_movement_nobody_wrote_about_gathers_nothing(at: Run) -> None:
    said = at("consolidate", "--verdict", "meets", "--campaign", "Không có", "--dry-run")
    assert (said.data["added"], said.data["left_out"]) == (0, [])


def test_what_a_gathered_dossier_lacks_is_listed_before_it_goes_up(at: Run, tmp_path: Path) -> None:
    send_higher(at, tmp_path)
    gathered = at("consolidate", "--verdict", "send-higher", dossier_id(RECEIVED))
    assert (gathered.code, gathered.data["added"]) == (0, 2)
    words = ("--letter", "120/TTr-UBND", "--date", "2023-12-20")
    said = at("forward", gathered.data["dossier"], *words)
    assert said.code == 3
    codes = {p["code"] for p in said.data["problems"] if p["severity"] == "blocking"}
    assert codes
    assert "LETTER_NUMBER_MISSING" not in codes
    shown = at("show", "dossiers", gathered.data["dossier"]).data
    assert (shown["letter_number"], shown["state"]) == ("120/TTr-UBND", "DRAFT")


def test_a_letter_that_cannot_be_saved_is_told_as_what_is_wrong_with_it(
    at: Run, tmp_path: Path
) -> None:
    send_higher(at, tmp_path)
    gathered = at("consolidate", "--verdict", "send-higher", dossier_id(RECEIVED)).data["dossier"]
    said = at("forward", gathered, "--letter", "1" * 5000, "--date", "2023-12-20")
    assert (said.code, [p["code"] for p in said.data["problems"]]) == (3, ["TOO_LONG"])
    said = at("forward", gathered, "--letter", "120/TTr-UBND", "--date", "9999-12-31")
    assert (said.code, [p["field"] for p in said.data["problems"]]) == (3, ["letter_date"])


def test_only_a_gathered_dossier_goes_on(at: Run) -> None:
    said = at("forward", dossier_id(RECEIVED))
    assert (said.code, said.data["error"]) == (4, NOT_CONSOLIDATED)
    assert at("forward", uuid4()).code == 4


def test_what_is_gathered_for_the_meeting_gets_no_letter_on_its_way_nowhere(at: Run) -> None:
    meets(at)
    gathered = at("consolidate", "--verdict", "meets").data["dossier"]
    said = at("forward", gathered, "--letter", "120/TTr-UBND", "--date", "2023-12-20")
    assert (said.code, said.data["error"]) == (4, "FOR_OWN_MEETING")
    assert at("show", "dossiers", gathered).data["letter_number"] == ""


def test_nothing_is_handed_down_that_nobody_asked(at: Run) -> None:
    meets(at)
    gathered = at("consolidate", "--verdict", "meets").data["dossier"]
    said = at("hand-down", gathered)
    assert (said.code, said.data["error"]) == (4, "NOTHING_FROM_ABOVE")
