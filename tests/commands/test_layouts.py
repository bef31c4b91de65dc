"""Layouts by script: made, changed, printed with, handed on."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from tests.commands.conftest import Run, Said
from tests.demo.made_demo import copy_of_office
from tests.services.blank_scans import blank_scan


def first_words(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_an_office_makes_changes_and_prints_with_its_own_layout(run: Run, tmp_path: Path) -> None:
    office = copy_of_office("thanh-lam", tmp_path)

    def does(*words: object) -> Said:
        return run("--data", office, "--json", *words)

    made = does("layout", "copy", "a4-overlay", "--name", "Phôi đỏ")
    assert made.data["layout"] == "phoi-do"
    scan = blank_scan(tmp_path / "phoi.png")
    boxes = ("--box", "name.x=31.5", "--box", "post_unit.text=Đơn vị: {post_unit}")
    changed = does("layout", "set", "phoi-do", *boxes, "--scan", scan, "--default")
    assert (changed.code, changed.data["is_default"], changed.data["has_scan"]) == (0, True, True)
    shown = {box["id"]: box for box in does("layout", "show", "phoi-do").data["layout"]["boxes"]}
    assert shown["name"]["x"] == 31.5
    rows = {row["code"]: row for row in does("layout", "list").data}
    assert rows["phoi-do"]["is_default"]
    assert rows["a4-plain"]["is_bundled"]

    decisions = does("list", "decisions").data
    decision = next(row["id"] for row in decisions if row["made_here"])
    for name, layout in (("own", ()), ("plain", ("--layout", "a4-plain"))):
        written = does("certificates", decision, "--to", tmp_path / f"{name}.pdf", *layout)
        assert written.code == 0
    assert "Đơn vị:" in first_words(tmp_path / "own.pdf")
    assert "GIẤY KHEN" not in first_words(tmp_path / "own.pdf").upper()
    assert "Đơn vị:" not in first_words(tmp_path / "plain.pdf")

    file = tmp_path / "phoi.gslayout"
    assert does("layout", "export", "phoi-do", "--to", file).data["scan"] is True
    assert does("layout", "import", file).data["was_here"] is True
    assert does("layout", "archive", "phoi-do", "--reason", "x").code == 4


def test_what_cannot_be_done_is_said_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    office = copy_of_office("thanh-lam", tmp_path)

    def does(*words: object) -> Said:
        return run("--data", office, "--json", "layout", *words)

    before = does("list").data
    does("copy", "a4-plain", "--name", "Một", "--inherit", "--award", "LDTT")
    again = does("copy", "a4-plain", "--name", "Hai", "--inherit", "--award", "LDTT")
    assert (again.code, again.data["error"]) == (4, "USED_TWICE")
    off = does("set", "mot", "--box", "name.x=290")
    assert off.code == 3
    assert [p["code"] for p in off.data["problems"] if p["severity"] == "blocking"] == [
        "OFF_THE_PAPER"
    ]
    assert "nằm ra ngoài tờ giấy" in off.data["problems"][0]["message"]
    nonsense = does("set", "mot", "--box", "name.x=mười").told
    assert "«boxes.name.x»: không phải số" in nonsense
    assert does("set", "mot", "--box", "nam.x=3").data["error"] == "LAYOUT_BAD"
    assert does("set", "mot", "--box", "name.x=mười").data["error"] == "LAYOUT_BAD"
    assert does("set", "a4-plain", "--name", "X").data["error"] == "BUNDLED"
    wrong = blank_scan(tmp_path / "phoi.png", 877, 760)
    shape = does("set", "mot", "--scan", wrong)
    assert shape.data["error"] == "LAYOUT_SCAN_WRONG_SHAPE"
    assert "297 × 210 mm" in shape.told
    assert "cao 257,4 mm" in shape.told
    assert does("set", "mot", "--scan", wrong, "--scan-fit", "stretched").code == 0
    assert does("show", "khong-co").code == 4
    assert does("show", "\udcff\udc80").code == 4
    assert does("copy", "a4-plain", "--name", "Ba", "--award", "KHONG").code == 2
    after = does("list").data
    assert [row["code"] for row in after] == [*(row["code"] for row in before), "mot"]
    assert after[-1]["award_code"] == "LDTT"
