"""report, report-send and list period_reports, on the demo's offices."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Run
from tests.demo.made_demo import copy_of_office

PERIOD = ("--year", "2023", "--period", "Y")


def test_a_report_goes_up_and_is_listed_at_both_ends(run: Run, tmp_path: Path) -> None:
    commune, district = copy_of_office("dong-mo", tmp_path), copy_of_office("thanh-lam", tmp_path)
    text = tmp_path / "danh-gia.txt"
    text.write_text("Phong trào thi đua sôi nổi.\n", encoding="utf-8")

    sent = run(
        "--json", "--data", commune, "report-send", *PERIOD, "--narrative-file", text,
        "--to", tmp_path,
    )  # fmt: skip
    assert sent.code == 0, sent.err
    again = run("--json", "--data", commune, "report-send", *PERIOD, "--to", tmp_path)
    assert again.data["sha256"] == sent.data["sha256"]
    (taken,) = run("--json", "--data", district, "receive", sent.data["package"]).data["results"]

    assert (taken["result"], taken["kind"]) == ("new", "report")
    for office in (commune, district):
        (row,) = run("--json", "--data", office, "list", "period_reports").data
        shown = run("--json", "--data", office, "show", "period_reports", row["id"]).data
        assert (row["year"], row["period"], row["revision"]) == (2023, "Y", 1)
        assert shown["narrative"] == "Phong trào thi đua sôi nổi."


def test_the_receiver_sees_who_has_not_sent(run: Run, tmp_path: Path) -> None:
    district = copy_of_office("thanh-lam", tmp_path)

    said = run("--json", "--data", district, "report", *PERIOD)
    told = run("--data", district, "report", *PERIOD)

    assert [office["sent"] for office in said.data["offices"]] == [False] * 3
    assert told.out.count("Chưa gửi báo cáo: ") == 3
    assert said.data["figures"]


def test_a_period_to_come_is_refused(run: Run, tmp_path: Path) -> None:
    commune = copy_of_office("dong-mo", tmp_path)

    said = run(
        "--json", "--data", commune, "report-send", "--year", "2999", "--period", "Q1",
        "--to", tmp_path,
    )  # fmt: skip

    assert (said.code, said.data["error"]) == (4, "PERIOD_NOT_BEGUN")
    assert run("--data", commune, "report", "--year", "2023", "--period", "Q9").code == 2
