"""A file is what its content says; the name only claims."""

from __future__ import annotations

import io
import struct

import pytest

from desktop.errors import AttachmentRefused
from desktop.services.file_kinds import KINDS, media_type_of
from tests.services.commune_dossier import PDF, jpeg, office_file, png

DOCX = office_file("word/document.xml")
XLSX = office_file("xl/workbook.xml")
WHOLE = {
    "a.pdf": PDF,
    "a.docx": DOCX,
    "a.xlsx": XLSX,
    "a.jpg": jpeg(),
    "a.JPEG": jpeg(),
    "a.PNG": png(),
}
Code = AttachmentRefused.Code


def _code(name: str, content: bytes) -> AttachmentRefused.Code:
    with pytest.raises(AttachmentRefused) as refused:
        media_type_of(name, io.BytesIO(content), len(content))
    assert isinstance(refused.value.code, Code)
    return refused.value.code


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_of_an_allowed_kind_is_taken_whatever_the_case_of_its_ending(name: str) -> None:
    content = WHOLE[name]
    assert "/" in media_type_of(name, io.BytesIO(content), len(content))


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("other", WHOLE)
def test_no_file_passes_under_the_name_of_another_kind(name: str, other: str) -> None:
    kinds = {KINDS["." + n.split(".")[1].lower()].media_type for n in (name, other)}
    if len(kinds) == 2:
        assert _code(name, WHOLE[other]) is Code.NOT_WHAT_ITS_NAME_SAYS


@pytest.mark.parametrize("name", ["a.exe", "a.doc", "a", "a.pdf.lnk", "báo cáo.", ".pdf"])
def test_other_kinds_are_not_allowed(name: str) -> None:
    assert _code(name, PDF) is Code.KIND_NOT_ALLOWED


@pytest.mark.parametrize("ending", KINDS)
def test_an_empty_file_is_refused(ending: str) -> None:
    assert _code(f"a{ending}", b"") is Code.EMPTY


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_off_in_the_middle_is_refused(name: str) -> None:
    content = WHOLE[name]
    end = 25 if name in {"a.jpg", "a.JPEG"} else len(content) - 30
    assert _code(name, content[:end]) is Code.UNREADABLE


def test_a_program_or_a_text_under_a_papers_name_is_refused() -> None:
    for content in (b"MZ\x90\0" * 30, "xin chào".encode(), b"<html>%PDF</html>", b"PK\x03\x04"):
        for ending in KINDS:
            if ending in {".docx", ".xlsx"} and content.startswith(b"PK"):
                continue
            assert _code(f"a{ending}", content) is Code.NOT_WHAT_ITS_NAME_SAYS


def test_a_picture_whose_header_lies_is_refused() -> None:
    flat = png()[:16] + struct.pack(">LL", 0, 1) + png()[24:]
    assert _code("a.png", flat) is Code.UNREADABLE
    assert _code("a.png", png().replace(b"IHDR", b"IHDX")) is Code.UNREADABLE
    no_size = b"\xff\xd8\xff\xe0\x00\x01" + b"\0" * 40
    assert _code("a.jpg", no_size) is Code.UNREADABLE
    flat_photo = jpeg().replace(struct.pack(">HH", 3000, 4000), struct.pack(">HH", 0, 0))
    assert _code("a.jpg", flat_photo) is Code.UNREADABLE
    assert _code("a.jpg", b"\xff\xd8\xff\xd9") is Code.UNREADABLE


def test_a_jpeg_with_marks_between_its_segments_is_taken() -> None:
    content = jpeg().replace(b"\xff\xc0", b"\xff\x01\xff\xff\xc0")
    assert media_type_of("a.jpg", io.BytesIO(content), len(content)) == "image/jpeg"


def test_a_zip_that_claims_a_monstrous_directory_is_not_even_opened() -> None:
    content = bytearray(DOCX)
    struct.pack_into("<L", content, content.rfind(b"PK\x05\x06") + 12, 1 << 30)
    assert _code("a.docx", bytes(content)) is Code.UNREADABLE


def test_a_zip_whose_directory_is_garbage_is_refused() -> None:
    content = bytearray(DOCX)
    content[content.rfind(b"PK\x01\x02")] = 0
    assert _code("a.docx", bytes(content)) is Code.UNREADABLE
