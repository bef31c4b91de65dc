"""law regime, who-decides, bonus, due, list; cases cite the catalogue in tests/law."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.commands.answer import now
from desktop.law.terms import DayKind
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.days import DayDraft
from desktop.services.desk import open_desk
from tests.commands.conftest import Run, Said


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> Run:
    """Ask where there is no office."""

    def _ask(*words: object) -> Said:
        return run("--json", "--data", tmp_path / "no office", "law", *words)

    return _ask


@pytest.mark.parametrize(
    ("on", "regime", "verified"),
    [
        ("2023-11-20", "R2003", True),
        ("2024-01-01", "R2022", True),
        ("2025-07-01", "R2025", None),
        ("2026-09-30", "R2025", None),
        ("2026-10-01", "R2026", False),
    ],
)
def test_the_rules_of_a_day(ask: Run, on: str, regime: str, verified: bool | None) -> None:
    said = ask("regime", "--on", on)
    assert said.code == 0
    assert said.data["regime"] == regime
    assert verified in {None, said.data["verified"]}
    assert isinstance(said.data["citation"], str)


@pytest.mark.parametrize(
    ("award", "on", "tier", "tiers", "verified"),
    [
        ("LDTT", "2023-05-01", "xa", ["xa", "huyen"], True),
        ("CSTDCS", "2023-05-01", "huyen", ["huyen"], True),
        ("CSTDCS", "2026-11-01", "xa", ["xa"], False),
        ("TTLDXS", "2026-11-01", "tinh", ["tinh"], False),
        ("gk_xa", "2023-05-01", "xa", ["xa"], True),
        ("GK_DN", "2024-05-01", None, [], True),
        ("GK_HUYEN", "2026-11-01", None, [], False),
        ("XATB", "2023-05-01", None, [], None),
    ],
)
def test_who_decides(
    ask: Run, award: str, on: str, tier: str | None, tiers: list[str], verified: bool | None
) -> None:
    said = ask("who-decides", award, "--on", on)
    assert said.code == 0
    assert (said.data["tier"], said.data["tiers"]) == (tier, tiers)
    assert verified in {None, said.data["verified"]}


@pytest.mark.parametrize(
    ("award", "recipient", "on", "coefficient", "base", "raw", "amount", "verified"),
    [
        ("LDTT", "individual", "2023-01-05", 0.3, 1_490_000, 447_000, 450_000, True),
        ("LDTT", "individual", "2023-12-22", 0.3, 1_800_000, 540_000, 540_000, True),
        ("GK_XA", "individual", "2023-03-01", 0.15, 1_490_000, 223_500, 230_000, True),
        ("GK_XA", "collective", "2023-03-01", 0.3, 1_490_000, 447_000, 450_000, True),
        ("GK_XA", "household", "2026-11-01", 0.225, 2_530_000, 569_250, 570_000, False),
        ("CSTDTQ", "individual", "2023-12-22", 4.5, 1_800_000, 8_100_000, 8_100_000, True),
    ],
)
def test_the_bonus(
    ask: Run,
    award: str,
    recipient: str,
    on: str,
    coefficient: float,
    base: int,
    raw: int,
    amount: int,
    verified: bool,
) -> None:
    data = ask("bonus", award, "--recipient", recipient, "--on", on).data
    keys = ("coefficient", "base_salary", "raw", "amount", "verified")
    assert tuple(data[key] for key in keys) == (coefficient, base, raw, amount, verified)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2023-01-16", 10, "2023-02-06"),
        ("2026-01-09", 1, "2026-01-10"),
        ("2023-01-27", -1, "2023-01-19"),
        ("2023-11-25", 0, "2023-11-27"),
    ],
)
def test_when_a_time_limit_ends(ask: Run, start: str, days: int, due: str) -> None:
    data = ask("due", "--from", start, "--working-days", days).data
    assert (data["due"], data["verified"], data["citation"]) == (due, False, "")


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("regime", "--on", "1990-01-01"), 3, "NO_REGIME"),
        (("who-decides", "LDTT", "--on", "1990-01-01"), 3, "NO_REGIME"),
        (("bonus", "LDTT", "--recipient", "individual", "--on", "1990-01-01"), 3, "NO_REGIME"),
        (("bonus", "LDTT", "--recipient", "household", "--on", "2023-01-01"), 3, "NO_BONUS"),
        (("bonus", "LDTT", "--recipient", "individual", "--on", "2016-01-01"), 3, "NO_BONUS"),
        (("bonus", "GK_HUYEN", "--recipient", "individual", "--on", "2026-01-01"), 3, "NO_BONUS"),
        (("due", "--from", "2060-01-01", "--working-days", "1"), 3, "OUTSIDE_CALENDAR"),
        (("due", "--from", "2026-01-01", "--working-days", "999999999"), 3, "OUTSIDE_CALENDAR"),
        (("who-decides", "KHONG_CO", "--on", "2023-01-01"), 2, "NO_SUCH_AWARD"),
        (("bonus", "", "--recipient", "individual", "--on", "2023-01-01"), 2, "NO_SUCH_AWARD"),
        (("bonus", "LDTT", "--recipient", "nobody", "--on", "2023-01-01"), 2, "WRONG_USAGE"),
        (("regime", "--on", "2023-02-30"), 2, "WRONG_USAGE"),
        (("regime",), 2, "WRONG_USAGE"),
        ((), 2, "WRONG_USAGE"),
        (("due", "--from", "2023-01-01", "--working-days", "1.5"), 2, "WRONG_USAGE"),
    ],
)
def test_what_the_law_does_not_answer_is_said_clearly(
    ask: Run, words: tuple[str, ...], code: int, error: str
) -> None:
    said = ask(*words)
    assert (said.code, said.data["error"]) == (code, error)
    assert said.data["message"]


def test_every_row_is_listed_with_how_well_it_is_known(ask: Run) -> None:
    rows = ask("list").data
    assert len({row["id"] for row in rows}) == len(rows) > 200
    assert all({"citation", "verified", "confidence", "file"} <= set(row) for row in rows)
    salaries = ask("list", "--of", "base_salary").data
    assert [row["amount"] for row in salaries][-1] == 2_530_000


def test_people_read_sentences(run: Run, tmp_path: Path) -> None:
    def lines(*words: object) -> list[str]:
        return run("--data", tmp_path, "law", *words).out.splitlines()

    assert lines("bonus", "GK_XA", "--recipient", "individual", "--on", "2023-03-01")[:2] == [
        "230.000 đồng",
        "0,15 × 1.490.000 = 223.500 đồng; làm tròn lên đến 10.000 đồng",
    ]
    assert (
        "mức tối đa" in lines("bonus", "KNC", "--recipient", "individual", "--on", "2024-03-01")[0]
    )
    assert lines("due", "--from", "2023-01-16", "--working-days", "10") == [
        "Hết hạn thứ Hai, 06/02/2023.",
        "(chưa đối chiếu)",
    ]
    assert "dự kiến" in lines("due", "--from", "2026-12-25", "--working-days", "30")[0]
    assert lines("who-decides", "LDTT", "--on", "2023-05-01") == [
        "Lao động tiên tiến: Cấp xã, Cấp huyện quyết định.",
        "Căn cứ: Nghị định số 91/2017/NĐ-CP, Điều 43",
    ]
    assert "không do" in lines("who-decides", "GK_DN", "--on", "2024-05-01")[0]
    assert "không có" in lines("who-decides", "GK_HUYEN", "--on", "2026-05-01")[0]
    assert lines("regime", "--on", "2023-11-20")[0].startswith("20/11/2023: Luật")
    assert lines("list")[-1].endswith(" dòng")


def test_an_office_is_answered_by_its_own_days(run: Run, commune_copy: Path) -> None:
    paths = OfficePaths(commune_copy)
    desk = open_desk(paths, unlock(paths, "", "demo", now), now)
    desk.days.save_draft(DayDraft(day=date(2023, 11, 27), kind=DayKind.OFF, name="Nghỉ riêng"))
    desk.close()
    words = ("law", "due", "--from", "2023-11-24", "--working-days", "1")
    own = run("--json", "--data", commune_copy, *words).data
    assert own["due"] == "2023-11-28"
    assert own["office"]


def test_an_office_that_stays_locked_does_not_keep_the_law_from_answering(
    run: Run, commune: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "password"
    wrong.write_text("không phải")
    words = ("law", "regime", "--on", "2023-11-20")
    said = run("--json", "--data", commune, "--password-file", wrong, *words)
    assert (said.code, said.data["regime"], said.data["office"]) == (0, "R2003", "")
    assert "dữ liệu có sẵn" in said.told
    monkeypatch.delenv("GUONGSANG_PASSWORD")
    assert run("--json", "--data", commune, *words).data["office"] == ""
