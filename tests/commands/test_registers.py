"""The books of numbers and of money by command: what is typed wrong sets nothing."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Run


def test_one_entry_of_the_fund_at_a_time_so_that_none_is_half_done(
    run: Run, district_copy: Path
) -> None:
    fund = ("--data", district_copy, "--json", "fund", "--year", "2023")
    before = run(*fund).data["income"]
    assert run(*fund, "--income", "5", "--spent", "-1").code == 2
    assert run(*fund, "--income", "0").code == 3
    assert run(*fund).data["income"] == before
    # A province's fund is more than nine digits.
    after = run(*fund, "--income", "12000000000", "--date", "2023-12-20").data["income"]
    assert after - before == 12_000_000_000


def test_the_year_zero_is_no_name_for_this_year(run: Run, district: Path) -> None:
    assert run("--data", district, "register", "decision", "--year", "0").code == 2
