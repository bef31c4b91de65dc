"""What rows of the law say on the screen."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.law.catalogue import shipped
from desktop.law.correctable import Correctable, EditorKind, entries
from desktop.law.corrections import Correction, Value, corrected, unfolded
from desktop.law.wording import about, in_words, period, regimes_of, says, shortened

NAMES = {row["code"]: row["short_name"] for row in shipped()["awards"]["rows"]}
ENTRIES = {entry.id: entry for entry in entries(unfolded(shipped()))}


@pytest.mark.parametrize(
    ("row", "topic", "said"),
    [
        ("awards.CSTDCS.deciders.R2022", "CSTĐCS · Cá nhân", "Cấp huyện"),
        ("awards.LDTT.in_force", "LĐTT · Cá nhân", "không giới hạn thời gian"),
        ("bonus.CSTDCS.R2022", "CSTĐCS · Cá nhân", "1,0 lần lương cơ sở"),
        ("base_salary.2023-07-01", "Nghị định số 24/2023/NĐ-CP", "1.800.000 đồng/tháng"),
        (
            "parameters.SMALL_HEADCOUNT",
            "Số người tối đa của một tập thể nhỏ",
            "20 người",
        ),
    ],
)
def test_a_row_says_about_whom_and_what(row: str, topic: str, said: str) -> None:
    assert (about(ENTRIES[row], NAMES), says(ENTRIES[row])) == (topic, said)


def test_every_row_has_words_without_codes_or_english() -> None:
    for entry in ENTRIES.values():
        words = f"{about(entry, NAMES)} {says(entry)}"
        assert "None" not in words, entry.id
        assert "INDIVIDUAL" not in words, entry.id


def test_an_item_carried_to_later_regimes_says_so() -> None:
    entry = ENTRIES["items.GK_XA.CT-PT.I-C-H.R2003-R2022.TO_TRINH"]
    assert regimes_of(entry) == ("R2003", "R2022", "R2025", "R2026")


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (EditorKind.YES_NO, False, "Không"),
        (EditorKind.TIERS, (), "Không thuộc cấp nào ở địa phương"),
        (EditorKind.DATE, "2026-10-01", "01/10/2026"),
        (EditorKind.DATE, None, "để trống"),
        (EditorKind.DECIMAL, "1234.5", "1.234,5 %"),
        (EditorKind.DECIMAL, None, "để trống"),
        (EditorKind.INTEGER, 1_490_000, "1.490.000 %"),
        (EditorKind.CHOICE, "A", "Một"),
    ],
)
def test_a_value_is_written_as_vietnamese_write_it(
    kind: EditorKind, value: Value, words: str
) -> None:
    unit = " %" if kind in {EditorKind.DECIMAL, EditorKind.INTEGER} else ""
    field = Correctable("x", "X", kind, choices=(("A", "Một"),), unit=unit.strip())
    assert in_words(field, value).replace("%", " %").replace("  ", " ") == words


def test_days_are_said_with_the_ends_they_have() -> None:
    first, last = date(2026, 10, 1), date(2026, 12, 31)
    assert period(first, last) == "từ 01/10/2026 đến 31/12/2026"
    assert period(None, last) == "đến 31/12/2026"
    assert period(None, None) == "mọi thời gian"


def test_a_long_standard_is_cut_at_a_word() -> None:
    assert shortened("một " * 60).endswith(" một…")


def test_a_switched_off_standard_says_that_it_is_only_told() -> None:
    row = next(e.id for e in ENTRIES.values() if e.collection.name == "standards")
    off = Correction.of(row, {"advisory": True}, "X")
    (entry,) = [e for e in entries(corrected(shipped(), [off])) if e.id == row]
    assert says(entry).startswith("Chỉ để biết")
