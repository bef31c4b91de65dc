"""Taking awards back, as a script does it."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Run


def test_an_award_is_taken_back_once(run: Run, district_copy: Path) -> None:
    data = ("--json", "--data", district_copy)
    awards = run(*data, "list", "awards").data
    mine = next(a for a in awards if a["source"] == "decided" and not a["cancelled"])
    words = ("--date", "2023-12-27", "--reason", "Kê khai sai", "--ground", "Kết luận 7/KL")
    done = run(*data, "cancel-award", mine["id"], *words)
    assert (done.code, done.data["awards"]) == (0, 1)
    assert done.data["papers"]
    assert {p["code"] for p in done.data["problems"]} == {"GROUND_UNVERIFIED"}
    again = run(*data, "cancel-award", mine["id"], *words)
    assert (again.code, again.data["decision"]) == (3, None)
