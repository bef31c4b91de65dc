"""phiếu thẩm định: parts in order, what is not known left out, a long list over many pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from desktop.documents.paper_docx import paper_docx
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.process_sheet import (
    DoneLine,
    ItemLine,
    JudgedLine,
    ProcessSheet,
    process_sheet,
)
from desktop.errors import DocumentFailed

LINE = JudgedLine(
    "Nguyễn Thị Ước",
    "Trường Tiểu học Đông An",
    "Chiến sĩ thi đua cơ sở",
    ("Thiếu quyết định công nhận sáng kiến.",),
    "Tạm dừng xem xét",
    "Chờ bổ sung giấy tờ.",
    "Trần Quốc Đạt, 20/11/2023 09:00",
)
SHEET = ProcessSheet(
    "ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG",
    "ỦY BAN NHÂN DÂN\nHUYỆN THANH BÌNH",
    "Thanh Bình",
    date(2023, 11, 20),
    "Đề nghị khen thưởng tổng kết năm 2023",
    (("Nơi gửi", "Ủy ban nhân dân xã Đông An"), ("Phong trào", "")),
    (LINE,),
    history=(DoneLine("20/11/2023 09:00", "Trần Quốc Đạt", "Tiếp nhận"),),
)


def text_of(sheet: ProcessSheet) -> str:
    with pypdfium2.PdfDocument(paper_pdf(process_sheet(sheet))) as pdf:
        return " ".join(" ".join(p.get_textpage().get_text_range() for p in pdf).split())


def test_verdict_reason_and_who_gave_it_stand_beside_the_findings() -> None:
    text = text_of(SHEET)
    for said in (
        "PHIẾU THẨM ĐỊNH",
        "Nguyễn Thị Ước",
        "Tạm dừng xem xét",
        "Trần Quốc Đạt",
        "NGƯỜI THỤ LÝ",
    ):
        assert said in text
    assert "Phong trào" not in text
    assert "GIẤY TỜ KHÔNG ĐẠT" not in text
    assert "III. QUÁ TRÌNH XỬ LÝ" in text


def test_papers_not_in_order_and_notes_have_parts_of_their_own() -> None:
    item = ItemLine("Cả hồ sơ", "Biên bản xét khen thưởng", "thiếu chữ ký")
    note = DoneLine("20/11/2023 10:00", "Trần Quốc Đạt", "Đã gọi điện cho xã")
    text = text_of(replace(SHEET, items=(item,), notes=(note,), whole=("Thiếu biên bản.",)))
    for said in ("II. PHÁT HIỆN CHUNG", "IV. GIẤY TỜ KHÔNG ĐẠT", "V. GHI CHÚ XỬ LÝ"):
        assert said in text
    assert "Đã gọi điện cho xã" in text


def test_a_long_list_runs_over_pages_and_is_word_too() -> None:
    long = process_sheet(replace(SHEET, lines=(LINE,) * 120))
    with pypdfium2.PdfDocument(paper_pdf(long)) as pdf:
        assert len(pdf) > 5
    assert paper_docx(long).startswith(b"PK")


def test_a_sheet_of_nobody_is_refused() -> None:
    with pytest.raises(DocumentFailed):
        process_sheet(replace(SHEET, lines=()))
