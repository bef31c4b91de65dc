"""The model of a paper refuses gaps and crooked tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.documents.paper import (
    Annex,
    Article,
    Column,
    Heading,
    Paragraph,
    Row,
    RowKind,
    SignatureBlock,
    Table,
    ground,
    known,
    known_date,
    missing,
    require,
    shown,
)
from desktop.errors import DocumentFailed
from tests.documents.paper_samples import with_gaps
from tests.documents.samples import paper

_COLUMNS = (Column("STT", 1), Column("Tên", 5))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agency": " "}, "agency"),
        ({"place": ""}, "place"),
        ({"title": ""}, "title"),
        ({"signature": SignatureBlock((), "Nguyễn Hữu Đạt")}, "signer_title"),
        ({"body": ()}, "body"),
        ({"body": (Paragraph(" "),)}, "body"),
    ],
)
def test_a_paper_with_a_gap_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        paper(**changes)
    assert refusal.value.code is DocumentFailed.Code.VALUE_MISSING
    assert refusal.value.data == {"field": field}


def test_the_first_missing_value_is_named() -> None:
    with pytest.raises(DocumentFailed) as refusal:
        require(number="12", subject="", place=" ")
    assert refusal.value.data == {"field": "subject"}


@pytest.mark.parametrize(
    "row",
    [Row(("1",)), Row(("1", "a", "b")), Row(("I", "a"), RowKind.GROUP), Row(("1",), RowKind.TOTAL)],
)
def test_a_row_that_does_not_match_the_columns_is_a_mistake_of_ours(row: Row) -> None:
    with pytest.raises(ValueError, match="cells"):
        Table(_COLUMNS, (row,))


def test_every_printed_text_is_offered_for_checking() -> None:
    table = Table(_COLUMNS, (Row(("nhóm",), RowKind.GROUP), Row(("1", "ô"))))
    given = paper(
        Heading("mục"),
        Article(1, "điều"),
        Paragraph("đoạn", lead="dẫn"),
        superior_agency="trên",
        addressed_to=("gửi",),
        issuer="ai",
        bases=("căn cứ",),
        left_signature=SignatureBlock(("trái",), "A", "ghi chú"),
        lower_signature=SignatureBlock(("dưới",), "B"),
        annexes=(Annex("phụ lục", "kèm", (table,)),),
    )
    told = set(given.texts())
    for text in (
        *("mục", "điều", "đoạn", "dẫn", "trên", "gửi", "ai", "căn cứ", "trái", "A", "ghi chú"),
        *("dưới", "B", "phụ lục", "kèm", "STT", "Tên", "nhóm", "ô", "07/BC-UBND", "Lưu: VT"),
    ):
        assert text in told


@pytest.mark.parametrize(
    ("cited", "opened"),
    [
        ("Luật Thi đua, khen thưởng", "Căn cứ Luật Thi đua, khen thưởng"),
        ("Căn cứ Luật Thi đua", "Căn cứ Luật Thi đua"),
        ("Xét đề nghị của Trưởng phòng Nội vụ", "Xét đề nghị của Trưởng phòng Nội vụ"),
    ],
)
def test_a_legal_basis_opens_as_papers_do(cited: str, opened: str) -> None:
    assert ground(cited) == opened


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_a_value_nobody_knows_is_named_instead(nothing: str) -> None:
    assert known(nothing, "số, ký hiệu") == missing("số, ký hiệu")
    assert shown(f"Số: {known(nothing, 'số, ký hiệu')}") == "Số: [thiếu: số, ký hiệu]"
    assert known("12/TTr-UBND", "số, ký hiệu") == "12/TTr-UBND"


def test_a_date_nobody_knows_is_named_instead() -> None:
    assert known_date(date(2023, 1, 5), "ngày họp") == "ngày 05 tháng 01 năm 2023"
    assert shown(known_date(None, "ngày họp")) == "[thiếu: ngày họp]"


def test_a_label_is_one_line_and_holds_no_other_label() -> None:
    assert shown(missing(f"ngày\n {missing('họp')}")) == "[thiếu: ngày họp]"


def test_a_paper_tells_what_is_missing_in_reading_order_and_once() -> None:
    assert with_gaps().missing() == (
        "số, ký hiệu",
        "địa danh",
        "ngày ký",
        "tên hội đồng",
        "căn cứ",
        "ai",
        "người được mời",
        "tên",
        "nơi nhận",
        "chức vụ người ký",
        "họ tên người ký",
        "kèm theo",
        "điều",
    )
    twice = Paragraph(f"{missing('số')} và {missing('số')}")
    assert paper(twice, number=missing("số")).missing() == ("số",)
    assert paper().missing() == ()


def test_a_paper_that_bears_no_place_and_date_needs_none() -> None:
    given = paper(place="", date=None, has_place_date=False)
    assert given.place_date == ""
    assert given.missing() == ()


def test_a_paper_nobody_signs_needs_no_signature() -> None:
    assert "CHỦ TỊCH" not in set(paper(signature=None).texts())
