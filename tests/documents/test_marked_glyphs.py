"""Letters no single code stands for («ơ̆») are printed in every face: read back, and looked at."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from desktop.documents.calibration import Calibration
from desktop.documents.certificate_boxes import cased
from desktop.documents.certificate_canvas import draw_marks, draw_pages
from desktop.documents.certificate_drawing import Drawing, TextRun
from desktop.documents.certificate_names import NO_BREAK, tie_names
from desktop.documents.certificates import place_all
from desktop.documents.fonts import FACES, missing_letters, unit_width
from desktop.documents.layout import Case
from desktop.documents.layout_file import list_layouts, load_layout
from desktop.documents.marked_glyphs import reach
from desktop.documents.paper import Column, Paragraph, Row, Table
from desktop.documents.paper_docx import paper_docx
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.printable import unprintable
from desktop.errors import DocumentFailed
from desktop.vietnamese.text import nfc
from tests.documents.reading import Pdf
from tests.documents.samples import certificate, paper
from tests.documents.test_certificate_ink import _DPI, _PX, _edges, _pages
from tests.documents.word_reading import Word

_NAMES = [
    nfc(name)
    for name in ("Rơ̆ Mah H'Bơ̆", "Siu Ngư̆", "Ksor Ô̆n", "Y Bhiŏ Niê̆ Kđăm", "Rơ̌ Ê̆ban", "K'Ĕ̂ng")
]
_STROKED = nfc("Y Ƀhiŏ Niê Kđăm")
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u030c"
_SIZE = 48.0
_MM = _SIZE / 72 * 25.4


def _run(font: str, text: str) -> TextRun:
    return TextRun(text, font, _SIZE, 10.0, 40.0, 0, 0, "#000000", 0.0)


def _picture(run: TextRun) -> Image.Image:
    data = draw_marks(Drawing(60, 60, (), (run,)), "x", Calibration())
    with pypdfium2.PdfDocument(data) as document:
        grey = document[0].render(scale=_DPI / 72, grayscale=True).to_pil()
    return grey.point(lambda level: 255 if level < 128 else 0)


def _more(font: str, letter: str, than: str) -> tuple[float, float, float]:
    """Return top, bottom and middle of what one letter has more than another, mm."""
    whole, bare = _picture(_run(font, nfc(letter))), _picture(_run(font, nfc(than)))
    found = ImageChops.subtract(whole, bare).getbbox()
    assert found is not None
    left, top, right, bottom = (edge / _PX for edge in found)
    return top, bottom, (left + right) / 2


@pytest.mark.parametrize("font", FACES)
def test_a_mark_has_no_width_of_its_own(font: str) -> None:
    assert missing_letters(font, _MARKS) == ""
    assert unit_width(font, _MARKS) == 0
    assert unit_width(font, _NAMES[1]) == unit_width(font, "Siu Ngư")


@pytest.mark.parametrize("font", FACES)
def test_a_name_is_read_back_from_the_file_as_it_was_typed(font: str) -> None:
    for name in _NAMES:
        data = draw_marks(Drawing(200, 60, (), (_run(font, name),)), "x", Calibration())
        assert Pdf(data).text == name


@pytest.mark.parametrize("font", FACES)
@pytest.mark.parametrize(("letter", "like"), [("ơ̆", "ŏ"), ("Ơ̆", "Ŏ"), ("ư̆", "ŭ"), ("Ư̆", "Ŭ")])
def test_a_mark_stands_over_a_horned_letter_where_the_font_has_it_over_the_plain_one(
    font: str, letter: str, like: str
) -> None:
    plain = unicodedata.normalize("NFD", like)[0]
    here, there = _more(font, letter, nfc(letter)[0]), _more(font, like, plain)
    assert here[0] == pytest.approx(there[0], abs=0.05)
    # The horn hides a corner of it in the heavy faces.
    assert here[2] == pytest.approx(there[2], abs=0.6)


@pytest.mark.parametrize("font", FACES)
@pytest.mark.parametrize("letter", ["ô̆", "Ô̆", "ê̆", "Ê̆", "ĕ̂", "ê̌", "ô̌"])
def test_a_second_mark_stands_over_the_first_and_in_its_middle(font: str, letter: str) -> None:
    base = nfc(letter)[0]
    first = _more(font, base, unicodedata.normalize("NFD", base)[0])
    top, bottom, middle = _more(font, letter, base)
    assert 0 < first[0] - bottom < 0.05 * _MM
    leaning = FACES[font].slant * (first[1] - bottom)
    assert middle == pytest.approx(first[2] + leaning, abs=0.06 * _MM)
    # What a text reaches is what its box must hold.
    assert 40 - top <= reach(font, nfc(letter)).above * _MM + 0.05


def test_a_face_without_a_letter_still_names_it() -> None:
    lacking = {font for font in FACES if unprintable(font, _STROKED)}
    assert lacking == {"PlayfairDisplay-Black", "GuongSangScript-Bold"}
    assert {unprintable(font, _STROKED) for font in lacking} == {"Ƀ"}


@pytest.mark.parametrize("code", [code for code, _ in list_layouts() if code != "a4-overlay"])
def test_no_mark_leaves_its_box_on_any_ready_layout(code: str) -> None:
    text = certificate(
        "1284",
        name=nfc("Ksor Ô̆ng Ê̆ban Rơ̆ Ư̆"),
        signer_name=nfc("Rơ̆ Mah Ô̆n"),
        post_unit=nfc("Trưởng buôn Ê̆ Nuôl, xã Ea Ô̆, cùng già làng Siu Ngư̆ và Y Bhiŏ Niê̆ Kđăm"),
        achievement=nfc("Đã có thành tích cùng ông Ksor Ô̆n và bà Rơ̆ Mah H'Bơ̆ vận động bà con"),
    )
    for part, picture in _pages(load_layout(code), text):
        ink = picture.point(lambda level: 255 if level < 128 else 0)
        pen = ImageDraw.Draw(ink)
        for box in part.boxes:
            pen.rectangle(_edges(box, 0.3), fill=0)
        outside = ink.getbbox()
        assert outside is None, (code, [edge / _PX for edge in outside or ()])


def test_a_name_stays_on_one_line_and_keeps_its_letters_in_any_case() -> None:
    assert tie_names(nfc("bà Rơ̆ Mah H'Bơ̆ và")) == nfc(f"bà Rơ̆{NO_BREAK}Mah{NO_BREAK}H'Bơ̆ và")
    assert cased(Case.UPPER, nfc("Siu Ngư̆m")) == nfc("SIU NGƯ̆M")
    assert cased(Case.TITLE, nfc("buôn ngư̆m")) == nfc("Buôn Ngư̆m")


def test_papers_print_such_names_and_never_part_a_letter() -> None:
    names = [*_NAMES, _STROKED]
    table = Table((Column("TT", 1), Column("Họ tên", 9)), tuple(Row(("1", x)) for x in names))
    long = nfc("ơ̆" * 200)
    given = paper(Paragraph(", ".join(names), bold=True), Paragraph(long), table)
    pdf = Pdf(paper_pdf(given))
    for name in names:
        assert pdf.text.count(name) == 2
    lines = [line for line in pdf.raw[0].splitlines() if nfc("ơ̆ơ̆") in line]
    assert len(lines) > 1
    assert all(line.strip()[0] == "ơ" for line in lines)
    word = Word(paper_docx(given))
    assert all(word.text.count(name) == 2 for name in names)


def test_a_paper_with_such_a_name_is_the_same_each_time() -> None:
    given = paper(Paragraph(_NAMES[2]))
    assert paper_pdf(given) == paper_pdf(given)


def test_a_private_code_typed_is_no_letter() -> None:
    with pytest.raises(DocumentFailed) as refusal:
        paper_pdf(paper(Paragraph("Ksor \U00100000n")))
    assert refusal.value.code is DocumentFailed.Code.LETTER_MISSING_IN_FONT


def test_letters_are_spaced_as_many_as_are_seen() -> None:
    layout = load_layout("a4-overlay")
    box = replace(next(b for b in layout.boxes if b.id == "name"), spacing=6.0)
    pages, _ = place_all(
        [certificate(n, name=name) for n, name in enumerate((_NAMES[1], "Siu Ngư"))],
        replace(layout, boxes=(box,), overlay=False),
    )
    runs = [page.placed[0].marks[0] for page in pages]
    assert all(isinstance(run, TextRun) for run in runs)
    assert len({(run.x, run.width) for run in runs if isinstance(run, TextRun)}) == 1
    assert Pdf(draw_pages(pages)).texts[0] == _NAMES[1]
