"""The blank's picture: of another shape only when told what it is, encrypted, never printed."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from desktop.errors import DocumentFailed, LayoutRefused
from desktop.services.certificate_layouts_scans import ScanFit
from desktop.services.desk import Desk
from tests.services.blank_scans import blank_scan


@pytest.fixture
def layout_id(district: Desk) -> UUID:
    return district.layouts.copy("a4-overlay", "Phôi đỏ", inherits=False).id


def picture(desk: Desk, layout_id: UUID) -> Image.Image:
    kept = desk.layout_scans.open(layout_id)
    assert kept is not None
    return Image.open(io.BytesIO(kept.data))


@pytest.mark.parametrize("name", ["phôi.png", "phôi.jpg"])
def test_a_picture_of_the_blank_s_shape_is_kept_as_it_is(
    district: Desk, layout_id: UUID, tmp_path: Path, name: str
) -> None:
    source = blank_scan(tmp_path / name)
    district.layout_scans.put(layout_id, source)
    kept = district.layout_scans.open(layout_id)
    assert kept is not None
    assert (kept.data, kept.name) == (source.read_bytes(), name)
    blobs = district.store.paths.blobs
    stored = b"".join(file.read_bytes() for file in blobs.rglob("*") if file.is_file())
    assert kept.data[:64] not in stored
    assert district.layouts.history(layout_id)[-1].event == "scan_set"


def test_a_picture_of_another_shape_is_refused_with_both_sizes(
    district: Desk, layout_id: UUID, tmp_path: Path
) -> None:
    source = blank_scan(tmp_path / "phoi.png", 877, 760)
    with pytest.raises(DocumentFailed) as refused:
        district.layout_scans.put(layout_id, source)
    assert refused.value.code is DocumentFailed.Code.LAYOUT_SCAN_WRONG_SHAPE
    data = refused.value.data
    assert (data["pixels_across"], data["pixels_down"]) == (877, 760)
    assert (data["width"], data["height"]) == (297.0, 210.0)
    assert district.layout_scans.open(layout_id) is None


def test_a_stretched_picture_is_pressed_to_the_blank_s_shape(
    district: Desk, layout_id: UUID, tmp_path: Path
) -> None:
    source = blank_scan(tmp_path / "phoi.png", 877, 760)
    district.layout_scans.put(layout_id, source, ScanFit.STRETCHED)
    shown = picture(district, layout_id)
    assert shown.width / shown.height == pytest.approx(297 / 210, rel=0.002)
    # Its red frame still runs along the lower edge.
    red, green, _ = shown.convert("RGB").getpixel((400, shown.height - 17))
    assert red > 150 > green


@pytest.mark.parametrize(("across", "down"), [(877, 760), (1200, 620)])
def test_a_picture_with_too_much_around_keeps_its_top_left_corner(
    district: Desk, layout_id: UUID, tmp_path: Path, across: int, down: int
) -> None:
    source = blank_scan(tmp_path / "phoi.png", across, down)
    district.layout_scans.put(layout_id, source, ScanFit.TOP_LEFT)
    shown = picture(district, layout_id)
    assert shown.width / shown.height == pytest.approx(297 / 210, rel=0.002)
    red, green, _ = shown.convert("RGB").getpixel((22, 300))
    assert red > 150 > green


def test_what_is_no_picture_or_too_coarse_is_refused(
    district: Desk, layout_id: UUID, tmp_path: Path
) -> None:
    text = tmp_path / "phoi.png"
    text.write_text("không phải ảnh", encoding="utf-8")
    coarse = blank_scan(tmp_path / "nho.png", 297, 210)
    for source, code in (
        (text, DocumentFailed.Code.LAYOUT_SCAN_UNREADABLE),
        (coarse, DocumentFailed.Code.LAYOUT_SCAN_TOO_COARSE),
    ):
        with pytest.raises(DocumentFailed) as refused:
            district.layout_scans.put(layout_id, source, ScanFit.STRETCHED)
        assert refused.value.code is code


def test_a_layout_of_the_program_takes_no_picture(district: Desk, tmp_path: Path) -> None:
    source = blank_scan(tmp_path / "phoi.png")
    with pytest.raises(LayoutRefused) as refused:
        district.layout_scans.put(district.layouts.id_of("a4-plain"), source)
    assert refused.value.code is LayoutRefused.Code.BUNDLED


def test_an_heir_shows_the_picture_of_what_it_inherits_from(
    district: Desk, layout_id: UUID, tmp_path: Path
) -> None:
    district.layout_scans.put(layout_id, blank_scan(tmp_path / "phoi.png"))
    code = district.layouts.open(layout_id).row.code
    heir = district.layouts.copy(code, "Con", inherits=True)
    copy = district.layouts.copy(code, "Bản sao", inherits=False)
    assert picture(district, heir.id).size == picture(district, copy.id).size == (877, 620)
    district.layout_scans.remove(layout_id)
    assert district.layout_scans.open(heir.id) is None
    assert district.layout_scans.open(copy.id) is not None
    assert district.layouts.history(layout_id)[-1].event == "scan_removed"


def test_the_first_page_of_a_scanner_s_pdf_is_taken(
    district: Desk, layout_id: UUID, tmp_path: Path
) -> None:
    source = tmp_path / "phoi.pdf"
    with Image.open(blank_scan(tmp_path / "phoi.png", 1754, 1240)) as scanned:
        scanned.save(source, "PDF", resolution=150)
    district.layout_scans.put(layout_id, source)
    shown = picture(district, layout_id)
    assert shown.width == pytest.approx(297 / 25.4 * 150, abs=2)
    red, green, _ = shown.convert("RGB").getpixel((22, 600))
    assert red > 150 > green


def test_a_broken_pdf_is_refused_and_the_layout_keeps_what_it_had(
    district: Desk, layout_id: UUID, tmp_path: Path
) -> None:
    district.layout_scans.put(layout_id, blank_scan(tmp_path / "phoi.png"))
    before = district.layout_scans.open(layout_id)
    source = tmp_path / "phoi.pdf"
    source.write_bytes(b"%PDF-1.7\n" + b"\0" * 500)
    with pytest.raises(DocumentFailed) as refused:
        district.layout_scans.put(layout_id, source)
    assert refused.value.code is DocumentFailed.Code.LAYOUT_SCAN_UNREADABLE
    assert district.layout_scans.open(layout_id) == before


def test_a_picture_chosen_while_the_layout_is_being_designed_is_no_save_of_somebody_else(
    district: Desk, layout_id: UUID, tmp_path: Path
) -> None:
    opened = district.layouts.open(layout_id).draft
    district.layout_scans.put(layout_id, blank_scan(tmp_path / "phoi.png"))
    saved = district.layouts.save(replace(opened, layout=replace(opened.layout, name="Phôi mới")))
    assert district.layout_scans.open(layout_id) is not None
    district.layout_scans.remove(layout_id)
    again = replace(opened, version=saved.version)
    assert district.layouts.save(again).id == layout_id
    assert district.layout_scans.open(layout_id) is None
