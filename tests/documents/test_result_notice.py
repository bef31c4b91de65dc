"""giấy báo kết quả: granted, refused, held and sent higher, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.result_notice import Result, ResultLine, ResultNotice, result_notice
from desktop.errors import DocumentFailed
from tests.documents.reading import Pdf
from tests.documents.samples import answer_head, collective, household, person

NOTICE = ResultNotice(
    head=answer_head(),
    sender="Ủy ban nhân dân xã Đông An",
    title="Đề nghị khen thưởng năm 2022",
    lines=(
        ResultLine(collective(), "Giấy khen", Result.REFUSED, "Chưa đủ tiêu chuẩn"),
        ResultLine(person(), "Giấy khen", Result.GRANTED, "45/QĐ-UBND"),
        ResultLine(household(), "Giấy khen", Result.HELD, "Đang xác minh đơn thư"),
        ResultLine(person("Lê Thị Yến"), "Bằng khen", Result.HIGHER),
        ResultLine(person("Đỗ Văn Ổn"), "Giấy khen", Result.WAITING),
    ),
    decisions=(("45/QĐ-UBND", date(2023, 3, 12)),),
    letter_number="12/TTr-UBND",
    letter_date=date(2023, 1, 5),
)


def test_the_notice_counts_each_result_and_lists_everybody_with_the_reason() -> None:
    text = Pdf(paper_pdf(result_notice(NOTICE))).text
    for shown in (
        "GIẤY BÁO KẾT QUẢ Xét khen thưởng theo hồ sơ “Đề nghị khen thưởng năm 2022”",
        "1. Được khen thưởng: 01 cá nhân, theo Quyết định số 45/QĐ-UBND ngày 12 tháng 3 năm 2023.",
        "2. Không khen thưởng: 01 tập thể.",
        "3. Tạm dừng xem xét: 01 hộ gia đình. Việc tạm dừng không phải là không khen thưởng",
        "4. Trình cấp trên xem xét: 01 cá nhân.",
        "5. Chưa có kết quả: 01 cá nhân.",
        "DANH SÁCH KẾT QUẢ XÉT KHEN THƯỞNG",
        "Chưa đủ tiêu chuẩn",
        "Đang xác minh đơn thư",
    ):
        assert shown in text, shown


def test_a_refusal_without_a_reason_and_a_grant_without_decision_are_highlighted() -> None:
    lines = (replace(NOTICE.lines[0], reason=""), NOTICE.lines[1])
    drawn = result_notice(replace(NOTICE, lines=lines, decisions=()))
    assert set(drawn.missing()) == {"lý do", "số, ngày quyết định"}


def test_a_notice_about_nobody_is_refused() -> None:
    with pytest.raises(DocumentFailed):
        result_notice(replace(NOTICE, lines=()))
