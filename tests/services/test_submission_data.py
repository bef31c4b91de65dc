"""Names of packed files: readable on every system, unique, in the order of adding."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from desktop.sealing.names import check_names
from desktop.services.attachments import AttachmentRow
from desktop.services.submission_data import packed_files, slug

_FILE = AttachmentRow(
    id=uuid4(),
    owner_subject="dossiers",
    owner_id=uuid4(),
    item_code="",
    item="",
    file_name="a.pdf",
    media_type="application/pdf",
    size=1,
    sha256="0" * 64,
    added_at=datetime(2023, 11, 20, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Biên bản họp xét (lần 2)", "bien-ban-hop-xet-lan-2"),
        ("Đặng Thị Ước", "dang-thi-uoc"),
        ("../..\\con:*?", "con"),
        ("标题", ""),
        ("ơ" * 100, "o" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_text_becomes_part_of_a_plain_file_name(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_files_of_one_name_are_numbered_apart_and_a_bare_one_takes_its_items_label() -> None:
    named = [("Ảnh.JPG", ""), ("ảnh.jpg", ""), ("标题.pdf", "Biên bản xét"), ("??.pdf", "")]
    files = [replace(_FILE, file_name=name, item=item) for name, item in named]
    assert [p.entry for p in packed_files(files)] == [
        "attachments/01-anh.jpg",
        "attachments/02-anh.jpg",
        "attachments/03-bien-ban-xet.pdf",
        "attachments/04-tep.pdf",
    ]


def test_a_thousand_files_get_names_every_system_takes() -> None:
    packed = packed_files([replace(_FILE, file_name="NUL.pdf")] * 1000)
    check_names(p.entry for p in packed)
    assert packed[0].entry == "attachments/0001-nul.pdf"
    assert packed[-1].entry == "attachments/1000-nul.pdf"
