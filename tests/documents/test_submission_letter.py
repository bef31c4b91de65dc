"""tờ trình: what it asks, for whom, and its list (catalogue §4.2)."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.documents.paper import SignatureBlock
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.paper_texts import PaperTexts
from desktop.documents.submission_letter import nomination_list, submission_letter
from desktop.errors import DocumentFailed
from tests.documents.reading import Pdf
from tests.documents.samples import group, letter, person, title_group


def test_the_letter_says_what_the_records_say() -> None:
    text = Pdf(paper_pdf(submission_letter(letter()))).texts[0]
    for shown in (
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG AN",
        "Số: 12/TTr-UBND",
        "TỜ TRÌNH Về việc đề nghị khen thưởng năm 2022",
        "Kính gửi: Ủy ban nhân dân huyện Thanh Lâm",
        "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;",
        (
            "trình Chủ tịch Ủy ban nhân dân huyện Thanh Lâm xem xét, quyết định khen thưởng cho 01 "
            "tập thể, 02 cá nhân và 01 hộ gia đình, cụ thể như sau:"
        ),
        "Tổng cộng 01 02 01 04",
        "xem xét, quyết định./.",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Nguyễn Hữu Đạt",
        "- Lưu: VT.",
    ):
        assert shown in text


def test_the_list_tells_who_for_what_and_why() -> None:
    pdf = Pdf(paper_pdf(submission_letter(letter())))
    text = pdf.texts[1]
    assert pdf.sizes[1] == pytest.approx((297, 210), abs=0.1)
    for shown in (
        (
            "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG (Kèm theo Tờ trình số 12/TTr-UBND ngày 05 tháng 01 năm "
            "2023 của Ủy ban nhân dân xã Đông An)"
        ),
        "2 Ông Nguyễn Văn Ân Trưởng thôn Đông An Giấy khen Đã hiến 350 m² đất",
        "3 Hộ gia đình ông Đỗ Đình Ưởng Thôn Ngọc Sơn Giấy khen",
        "II. Danh hiệu “Lao động tiên tiến” (01 cá nhân)",
    ):
        assert shown in text


def test_the_list_can_stand_alone() -> None:
    annex = nomination_list(letter())
    assert annex.is_landscape
    assert annex.title == "Danh sách đề nghị khen thưởng"


def test_the_sentence_about_the_council_comes_before_the_request() -> None:
    told = "Hội đồng Thi đua - Khen thưởng xã họp ngày 03 tháng 01 năm 2023, nhất trí 09/09 phiếu."
    text = Pdf(paper_pdf(submission_letter(letter(council=told)))).texts[0]
    assert text.index(told) < text.index("trình Chủ tịch")


def test_no_form_number_bonus_or_dots_are_printed() -> None:
    text = Pdf(paper_pdf(submission_letter(letter()))).text
    for unwanted in ("Mẫu", "tiền thưởng", "...", "…"):
        assert unwanted not in text


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"number": ""}, "số, ký hiệu tờ trình"),
        ({"date": None}, "ngày ký"),
        ({"subject": " "}, "trích yếu"),
        ({"addressed_to": ()}, "nơi nhận"),
        ({"decider": ""}, "người quyết định"),
        ({"agency_name": ""}, "tên cơ quan"),
        ({"signature": SignatureBlock(("CHỦ TỊCH",))}, "người ký"),
        ({"place": ""}, "địa danh"),
        ({"groups": (group(person(post_unit="")),)}, "chức vụ, đơn vị"),
        ({"groups": (group(person(achievement="")),)}, "thành tích"),
    ],
)
def test_what_nobody_typed_is_highlighted_on_the_letter(
    changes: dict[str, Any], label: str
) -> None:
    drawn = submission_letter(letter(**changes))
    assert label in drawn.missing()
    assert f"[thiếu: {label}]" in Pdf(paper_pdf(drawn)).text


def test_a_letter_for_nobody_is_refused() -> None:
    with pytest.raises(DocumentFailed) as refusal:
        submission_letter(letter(groups=()))
    assert refusal.value.data == {"field": "danh sách đề nghị"}


def test_a_complete_letter_misses_nothing() -> None:
    assert submission_letter(letter(groups=(group(person()),))).missing() == ()


def test_an_office_says_it_in_its_own_words() -> None:
    own = PaperTexts({"letter.closing": "Kính đề nghị {{ decider|upper }} quan tâm"})
    text = Pdf(paper_pdf(submission_letter(letter(), own))).text
    assert "Kính đề nghị CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN THANH LÂM quan tâm./." in text
    assert "kính trình" not in text


def test_one_kind_of_recipient_is_named_alone() -> None:
    text = Pdf(paper_pdf(submission_letter(letter(groups=(title_group(),))))).text
    assert "khen thưởng cho 01 cá nhân, cụ thể như sau" in text
