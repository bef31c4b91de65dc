"""Pages of a paper: their numbers, annexes and breaks."""

from __future__ import annotations

import pytest

from desktop.documents.paper import Annex, OfficialPaper, PageBreak, Paragraph, Table
from desktop.documents.paper_pdf import paper_pdf
from tests.documents.paper_samples import COLUMNS, SENTENCE, rows
from tests.documents.reading import VIETNAMESE, Pdf
from tests.documents.samples import paper


def _read(given: OfficialPaper) -> Pdf:
    return Pdf(paper_pdf(given))


def test_pages_are_numbered_at_the_top_from_the_second_on() -> None:
    pdf = _read(paper(Paragraph(SENTENCE * 120)))
    assert len(pdf.texts) > 2
    heads = [[letter for letter in page if letter.bottom < 15] for page in pdf.letters]
    assert ["".join(letter.char for letter in head).strip() for head in heads] == [
        "",
        *(str(number) for number in range(2, len(heads) + 1)),
    ]
    assert (heads[1][0].left + heads[1][0].right) / 2 == pytest.approx(105, abs=0.5)


def test_each_annex_begins_a_page_and_is_numbered_by_itself() -> None:
    annexes = tuple(
        Annex(
            f"Danh sách {n}",
            "Kèm theo Báo cáo số 07/BC-UBND",
            (Table(COLUMNS, rows(50)),),
            n == 2,
        )
        for n in (1, 2)
    )
    pdf = _read(paper(annexes=annexes))
    first = next(i for i, text in enumerate(pdf.texts) if text.startswith("Phụ lục I "))
    second = next(i for i, text in enumerate(pdf.texts) if text.startswith("Phụ lục II "))
    assert "DANH SÁCH 1 (Kèm theo Báo cáo số 07/BC-UBND)" in pdf.texts[first]
    assert pdf.texts[first + 1].startswith("2 ")
    assert pdf.texts[second + 1].startswith("2 ")
    assert pdf.sizes[first] == pytest.approx((210, 297), abs=0.1)
    assert pdf.sizes[second] == pytest.approx((297, 210), abs=0.1)


def test_a_single_annex_bears_no_number() -> None:
    pdf = _read(paper(annexes=(Annex("Danh sách", "Kèm theo", (Paragraph("Trống."),)),)))
    assert pdf.texts[1].startswith("Phụ lục DANH SÁCH")


def test_the_same_paper_gives_the_same_bytes_whatever_was_drawn_between() -> None:
    given = paper(Table(COLUMNS, rows(3)), Paragraph("Hết"))
    first = paper_pdf(given)
    paper_pdf(paper(Paragraph(VIETNAMESE)))
    assert paper_pdf(given) == first


def test_a_page_break_begins_a_page() -> None:
    pdf = _read(paper(Paragraph("Trước."), PageBreak(), Paragraph("Sau.")))
    assert "Trước." in pdf.texts[0]
    assert pdf.texts[1].startswith("2 Sau./.")


def test_a_paper_may_end_with_a_page_break() -> None:
    pdf = _read(paper(Paragraph("Hết."), PageBreak()))
    assert "CHỦ TỊCH" in pdf.texts[1]
