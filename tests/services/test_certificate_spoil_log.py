"""The history of blanks on paper: how many were used, which spoiled, and why."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from desktop.errors import DocumentFailed
from desktop.services.desk import Desk
from tests.services.printing_offices import PrintingOffice, with_decision


@pytest.fixture
def office(district: Desk) -> PrintingOffice:
    return with_decision(district, 3)


def words(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def test_used_and_spoiled_blanks_are_listed_with_their_reason(
    office: PrintingOffice, tmp_path: Path
) -> None:
    office.sign()
    run = office.runs.start(office.draft())
    for _ in range(3):
        sheet = office.runs.next_sheet(run.id)
        assert sheet is not None
        office.runs.confirm(run.id, [sheet.id])
    office.runs.spoil(run.sheets[1].id, "Kẹt giấy, nhăn góc")
    again = office.runs.next_sheet(run.id)
    assert again is not None
    office.runs.confirm(run.id, [again.id])
    said = words(office.desk.spoil_log.write(office.decision_id, tmp_path / "so.pdf"))
    assert "Phôi đã dùng: 04 tờ, trong đó hỏng 01 tờ." in said
    assert said.count("Phạm Quốc Yến") == 3
    assert "Kẹt giấy, nhăn góc" in said
    assert "Quyết định số 45/QĐ-UBND" in said


def test_a_decision_not_printed_yet_has_no_history(office: PrintingOffice, tmp_path: Path) -> None:
    with pytest.raises(DocumentFailed):
        office.desk.spoil_log.write(office.decision_id, tmp_path / "so.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
