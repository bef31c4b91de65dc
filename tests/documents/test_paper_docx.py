"""An official paper as a Word file: NĐ 30/2020 read back from the file (catalogue §6.2)."""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from desktop.documents.paper import (
    Annex,
    Article,
    Heading,
    OfficialPaper,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Table,
    missing,
)
from desktop.documents.paper_docx import paper_docx, save_docx
from desktop.documents.paper_pdf import paper_pdf
from desktop.errors import DocumentFailed
from tests.documents.paper_samples import (
    ballot,
    long_paper,
    papers,
    report,
)
from tests.documents.reading import VIETNAMESE, Pdf
from tests.documents.samples import paper
from tests.documents.word_reading import Word

SAMPLES = papers()
_LISTED = {name: given for name, given in SAMPLES.items() if name != "long"}


def _read(given: OfficialPaper) -> Word:
    return Word(paper_docx(given))


def _parts(given: OfficialPaper) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(paper_docx(given))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _pdf_words(given: OfficialPaper) -> list[str]:
    """Return the words of the PDF without page numbers and repeated titles of tables."""
    titles = {
        " ".join(column.title for column in block.columns)
        for block in (*given.body, *(block for annex in given.annexes for block in annex.blocks))
        if isinstance(block, Table)
    }
    words: list[str] = []
    for text in Pdf(paper_pdf(given)).texts:
        number, _, rest = text.partition(" ")
        shown = rest if number.isdecimal() else text
        for title in titles:
            if title in " ".join(words):
                shown = shown.removeprefix(title)
        words += shown.split()
    return words


@pytest.mark.parametrize("name", _LISTED)
def test_the_word_file_has_the_words_of_the_pdf_in_the_same_order(name: str) -> None:
    assert _read(_LISTED[name]).text.split() == _pdf_words(_LISTED[name])


def test_all_letters_come_back_composed() -> None:
    words = " ".join(f"n{letter}n" for letter in VIETNAMESE)
    text = _read(paper(Paragraph(unicodedata.normalize("NFD", words)))).text
    assert words in text
    assert unicodedata.is_normalized("NFC", text)


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = _read(paper()).document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert Mm(210) == pytest.approx(section.page_width, abs=Mm(0.1))
    assert Mm(297) == pytest.approx(section.page_height, abs=Mm(0.1))
    for margin, least, most in (
        (section.top_margin, 20, 25),
        (section.bottom_margin, 20, 25),
        (section.left_margin, 30, 35),
        (section.right_margin, 15, 20),
    ):
        assert margin is not None
        assert least - 0.1 <= margin.mm <= most + 0.1


@pytest.mark.parametrize(
    ("shown", "name", "sizes", "bold", "italic"),
    [
        ("CỘNG HÒA", "Quốc hiệu", (12, 13), True, None),
        ("Độc lập", "Tiêu ngữ", (13, 14), True, None),
        ("UBND TỈNH", "Cơ quan chủ quản", (12, 13), None, None),
        ("ỦY BAN", "Cơ quan ban hành", (12, 13), True, None),
        ("Số:", "Số, ký hiệu", (13, 13), None, None),
        ("Đông An, ngày", "Địa danh, ngày", (13, 14), None, True),
        ("BÁO CÁO", "Tên loại", (13, 14), True, None),
        ("Kết quả", "Trích yếu", (13, 14), True, None),
        ("Kính gửi", "Kính gửi", (13, 14), None, None),
        ("Căn cứ", "Căn cứ", (13, 14), None, True),
        ("Thân bài", "Nội dung", (13, 14), None, None),
        ("Điều 1.", "Điều", (13, 14), None, None),
        ("CHỦ TỊCH", "Chức vụ người ký", (13, 14), True, None),
        ("Nguyễn Hữu", "Họ tên người ký", (13, 14), True, None),
        ("Nơi nhận", "Nơi nhận", (12, 12), True, True),
        ("- Như trên", "Danh sách nơi nhận", (11, 11), None, None),
        ("DANH SÁCH", "Phụ lục", (13, 14), True, None),
        ("(Kèm theo", "Kèm theo", (13, 14), None, True),
    ],
)
def test_each_part_has_a_style_of_its_own_as_the_decree_asks(
    shown: str, name: str, sizes: tuple[int, int], bold: bool | None, italic: bool | None
) -> None:
    found = _read(
        paper(
            Paragraph("Thân bài."),
            Article(1, "Khen thưởng."),
            superior_agency="UBND TỈNH",
            addressed_to=("Ủy ban nhân dân huyện",),
            bases=("Căn cứ Luật Thi đua, khen thưởng",),
            annexes=(Annex("Danh sách", "Kèm theo", (Paragraph("Trống."),)),),
        )
    ).find(shown)
    style = found.style
    assert style is not None
    assert style.name == name
    assert style.font.size is not None
    assert Pt(sizes[0]) <= style.font.size <= Pt(sizes[1])
    assert (style.font.bold, style.font.italic) == (bold, italic)


def test_the_only_font_is_times_new_roman() -> None:
    parts = _parts(long_paper())
    assert 'w:ascii="Times New Roman"' in parts["word/styles.xml"]
    assert all("Theme=" not in text for text in parts.values())
    assert all("w:rFonts" not in text for name, text in parts.items() if "styles" not in name)
    assert parts["word/fontTable.xml"].count("<w:font ") == 1


def test_nothing_of_a_blank_template_is_left() -> None:
    parts = _parts(paper())
    everything = " ".join(parts).lower() + " ".join(parts.values()).lower()
    for leftover in ("python", "theme1", "vba", "macro", "calibri", "en-us", "12240", "docx4j"):
        assert leftover not in everything
    properties = _read(paper()).document.core_properties
    assert properties.title == "Báo cáo 07/BC-UBND - Kết quả phong trào thi đua năm 2022"
    assert properties.author == "ỦY BAN NHÂN DÂN XÃ ĐÔNG AN"
    assert properties.language == "vi-VN"
    assert properties.last_modified_by == ""


def test_the_first_page_bears_no_number_and_the_others_one_in_the_middle_of_the_head() -> None:
    section = _read(paper()).document.sections[0]
    assert section.different_first_page_header_footer
    assert [each.text for each in section.first_page_header.paragraphs] == [""]
    number = section.header.paragraphs[0]
    assert number.style is not None
    assert number.style.paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert number.style.font.size == Pt(13)
    assert " PAGE " in number._p.xml


def test_each_annex_is_a_section_with_its_own_numbers_and_direction() -> None:
    sections = list(_read(long_paper()).document.sections)
    assert [each.orientation for each in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert sections[1].page_width is not None
    assert sections[1].page_width.mm == pytest.approx(297, abs=0.1)
    for each in sections:
        assert each.different_first_page_header_footer
        numbers = each._sectPr.find(qn("w:pgNumType"))
        assert numbers is not None
        assert numbers.get(qn("w:start")) == "1"


def test_the_text_is_justified_and_drawn_in_by_the_decrees_measure() -> None:
    style = _read(paper()).find("Phong trào đã").style
    assert style is not None
    layout = style.paragraph_format
    assert layout.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert layout.first_line_indent is not None
    assert layout.space_after is not None
    assert layout.first_line_indent.mm == pytest.approx(12.7, abs=0.1)
    assert layout.space_after >= Pt(6)
    assert isinstance(layout.line_spacing, float)
    assert 1 <= layout.line_spacing <= 1.5


def test_the_signatures_stay_with_the_last_paragraph() -> None:
    word = _read(paper(Paragraph("Đầu."), Paragraph("Cuối.")))
    assert word.find("Cuối").paragraph_format.keep_with_next
    assert word.find("Đầu").paragraph_format.keep_with_next is None
    for shown in ("CHỦ TỊCH", "Nơi nhận"):
        assert _keeps_next(word.find(shown))
    signatures = word.document.tables[-1].rows[0]._tr.trPr
    assert signatures is not None
    assert signatures.find(qn("w:cantSplit")) is not None


def _keeps_next(found: WordParagraph) -> bool:
    style = found.style
    return style is not None and bool(style.paragraph_format.keep_with_next)


def test_a_heading_stays_with_what_follows() -> None:
    assert _keeps_next(_read(paper(Heading("II. PHẦN"), Paragraph("Hết"))).find("II. PHẦN"))


def test_a_page_break_begins_a_page() -> None:
    word = _read(paper(Paragraph("Trước."), PageBreak(), Paragraph("Sau.")))
    assert word.document.element.body.xml.count('<w:br w:type="page"/>') == 1
    assert word.text.index("Trước.") < word.text.index("Sau.")


def test_a_paper_may_do_without_number_place_subject_and_signature() -> None:
    text = _read(ballot()).text
    assert "Hạnh phúc PHIẾU BẦU Đánh dấu × vào ô được chọn" in text
    assert text.endswith("Mặt sau./.")


def test_several_signatures_stand_side_by_side_and_below() -> None:
    word = _read(
        paper(
            left_signature=SignatureBlock(("THƯ KÝ",), "Lê Thị Yến"),
            lower_signature=SignatureBlock(("XÁC NHẬN",), note="(Ký, đóng dấu)"),
        )
    )
    upper, lower, _below = word.document.tables[-1].rows
    assert ["THƯ KÝ" in upper.cells[0].text, "CHỦ TỊCH" in upper.cells[1].text] == [True, True]
    assert "(Ký, đóng dấu)" in lower.cells[0].text
    assert "Nơi nhận" in word.document.tables[-1].rows[2].cells[0].text


def test_the_same_paper_gives_the_same_bytes() -> None:
    first = paper_docx(report())
    paper_docx(long_paper())
    assert paper_docx(report()) == first


def test_a_letter_that_cannot_be_printed_is_refused_as_in_the_pdf() -> None:
    for text in ("漢", "\ufffe", f"{missing('a')[0]}"):
        with pytest.raises(DocumentFailed) as refusal:
            paper_docx(paper(Paragraph(f"Thành tích {text}")))
        assert refusal.value.code is DocumentFailed.Code.LETTER_MISSING_IN_FONT


def test_a_saved_paper_is_the_written_one(tmp_path: Path) -> None:
    save_docx(tmp_path / "a.docx", paper())
    assert (tmp_path / "a.docx").read_bytes() == paper_docx(paper())
