"""The words of a paper, the same whoever draws them."""

from __future__ import annotations

import pytest

from desktop.documents.paper import (
    Article,
    Block,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
    missing,
)
from desktop.documents.paper_lines import (
    Piece,
    addressee_lines,
    annex_label,
    author,
    base_lines,
    capitals,
    document_title,
    ended,
    kept_with_signatures,
    number_line,
    paragraphs,
    pieces,
    recipient_lines,
)
from tests.documents.samples import paper

_TABLE = Table((Column("A", 1),), (Row(("1",)),))
_HIGH = Table((Column("A", 1),), tuple(Row((str(n),)) for n in range(9)))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", ()),
        ("không thiếu", (Piece("không thiếu"),)),
        (missing("số"), (Piece("[thiếu: số]", is_missing=True),)),
        (
            f"Số {missing('số')} ngày {missing('ngày')}.",
            (
                Piece("Số "),
                Piece("[thiếu: số]", is_missing=True),
                Piece(" ngày "),
                Piece("[thiếu: ngày]", is_missing=True),
                Piece("."),
            ),
        ),
        # A mark without its partner is a letter as any other, and the font refuses it.
        (missing("số")[:-1], (Piece(missing("số")[:-1]),)),
    ],
)
def test_a_text_is_cut_at_its_missing_values(text: str, cut: tuple[Piece, ...]) -> None:
    assert pieces(text) == cut


def test_capitals_leave_the_labels_of_missing_values_alone() -> None:
    assert capitals(f"chủ tịch {missing('tên xã')} và {missing('ai')}") == (
        f"CHỦ TỊCH {missing('tên xã')} VÀ {missing('ai')}"
    )


@pytest.mark.parametrize(
    ("given", "listed"),
    [
        ((), []),
        (("Ủy ban A",), ["Kính gửi: Ủy ban A"]),
        (("Ủy ban A", "Phòng B"), ["- Ủy ban A;", "- Phòng B."]),
    ],
)
def test_addressees_stand_alone_or_in_a_list(given: tuple[str, ...], listed: list[str]) -> None:
    assert addressee_lines(paper(addressed_to=given)) == listed


def test_bases_and_recipients_get_their_marks_once() -> None:
    given = paper(bases=("Căn cứ A;", "Căn cứ B."), recipients=("Như trên;", "Lưu: VT."))
    assert base_lines(given) == ["Căn cứ A;", "Căn cứ B."]
    assert recipient_lines(given) == ["- Như trên;", "- Lưu: VT."]
    assert base_lines(paper()) == []
    assert recipient_lines(paper(recipients=())) == []


def test_two_equal_bases_are_marked_by_their_place() -> None:
    assert base_lines(paper(bases=("Căn cứ A", "Căn cứ A"))) == ["Căn cứ A;", "Căn cứ A."]


def test_a_number_is_named_and_none_is_left_out() -> None:
    assert number_line(paper()) == "Số: 07/BC-UBND"
    assert number_line(paper(number=" ")) == ""


def test_the_files_title_and_author_are_one_line_without_marks() -> None:
    given = paper(number=missing("số"), agency=f"ỦY BAN\n{missing('xã')}")
    assert document_title(given) == ("Báo cáo [thiếu: số] - Kết quả phong trào thi đua năm 2022")
    assert author(given) == "ỦY BAN [thiếu: xã]"
    assert document_title(paper(number="", subject="")) == "Báo cáo"


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (Paragraph("Hết. "), "Hết./."),
        (Article(1, "Hết"), "Hết./."),
        (Heading("HẾT"), "HẾT"),
    ],
)
def test_the_end_mark_stands_after_the_last_words(
    last: Paragraph | Article | Heading, text: str
) -> None:
    (found,) = ended((last,))
    assert isinstance(found, Paragraph | Article | Heading)
    assert found.text == text


def test_only_the_first_paragraph_of_a_text_has_the_lead() -> None:
    assert list(paragraphs(Article(2, "Một.\nHai."))) == [("Điều 2.", "Một."), ("", "Hai.")]
    assert list(paragraphs(Paragraph("", lead="Tên:"))) == [("Tên:", "")]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ((Paragraph("a"),), 1),
        ((Paragraph("a"), Paragraph("b")), 1),
        ((Paragraph("a"), Heading("B"), Heading("C"), _TABLE), 3),
        ((Heading("B"), _HIGH), 0),
        ((Paragraph("a"), PageBreak()), 0),
    ],
)
def test_so_many_last_blocks_stay_with_the_signatures(body: tuple[Block, ...], count: int) -> None:
    assert kept_with_signatures(body) == count


def test_annexes_are_numbered_in_roman_where_there_are_several() -> None:
    assert [annex_label(0, 1), annex_label(0, 2), annex_label(3, 4)] == [
        "Phụ lục",
        "Phụ lục I",
        "Phụ lục IV",
    ]
