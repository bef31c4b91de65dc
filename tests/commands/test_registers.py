"""The books of numbers and of money by command: what is typed wrong sets nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.commands.conftest import Run
from tests.commands.test_consolidating import send_higher


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


def test_numbers_are_kept_given_up_and_the_register_is_written(
    run: Run, district_copy: Path, tmp_path: Path
) -> None:
    data = ("--json", "--data", district_copy)
    why = ("--year", "2023", "--reason", "Không dùng")
    kept = run(*data, "reserve-number", "letter", *why, "--count", "2")
    first, second = kept.data["numbers"]
    assert run(*data, "void-number", "letter", str(first), *why).data["numbers"] == [first]
    beyond = ("letter", str(second + 2), "--until", str(second + 3), *why)
    assert run(*data, "void-number", *beyond).data["numbers"] == [second + 2, second + 3]
    assert run(*data, "spoil-number", "letter", str(second), *why).data["numbers"] == [second]
    unknown = run(*data, "spoil-number", "letter", "999", *why)
    assert (unknown.code, unknown.data["problems"][0]["code"]) == (3, "NUMBER_UNKNOWN")

    target = tmp_path / "sổ.pdf"
    book = run(*data, "register", "letter", "--year", "2023", "--to", target)
    assert target.read_bytes().startswith(b"%PDF")
    assert (book.data["unexplained"], book.data["gaps"]) == (1, [[second + 1, second + 1]])
    states = {n["number"]: n["state"] for n in book.data["numbers"]}
    assert (states[first], states[second]) == ("void", "spoiled")
    assert run(*data, "register", "letter", "--to", tmp_path / "sổ.txt").code == 2


def test_a_letter_takes_its_number_from_the_register(
    run: Run, district_copy: Path, tmp_path: Path
) -> None:
    def at(*words: object) -> Any:
        return run("--json", "--data", district_copy, *words)

    send_higher(at, tmp_path)
    dossier = at("consolidate", "--verdict", "send-higher").data["dossier"]
    said = at("letter-number", dossier, "--number", "14")
    assert (said.code, said.data["letter"][:7]) == (0, "14/TTr-")
    assert at("letter-number", dossier).data == said.data
    assert at("show", "dossiers", dossier).data["letter_number"] == said.data["letter"]
    book = at("register", "letter", "--year", str(said.data["year"])).data
    assert [n["state"] for n in book["numbers"] if n["number"] == 14] == ["used"]
    at("void-number", "letter", "15", "--year", str(said.data["year"]), "--reason", "Viết nhầm")
    taken = at("letter-number", dossier, "--number", "15")
    assert (taken.code, taken.data["problems"][0]["code"]) == (3, "NUMBER_TAKEN")
    assert at("letter-number", uuid4()).code == 4
