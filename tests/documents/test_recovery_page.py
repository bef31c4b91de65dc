"""The recovery page: one page, the code large and whole, and how to keep it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.documents.recovery_page import RecoveryPage, recovery_pdf
from desktop.errors import DocumentFailed
from tests.documents.reading import Pdf

CODE = "7KQ2M-XW9RT-4HPLD-B6C3N-VZ8FY-2JGTE"
PAGE = RecoveryPage("Ủy ban nhân dân xã Đông An", CODE, date(2023, 1, 3))


def test_everything_needed_stands_on_one_page() -> None:
    pdf = Pdf(recovery_pdf(PAGE))
    assert len(pdf.texts) == 1
    for shown in (
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG AN",
        "MÃ KHÔI PHỤC",
        "Lập ngày 03 tháng 01 năm 2023",
        "niêm phong",
        "Không chụp ảnh",
        "“Quên mật khẩu?”",
    ):
        assert shown in pdf.text


def test_the_code_reads_back_whole_and_in_order() -> None:
    assert CODE in "".join(Pdf(recovery_pdf(PAGE)).text.split())


def test_the_letters_of_the_code_are_large_and_its_groups_do_not_touch() -> None:
    pdf = Pdf(recovery_pdf(PAGE))
    groups = [pdf.find(group) for group in CODE.split("-")]
    assert all(letter.bottom - letter.top > 6 for group in groups for letter in group)
    for left, right in ((0, 1), (1, 2), (3, 4), (4, 5)):
        assert groups[right][0].left - groups[left][-1].right > 5


def test_a_code_of_another_length_still_fits() -> None:
    assert "ABCDE-FGHJK" in "".join(
        Pdf(recovery_pdf(RecoveryPage("Xã", "ABCDE-FGHJK", date(2023, 1, 3)))).text.split()
    )


def test_it_is_not_an_official_paper() -> None:
    assert "CỘNG HÒA" not in Pdf(recovery_pdf(PAGE)).text


@pytest.mark.parametrize(("office", "code", "field"), [("", CODE, "office"), ("Xã", "", "code")])
def test_a_page_with_a_gap_is_refused(office: str, code: str, field: str) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        recovery_pdf(RecoveryPage(office, code, date(2023, 1, 3)))
    assert refusal.value.data == {"field": field}
