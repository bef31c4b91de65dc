"""Proof sheet, announcement script and money list come from one list, in one order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.documents.announcement import Announcement, announcement
from desktop.documents.certificates import place_all
from desktop.documents.layout_file import load_layout
from desktop.documents.money_list import MoneyLine, MoneyList, money_list
from desktop.documents.paper import OfficialPaper
from desktop.documents.paper_docx import paper_docx
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.proof_sheet import ProofSheet, proof_sheet
from desktop.errors import DocumentFailed
from tests.documents.reading import Pdf
from tests.documents.samples import answer_head, certificate, collective, group, household, person

_LAYOUT = load_layout("a4-plain")
_HEAD = answer_head(addressed_to=())
_LONG = "Công Tằng Tôn Nữ Thị Hồng Phượng Hoàng Kim Ngân"
_BATCH = tuple(
    certificate(number, name=name, award_title=award)
    for number, name, award in (
        (7, "Lê Thị Yến", "Giấy khen"),
        (8, _LONG, "Giấy khen"),
        (9, "Đỗ Đình Ưởng", "Lao động tiên tiến"),
    )
)


def _sheet(**changes: object) -> OfficialPaper:
    _, shrunk = place_all(_BATCH, _LAYOUT)
    given = ProofSheet(_HEAD, _BATCH, tuple(shrunk), _LAYOUT.name, True, "3F9A-12CC")
    return proof_sheet(replace(given, **changes))  # type: ignore[arg-type]


def _script(**changes: object) -> OfficialPaper:
    given = Announcement(
        head=_HEAD,
        occasion="Hội nghị tổng kết năm 2022",
        when="08 giờ 00, ngày 12 tháng 3 năm 2023",
        venue="Hội trường Ủy ban nhân dân huyện",
        decision="Quyết định số 45/QĐ-UBND ngày 12 tháng 3 năm 2023",
        groups=(group(person("Lê Thị Yến"), collective(), household(), person("Vũ Văn Ân")),),
        presenters=("đồng chí Trần Quang Vinh, Chủ tịch Ủy ban nhân dân huyện",),
    )
    return announcement(replace(given, **changes))  # type: ignore[arg-type]


_PAID = MoneyList(
    head=_HEAD,
    decision="Quyết định số 45/QĐ-UBND ngày 12 tháng 3 năm 2023",
    lines=(
        MoneyLine("Bà", "Lê Thị Yến", "Xã Đông An", "Giấy khen", Decimal("0.3"), 447_000),
        MoneyLine("Tập thể", "Hội Nông dân", "", "Giấy khen", Decimal("0.6"), 894_000),
        MoneyLine("Ông", "Vũ Văn Ân", "Thôn 2", "LĐTT", None, 0, "đã chi mức cao hơn."),
    ),
    base_salary=1_490_000,
)


def test_the_proof_sheet_says_all_that_will_be_printed_in_print_order() -> None:
    text = Pdf(paper_pdf(_sheet())).text
    places = [text.index(c.name) for c in _BATCH]
    assert places == sorted(places)
    for shown in (_BATCH[0].achievement, _BATCH[0].post_unit, "Trần Quang Vinh", "số 7 đến số 9"):
        assert shown in text
    for said in ("3F9A-12CC", "NGƯỜI SOÁT", "Tặng Giấy khen", "Tặng Lao động tiên tiến"):
        assert said in text


def test_the_proof_sheet_marks_what_was_set_smaller_and_from_what_size() -> None:
    text = Pdf(paper_pdf(_sheet())).text
    assert "Tên người, tập thể, hộ được khen: " in text
    assert "(mẫu 37,5)" in text
    assert "01 giấy, đánh dấu trong danh sách" in text


def test_what_differs_among_certificates_is_said_to_differ() -> None:
    assert (
        "(02 loại, xem danh sách) Giấy khen / Lao động tiên tiến" in Pdf(paper_pdf(_sheet())).text
    )


def test_a_proof_sheet_of_nothing_is_no_paper() -> None:
    with pytest.raises(DocumentFailed) as refusal:
        _sheet(certificates=())
    assert refusal.value.code is DocumentFailed.Code.VALUE_MISSING


def test_the_announcer_reads_the_awards_and_calls_names_in_stage_order() -> None:
    text = Pdf(paper_pdf(_script())).text
    called = [
        "Ông Lê Thị Yến",
        "Đại diện Hội Nông dân xã Đông An",
        "Hộ gia đình ông Đỗ Đình Ưởng",
        "Ông Vũ Văn Ân",
    ]
    places = [text.index(name) for name in called]
    assert places == sorted(places)
    assert "01 tập thể, 02 cá nhân và 01 hộ gia đình" in text
    assert "kính mời đồng chí Trần Quang Vinh" in text


def test_a_large_award_is_called_in_rounds() -> None:
    text = Pdf(paper_pdf(_script(on_stage=3))).text
    assert "Lượt 1: từ số 1 đến số 3" in text
    assert "Lượt 2: số 4" in text
    assert "Lượt" not in Pdf(paper_pdf(_script(on_stage=4))).text


def test_what_is_not_settled_yet_is_marked_as_missing() -> None:
    assert _script(venue="", presenters=()).missing() == ("địa điểm", "người trao")


def test_the_money_list_sums_up_in_figures_and_in_words() -> None:
    text = Pdf(paper_pdf(money_list(_PAID))).text
    assert "Bằng chữ: Một triệu ba trăm bốn mươi mốt nghìn đồng" in text
    assert "1.341.000 đồng, 03 dòng" in text
    for shown in ("447.000", "0,3", "Ký nhận", "1.490.000 đồng", "KẾ TOÁN", "NGƯỜI LẬP BẢNG"):
        assert shown in text


def test_who_is_paid_nothing_has_a_dash_and_the_reason() -> None:
    assert "Dòng 3 không chi: đã chi mức cao hơn." in Pdf(paper_pdf(money_list(_PAID))).text


@pytest.mark.parametrize("paper", [_sheet(), _script(), money_list(_PAID)])
def test_each_comes_as_word_file_too(paper: OfficialPaper) -> None:
    assert paper_docx(paper)[:2] == b"PK"


def test_a_letter_no_font_has_is_refused_here_too() -> None:
    lines = (replace(_PAID.lines[0], name="Lê 漢"),)
    with pytest.raises(DocumentFailed):
        paper_pdf(money_list(replace(_PAID, lines=lines)))
