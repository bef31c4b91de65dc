"""The panels around the canvas, the problems, and the same certificate as the PDF has it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, ClassVar

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from desktop.documents.certificate_canvas import draw_pages
from desktop.documents.certificates import place_all
from desktop.documents.layout import MM
from desktop.documents.layout_file import load_layout
from desktop.overrides import override
from desktop.services.certificate_layouts import Box, BoxKind, CertificateText, Layout, LayoutDraft
from desktop.services.certificate_layouts_samples import INVENTED
from desktop.views.layouts.designer import Designer
from tests.views.layouts.conftest import Board

_DOTS_PER_MM = 8
PAGE = QRectF(0, 0, 297, 210)


def field(board: Board, kind: type[QWidget], name: str) -> Any:
    found = board.designer.findChild(kind, name)
    assert found is not None, name
    return found


def menu_act(board: Board, name: str) -> QAction:
    act = board.designer.findChild(QAction, name)
    assert act is not None, name
    return act


def test_a_measure_typed_moves_the_box_and_is_one_act(board: Board) -> None:
    board.click(*board.middle("place_date"))
    x = field(board, QDoubleSpinBox, "x")
    x.setFocus()
    x.selectAll()
    board.qtbot.keyClicks(x, "148,35")
    board.qtbot.keyClick(x, Qt.Key.Key_Return)
    assert board.box("place_date").x == 148.35
    board.qtbot.keyClick(x, Qt.Key.Key_Up)
    assert board.box("place_date").x == 148.45
    assert board.designer.editing.stack.undoText() == "Sửa cách mép trái: Địa danh, ngày tháng"
    board.button("undo").click()
    assert board.box("place_date").x == box_of(load_layout("a4-plain"), "place_date").x


def test_ctrl_z_in_a_measure_takes_the_layout_s_last_act_back(board: Board) -> None:
    board.designer.activateWindow()
    board.click(*board.middle("place_date"))
    before = board.box("place_date")
    x = field(board, QDoubleSpinBox, "x")
    x.setFocus()
    x.selectAll()
    board.qtbot.keyClicks(x, "148,35")
    board.qtbot.keyClick(x, Qt.Key.Key_Return)
    assert board.box("place_date").x == 148.35
    board.qtbot.keyClick(x, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert board.box("place_date") == before
    board.qtbot.keyClick(x, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert board.box("place_date").x == 148.35


def test_making_a_designer_shows_no_window_of_its_own(board: Board) -> None:
    class Windows(QObject):
        shown: ClassVar[list[str]] = []

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
                self.shown += [watched.objectName()] if watched.isWindow() else []
            return False

    app, windows = QApplication.instance(), Windows()
    assert app is not None
    app.installEventFilter(windows)
    board.qtbot.addWidget(Designer())
    app.removeEventFilter(windows)
    assert windows.shown == []


def test_the_text_is_typed_with_fields_from_the_menu(board: Board, type_text: Any) -> None:
    board.click(*board.middle("post_unit"))
    board.press(Qt.Key.Key_Return)
    text = field(board, QPlainTextEdit, "box_text")
    assert text.hasFocus()
    type_text(text, "Của ")
    menu_act(board, "field_post_unit").trigger()
    assert board.box("post_unit").text == "Của {post_unit}"
    board.button("undo").click()
    assert board.box("post_unit").text == "{post_unit}"


def test_choices_checks_and_colour_change_every_selected_box(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.designer.editing.select(["place_date", "signer_name"])
    fonts = field(board, QComboBox, "font")
    fonts.setCurrentIndex(fonts.findData("Tinos-Italic"))
    fonts.activated.emit(fonts.currentIndex())
    field(board, QCheckBox, "preprinted").click()
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_args: QColor("#b3151b"))
    field(board, QPushButton, "color").click()
    for box in (board.box("place_date"), board.box("signer_name")):
        assert (box.font, box.preprinted, box.color) == ("Tinos-Italic", True, "#b3151b")


def test_a_smaller_size_takes_the_sizes_below_along(board: Board) -> None:
    board.click(*board.middle("name"))
    size = field(board, QDoubleSpinBox, "size")
    size.setValue(16)
    box = board.box("name")
    assert (box.size, box.min_size, box.one_line_size) == (16.0, 16.0, 16.0)


def test_boxes_are_added_with_a_field_with_words_or_as_a_code(board: Board) -> None:
    menu_act(board, "add_post_unit").trigger()
    assert board.selected == ["post_unit_2"]
    assert board.box("post_unit_2").text == "{post_unit}"
    menu_act(board, "add_words").trigger()
    assert board.box("words").text == "Nội dung"
    menu_act(board, "add_qr").trigger()
    assert board.box(board.selected[0]).kind is BoxKind.QR
    assert not field(board, QComboBox, "font").isEnabled()


def test_the_box_can_be_chosen_by_its_name(board: Board) -> None:
    boxes = field(board, QComboBox, "box")
    place = boxes.findText("Họ tên người ký")
    boxes.setCurrentIndex(place)
    boxes.activated.emit(place)
    assert board.selected == ["signer_name"]


def test_what_is_wrong_is_listed_at_once_and_a_click_leads_there(board: Board) -> None:
    editing = board.designer.editing
    menu_act(board, "longest_achievement").trigger()
    editing.put("x", [replace(board.box("signer_name"), x=280.0)])
    editing.put("x", [replace(board.box("achievement"), width=30.0)])
    editing.put("x", [replace(board.box("motto"), text="Kỷ lục 漢")])
    problems = board.problems()
    assert any(p == "Họ tên người ký: nằm ra ngoài tờ giấy; kéo vào trong." for p in problems)
    assert any(p.startswith("Thành tích – giấy số") and "vẫn thiếu" in p for p in problems)
    assert any("phông Tinos, đậm không in được chữ «漢»" in p for p in problems)
    lines = field(board, QListWidget, "problems")
    row = next(i for i, p in enumerate(problems) if p.startswith("Họ tên người ký"))
    lines.itemClicked.emit(lines.item(row))
    assert board.selected == ["signer_name"]
    for _ in range(3):
        board.button("undo").click()
    assert board.problems() == []


def test_all_certificates_are_tried_once_the_layout_rests(board: Board) -> None:
    with board.qtbot.waitSignal(board.designer.checks_asked, timeout=5000):
        board.designer.editing.put("x", [replace(board.box("name"), width=90.0)])


def test_the_hardest_certificates_are_one_click_away(board: Board) -> None:
    samples = board.designer.samples
    menu_act(board, "shortest_name").trigger()
    assert samples.text is not None
    assert samples.text.name == "Đỗ Ân"
    menu_act(board, "longest_achievement").trigger()
    assert samples.text == INVENTED[0]


def test_the_sheet_alone_is_shown_as_it_comes_out_of_the_printer(board: Board) -> None:
    board.click(*board.middle("name"))
    board.button("plain").click()
    assert not board.designer.canvas.framed
    board.button("plain").click()
    assert board.designer.canvas.framed


def test_boxes_go_back_to_the_base_one_or_all(board: Board) -> None:
    base = board.designer.editing.layout
    board.designer.load(LayoutDraft(base, base_code="a4-plain"), base)
    editing = board.designer.editing
    for box_id in ("name", "motto"):
        editing.put("x", [replace(board.box(box_id), x=41.0)])
    editing.select(["name"])
    field(board, QPushButton, "take_back").click()
    assert board.box("name") == base.box("name")
    assert board.box("motto").x == 41.0
    editing.select(["motto"])
    editing.delete()
    assert not board.box("motto").visible
    editing.select([])
    editing.take_back()
    assert editing.layout == base


def test_a_layout_of_the_program_is_looked_at_only(board: Board) -> None:
    board.designer.load(LayoutDraft(load_layout("a4-plain")), None, "Mẫu có sẵn")
    before = board.designer.editing.layout
    x, y = board.middle("achievement")
    board.drag((x, y), (x + 9, y))
    board.press(Qt.Key.Key_Right)
    board.press(Qt.Key.Key_Delete)
    assert board.designer.editing.layout == before
    assert not field(board, QDoubleSpinBox, "x").isEnabled()


def test_what_was_designed_is_taken_up_again_after_a_crash(board: Board) -> None:
    board.designer.editing.put("x", [replace(board.box("name"), x=41.0)])
    state, wanted = board.designer.state(), board.designer.editing.layout
    board.designer.load(LayoutDraft(load_layout("a4-plain")))
    board.designer.restore(state)
    assert board.designer.editing.layout == wanted
    assert board.designer.is_dirty


def test_every_editor_has_a_name_for_a_screen_reader(board: Board) -> None:
    board.click(*board.middle("name"))
    kinds = (QComboBox, QDoubleSpinBox, QPlainTextEdit)
    editors = [w for kind in kinds for w in board.designer.findChildren(kind) if w.objectName()]
    assert len(editors) > 20
    unnamed = [w.objectName() for w in editors if not w.accessibleName()]
    assert unnamed in ([], ["qt_spinbox_lineedit"])


def on_canvas(board: Board, area: QRectF) -> QImage:
    """Return the sheet as the canvas shows it, without frames, at eight dots a millimetre."""
    size = area.size() * _DOTS_PER_MM
    image = QImage(int(size.width()), int(size.height()), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    target = QRectF(QPointF(0, 0), size)
    board.designer.canvas.scene().render(painter, target, area)
    painter.end()
    return image


def in_pdf(layout: Layout, text: CertificateText) -> QImage:
    pages, _ = place_all([text], layout)
    with pypdfium2.PdfDocument(draw_pages(pages)) as document:
        picture = document[0].render(scale=_DOTS_PER_MM / MM, grayscale=True).to_pil()
    target = io.BytesIO()
    picture.save(target, "PNG")
    image = QImage.fromData(target.getvalue())
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def ink(image: QImage) -> list[float]:
    """Return left, top, right and bottom of the dark dots, mm."""
    stride, data = image.bytesPerLine(), bytes(image.constBits())
    rows = [data[r * stride : r * stride + image.width()] for r in range(image.height())]
    dark = [(r, [c for c, grey in enumerate(row) if grey < 140]) for r, row in enumerate(rows)]
    dark = [(r, columns) for r, columns in dark if columns]
    left, right = min(c[0] for _, c in dark), max(c[-1] for _, c in dark)
    return [edge / _DOTS_PER_MM for edge in (left, dark[0][0], right, dark[-1][0])]


def box_of(layout: Layout, box_id: str) -> Box:
    found = layout.box(box_id)
    assert found is not None
    return found


@pytest.mark.parametrize("text", INVENTED, ids=lambda text: text.number)
def test_the_canvas_shows_each_text_where_the_pdf_has_it(
    board: Board, text: CertificateText
) -> None:
    whole = board.designer.editing.layout
    board.designer.canvas.show_sample(text)
    board.designer.canvas.set_framed(False)
    for box_id in ("award_title", "name", "post_unit", "achievement", "signer_title"):
        # One at a time: the tails of one line reach into the box of the next.
        layout = replace(whole, boxes=(box_of(whole, box_id),))
        board.designer.load(LayoutDraft(layout))
        mine, theirs = ink(on_canvas(board, PAGE)), ink(in_pdf(layout, text))
        assert mine == pytest.approx(theirs, abs=0.3), box_id


def test_the_blank_s_picture_is_behind_and_never_in_what_is_printed(board: Board) -> None:
    picture = QImage(600, 424, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.black)
    board.designer.show_scan(picture, "phoi.png")
    assert on_canvas(board, PAGE).pixelColor(40, 40).value() == 0
    board.designer.canvas.set_framed(False)
    assert on_canvas(board, PAGE).pixelColor(40, 40).value() == 255
    board.designer.show_scan(None)
