"""handover write, show, restore and take-back, on a demo office."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Run
from tests.demo.made_demo import copy_of_office


def test_an_office_moves_to_another_folder_and_only_that_one_sends(
    run: Run, tmp_path: Path
) -> None:
    old, new = copy_of_office("dong-mo", tmp_path), tmp_path / "moi"
    usb = tmp_path / "usb"
    usb.mkdir()
    period = ("report-send", "--year", "2023", "--period", "Y", "--to", usb)

    done = run(
        "--json", "--data", old, "handover", "write", "--to", usb, "--reason", "Đổi máy", "--moving"
    )
    shown = run("--json", "handover", "show", done.data["path"])
    restored = run("--json", "--data", new, "handover", "restore", done.data["path"])

    assert (done.code, shown.code, restored.code) == (0, 0, 0), restored.err
    assert shown.data["short_code"] == done.data["short_code"] == restored.data["short_code"]
    people = [run("--json", "--data", data, "list", "people").data for data in (old, new)]
    assert people[0] == people[1]
    refused = run("--json", "--data", old, *period)
    assert (refused.code, refused.data["error"]) == (4, "HANDED_OVER")
    assert run("--data", new, *period).code == 0
    assert run("--data", old, "handover", "take-back", "--reason", "Máy mới hỏng").code == 0
    assert run("--data", old, *period).code == 0


def test_what_is_no_handover_or_has_no_empty_folder_is_refused(run: Run, tmp_path: Path) -> None:
    old = copy_of_office("dong-mo", tmp_path)
    done = run("--json", "--data", old, "handover", "write", "--to", tmp_path, "--reason", "Thử")
    other = tmp_path / "khac.asice"
    other.write_bytes(b"PK not a package")

    taken = run("--json", "--data", old, "handover", "restore", done.data["path"])
    wrong = run("--json", "--data", tmp_path / "moi", "handover", "restore", other)

    assert (taken.code, taken.data["error"]) == (4, "NOT_EMPTY")
    assert wrong.code == 4
    assert not (tmp_path / "moi").exists()


def test_there_is_nothing_to_take_back_before_a_handover(run: Run, tmp_path: Path) -> None:
    old = copy_of_office("dong-mo", tmp_path)

    said = run("--json", "--data", old, "handover", "take-back", "--reason", "Thử")

    assert (said.code, said.data["error"]) == (4, "NOT_HANDED_OVER")
