"""An official paper on the page: NĐ 30/2020 measured in the PDF itself (catalogue §6.2)."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop.documents import paper_style as style
from desktop.documents.paper import (
    Align,
    Article,
    Column,
    Heading,
    OfficialPaper,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
)
from desktop.documents.paper_pdf import paper_pdf, save_paper
from desktop.errors import DocumentFailed
from tests.documents.paper_samples import ballot, with_gaps
from tests.documents.reading import VIETNAMESE, Pdf
from tests.documents.samples import paper

_SENTENCE = "Phong trào thi đua yêu nước được toàn xã hưởng ứng và hoàn thành vượt kế hoạch. "
_COLUMNS = (Column("STT", 1, Align.CENTER), Column("Họ và tên", 4), Column("Thành tích", 5))


def _read(given: OfficialPaper) -> Pdf:
    return Pdf(paper_pdf(given))


def _font(shown: str, data: bytes) -> tuple[str, float]:
    """Return face and size, in points, of the first place where ``shown`` stands."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        letters = "".join(text.get_text_range(i, 1) for i in range(text.count_chars()))
        start = letters.index(shown)
        size = pypdfium2.raw.FPDFText_GetFontSize(text.raw, start)
        buffer = (pypdfium2.raw.ctypes.c_char * 100)()
        flags = pypdfium2.raw.ctypes.c_int()
        pypdfium2.raw.FPDFText_GetFontInfo(text.raw, start, buffer, 100, flags)
        return buffer.value.decode().split("+")[-1], size


def _rows(count: int) -> tuple[Row, ...]:
    return tuple(
        Row((str(n), f"Nguyễn Văn Ân {n:03}", "Đã hiến đất làm đường")) for n in range(count)
    )


def test_all_letters_of_a_paper_come_back_composed() -> None:
    words = " ".join(f"n{letter}n" for letter in VIETNAMESE)
    pdf = _read(paper(Paragraph(unicodedata.normalize("NFD", words))))
    assert words in pdf.text
    assert unicodedata.is_normalized("NFC", pdf.text)


def test_nothing_is_printed_outside_the_margins() -> None:
    table = Table(_COLUMNS, _rows(60))
    pdf = _read(paper(Paragraph(_SENTENCE * 60), table, Paragraph("Hết")))
    assert len(pdf.letters) > 2
    for page in pdf.letters:
        ink = [letter for letter in page if not letter.char.isspace() and letter.top > 15]
        assert min(letter.left for letter in ink) >= style.MARGIN_LEFT - 0.3
        assert max(letter.right for letter in ink) <= 210 - style.MARGIN_RIGHT + 0.3
        assert min(letter.top for letter in ink) >= style.MARGIN_TOP - 0.5
        assert max(letter.bottom for letter in ink) <= 297 - style.MARGIN_BOTTOM + 0.5


def test_the_margins_are_those_of_the_decree() -> None:
    assert 20 <= style.MARGIN_TOP <= 25
    assert 20 <= style.MARGIN_BOTTOM <= 25
    assert 30 <= style.MARGIN_LEFT <= 35
    assert 15 <= style.MARGIN_RIGHT <= 20


@pytest.mark.parametrize(
    ("shown", "face", "sizes"),
    [
        ("CỘNG HÒA", "Tinos-Bold", (12, 13)),
        ("Độc lập", "Tinos-Bold", (13, 14)),
        ("UBND TỈNH", "Tinos", (12, 13)),
        ("ỦY BAN", "Tinos-Bold", (12, 13)),
        ("Số:", "Tinos", (13, 13)),
        ("Đông An, ngày", "Tinos-Italic", (13, 14)),
        ("BÁO CÁO", "Tinos-Bold", (13, 14)),
        ("Kết quả", "Tinos-Bold", (13, 14)),
        ("Kính gửi", "Tinos", (13, 14)),
        ("Căn cứ", "Tinos-Italic", (13, 14)),
        ("Thân bài", "Tinos", (13, 14)),
        ("Điều 1.", "Tinos-Bold", (13, 14)),
        ("CHỦ TỊCH", "Tinos-Bold", (13, 14)),
        ("Nguyễn Hữu", "Tinos-Bold", (13, 14)),
        ("Nơi nhận", "Tinos-BoldItalic", (12, 12)),
        ("- Như trên", "Tinos", (11, 11)),
    ],
)
def test_each_part_has_the_face_and_size_of_the_decree(
    shown: str, face: str, sizes: tuple[float, float]
) -> None:
    data = paper_pdf(
        paper(
            Paragraph("Thân bài."),
            Article(1, "Khen thưởng."),
            superior_agency="UBND TỈNH",
            addressed_to=("Ủy ban nhân dân huyện",),
            bases=("Căn cứ Luật Thi đua, khen thưởng",),
        )
    )
    found, size = _font(shown, data)
    assert found == face
    assert sizes[0] <= size <= sizes[1]


def test_the_head_has_agency_on_the_left_and_national_title_on_the_right() -> None:
    pdf = _read(paper())
    agency, nation = pdf.find("ỦY BAN NHÂN DÂN"), pdf.find("CỘNG HÒA XÃ HỘI")
    assert agency[-1].right < nation[0].left
    assert agency[2].bottom == pytest.approx(nation[2].bottom, abs=0.5)
    assert pdf.find("Số: 07/BC-UBND")[0].bottom == pytest.approx(
        pdf.find("Đông An, ngày")[1].bottom, abs=0.8
    )


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2023, 1, 5), "Đông An, ngày 05 tháng 01 năm 2023"),
        (date(2023, 3, 9), "Đông An, ngày 09 tháng 3 năm 2023"),
        (date(2023, 11, 20), "Đông An, ngày 20 tháng 11 năm 2023"),
    ],
)
def test_place_and_date_follow_the_rule_of_the_leading_zero(day: date, line: str) -> None:
    assert line in _read(paper(date=day)).text


def test_a_paper_without_a_number_shows_no_number_at_all() -> None:
    assert "Số:" not in _read(paper(number="")).text


def test_bases_end_in_semicolons_and_the_last_in_a_full_stop() -> None:
    text = _read(paper(bases=("Căn cứ Luật A;", "Căn cứ Luật B", "Căn cứ Nghị định C"))).text
    assert "Căn cứ Luật A; Căn cứ Luật B; Căn cứ Nghị định C." in text


def test_one_addressee_stands_beside_kinh_gui_and_several_in_a_list() -> None:
    one = _read(paper(addressed_to=("Ủy ban nhân dân huyện",))).text
    assert "Kính gửi: Ủy ban nhân dân huyện" in one
    two = _read(paper(addressed_to=("Ủy ban nhân dân huyện", "Phòng Nội vụ"))).text
    assert "- Ủy ban nhân dân huyện; - Phòng Nội vụ." in two


@pytest.mark.parametrize("last", ["Hết", "Hết.", "Hết ."])
def test_the_body_ends_in_the_end_mark_once(last: str) -> None:
    text = _read(paper(Paragraph("Mở đầu."), Paragraph(last))).text
    assert "Hết./." in text or "Hết ./." in text
    assert text.count("./.") == 1


def test_an_article_may_be_the_last_words() -> None:
    assert "thi hành Quyết định này./." in _read(paper(Article(2, "thi hành Quyết định này."))).text


def test_a_table_at_the_end_takes_no_end_mark() -> None:
    assert "./." not in _read(paper(Paragraph("Bảng."), Table(_COLUMNS, _rows(2)))).text


def test_recipients_are_listed_with_the_archive_last() -> None:
    assert "Nơi nhận: - Như trên; - Lưu: VT." in _read(paper()).text


def test_the_signature_never_stands_alone_on_a_page() -> None:
    for length in range(20, 46):
        pdf = _read(paper(*(Paragraph(f"{n}. {_SENTENCE}") for n in range(length))))
        assert f"{length - 1}. " in next(text for text in pdf.texts if "Nguyễn Hữu Đạt" in text)


def test_several_signatures_stand_side_by_side_and_below() -> None:
    pdf = _read(
        paper(
            left_signature=SignatureBlock(("THƯ KÝ",), "Lê Thị Yến"),
            lower_signature=SignatureBlock(("XÁC NHẬN",), note="(Ký, đóng dấu)"),
        )
    )
    left, right, below = pdf.find("THƯ KÝ"), pdf.find("CHỦ TỊCH"), pdf.find("XÁC NHẬN")
    assert left[-1].right < right[0].left
    assert left[-1].bottom == pytest.approx(right[0].bottom, abs=1.5)
    assert below[0].top > pdf.find("Nguyễn Hữu Đạt")[0].bottom
    assert pdf.find("Nơi nhận:")[0].top > below[-1].bottom


def test_a_heading_keeps_with_what_follows() -> None:
    for lines in range(26, 40):
        body = [Paragraph(f"dòng {n}") for n in range(lines)]
        pdf = _read(
            paper(*body, Heading("II. THÀNH TÍCH"), Paragraph("Theo sau"), Paragraph("Hết"))
        )
        page = next(text for text in pdf.texts if "II. THÀNH TÍCH" in text)
        assert "Theo sau" in page


def test_line_breaks_inside_a_text_make_paragraphs() -> None:
    pdf = _read(paper(Paragraph("Một.\n\nHai."), Paragraph("Hết")))
    assert pdf.find("Hai.")[0].top - pdf.find("Một.")[0].top > 5


def test_signs_that_mean_something_to_the_drawing_library_are_just_printed() -> None:
    text = _read(paper(Paragraph("Đạt <b>100%</b> & hơn &amp; hơn", lead="<i>x"))).text
    assert "<i>x Đạt <b>100%</b> & hơn &amp; hơn./." in text


def test_only_embedded_fonts_are_used() -> None:
    data = paper_pdf(paper(Table(_COLUMNS, (Row(("1", "", "")),)), Paragraph("Hết")))
    assert b"Helvetica" not in data


def test_a_letter_that_cannot_be_printed_is_named() -> None:
    with pytest.raises(DocumentFailed) as refusal:
        paper_pdf(paper(Paragraph("Thành tích 漢")))
    assert refusal.value.code is DocumentFailed.Code.LETTER_MISSING_IN_FONT
    assert refusal.value.data["letter"] == "漢"


def test_a_saved_paper_is_the_drawn_one(tmp_path: Path) -> None:
    save_paper(tmp_path / "a.pdf", paper())
    assert (tmp_path / "a.pdf").read_bytes() == paper_pdf(paper())


def test_a_paper_may_do_without_subject_and_recipients() -> None:
    text = _read(paper(subject="", recipients=())).text
    assert "BÁO CÁO Phong trào đã hoàn thành./. CHỦ TỊCH" in text
    assert "Nơi nhận" not in text


def test_what_is_missing_is_bold_on_yellow_wherever_it_stands() -> None:
    given = with_gaps()
    data = paper_pdf(given)
    text = Pdf(data).text
    for label in given.missing():
        assert f"[thiếu: {label}]" in text
    assert _font("[thiếu: người", data)[0] == "Tinos-Bold"
    assert _font("[thiếu: ngày", data)[0] == "Tinos-BoldItalic"
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    letter = Pdf(data).find("[thiếu: người")[0]
    corner = (round(letter.left * 72 / 25.4) - 1, round(letter.bottom * 72 / 25.4) - 2)
    near = [picture.getpixel((corner[0] + x, corner[1] + y)) for x in range(6) for y in range(4)]
    assert (255, 255, 0) in near


def test_a_paper_may_do_without_number_place_subject_and_signature() -> None:
    pdf = _read(ballot())
    assert "Hạnh phúc PHIẾU BẦU Đánh dấu × vào ô được chọn" in pdf.texts[0]
    assert pdf.texts[0].count("□") == 3
    assert pdf.texts[1] == "2 Mặt sau./."


def test_a_columns_cells_may_be_bold() -> None:
    columns = (Column("A", 1), Column("B", 1, is_bold=True))
    data = paper_pdf(paper(Table(columns, (Row(("mảnh", "đậm")),)), Paragraph("Hết")))
    assert (_font("mảnh", data)[0], _font("đậm", data)[0]) == ("Tinos", "Tinos-Bold")


def test_the_names_of_two_who_sign_stand_level() -> None:
    pdf = _read(
        paper(
            signature=SignatureBlock(("TM. HỘI ĐỒNG", "CHỦ TỊCH"), "Nguyễn Hữu Đạt"),
            left_signature=SignatureBlock(("THƯ KÝ",), "Lê Thị Yến", "(Ký, ghi rõ họ tên)"),
        )
    )
    left, right = pdf.find("Lê Thị Yến"), pdf.find("Nguyễn Hữu Đạt")
    assert left[0].bottom == pytest.approx(right[0].bottom, abs=0.2)
