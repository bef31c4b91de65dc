"""Packages that were numbered and never came are named on the inbox."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from desktop.services.conflict_detection import Gap
from desktop.views.inbox.words import gaps_text

COMMUNE = UUID(int=1)
_AT = datetime(2023, 11, 20, 2, 15, tzinfo=UTC)
_SAID = (
    "Chưa thấy gói số 3, 5 của xã Đông An (gói gần nhất của máy ấy nhận lúc "
    "20/11/2023 09:15, Lê Hải ký)."
)


def test_no_gap_says_nothing() -> None:
    assert gaps_text([]) == ""


def test_a_gap_names_the_numbers_the_sender_and_its_machine() -> None:
    text = gaps_text([Gap(COMMUNE, "xã Đông An", "1c2ebbc5", (3, 5), "Lê Hải", _AT)])
    assert text.startswith(_SAID)


def test_many_gaps_are_counted_and_not_listed() -> None:
    text = gaps_text([Gap(COMMUNE, "xã Đông An", "1c2ebbc5", tuple(range(1, 12)))])
    assert "1, 2, 3, 4, 5 và 6 gói nữa" in text
