"""Blanks are fed for exactly what an officer read and signed; plain paper asks nobody."""

from __future__ import annotations

import pytest

from desktop.errors import PrintRefused
from desktop.models import AwardRecord
from desktop.services.certificate_pages import Look
from desktop.services.desk import Desk
from tests.services.printing_offices import ON_BLANKS, PrintingOffice, with_decision


@pytest.fixture
def office(district: Desk) -> PrintingOffice:
    return with_decision(district, 4)


def refusal(office: PrintingOffice) -> PrintRefused:
    with pytest.raises(PrintRefused) as refused:
        office.runs.start(office.draft())
    return refused.value


def rename(office: PrintingOffice, number: str, name: str) -> None:
    with office.desk.store.writing() as session:
        award = session.query(AwardRecord).filter_by(certificate_number=number).one()
        award.recipient_name = name
        session.commit()


def move_last_first(office: PrintingOffice) -> None:
    last = office.order.open(office.decision_id).rows[-1]
    office.order.move(office.decision_id, [last.id], 1)


def test_blanks_wait_for_a_signature(office: PrintingOffice) -> None:
    assert refusal(office).code is PrintRefused.Code.PROOF_MISSING
    office.sign()
    assert len(office.runs.start(office.draft()).sheets) == 4


def test_a_signature_says_who_when_and_on_how_many(office: PrintingOffice) -> None:
    office.sign()
    state = office.proofs.state(office.decision_id, ON_BLANKS)
    assert state.is_signed
    assert (state.signed_by, state.certificates) == ("Trần Quốc Đạt", 4)
    event = office.desk.store.history("decisions", office.decision_id)[-1]
    assert (event.event, event.data["digest"]) == ("proof_signed", state.digest)


def test_a_name_changed_afterwards_is_refused_and_counted(office: PrintingOffice) -> None:
    office.sign()
    rename(office, "2", "Đặng Văn Đạo")
    rename(office, "3", "Phạm Quốc Yên")
    found = refusal(office)
    assert (found.code, found.data) == (PrintRefused.Code.PROOF_CHANGED, {"changed": 2})
    pages = {p.text.number: p.award_id for p in office.pages.pages(office.decision_id, ON_BLANKS)}
    changed = office.proofs.state(office.decision_id, ON_BLANKS).changed
    assert changed == {pages["2"], pages["3"]}


def test_a_change_taken_back_is_what_was_signed_again(office: PrintingOffice) -> None:
    office.sign()
    name = office.order.open(office.decision_id).rows[1].name
    rename(office, "2", "Đặng Văn Đạo")
    rename(office, "2", name)
    assert office.runs.start(office.draft()).sheets


def test_another_order_is_another_pile(office: PrintingOffice) -> None:
    office.sign()
    move_last_first(office)
    assert refusal(office).code is PrintRefused.Code.PROOF_REORDERED
    office.order.undo(office.decision_id)
    assert office.runs.start(office.draft()).sheets


def test_an_award_cancelled_since_is_counted_as_changed(office: PrintingOffice) -> None:
    office.sign()
    with office.desk.store.writing() as session:
        award = session.query(AwardRecord).filter_by(certificate_number="1").one()
        award.cancelled_on = award.decided_on
        session.commit()
    assert refusal(office).data == {"changed": 1}


def test_another_layout_has_a_proof_of_its_own(office: PrintingOffice) -> None:
    office.sign(Look("a4-plain", overlay=True))
    assert refusal(office).code is PrintRefused.Code.PROOF_MISSING


def test_plain_paper_asks_for_no_signature(office: PrintingOffice) -> None:
    draft = office.draft()
    plain = type(draft)(draft.decision_id, Look("a4-plain", overlay=False), "PDF")
    assert not office.runs.start(plain).on_blanks


def test_what_changed_while_it_was_read_is_not_signed(office: PrintingOffice) -> None:
    seen = office.proofs.state(office.decision_id, ON_BLANKS).digest
    rename(office, "2", "Đặng Văn Đạo")
    with pytest.raises(PrintRefused):
        office.proofs.sign_off(office.decision_id, ON_BLANKS, seen)
    assert office.proofs.state(office.decision_id, ON_BLANKS).signed_at is None


def test_the_digest_is_the_same_in_another_window(office: PrintingOffice) -> None:
    office.sign()
    other = PrintingOffice(office.desk, office.decision_id)
    assert other.proofs.state(office.decision_id, ON_BLANKS).is_signed
