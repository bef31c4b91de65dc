"""quyết định hủy bỏ: one article for each award taken back, what to recover, the list of many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.documents.cancel_decision import CancelDecision, CancelledGroup, cancel_decision
from desktop.documents.paper import Article, SignatureBlock, Table
from desktop.errors import DocumentFailed
from tests.documents.samples import collective, group, person, title_group


def said(**changes: Any) -> CancelDecision:
    given = CancelDecision(
        superior_agency="",
        agency="ỦY BAN NHÂN DÂN\nHUYỆN THANH LÂM",
        issuer="Chủ tịch Ủy ban nhân dân huyện Thanh Lâm",
        number="52/QĐ-UBND",
        place="Thanh Lâm",
        date=date(2023, 5, 4),
        subject="Về việc hủy bỏ khen thưởng",
        bases=("Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",),
        groups=(part(person(certificate_number="12", bonus=447_000)),),
        reason="Kê khai thành tích không đúng.",
        to_recover=447_000,
        executors="Chánh Văn phòng",
        signature=SignatureBlock(("CHỦ TỊCH",), "Vũ Thị Hạnh"),
        recipients=("Như Điều 4", "Lưu: VT"),
    )
    return replace(given, **changes)


def part(*lines: Any, number: str = "45/QĐ-UBND") -> CancelledGroup:
    return CancelledGroup(number, date(2023, 3, 12), group(*lines))


def articles(decision: CancelDecision) -> list[str]:
    return [block.text for block in cancel_decision(decision).body if isinstance(block, Article)]


def test_one_is_named_with_decision_reason_certificate_and_money() -> None:
    first, second, third, last = articles(said())
    assert "Nguyễn Văn Ân" in first
    assert "tại Quyết định số 45/QĐ-UBND ngày 12 tháng 3 năm 2023" in first
    assert first.endswith("Lý do: Kê khai thành tích không đúng.")
    assert "số vào sổ: 12" in second
    assert "447.000 đồng" in second
    assert "giữ nguyên hiệu lực" in third
    assert last.startswith("Chánh Văn phòng và đối tượng có tên tại Điều 1")
    assert cancel_decision(said()).annexes == ()
    assert "Xét Quyết định số 45/QĐ-UBND" in cancel_decision(said()).bases[-1]


def test_many_are_listed_with_what_each_had() -> None:
    lines = [person(f"Nguyễn Văn Ân {n}", bonus=447_000) for n in range(3)]
    decision = said(groups=(part(*lines), part(collective(), number="46/QĐ-UBND")))
    (annex,) = cancel_decision(decision).annexes
    (table,) = annex.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 2 + 4 + 1
    assert "có danh sách kèm theo" in articles(decision)[0]
    assert "các điều từ Điều 1 đến Điều 2" in articles(decision)[-1]


def test_nothing_to_recover_needs_no_article() -> None:
    decision = said(groups=(part(person()),), to_recover=0)
    assert len(articles(decision)) == 3


def test_a_title_taken_back_without_money_recovers_its_certificate_alone() -> None:
    line = person(certificate_number="7")
    titled = CancelledGroup("45/QĐ-UBND", date(2023, 3, 12), title_group(line))
    (_, recover, *_rest) = articles(said(groups=(titled,), to_recover=0))
    assert "tiền thưởng" not in recover


@pytest.mark.parametrize("missing", ["number", "reason"])
def test_without_number_or_reason_it_is_no_decision(missing: str) -> None:
    with pytest.raises(DocumentFailed):
        cancel_decision(said(**{missing: ""}))


def test_without_bases_the_paper_shows_the_gap() -> None:
    assert "căn cứ pháp lý" in " ".join(cancel_decision(said(bases=())).missing())
