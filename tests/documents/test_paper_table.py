"""Tables of a paper on its pages."""

from __future__ import annotations

from desktop.documents.paper import (
    Align,
    Column,
    Heading,
    OfficialPaper,
    Paragraph,
    Row,
    RowKind,
    Table,
)
from desktop.documents.paper_pdf import paper_pdf
from tests.documents.paper_samples import ballot
from tests.documents.reading import Pdf
from tests.documents.samples import paper

_COLUMNS = (Column("STT", 1, Align.CENTER), Column("Họ và tên", 4), Column("Thành tích", 5))


def _read(given: OfficialPaper) -> Pdf:
    return Pdf(paper_pdf(given))


def _rows(count: int) -> tuple[Row, ...]:
    return tuple(
        Row((str(n), f"Nguyễn Văn Ân {n:03}", "Đã hiến đất làm đường")) for n in range(count)
    )


def test_table_titles_are_repeated_on_every_page() -> None:
    pdf = _read(paper(Table(_COLUMNS, _rows(120)), Paragraph("Hết")))
    with_rows = [text for text in pdf.texts if "Nguyễn Văn Ân" in text]
    assert len(with_rows) > 2
    assert all("STT Họ và tên Thành tích" in text for text in with_rows)
    assert [f"Ân {n:03}" in pdf.text for n in range(120)] == [True] * 120


def test_the_title_of_a_group_is_never_the_last_line_of_a_page() -> None:
    for before in range(24, 40):
        rows = (*_rows(before), Row(("II. Nhóm sau",), RowKind.GROUP), *_rows(3))
        pdf = _read(paper(Table(_COLUMNS, rows)))
        page = next(text for text in pdf.texts if "II. Nhóm sau" in text)
        assert "Ân 000" in page.partition("II. Nhóm sau")[2]


def test_a_group_without_rows_is_still_printed() -> None:
    assert "I. Trống" in _read(paper(Table(_COLUMNS, (Row(("I. Trống",), RowKind.GROUP),)))).text


def test_a_row_higher_than_a_page_runs_on_and_loses_no_word() -> None:
    story = " ".join(f"việc{n}" for n in range(2500))
    pdf = _read(paper(Table(_COLUMNS, (Row(("1", "Nguyễn Văn Ân", story)), *_rows(1)))))
    assert len(pdf.texts) > 2
    assert [n for n in range(2500) if f"việc{n} " not in pdf.text + " "] == []


def test_a_long_word_is_wrapped_inside_its_cell() -> None:
    pdf = _read(paper(Table(_COLUMNS, (Row(("1", "W" * 120, "")),))))
    wide = [letter for letter in pdf.letters[0] if letter.char == "W"]
    assert len(wide) == 120
    assert max(letter.right for letter in wide) < 30 + 165 * 0.5


def test_the_box_of_a_ballot_is_large_enough_for_a_pen() -> None:
    box = _read(ballot()).find("□")[0]
    assert box.right - box.left > 4


def test_a_title_over_a_table_goes_with_it_to_the_next_page() -> None:
    for lines in range(20, 40):
        body = [Paragraph(f"dòng {n}") for n in range(lines)]
        for count in (2, 12):
            table = Table(_COLUMNS, _rows(count))
            pdf = _read(paper(*body, Heading("III. KHEN THƯỞNG"), Heading("1. Danh hiệu"), table))
            page = next(text for text in pdf.texts if "III. KHEN THƯỞNG" in text)
            assert "1. Danh hiệu STT" in page
            assert "Ân 000" in page
