"""One file carries a layout with its scan, and is believed only after it was checked."""

from __future__ import annotations

import io
import json
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from desktop.documents.layout_change import LayoutChange
from desktop.documents.layout_exchange import (
    MOST_MEGABYTES,
    LayoutVariant,
    SharedLayout,
    read_shared,
    shared_bytes,
)
from desktop.documents.layout_file import list_layouts, load_layout
from desktop.documents.layout_scan import check_scan
from desktop.errors import DocumentFailed
from desktop.law.terms import RecipientKind

LAYOUT = load_layout("a4-plain")


def _picture(size: tuple[int, int] = (990, 700), kind: str = "JPEG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "#F4E6BE").save(target, kind)
    return target.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    told = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", told)


def _grey_png(rows: int, *, interlaced: bool = False) -> bytes:
    """Return a PNG of 990 × 700 grey pixels that holds only so many bytes of rows, sums right."""
    header = struct.pack(">IIBBBBB", 990, 700, 8, 0, 0, 0, int(interlaced))
    pixels = zlib.compress(bytes(991 * rows))
    parts = ((b"IHDR", header), (b"IDAT", pixels[:9]), (b"IDAT", pixels[9:]), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _shared() -> SharedLayout:
    variant = LayoutVariant(
        "GK_XA", RecipientKind.COLLECTIVE, LayoutChange({"name": {"size": 28.0}})
    )
    return SharedLayout(LAYOUT, (variant,), check_scan(_picture(), 297, 210))


def _code(data: bytes) -> DocumentFailed.Code:
    with pytest.raises(DocumentFailed) as refusal:
        read_shared(data)
    code = refusal.value.code
    assert isinstance(code, DocumentFailed.Code)
    return code


def _changed(**changes: Any) -> bytes:
    """Return a file whose content was changed and summed anew, as another program might."""
    from desktop.documents import layout_exchange

    outer = json.loads(shared_bytes(_shared()))
    outer["content"] |= changes
    outer["sha256"] = layout_exchange._sum(outer["content"])
    return json.dumps(outer).encode()


def test_a_file_brings_back_layout_variants_and_scan() -> None:
    assert read_shared(shared_bytes(_shared())) == _shared()


@pytest.mark.parametrize("code", [code for code, _ in list_layouts()])
def test_every_ready_layout_survives_the_journey(code: str) -> None:
    shared = SharedLayout(load_layout(code))
    assert read_shared(shared_bytes(shared)) == shared


def test_the_same_layout_gives_the_same_bytes() -> None:
    assert shared_bytes(_shared()) == shared_bytes(_shared())


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_file_changed_on_its_way_is_damaged(at: float) -> None:
    data = bytearray(shared_bytes(_shared()))
    place = int(len(data) * at)
    data[place] = ord("A") if data[place] != ord("A") else ord("B")
    assert _code(bytes(data)) is DocumentFailed.Code.LAYOUT_FILE_DAMAGED


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"[]", b"{}", b'{"gslayout": 1}', b"[" * 100_000, b"PK\x03\x04"]
)
def test_what_is_no_such_file_is_damaged(data: bytes) -> None:
    assert _code(data) is DocumentFailed.Code.LAYOUT_FILE_DAMAGED


def test_a_file_cut_short_is_damaged() -> None:
    assert _code(shared_bytes(_shared())[:-20]) is DocumentFailed.Code.LAYOUT_FILE_DAMAGED


def test_a_file_of_a_newer_program_says_so() -> None:
    newer = json.dumps({"gslayout": 2, "content": "?"}).encode()
    assert _code(newer) is DocumentFailed.Code.LAYOUT_NEWER


def test_a_file_too_large_is_not_even_read() -> None:
    assert _code(b" " * (MOST_MEGABYTES * 1_000_000 + 1)) is (
        DocumentFailed.Code.LAYOUT_FILE_TOO_LARGE
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "../etc"},
        {"layout": {}},
        {"variants": [3]},
        {"variants": [{"award_code": "", "recipient_kind": "TOWN", "change": {}}]},
        {"scan": "no base64!"},
        {"more": 1},
    ],
)
def test_wrong_content_with_a_right_sum_is_refused_by_its_key(changes: dict[str, Any]) -> None:
    assert _code(_changed(**changes)) is DocumentFailed.Code.LAYOUT_BAD


def test_a_scan_is_known_by_its_content_and_measured() -> None:
    png = check_scan(_picture(kind="PNG"), 297, 210)
    assert (png.media_type, png.across, png.down, png.dpi) == ("image/png", 990, 700, 84)
    assert check_scan(_picture(), 297, 210).media_type == "image/jpeg"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(40),
        _picture(kind="GIF"),
        _picture(kind="PNG")[:200],
        _picture(kind="JPEG")[:300],
        _picture(kind="BMP"),
        _grey_png(rows=10),
        _grey_png(rows=699),
        _grey_png(rows=700, interlaced=True),
    ],
)
def test_what_is_no_whole_png_or_jpeg_is_unreadable(data: bytes) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        check_scan(data, 297, 210)
    assert refusal.value.code is DocumentFailed.Code.LAYOUT_SCAN_UNREADABLE


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_kind_of_pixels_is_whole(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (990, 700)).save(target, "PNG")
    assert check_scan(target.getvalue(), 297, 210).across == 990


def test_a_png_whose_rows_are_all_there_is_taken_with_its_passes_too() -> None:
    assert check_scan(_grey_png(rows=700), 297, 210).down == 700
    assert check_scan(_grey_png(rows=710, interlaced=True), 297, 210).down == 700


@pytest.mark.parametrize("size", [(700, 990), (990, 990), (990, 750)])
def test_a_scan_of_another_shape_says_what_height_it_would_have(size: tuple[int, int]) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        check_scan(_picture(size), 297, 210)
    assert refusal.value.code is DocumentFailed.Code.LAYOUT_SCAN_WRONG_SHAPE
    assert refusal.value.data["due"] == pytest.approx(size[1] * 297 / size[0], abs=0.06)


def test_a_scan_too_coarse_to_work_on_says_how_fine_it_is() -> None:
    with pytest.raises(DocumentFailed) as refusal:
        check_scan(_picture((297, 210)), 297, 210)
    assert refusal.value.code is DocumentFailed.Code.LAYOUT_SCAN_TOO_COARSE
    assert (refusal.value.data["dpi"], refusal.value.data["least"]) == (25, 60)


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    png = bytearray(_picture((8, 8), "PNG"))
    # The header only claims the size; the sum after it is made right again.
    png[16:24] = struct.pack(">II", side, side)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    with pytest.raises(DocumentFailed) as refusal:
        check_scan(bytes(png), 297, 210)
    assert refusal.value.code is DocumentFailed.Code.LAYOUT_SCAN_TOO_LARGE
