"""Proof sheet, script and money list follow the ceremony's order, whoever changed it last."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from desktop.errors import DocumentFailed, MoveRefused
from desktop.models import AwardRecord, Decision
from desktop.services.certificate_proofs import short_code
from desktop.services.desk import Desk
from tests.services.printing_offices import ON_BLANKS, PrintingOffice, with_decision

NAMES = ("Đặng Văn Đạt", "Phạm Quốc Yến", "Lê Thị Hồng Hằng")


@pytest.fixture
def office(district: Desk) -> PrintingOffice:
    return with_decision(district, 3)


def words(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def in_order(text: str) -> list[str]:
    return sorted((name for name in NAMES if name in text), key=text.index)


def last_first(office: PrintingOffice) -> None:
    last = office.order.open(office.decision_id).rows[-1]
    office.order.move(office.decision_id, [last.id], 1)


def test_all_three_papers_are_in_the_order_of_the_ceremony(
    office: PrintingOffice, tmp_path: Path
) -> None:
    last_first(office)
    papers = office.desk.ceremony_papers
    files = [
        papers.write_proof(office.decision_id, ON_BLANKS, tmp_path / "soat.pdf"),
        papers.write_script(office.decision_id, tmp_path / "xuong.pdf"),
        papers.write_money_list(office.decision_id, tmp_path / "tien.pdf"),
    ]
    for file in files:
        assert in_order(words(file)) == [NAMES[2], NAMES[0], NAMES[1]], file


def test_the_proof_sheet_bears_the_code_of_exactly_what_is_signed(
    office: PrintingOffice, tmp_path: Path
) -> None:
    papers, proofs = office.desk.ceremony_papers, office.desk.certificate_proofs
    said = words(papers.write_proof(office.decision_id, ON_BLANKS, tmp_path / "soat.pdf"))
    assert short_code(proofs.state(office.decision_id, ON_BLANKS).digest) in said
    assert "in chữ lên phôi có sẵn" in said
    assert "Có thành tích xuất sắc" in said.replace("Đã có", "Có")


def test_the_money_list_adds_up(office: PrintingOffice, tmp_path: Path) -> None:
    said = words(
        office.desk.ceremony_papers.write_money_list(office.decision_id, tmp_path / "t.pdf")
    )
    assert "1.350.000" in said
    assert "Một triệu ba trăm năm mươi nghìn đồng" in said


def test_the_script_reads_what_is_known_of_the_ceremony(
    office: PrintingOffice, tmp_path: Path
) -> None:
    with office.desk.store.writing() as session:
        decision = session.get_one(Decision, office.decision_id)
        decision.ceremony_at, decision.ceremony_place = "08 giờ 00", "Hội trường huyện"
        session.commit()
    said = words(office.desk.ceremony_papers.write_script(office.decision_id, tmp_path / "x.pdf"))
    assert "08 giờ 00" in said
    assert "Hội trường huyện" in said
    assert "Quyết định số 45/QĐ-UBND" in said


def test_a_cancelled_award_is_neither_read_out_nor_paid(
    office: PrintingOffice, tmp_path: Path
) -> None:
    with office.desk.store.writing() as session:
        award = session.query(AwardRecord).filter_by(certificate_number="2").one()
        award.cancelled_on = award.decided_on
        session.commit()
    papers = office.desk.ceremony_papers
    for write in (papers.write_script, papers.write_money_list):
        assert NAMES[1] not in words(write(office.decision_id, tmp_path / "x.pdf"))


def test_a_word_file_is_written_by_its_name(office: PrintingOffice, tmp_path: Path) -> None:
    file = office.desk.ceremony_papers.write_script(office.decision_id, tmp_path / "x.docx")
    assert file.read_bytes().startswith(b"PK")


def test_a_received_decision_has_its_ceremony_elsewhere(
    office: PrintingOffice, tmp_path: Path
) -> None:
    with office.desk.store.writing() as session:
        session.get_one(Decision, office.decision_id).made_here = False
        session.commit()
    with pytest.raises(MoveRefused):
        office.desk.ceremony_papers.write_script(office.decision_id, tmp_path / "x.pdf")


def test_a_decision_of_nobody_has_nothing_to_read(office: PrintingOffice, tmp_path: Path) -> None:
    with office.desk.store.writing() as session:
        session.query(AwardRecord).delete()
        session.commit()
    with pytest.raises(DocumentFailed):
        office.desk.ceremony_papers.write_money_list(office.decision_id, tmp_path / "x.pdf")
