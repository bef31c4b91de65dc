"""One part of a font serves many files, and what it lacks is added to the file that needs it."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2

from desktop.documents.paper import Paragraph
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.shared_font import LETTERS
from tests.documents.reading import VIETNAMESE, Pdf
from tests.documents.samples import paper


def _outlines(data: bytes) -> set[bytes]:
    """Return the packed fonts inside a PDF."""
    found = set()
    for piece in data.split(b"/Length1")[1:]:
        found.add(piece.partition(b"stream\n")[2].partition(b"endstream")[0])
    return found


def test_all_vietnamese_letters_are_in_the_shared_part() -> None:
    assert set(VIETNAMESE) <= set(LETTERS)
    # With 95 letters of a plain keyboard, 256 codes less the one that stands for «no letter».
    assert len(set(LETTERS)) == len(LETTERS) <= 255 - 95


def test_papers_with_different_letters_carry_the_same_part() -> None:
    drawn = [paper_pdf(paper(Paragraph(text))) for text in ("Ẵẳ", "ửữ Ỵ", VIETNAMESE)]
    assert all(_outlines(one) == _outlines(other) for one, other in pairwise(drawn))


def test_a_letter_outside_the_shared_part_is_printed_and_read_back() -> None:
    words = "Giải thưởng Ångström, Σπάρτη, Ярмарка, Łódź, 5 €"
    data = paper_pdf(paper(Paragraph(words)))
    assert words in Pdf(data).text
    assert len(_outlines(data)) == len(_outlines(paper_pdf(paper()))) + 1
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 1


def test_a_plain_paper_after_a_strange_one_is_as_it_was() -> None:
    before = paper_pdf(paper())
    paper_pdf(paper(Paragraph("Σπάρτη")))
    assert paper_pdf(paper()) == before
