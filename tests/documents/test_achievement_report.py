"""báo cáo thành tích of a person, a collective and a household (catalogue §4.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.documents.achievement_report import (
    AchievementReport,
    PastAward,
    ReportedInitiative,
    achievement_report,
)
from desktop.documents.paper import missing
from desktop.documents.paper_pdf import paper_pdf
from desktop.law.terms import RecipientKind
from tests.documents.reading import Pdf

REPORT = AchievementReport(
    kind=RecipientKind.INDIVIDUAL,
    superior_agency="ỦY BAN NHÂN DÂN\nXÃ ĐÔNG AN",
    agency="TRƯỜNG TIỂU HỌC ĐÔNG AN",
    place="Đông An",
    date=date(2023, 1, 3),
    award_phrase="danh hiệu “Lao động tiên tiến”",
    name="Lê Thị Yến",
    details=(("Ngày sinh", "05/02/1985"), ("Quê quán", ""), ("Chức vụ", "Giáo viên")),
    narrative="Đã dạy tốt.\nĐã giúp học sinh nghèo.",
    signer_name="Lê Thị Yến",
)


def _text(**changes: Any) -> str:
    return Pdf(paper_pdf(achievement_report(replace(REPORT, **changes)))).text


def test_a_persons_report_has_life_merits_and_signature() -> None:
    text = _text()
    for shown in (
        "BÁO CÁO THÀNH TÍCH Đề nghị tặng danh hiệu “Lao động tiên tiến”",
        "I. SƠ LƯỢC LÝ LỊCH Họ và tên: Lê Thị Yến Ngày sinh: 05/02/1985 Chức vụ: Giáo viên",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC Đã dạy tốt. Đã giúp học sinh nghèo. III. CÁC HÌNH THỨC",
        "KHEN THƯỞNG Chưa có./.",
        "NGƯỜI BÁO CÁO",
        "XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG",
    ):
        assert shown in text


def test_what_is_not_known_is_left_out_line_and_all() -> None:
    text = _text()
    for unwanted in ("Quê quán", "...", "…", "Số:", "Mẫu", "xếp loại", "nhiệm vụ được giao"):
        assert unwanted not in text


def test_past_awards_and_duties_have_their_place() -> None:
    past = (
        PastAward("2021", "Giấy khen", "Số 18/QĐ-UBND ngày 10/01/2022"),
        PastAward("2022", "Lao động tiên tiến", "Số 07/QĐ-UBND", is_title=True),
    )
    text = _text(past_awards=past, duties="Chủ nhiệm lớp 5A")
    titles, forms = text.index("Năm Danh hiệu thi đua"), text.index("Năm Hình thức khen thưởng")
    assert titles < text.index("2022 Lao động tiên tiến") < forms
    assert "Chức năng, nhiệm vụ được giao: Chủ nhiệm lớp 5A" in text
    assert "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG" in text
    assert "2021 Giấy khen Số 18/QĐ-UBND ngày 10/01/2022" in text


def test_the_head_of_the_unit_confirms_before_the_sender() -> None:
    text = _text(confirmed_by="Hiệu trưởng")
    assert "XÁC NHẬN CỦA HIỆU TRƯỞNG" in text
    assert text.index("HIỆU TRƯỞNG") < text.index("TRÌNH KHEN THƯỞNG")


def test_a_collectives_report_is_signed_by_its_head() -> None:
    text = _text(
        kind=RecipientKind.COLLECTIVE,
        name="Trường Tiểu học Đông An",
        number="05/BC-TH",
        signer_title="Hiệu trưởng",
        signer_name="Phạm Đức Ưng",
    )
    assert "I. ĐẶC ĐIỂM, TÌNH HÌNH Tên tập thể: Trường Tiểu học Đông An" in text
    assert "Số: 05/BC-TH" in text
    assert "HIỆU TRƯỞNG" in text
    assert "Phạm Đức Ưng" in text


def test_a_household_speaks_for_itself() -> None:
    text = _text(kind=RecipientKind.HOUSEHOLD, name="Đỗ Đình Ưởng", signer_name="Đỗ Đình Ưởng")
    assert "I. THÔNG TIN VỀ HỘ GIA ĐÌNH Chủ hộ: Đỗ Đình Ưởng" in text
    assert "ĐẠI DIỆN HỘ GIA ĐÌNH" in text


def test_grades_and_initiatives_are_proved_by_records() -> None:
    idea = ReportedInitiative("2022", "Dạy chữ bằng thơ", "Cơ sở", "Số 3/QĐ-SK ngày 01/12/2022")
    text = _text(grades=(("2021", "Hoàn thành tốt nhiệm vụ"),), initiatives=(idea,))
    assert "2021 Hoàn thành tốt nhiệm vụ" in text
    assert "2022 Dạy chữ bằng thơ Cơ sở Số 3/QĐ-SK ngày 01/12/2022" in text
    graded = _text(grades=(("2021", "Hoàn thành tốt nhiệm vụ"),))
    assert "áng kiến" not in graded


def test_sudden_merit_is_told_in_short() -> None:
    text = _text(is_summary=True, grades=(("2021", "Hoàn thành tốt nhiệm vụ"),))
    assert "BÁO CÁO TÓM TẮT THÀNH TÍCH Đề nghị tặng" in text
    assert "II. TÓM TẮT THÀNH TÍCH Đã dạy tốt." in text
    for unwanted in ("III.", "xếp loại", "Sáng kiến"):
        assert unwanted not in text


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"name": ""}, "tên đối tượng"),
        ({"award_phrase": ""}, "danh hiệu, hình thức khen thưởng"),
        ({"narrative": " \n"}, "nội dung báo cáo thành tích"),
        ({"signer_name": ""}, "người ký báo cáo"),
        ({"kind": RecipientKind.COLLECTIVE}, "chức vụ người ký"),
        ({"date": None}, "ngày ký"),
        ({"details": (("Ngày sinh", missing("ngày, năm sinh")),)}, "ngày, năm sinh"),
    ],
)
def test_what_nobody_typed_is_highlighted_on_the_report(
    changes: dict[str, Any], label: str
) -> None:
    drawn = achievement_report(replace(REPORT, **changes))
    assert drawn.missing() == (label,)
    assert f"[thiếu: {label}]".lower() in Pdf(paper_pdf(drawn)).text.lower()
