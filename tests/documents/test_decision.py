"""quyết định khen thưởng: articles, those named in them, and the list with its numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.documents.award_groups import AwardGroup
from desktop.documents.decision import article_count, award_decision
from desktop.documents.paper import SignatureBlock
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.paper_texts import PaperTexts
from desktop.errors import DocumentFailed
from tests.documents.reading import Pdf
from tests.documents.samples import collective, decision, group, household, person, title_group


def _text(**changes: Any) -> str:
    return Pdf(paper_pdf(award_decision(decision(**changes)))).text


def test_the_decision_says_who_decides_on_what_ground() -> None:
    text = _text()
    for shown in (
        "Số: 45/QĐ-UBND Thanh Lâm, ngày 12 tháng 3 năm 2023",
        "QUYẾT ĐỊNH Về việc khen thưởng thành tích năm 2022",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN THANH LÂM Căn cứ Luật Thi đua, khen thưởng",
        "Xét đề nghị của Trưởng phòng Nội vụ. QUYẾT ĐỊNH: Điều 1.",
    ):
        assert shown in text


def test_each_award_is_an_article_then_come_effect_and_execution() -> None:
    text = _text()
    for shown in (
        (
            "Điều 1. Tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện Thanh Lâm cho 01 tập thể, "
            "01 cá nhân và 01 hộ gia đình đã có thành tích xuất sắc năm 2022 (có danh sách kèm "
            "theo)."
        ),
        "Điều 2. Tặng danh hiệu “Lao động tiên tiến” cho 01 cá nhân (có danh sách kèm theo).",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        (
            "Điều 4. Chánh Văn phòng, Trưởng phòng Nội vụ và các tập thể, cá nhân, hộ gia đình có "
            "tên tại Điều 1 và Điều 2 chịu trách nhiệm thi hành Quyết định này./."
        ),
    ):
        assert shown in text


def test_the_list_bears_the_certificates_numbers() -> None:
    groups = (group(person(certificate_number="13"), collective(certificate_number="12")),)
    text = _text(groups=groups)
    assert "DANH SÁCH ĐƯỢC KHEN THƯỞNG (Kèm theo Quyết định số 45/QĐ-UBND" in text
    assert "1 Hội Nông dân xã Đông An Xã Đông An [thiếu: thành tích] 12 " in text
    assert "2 Ông Nguyễn Văn Ân Trưởng thôn Đông An Đã hiến 350 m² đất 13" in text


def test_few_recipients_are_named_in_the_article_and_need_no_list() -> None:
    text = _text(groups=(group(person(), reason=""),))
    assert (
        "Điều 1. Tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện Thanh Lâm cho ông Nguyễn Văn "
        "Ân, Trưởng thôn Đông An; đã hiến 350 m² đất." in text
    )
    assert "và cá nhân có tên tại Điều 1 chịu trách nhiệm" in text
    assert "kèm theo" not in text
    assert "Phụ lục" not in text


def test_two_named_recipients_are_parted_by_a_semicolon() -> None:
    text = _text(groups=(group(person("Lê Thị Yến", honorific="Bà"), collective()),))
    assert (
        "cho bà Lê Thị Yến, Trưởng thôn Đông An; Hội Nông dân xã Đông An, Xã Đông An; đã có thành "
        "tích xuất sắc năm 2022." in text
    )


def test_a_recognised_title_is_recognised_not_given() -> None:
    recognised = AwardGroup(
        "Gia đình văn hóa", "danh hiệu “Gia đình văn hóa”", (person(),) * 3, verb="Công nhận"
    )
    assert "Điều 1. Công nhận danh hiệu “Gia đình văn hóa” cho 03 cá nhân" in _text(
        groups=(recognised,)
    )


def test_many_awards_are_named_as_a_range_of_articles() -> None:
    text = _text(groups=(group(), title_group(), title_group()))
    assert "có tên tại các điều từ Điều 1 đến Điều 3 chịu trách nhiệm" in text


def test_without_executors_those_rewarded_begin_the_sentence() -> None:
    assert "Điều 4. Các tập thể, cá nhân, hộ gia đình có tên" in _text(executors="")


def test_no_bonus_form_number_or_dots_are_printed() -> None:
    text = _text()
    for unwanted in ("tiền thưởng", "Mẫu", "...", "…"):
        assert unwanted not in text


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"subject": ""}, "trích yếu"),
        ({"issuer": ""}, "người quyết định"),
        ({"bases": ()}, "căn cứ pháp lý"),
        ({"signature": SignatureBlock(("CHỦ TỊCH",))}, "người ký"),
        ({"place": ""}, "địa danh"),
        ({"groups": (group(person(post_unit="")),)}, "chức vụ, đơn vị"),
    ],
)
def test_what_nobody_typed_is_highlighted_on_the_decision(
    changes: dict[str, Any], label: str
) -> None:
    assert label in award_decision(decision(**changes)).missing()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"number": ""}, "số quyết định"), ({"groups": ()}, "danh sách khen thưởng")],
)
def test_a_decision_without_number_or_anybody_is_refused(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        award_decision(decision(**changes))
    assert refusal.value.data == {"field": field}


def test_an_office_words_its_articles_itself() -> None:
    own = PaperTexts({"decision.effect": "Quyết định này có hiệu lực từ {{ date }}."})
    text = Pdf(paper_pdf(award_decision(decision(), own))).text
    assert "Điều 3. Quyết định này có hiệu lực từ ngày 12 tháng 3 năm 2023." in text


def test_the_list_says_what_each_is_paid_and_the_total_in_words() -> None:
    paid = group(person(certificate_number="13", bonus=230_000), collective(bonus=450_000))
    text = _text(groups=(paid,))
    assert "Tiền thưởng (đồng)" in text
    assert "Hội Nông dân xã Đông An Xã Đông An [thiếu: thành tích] 450.000" in text
    assert "Đã hiến 350 m² đất 230.000 13" in text
    assert "Tổng cộng 680.000" in text
    assert "(Bằng chữ: sáu trăm tám mươi nghìn đồng)" in text
    assert (
        "Điều 2. Tổng số tiền thưởng kèm theo là 680.000 đồng (bằng chữ: sáu trăm tám mươi nghìn "
        "đồng), chi từ Quỹ thi đua, khen thưởng. Điều 3. Quyết định này có hiệu lực" in text
    )


def test_who_is_named_in_the_article_is_told_there_what_they_get() -> None:
    text = _text(groups=(group(person(bonus=1_490_000), reason=""),))
    assert "cho ông Nguyễn Văn Ân, Trưởng thôn Đông An, tiền thưởng 1.490.000 đồng; đã" in text
    assert "Điều 2. Tổng số tiền thưởng kèm theo là 1.490.000 đồng" in text


def test_an_award_without_a_bonus_leaves_its_cell_empty_and_adds_nothing() -> None:
    groups = (group(person(bonus=230_000), person("Lê Thị Yến"), household()),)
    text = _text(groups=groups)
    assert "Tổng cộng 230.000" in text
    assert article_count(groups) == 4


def test_without_any_bonus_a_decision_says_nothing_of_money() -> None:
    groups = (group(person(), collective(), household()),)
    assert "iền thưởng" not in _text(groups=groups)
    assert article_count(groups) == 3


def test_who_is_paid_elsewhere_has_a_dash_and_the_note_says_why() -> None:
    why = "Vừa danh hiệu vừa hình thức: chỉ chi mức cao nhất"
    lines = (person(bonus=230_000), person("Lê Thị Yến"), household())
    unpaid = replace(person("Vũ Văn Ổn"), bonus=0, why_unpaid=why)
    text = _text(groups=(group(*lines, unpaid),))

    assert "Ghi chú: dấu “-” là không chi tiền thưởng ở dòng đó." in text
    assert f"{why}." in text
    assert "\n0\n" not in text
    inline = _text(groups=(group(person(bonus=230_000), unpaid),))
    assert "không chi tiền thưởng (vừa danh hiệu vừa hình thức" in inline
    assert "tiền thưởng 0 đồng" not in inline
