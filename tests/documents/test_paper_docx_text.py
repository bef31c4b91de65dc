"""Paragraphs and tables of a Word file."""

from __future__ import annotations

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from desktop.documents.paper import Column, OfficialPaper, Paragraph, Row, RowKind, Table
from desktop.documents.paper_docx import paper_docx
from tests.documents.paper_samples import COLUMNS, rows, with_gaps
from tests.documents.samples import paper
from tests.documents.word_reading import Word


def _read(given: OfficialPaper) -> Word:
    return Word(paper_docx(given))


def test_a_paragraph_keeps_what_its_paper_says_of_it() -> None:
    word = _read(
        paper(
            Paragraph("đậm", bold=True),
            Paragraph("nghiêng", italic=True, is_indented=False),
            Paragraph("Nguyễn Văn Ân", lead="Họ và tên:"),
            Paragraph("Hết"),
        )
    )
    assert word.find("đậm").runs[0].bold
    assert word.find("nghiêng").runs[0].italic
    assert word.find("nghiêng").paragraph_format.first_line_indent == 0
    lead, value = word.find("Họ và tên: Nguyễn Văn Ân").runs
    assert (lead.text, lead.bold, value.bold) == ("Họ và tên: ", True, None)


def test_a_tables_titles_are_repeated_and_its_rows_stay_whole() -> None:
    table = _read(paper(Table(COLUMNS, rows(30)), Paragraph("Hết"))).document.tables[1]
    properties = [row._tr.trPr for row in table.rows]
    assert properties[0] is not None
    assert properties[0].find(qn("w:tblHeader")) is not None
    assert all(each is not None and each.find(qn("w:cantSplit")) is not None for each in properties)


def test_a_table_without_rows_has_its_titles() -> None:
    table = _read(paper(Table(COLUMNS, ()), Paragraph("Hết"))).document.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == [column.title for column in COLUMNS]
    assert len(table.rows) == 1


def test_a_row_higher_than_a_page_may_be_parted() -> None:
    story = " ".join(f"việc{n}" for n in range(2500))
    given = paper(Table(COLUMNS, (Row(("1", "A", story, "")), *rows(1))), Paragraph("Hết"))
    high = _read(given).document.tables[1].rows[1]._tr.trPr
    assert high is None or high.find(qn("w:cantSplit")) is None


def test_a_groups_title_spans_the_table_and_stays_with_its_first_row() -> None:
    given = Table(COLUMNS, (Row(("II. Nhóm",), RowKind.GROUP), *rows(2)))
    word = _read(paper(given, Paragraph("Hết")))
    title = word.find("II. Nhóm")
    assert title.paragraph_format.keep_with_next
    assert len(word.document.tables[1].rows[1]._tr.tc_lst) == 1
    assert word.find("Ân 000").paragraph_format.keep_with_next is None


def test_the_row_before_a_total_stays_with_it() -> None:
    given = Table(COLUMNS, (*rows(2), Row(("", "Cộng", "2", ""), RowKind.TOTAL)))
    word = _read(paper(given, Paragraph("Hết")))
    assert word.find("Ân 001").paragraph_format.keep_with_next
    assert word.style_of("Cộng") == "Ô bảng đậm"


def test_what_is_missing_is_bold_on_yellow_wherever_it_stands() -> None:
    given = with_gaps()
    runs = [run for each in _read(given).paragraphs for run in each.runs if "[thiếu" in run.text]
    assert {run.text for run in runs} == {f"[thiếu: {label}]" for label in given.missing()}
    assert len(runs) == len(given.missing())
    for run in runs:
        assert run.font.highlight_color is WD_COLOR_INDEX.YELLOW
        assert run.style.font.bold


def test_two_tables_stay_two_tables() -> None:
    small = Table((Column("A", 1),), (Row(("1",)),))
    # The head, both tables, and the signatures.
    assert len(_read(paper(small, small)).document.tables) == 4


def test_signs_that_mean_something_in_the_file_are_just_printed() -> None:
    text = _read(paper(Paragraph("Đạt <b>100%</b> & hơn &amp; hơn", lead="<i>x"))).text
    assert "<i>x Đạt <b>100%</b> & hơn &amp; hơn./." in text
