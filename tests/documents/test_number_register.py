"""A register on paper: a line for each number, with the reason and who gave it."""

from __future__ import annotations

from datetime import date

from desktop.documents.number_register import NumberRegister, RegisterEntry, number_register
from desktop.documents.paper import SignatureBlock, Table
from desktop.documents.paper_pdf import paper_pdf


def test_every_number_stands_with_its_state_and_who_gave_the_reason() -> None:
    entries = (
        RegisterEntry("1", "20/11/2023", "Về việc khen thưởng", "Đã dùng", "", "Trần Quốc Đạt"),
        RegisterEntry("2–4", "", "", "Chưa giải thích", "", ""),
        RegisterEntry("5", "", "", "Bỏ, không dùng", "Viết nhầm", "Trần Quốc Đạt"),
    )
    paper = number_register(
        NumberRegister(
            superior_agency="",
            agency="ỦY BAN NHÂN DÂN\nHUYỆN THANH LÂM",
            place="Thanh Lâm",
            title="Sổ đăng ký quyết định khen thưởng",
            year=2023,
            about="Trích yếu",
            entries=entries,
            summary="Trong năm: 1 số đã dùng.",
            printed_on=date(2023, 12, 31),
            signature=SignatureBlock(("NGƯỜI GIỮ SỔ",), "Trần Quốc Đạt"),
        )
    )
    table = next(block for block in paper.body if isinstance(block, Table))
    assert [row.cells[0] for row in table.rows] == ["1", "2–4", "5"]
    assert table.rows[0].cells[4] == ""
    assert table.rows[2].cells[4] == "Viết nhầm (Trần Quốc Đạt)"
    assert paper_pdf(paper).startswith(b"%PDF")
