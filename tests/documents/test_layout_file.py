"""A layout file is either right, or refused with the path of its first wrong key."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from desktop.documents.certificate_text import FIELDS
from desktop.documents.certificates import place_all
from desktop.documents.layout import Align, OrnamentKind
from desktop.documents.layout_file import (
    FOLDER,
    layout_data,
    layout_of,
    list_layouts,
    load_layout,
    read_layout,
)
from desktop.errors import DocumentFailed
from tests.documents.samples import certificate

_BOX = {
    "id": "name",
    "text": "{name}",
    "x": 10,
    "y": 10,
    "width": 100,
    "height": 20,
    "font": "Tinos-Bold",
    "size": 20,
}
_ORNAMENT = {
    "kind": "rectangle",
    "x": 5,
    "y": 5,
    "width": 100,
    "height": 50,
    "color": "#B3151B",
}


def _layout(**changes: Any) -> str:
    data: dict[str, Any] = {
        "version": 1,
        "name": "Mẫu",
        "width": 297,
        "height": 210,
        "boxes": [_BOX],
    }
    data["ornaments"] = [_ORNAMENT]
    return json.dumps({key: value for key, value in (data | changes).items() if value is not None})


def _refused(text: str) -> str:
    with pytest.raises(DocumentFailed) as refusal:
        read_layout(text, "mau")
    assert refusal.value.code is DocumentFailed.Code.LAYOUT_BAD
    return str(refusal.value.data["field"])


def test_a_small_layout_is_read_with_its_defaults() -> None:
    layout = read_layout(_layout(), "mau")
    (box,) = layout.boxes
    assert (layout.code, layout.name, layout.width) == ("mau", "Mẫu", 297.0)
    assert (box.align, box.max_lines, box.smallest) == (Align.CENTER, 1, 20.0)
    assert layout.ornaments[0].kind is OrnamentKind.RECTANGLE
    assert not layout.overlay


def test_the_bundled_layouts_are_all_good() -> None:
    codes = [code for code, _ in list_layouts()]
    assert codes == [
        "a4-overlay",
        "a4-plain",
        "bang-khen-365x270",
        "bang-khen-400x300",
        "giay-khen-297x210",
        "giay-khen-300x210",
    ]
    assert len(codes) == len(list(FOLDER.iterdir()))


def test_the_plain_layout_shows_every_field_of_a_certificate() -> None:
    shown = "".join(box.text for box in load_layout("a4-plain").boxes)
    assert [field for field in FIELDS if f"{{{field}}}" not in shown] == []


def test_the_overlay_is_the_plain_layout_without_what_is_preprinted() -> None:
    plain, overlay = load_layout("a4-plain"), load_layout("a4-overlay")
    assert overlay.overlay
    assert overlay.boxes == plain.boxes
    assert [box.id for box in plain.boxes if box.preprinted] == [
        "national_title",
        "motto",
        "authority",
        "verb",
        "award_title",
    ]


_BLANKS = [code for code, _ in list_layouts() if "khen" in code]


@pytest.mark.parametrize("code", _BLANKS)
def test_a_layout_for_blanks_has_their_size_in_its_name_and_what_is_unsure_in_its_note(
    code: str,
) -> None:
    layout = load_layout(code)
    assert code.endswith(f"{layout.width:g}x{layout.height:g}")
    assert layout.overlay
    assert "chưa đối chiếu" in layout.note
    assert layout_of(layout_data(layout), code) == layout


@pytest.mark.parametrize("code", ["a4-plain", *_BLANKS])
def test_a_short_text_keeps_the_size_its_box_wishes(code: str) -> None:
    short = certificate(name="Lê Ân", achievement="Đã cứu người", post_unit="Xã Đông An")
    _, shrunk = place_all([short], replace(load_layout(code), overlay=False))
    assert shrunk == []


@pytest.mark.parametrize("code", ["a4-plain", *_BLANKS])
def test_35_millimetres_are_left_for_signature_and_seal(code: str) -> None:
    boxes = {box.id: box for box in load_layout(code).boxes}
    title, name = boxes["signer_title"], boxes["signer_name"]
    assert name.y - (title.y + title.height) >= 34.5
    crossing = [
        box.id
        for box in boxes.values()
        if box.y < name.y
        and box.y + box.height > title.y + title.height
        and box.x + box.width > title.x
    ]
    assert crossing == []


@pytest.mark.parametrize("text", ["", "no", "[]", '"a"', "null", '{"width": NaN}'])
def test_what_is_no_layout_at_all_is_refused_as_a_whole(text: str) -> None:
    assert _refused(text) == ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": None}, "name"),
        ({"name": 3}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 2_001}, "name"),
        ({"name": "Mẫu\ud800"}, "name"),
        ({"width": "297"}, "width"),
        ({"width": 0}, "width"),
        ({"height": 5000}, "height"),
        ({"width": True}, "width"),
        ({"boxes": None}, "boxes"),
        ({"boxes": []}, "boxes"),
        ({"boxes": {}}, "boxes"),
        ({"boxes": ["name"]}, "boxes[0]"),
        ({"boxes": [_BOX] * 301}, "boxes"),
        ({"width": 10**400}, "width"),
        ({"colour": "red"}, "colour"),
        ({"ornaments": [3]}, "ornaments[0]"),
        ({"same_as": "mau"}, "width"),
        ({"version": None}, "version"),
        ({"version": 0}, "version"),
        ({"version": "1"}, "version"),
        ({"overlay": 1}, "overlay"),
        ({"note": 1}, "note"),
    ],
)
def test_a_wrong_key_of_the_page_is_named(changes: dict[str, Any], field: str) -> None:
    assert _refused(_layout(**changes)) == field


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"font": "Arial"}, "font"),
        ({"text": "{birthday}"}, "text"),
        ({"text": "x" * 2_001}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "\udcff"}, "text"),
        ({"text": "{name"}, "text"),
        ({"text": "{name!r}"}, "text"),
        ({"x": -1}, "x"),
        ({"x": 200}, "width"),
        ({"y": 195}, "height"),
        ({"width": 0}, "width"),
        ({"height": 5}, "height"),
        ({"size": 0}, "size"),
        ({"min_size": 21}, "min_size"),
        ({"one_line_size": 30}, "one_line_size"),
        ({"max_lines": 0}, "max_lines"),
        ({"max_lines": 1.5}, "max_lines"),
        ({"leading": 0.5}, "leading"),
        ({"spacing": -1}, "spacing"),
        ({"word_spacing": 99}, "word_spacing"),
        ({"color": "red"}, "color"),
        ({"align": "centre"}, "align"),
        ({"valign": 3}, "valign"),
        ({"case": "lower"}, "case"),
        ({"preprinted": 1}, "preprinted"),
        ({"visible": "no"}, "visible"),
        ({"breaking": "hyphens"}, "breaking"),
        ({"kind": "barcode"}, "kind"),
        ({"kind": "qr", "width": 8}, "width"),
        ({"id": " "}, "id"),
        ({"colour": "#000000"}, "colour"),
    ],
)
def test_a_wrong_key_of_a_box_is_named_with_its_path(changes: dict[str, Any], key: str) -> None:
    good = _BOX | {"id": "honorific"}
    assert _refused(_layout(boxes=[good, _BOX | changes])) == f"boxes[1].{key}"


@pytest.mark.parametrize("key", _BOX)
def test_a_key_a_box_must_have_is_missed(key: str) -> None:
    box = {name: value for name, value in _BOX.items() if name != key}
    assert _refused(_layout(boxes=[box])) == f"boxes[0].{key}"


def test_a_measure_beyond_all_measure_is_refused() -> None:
    assert _refused(_layout(boxes=[_BOX | {"leading": 7}]).replace("7}", "1e999}")) == (
        "boxes[0].leading"
    )


def test_two_boxes_of_one_name_are_refused() -> None:
    assert _refused(_layout(boxes=[_BOX, _BOX])) == "boxes[1].id"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"kind": "emblem"}, "kind"),
        ({"color": "#B3151"}, "color"),
        ({"second_color": "gold"}, "second_color"),
        ({"line": 0}, "line"),
        ({"band": 30}, "band"),
        ({"x": 250}, "width"),
    ],
)
def test_a_wrong_key_of_an_ornament_is_named(changes: dict[str, Any], key: str) -> None:
    assert _refused(_layout(ornaments=[_ORNAMENT | changes])) == f"ornaments[0].{key}"


@pytest.mark.parametrize("code", ["none-such", "../a4-plain", "", "A4-PLAIN"])
def test_an_unknown_layout_is_refused_and_no_path_is_followed(code: str) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        load_layout(code)
    assert refusal.value.data["field"] == "code"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"version": 1, "name": "A", "same_as": "a4-plain"}', "overlay"),
        ('{"version": 1, "name": "A", "same_as": "mau", "overlay": true}', "same_as"),
        ('{"version": 1, "name": "A", "same_as": 3, "overlay": true}', "same_as"),
        ('{"version": 1, "name": "A", "same_as": "none", "overlay": true}', "code"),
        ('{"version": 1, "name": 3, "same_as": "a4-plain", "overlay": true}', "name"),
    ],
)
def test_a_wrong_variant_of_a_layout_is_refused(text: str, field: str) -> None:
    assert _refused(text) == field
