"""A layout travels as one file: exported here, the same there; refused where it is not whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import DocumentFailed, StorageError
from desktop.law.terms import RecipientKind
from desktop.services.certificate_layouts import LayoutService
from desktop.services.desk import Desk
from tests.services.blank_scans import blank_scan
from tests.services.conftest import Template


@pytest.fixture
def exported(district: Desk, tmp_path: Path) -> Path:
    """A layout with a scan, and one made for collectives that inherits from it, as one file."""
    layouts = district.layouts
    base = layouts.copy("a4-overlay", "Phôi đỏ", inherits=False)
    district.layout_scans.put(base.id, blank_scan(tmp_path / "phoi.png"))
    kind = RecipientKind.COLLECTIVE
    heir = layouts.copy(base.code, "Tập thể", inherits=True, recipient_kind=kind)
    draft = layouts.open(heir.id).draft
    boxes = tuple(replace(b, y=80.0) if b.id == "name" else b for b in draft.layout.boxes)
    layouts.save(replace(draft, layout=replace(draft.layout, boxes=boxes)))
    target = tmp_path / "phoi-do.gslayout"
    district.layout_files.export_file(base.id, target)
    return target


def same(layouts: LayoutService, code: str, kind: RecipientKind | None) -> object:
    return replace(layouts.layout_for("LDTT", kind, code), code="", name="")


def test_a_file_brings_layout_heirs_and_scan_to_another_office(
    exported: Path, district: Desk, office: Desk
) -> None:
    brought = office.layout_files.import_file(exported)
    assert (brought.variants, brought.was_here) == (1, False)
    for kind in (None, RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE):
        assert same(office.layouts, "phoi-do", kind) == same(district.layouts, "phoi-do", kind)
    here = district.layout_scans.open(district.layouts.id_of("phoi-do"))
    there = office.layout_scans.open(brought.id)
    assert here is not None
    assert there is not None
    assert here.data == there.data
    events = [event.event for event in office.layouts.history(brought.id)]
    assert events == ["layout_imported"]


def test_the_same_file_twice_is_once(exported: Path, office: Desk) -> None:
    first = office.layout_files.import_file(exported)
    rows = len(office.layouts.list_rows())
    again = office.layout_files.import_file(exported)
    assert again.was_here
    assert again.id == first.id
    assert len(office.layouts.list_rows()) == rows


def test_what_came_back_changed_stands_beside_what_is_here(exported: Path, district: Desk) -> None:
    layouts = district.layouts
    draft = layouts.open(layouts.id_of("phoi-do")).draft
    boxes = tuple(replace(b, x=31.0) if b.id == "name" else b for b in draft.layout.boxes)
    layouts.save(replace(draft, layout=replace(draft.layout, boxes=boxes)))
    brought = district.layout_files.import_file(exported)
    assert brought.saved.code == "phoi-do-2"
    assert layouts.layout("phoi-do") != replace(layouts.layout("phoi-do-2"), code="phoi-do")


def test_a_file_changed_by_hand_is_refused_and_nothing_is_taken_in(
    exported: Path, office: Desk
) -> None:
    data = json.loads(exported.read_text(encoding="utf-8"))
    data["content"]["layout"]["boxes"][0]["x"] = 1
    exported.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DocumentFailed) as refused:
        office.layout_files.import_file(exported)
    assert refused.value.code is DocumentFailed.Code.LAYOUT_FILE_DAMAGED
    assert all(row.is_bundled for row in office.layouts.list_rows())


def test_a_file_that_is_not_there_is_said_so(office: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        office.layout_files.import_file(tmp_path / "x.gslayout")


def test_a_layout_of_the_program_can_be_handed_on(district: Desk, tmp_path: Path) -> None:
    target = tmp_path / "a4.gslayout"
    district.layout_files.export_file(district.layouts.id_of("a4-plain"), target)
    brought = district.layout_files.import_file(target)
    assert brought.saved.code == "a4-ngang-in-mau-tren-giay-trang"


def test_what_was_kept_is_there_after_the_program_was_closed(
    exported: Path,
    open_copy: Callable[..., Desk],
    commune_template: Template,
) -> None:
    desk = open_copy(commune_template, "closed")
    layout_id = desk.layout_files.import_file(exported).id
    desk.close()
    again = open_copy(commune_template, "closed")
    assert again.layouts.open(layout_id).row.has_scan
    assert again.layout_scans.open(layout_id) is not None
