"""Reading the structure of good packages; the bad ones stand in test_hostile_packages.py."""

from __future__ import annotations

import io

from desktop.sealing.directory import read_at, read_directory
from tests.sealing.packages import CONTENT, build, signed_pieces


def test_it_finds_every_entry_in_file_order() -> None:
    pieces = signed_pieces({**CONTENT, "papers/tờ trình.pdf": b"%PDF", "papers/rong.txt": b""})
    data = build(pieces)
    records = read_directory(io.BytesIO(data), len(data))
    assert [record.name for record in records] == [piece.name.decode() for piece in pieces]
    contents = [data[record.start : record.end] for record in records]
    assert contents == [piece.data for piece in pieces]


def test_reading_past_the_end_gives_what_there_is() -> None:
    assert read_at(io.BytesIO(b"abc"), 2, 10) == b"c"
