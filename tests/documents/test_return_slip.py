"""phiếu trả hồ sơ: each point with whom and which paper it concerns, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.return_slip import WHOLE, RaisedPoint, ReturnSlip, return_slip
from desktop.errors import DocumentFailed
from tests.documents.reading import Pdf
from tests.documents.samples import answer_head

SLIP = ReturnSlip(
    head=answer_head(),
    sender="Ủy ban nhân dân xã Đông An",
    title="Đề nghị khen thưởng năm 2022",
    points=(
        RaisedPoint(WHOLE, "Biên bản xét khen thưởng", "Chưa ghi số phiếu đồng ý."),
        RaisedPoint("Bà Lê Thị Yến, Giấy khen", "", "Ghi rõ thời gian lập thành tích."),
    ),
    letter_number="12/TTr-UBND",
    letter_date=date(2023, 1, 5),
)


def test_the_slip_lists_what_is_to_be_mended() -> None:
    text = Pdf(paper_pdf(return_slip(SLIP))).text
    for shown in (
        "PHIẾU TRẢ HỒ SƠ Bổ sung, chỉnh sửa hồ sơ “Đề nghị khen thưởng năm 2022”",
        "Kính gửi: Ủy ban nhân dân xã Đông An",
        "tại Tờ trình số 12/TTr-UBND ngày 05 tháng 01 năm 2023 để bổ sung, chỉnh sửa 02 điểm sau:",
        "1 Cả hồ sơ Biên bản xét khen thưởng Chưa ghi số phiếu đồng ý.",
        "2 Bà Lê Thị Yến, Giấy khen Ghi rõ thời gian lập thành tích.",
        "gửi lại hồ sơ để Ủy ban nhân dân huyện Thanh Lâm xem xét tiếp./.",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Trần Quang Vinh",
    ):
        assert shown in text, shown


def test_a_deadline_is_told_where_one_was_set() -> None:
    text = Pdf(paper_pdf(return_slip(replace(SLIP, deadline=date(2023, 1, 20))))).text
    assert "gửi lại hồ sơ trước ngày 20 tháng 01 năm 2023 để" in text


def test_a_slip_without_a_point_is_refused_and_gaps_are_highlighted() -> None:
    with pytest.raises(DocumentFailed):
        return_slip(replace(SLIP, points=()))
    gaps = replace(SLIP, head=answer_head(place="", date=None))
    assert return_slip(gaps).missing() == ("địa danh", "ngày ký")
