"""What papers cite: chosen from the register, or given by the law; and what is not in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from desktop.errors import DocumentFailed, MoveRefused, StaleRecord
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.services.bases import BasisLine
from desktop.services.desk import Desk
from desktop.services.law_drafts import CorrectionDraft
from desktop.services.legal_documents import InForce, LegalDocumentDraft
from desktop.services.paper_sources import decision_of, dossier_source, letter_of
from tests.services.commune_dossier import REASON, Commune, saved
from tests.services.conftest import Template
from tests.services.test_decisions import here, own_dossier

# Catalogue §6.3: the law of 2003 ended with 2023, the law of 2022 began with 2024.
OLD = BasisLine("LAW_2003", "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003")
NEW = BasisLine("LAW_2022", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")
OWN = BasisLine("", "Kế hoạch số 05/KH-UBND ngày 10 tháng 01 năm 2023")


@pytest.fixture
def desk(open_copy: Callable[..., Desk], commune_template: Template) -> Desk:
    return open_copy(commune_template)


@pytest.fixture
def dossier_id(desk: Desk, tmp_path: Path) -> UUID:
    return Commune(desk).complete_dossier(tmp_path)


def cited(desk: Desk, dossier_id: UUID) -> tuple[str, ...]:
    with desk.store.reading() as session:
        return letter_of(dossier_source(session, dossier_id, desk.store.today())).bases


def decided(desk: Desk, decision_id: UUID | None) -> tuple[str, ...]:
    assert decision_id is not None
    with desk.store.reading() as session:
        return decision_of(session, decision_id).bases


def not_in_force(desk: Desk, dossier_id: UUID) -> list[Problem]:
    found = desk.dossiers.check(dossier_id)
    return [p for p in found if p.code is ProblemCode.BASIS_NOT_IN_FORCE]


def test_the_law_on_local_government_is_offered_and_never_cited_by_itself(
    desk: Desk, tmp_path: Path
) -> None:
    # Catalogue §1.1, ORG2025: remembered, not read.
    dossier_id = Commune(desk).complete_dossier(tmp_path, letter_date=date(2026, 3, 2))
    choice = desk.bases.of_dossier(dossier_id)
    (row,) = [row for row in choice.offered if row.code == "ORG2025"]
    assert (row.state, row.verified) == (InForce.NOW, False)
    assert row in choice.left_out
    assert "ORG2025" not in {line.code for line in choice.automatic}


def test_without_a_choice_the_letter_cites_what_the_law_data_read(
    desk: Desk, dossier_id: UUID
) -> None:
    choice = desk.bases.of_dossier(dossier_id)
    assert choice.chosen == ()
    assert cited(desk, dossier_id) == tuple(line.cited_as for line in choice.automatic)
    assert OLD.cited_as in cited(desk, dossier_id)


def test_a_choice_is_cited_in_its_order_with_lines_of_the_offices_own(
    desk: Desk, dossier_id: UUID
) -> None:
    desk.bases.choose(dossier_id, [OWN, OLD], ())
    assert cited(desk, dossier_id) == (OWN.cited_as, OLD.cited_as)
    assert desk.bases.of_dossier(dossier_id).chosen == (OWN, OLD)
    event = desk.dossiers.history(dossier_id)[-1]
    assert event.data["changes"]["bases"] == [[], [OWN.cited_as, OLD.cited_as]]


def test_a_choice_taken_back_is_the_law_datas_again(desk: Desk, dossier_id: UUID) -> None:
    automatic = cited(desk, dossier_id)
    desk.bases.choose(dossier_id, [OWN], ())
    desk.bases.choose(dossier_id, [], [OWN])
    assert cited(desk, dossier_id) == automatic


def test_a_line_loses_what_the_paper_writes_itself_and_an_empty_one_goes(
    desk: Desk, dossier_id: UUID
) -> None:
    typed = [BasisLine("", "Căn cứ  Kế hoạch số 5;"), BasisLine("", "  ;")]
    desk.bases.choose(dossier_id, typed, ())
    assert cited(desk, dossier_id) == ("Kế hoạch số 5",)


def test_the_register_offers_what_is_in_force_on_the_letters_day_first(
    desk: Desk, dossier_id: UUID
) -> None:
    offered = desk.bases.of_dossier(dossier_id).offered
    states = [row.state for row in offered]
    assert states == sorted(states, key=lambda state: state is not InForce.NOW)
    words = {row.code: row.state_words for row in offered}
    assert words["LAW_2022"] == "chưa có hiệu lực, có từ 01/01/2024"
    assert words["CIRCULAR_08_2017"] == "hết hiệu lực từ 01/01/2020"
    assert words["LAW_2003"] == ""


def test_a_basis_not_yet_in_force_blocks_where_its_days_were_read(
    desk: Desk, dossier_id: UUID
) -> None:
    desk.bases.choose(dossier_id, [NEW], ())
    (problem,) = not_in_force(desk, dossier_id)
    assert problem.field == "bases"
    assert (problem.severity, problem.verified) == (Severity.BLOCKING, True)
    assert problem.data["status"] == "chưa có hiệu lực"
    assert not desk.dossiers.mark_ready(dossier_id, REASON).ready


def test_a_basis_whose_days_nobody_read_only_warns(desk: Desk, dossier_id: UUID) -> None:
    desk.bases.choose(dossier_id, [BasisLine("CIRCULAR_08_2017", "Thông tư 08")], ())
    (problem,) = not_in_force(desk, dossier_id)
    assert (problem.severity, problem.verified) == (Severity.WARNING, False)
    assert problem.data["status"] == "hết hiệu lực"


def test_a_dossier_decided_here_has_no_letter_to_judge(desk: Desk) -> None:
    dossier_id = Commune(desk).dossier(receiver_office_id=None)
    desk.bases.choose(dossier_id, [NEW], ())
    assert not not_in_force(desk, dossier_id)


def test_a_line_of_the_offices_own_is_not_judged(desk: Desk, dossier_id: UUID) -> None:
    desk.bases.choose(dossier_id, [OWN, OLD], ())
    assert not not_in_force(desk, dossier_id)


def test_an_own_document_that_is_over_blocks(desk: Desk, dossier_id: UUID) -> None:
    draft = LegalDocumentDraft(cited_as="Quy chế số 2", holds_to=date(2022, 12, 31))
    record = saved(desk.legal_documents, draft)
    desk.bases.choose(dossier_id, [BasisLine(str(record), "Quy chế số 2")], ())
    assert [p.severity for p in not_in_force(desk, dossier_id)] == [Severity.BLOCKING]


def test_nobody_chooses_over_what_another_window_chose(desk: Desk, dossier_id: UUID) -> None:
    desk.bases.choose(dossier_id, [OLD], ())
    with pytest.raises(StaleRecord):
        desk.bases.choose(dossier_id, [OWN], ())
    assert desk.bases.of_dossier(dossier_id).chosen == (OLD,)


def test_a_dossier_that_is_ready_keeps_what_it_cites(desk: Desk, tmp_path: Path) -> None:
    dossier_id = own_dossier(desk, tmp_path)
    with pytest.raises(MoveRefused):
        desk.bases.choose(dossier_id, [OLD], ())


def test_a_decision_keeps_what_it_cited_when_the_law_data_changes(
    desk: Desk, tmp_path: Path
) -> None:
    report = here(desk, own_dossier(desk, tmp_path))
    before = decided(desk, report.decision_id)
    assert OLD.cited_as in before
    correction = CorrectionDraft(
        row_id="bases.LAW_2003", values={"cited_as": "Luật khác"}, basis="X", whole_time=True
    )
    assert desk.law_corrections.save_draft(correction).saved
    assert decided(desk, report.decision_id) == before


def test_a_decision_cites_what_was_chosen_for_it(desk: Desk, tmp_path: Path) -> None:
    report = here(desk, own_dossier(desk, tmp_path), bases=(OWN, OLD))
    assert decided(desk, report.decision_id)[:2] == (OWN.cited_as, OLD.cited_as)


def test_a_decision_is_not_made_on_a_law_that_is_not_in_force(desk: Desk, tmp_path: Path) -> None:
    report = here(desk, own_dossier(desk, tmp_path), bases=(NEW,))
    assert report.decision_id is None
    assert [p.code for p in report.problems] == [ProblemCode.BASIS_NOT_IN_FORCE]


def test_the_register_keeps_the_programs_own_from_being_overwritten(desk: Desk) -> None:
    rows = desk.legal_documents.list_rows()
    shipped = next(row for row in rows if row.code == "LAW_2003")
    draft = desk.legal_documents.open_draft(shipped.id)
    assert draft.cited_as == OLD.cited_as
    report = desk.legal_documents.save_draft(replace(draft, cited_as="Khác"))
    assert [p.code for p in report.problems] == [ProblemCode.SHIPPED_ROW]


def test_a_basis_divided_by_a_correction_stands_once_in_the_register(desk: Desk) -> None:
    correction = CorrectionDraft(
        row_id="bases.LAW_2003",
        values={"cited_as": "Luật theo bản mới"},
        basis="X",
        holds_from=date(2023, 6, 1),
    )
    assert desk.law_corrections.save_draft(correction).saved
    rows = [row for row in desk.legal_documents.list_rows() if row.code == "LAW_2003"]
    assert [row.cited_as for row in rows] == ["Luật theo bản mới"]


def test_a_line_with_a_letter_no_font_has_is_not_chosen(desk: Desk, dossier_id: UUID) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        desk.bases.choose(dossier_id, [BasisLine("", "Kế hoạch 漢")], ())
    assert refusal.value.data["letter"] == "漢"
    assert desk.bases.of_dossier(dossier_id).chosen == ()


def test_a_document_of_the_office_is_one_a_paper_can_cite(desk: Desk) -> None:
    draft = LegalDocumentDraft(cited_as="Kế hoạch 😀", number="5/KH")
    report = desk.legal_documents.save_draft(draft)
    assert [(p.field, p.code) for p in report.problems] == [
        ("cited_as", ProblemCode.LETTER_UNPRINTABLE)
    ]
    assert not report.saved


def test_the_same_document_twice_is_a_warning(desk: Desk) -> None:
    day = date(2023, 1, 10)
    draft = LegalDocumentDraft(cited_as="Quy chế thi đua", number="5/QC", issued_on=day)
    first = desk.legal_documents.save_draft(draft)
    assert first.problems == ()
    again = desk.legal_documents.save_draft(replace(draft, cited_as="quy  chế thi đua"))
    assert again.saved
    assert [(p.code, p.severity) for p in again.problems] == [
        (ProblemCode.SAME_DOCUMENT, Severity.WARNING)
    ]
    assert desk.legal_documents.save_draft(replace(draft, number="6/QC")).problems == ()
    assert first.id is not None
    desk.legal_documents.archive(first.id, "Ghi nhầm")
    assert desk.legal_documents.save_draft(replace(draft, issued_on=date(2023, 1, 11))).saved


def test_a_document_does_not_hold_before_it_is_issued(desk: Desk) -> None:
    draft = LegalDocumentDraft(
        cited_as="Quy chế số 3", issued_on=date(2023, 1, 10), holds_from=date(2023, 1, 9)
    )
    report = desk.legal_documents.save_draft(draft)
    assert [(p.field, p.code) for p in report.problems] == [("holds_from", ProblemCode.DATE_ORDER)]
    assert desk.legal_documents.save_draft(replace(draft, holds_from=date(2023, 1, 10))).saved
