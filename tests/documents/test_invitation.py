"""giấy mời: one for each guest, or one for all with their list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.documents.invitation import Invitation, invitation
from desktop.documents.paper_pdf import paper_pdf
from desktop.errors import DocumentFailed
from tests.documents.reading import Pdf
from tests.documents.samples import answer_head, collective, person

INVITED = Invitation(
    head=answer_head(addressed_to=(), recipients=("Như thành phần mời", "Lưu: VT")),
    number="12/GM-UBND",
    subject="Khen thưởng thành tích năm 2022",
    decision_number="45/QĐ-UBND",
    decided_on=date(2023, 3, 12),
    guests=(collective(), person("Lê Thị Yến", honorific="Bà")),
    ceremony_on=date(2023, 3, 20),
    ceremony_at="08 giờ 00",
    ceremony_place="Hội trường Ủy ban nhân dân huyện Thanh Lâm.",
)


def test_one_invitation_for_all_has_their_list() -> None:
    text = Pdf(paper_pdf(invitation(INVITED))).text
    for shown in (
        "Số: 12/GM-UBND",
        "GIẤY MỜI Dự lễ công bố, trao quyết định khen thưởng thành tích năm 2022",
        "có tên trong danh sách kèm theo tới dự lễ",
        "Thời gian: 08 giờ 00, ngày 20 tháng 3 năm 2023.",
        "Địa điểm: Hội trường Ủy ban nhân dân huyện Thanh Lâm.",
        "DANH SÁCH KHÁCH MỜI",
        "2 Bà Lê Thị Yến Trưởng thôn Đông An",
    ):
        assert shown in text, shown


def test_a_guests_own_invitation_names_them_and_has_no_list() -> None:
    text = Pdf(paper_pdf(invitation(INVITED, INVITED.guests[1]))).text
    assert "trân trọng kính mời bà Lê Thị Yến, Trưởng thôn Đông An tới dự lễ" in text
    assert "DANH SÁCH" not in text


def test_what_is_not_settled_is_highlighted() -> None:
    drawn = invitation(replace(INVITED, number="", ceremony_on=None, ceremony_place=" "))
    assert set(drawn.missing()) == {"số giấy mời", "ngày trao tặng", "địa điểm trao tặng"}
    with pytest.raises(DocumentFailed):
        invitation(replace(INVITED, guests=()))
