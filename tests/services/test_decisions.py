"""A decision, its number, its award records and its outcomes come to be together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from desktop.errors import DocumentFailed, MoveRefused, NotFound, StorageError
from desktop.law.catalogue import Catalogue
from desktop.law.lifecycle import DossierState
from desktop.law.problems import ProblemCode, Severity
from desktop.law.rows import Confidence
from desktop.law.terms import Outcome, RecipientKind, Verdict
from desktop.models import Attachment, Decision, Office, PaperText
from desktop.services.answers import Unfinished
from desktop.services.appraisal_rows import live_nominations
from desktop.services.bases import BasisLine
from desktop.services.decisions import DecisionReport
from desktop.services.desk import Desk
from desktop.services.moves import dossier_of
from desktop.services.registers import NumberSeries
from tests.services.commune_dossier import PDF, Commune, saved
from tests.services.two_offices import TwoOffices, state_of


def own_dossier(desk: Desk, folder: Path) -> UUID:
    """Make a ready dossier of the commune's own, for its people."""
    commune = Commune(desk)
    dossier_id = commune.dossier(
        receiver_office_id=None, title="Đề nghị tặng giấy khen quý IV năm 2023"
    )
    for person in (commune.teacher, commune.farmer):
        draft = desk.nominations.draft_for(dossier_id, RecipientKind.INDIVIDUAL, person)
        saved(
            desk.nominations,
            replace(
                draft,
                award_code="GK_XA",
                achievement="Có thành tích trong phong trào xây dựng nông thôn mới",
                period_from=date(2023, 1, 1),
                period_to=date(2023, 9, 30),
                report="Đã hiến 120 m2 đất làm đường.",
            ),
        )
    minutes = folder / "Biên bản.pdf"
    minutes.write_bytes(PDF)
    desk.attachments.add("dossiers", dossier_id, "BIEN_BAN", minutes)
    report = desk.dossiers.mark_ready(dossier_id, "Đã rà soát")
    assert report.ready, report.problems
    return dossier_id


def here(desk: Desk, dossier_id: UUID, **more: object) -> DecisionReport:
    draft = replace(desk.decisions.new_draft(dossier_id), decided_on=date(2023, 11, 20), **more)
    return desk.decisions.decide(dossier_id, draft)


def test_a_commune_decides_what_is_in_its_own_power(office: Desk, tmp_path: Path) -> None:
    dossier_id = own_dossier(office, tmp_path)
    report = here(office, dossier_id)
    assert (report.number, report.awards, report.package) == ("01/QĐ-UBND", 2, None)
    (paper,) = report.papers
    assert paper.read_bytes().startswith(b"%PDF")
    assert state_of(office, dossier_id) is DossierState.DECIDED
    awards = office.awards.list_rows()
    assert {a.certificate_number for a in awards} == {"1", "2"}
    assert {a.source for a in awards} == {"decided"}
    people = [p.id for p in office.people.list_rows()]
    assert all(office.awards.of_recipient(person_id=p) for p in people)
    assert list(office.store.paths.outbox.glob("*")) == []
    assert office.decisions.finish_pending() == []


def test_a_commune_cannot_decide_what_the_law_gives_to_the_office_above(
    office: Desk, tmp_path: Path
) -> None:
    dossier_id = own_dossier(office, tmp_path)
    with office.store.writing() as session:
        live_nominations(session, dossier_id)[1].award_code = "CSTDCS"
        session.commit()
    with pytest.raises(MoveRefused) as refused:
        here(office, dossier_id)
    assert refused.value.code is MoveRefused.Code.NOT_OURS_TO_DECIDE
    assert refused.value.data["award"] == "Chiến sĩ thi đua cơ sở"
    assert refused.value.data["tiers"] == ["Cấp huyện"]
    assert state_of(office, dossier_id) is DossierState.READY
    assert office.registers.list_rows() == []


def test_law_data_that_was_not_checked_only_warns(office: Desk, tmp_path: Path) -> None:
    dossier_id = own_dossier(office, tmp_path)
    with office.store.writing() as session:
        live_nominations(session, dossier_id)[1].award_code = "TTLDTT"
        session.commit()
    report = here(office, dossier_id)
    assert report.awards == 2
    warning, unpaid = report.problems[::-1]
    assert (unpaid.code, unpaid.data) == (
        ProblemCode.BONUS_UNKNOWN,
        {"awards": "Tập thể lao động tiên tiến"},
    )
    assert (warning.code, warning.severity) == (
        ProblemCode.AWARD_DECIDED_ABOVE,
        Severity.WARNING,
    )
    assert not warning.verified


def test_the_form_begins_with_today_the_usual_signatory_and_the_subject(
    appraised: TwoOffices,
) -> None:
    draft = appraised.district.decisions.new_draft(appraised.dossier_id)
    assert draft.decided_on == date(2023, 11, 20)
    assert (draft.signatory_name, draft.signatory_title) == ("Vũ Thị Hạnh", "CHỦ TỊCH")
    assert draft.subject == "Về việc khen thưởng tổng kết năm 2023"


def test_numbers_follow_each_other_and_a_wanted_one_is_taken(
    at_stage: Callable[..., TwoOffices],
) -> None:
    two = at_stage("appraised")
    decisions, registers = two.district.decisions, two.district.registers
    report = decisions.decide(two.dossier_id, two.draft(number=45))
    assert report.number == "45/QĐ-UBND"
    assert registers.next_number(NumberSeries.DECISION, 2023) == 46
    assert registers.next_number(NumberSeries.CERTIFICATE, 2023) == 4


def test_a_number_already_used_is_a_problem_and_changes_nothing(appraised: TwoOffices) -> None:
    desk = appraised.district
    with desk.store.writing() as session:
        desk.registers.take(session, NumberSeries.DECISION, 2023, 45, uuid4())
        session.commit()
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft(number=45))
    assert report.decision_id is None
    assert [(p.field, p.code) for p in report.problems] == [("number", ProblemCode.NUMBER_TAKEN)]
    assert state_of(desk, appraised.dossier_id) is DossierState.APPRAISED


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"decided_on": None}, "decided_on", ProblemCode.REQUIRED),
        ({"decided_on": date(2023, 11, 16)}, "decided_on", ProblemCode.DATE_ORDER),
        ({"signatory_name": ""}, "signatory_name", ProblemCode.REQUIRED),
        ({"number": 0}, "number", ProblemCode.OUT_OF_RANGE),
        ({"number": 10**30}, "number", ProblemCode.OUT_OF_RANGE),
        ({"decided_on": date(2023, 11, 21)}, "decided_on", ProblemCode.DATE_IN_FUTURE),
        ({"signatory_name": "Vũ Thị 漢"}, "signatory_name", ProblemCode.LETTER_UNPRINTABLE),
        ({"signatory_title": "CHỦ TỊCH 😀"}, "signatory_title", ProblemCode.LETTER_UNPRINTABLE),
        ({"subject": "Về việc 漢"}, "subject", ProblemCode.LETTER_UNPRINTABLE),
        ({"bases": (BasisLine("", "Luật 漢"),)}, "bases", ProblemCode.LETTER_UNPRINTABLE),
    ],
)
def test_a_gap_or_contradiction_in_the_form_is_a_problem(
    appraised: TwoOffices, change: dict[str, object], field: str, code: ProblemCode
) -> None:
    draft = appraised.draft(**change)
    report = appraised.district.decisions.decide(appraised.dossier_id, draft)
    assert report.decision_id is None
    assert (field, code) in {(p.field, p.code) for p in report.problems}
    assert appraised.district.decisions.list_rows() == []


def test_a_reason_that_cannot_be_printed_is_a_problem_of_its_nomination(
    appraised: TwoOffices,
) -> None:
    desk = appraised.district
    first = desk.appraisal.open(appraised.dossier_id).nominations[0].id
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft(), {first: "Vì 漢"})
    (problem,) = report.problems
    assert (problem.code, problem.record) == (ProblemCode.LETTER_UNPRINTABLE, first)
    assert state_of(desk, appraised.dossier_id) is DossierState.APPRAISED


@pytest.mark.parametrize(
    ("day", "blocking", "warnings"),
    [
        # §3: from 1 July 2025 (R2025) there is no district, nor its giấy khen; nobody read that, so
        # it only warns.
        (date(2025, 7, 1), set(), {"AWARD_NOT_IN_FORCE", "BONUS_UNKNOWN"}),
        (date(2026, 10, 1), set(), {"AWARD_NOT_IN_FORCE", "BONUS_UNKNOWN"}),
        (date(1999, 1, 1), {"NO_REGIME"}, set()),
        (date(2099, 1, 1), {"DATE_IN_FUTURE"}, set()),
    ],
)
def test_a_day_on_which_the_law_has_no_such_award_is_told(
    appraised: TwoOffices, day: date, blocking: set[str], warnings: set[str]
) -> None:
    desk = later(appraised)
    with desk.store.writing() as session:
        for nomination in live_nominations(session, appraised.dossier_id):
            nomination.award_code = "GK_HUYEN"
        dossier_of(session, appraised.dossier_id).letter_date = None
        session.commit()
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft(decided_on=day))
    of = {severity: set[str]() for severity in Severity}
    for problem in report.problems:
        of[problem.severity].add(str(problem.code))
    assert (of[Severity.BLOCKING], of[Severity.WARNING]) == (blocking, warnings)
    assert (report.decision_id is None) is bool(blocking)
    assert bool(desk.registers.list_rows()) is not bool(blocking)
    desk.close()


def test_an_award_the_office_has_read_to_be_gone_blocks(
    appraised: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = Catalogue.load()
    awards = tuple(
        replace(
            a,
            in_force=replace(a.in_force, valid_to=date(2023, 11, 1), confidence=Confidence.OFFICE),
        )
        if a.code == "CSTDCS"
        else a
        for a in shipped.awards
    )
    read = replace(shipped, awards=awards)
    monkeypatch.setattr("desktop.services.decision_problems.law_of", lambda _session: read)
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is None
    (problem,) = (p for p in report.problems if p.severity is Severity.BLOCKING)
    assert (problem.code, problem.data["award"]) == (
        ProblemCode.AWARD_NOT_IN_FORCE,
        "Chiến sĩ thi đua cơ sở",
    )


def later(two: TwoOffices) -> Desk:
    """Open the district once more, three years on."""
    return two.open_one("district", lambda: datetime(2026, 11, 22, 2, tzinfo=UTC))


def test_who_decides_is_still_asked_for_the_day_of_receipt(appraised: TwoOffices) -> None:
    """Catalogue §9.2: what was received in 2023 is the district's, whatever day it decides."""
    desk = later(appraised)
    draft = appraised.draft(decided_on=date(2025, 7, 2))
    assert desk.decisions.decide(appraised.dossier_id, draft).decision_id is not None
    desk.close()


@pytest.mark.parametrize("kind", ["office", "recipient", "text"])
def test_a_decision_whose_paper_could_never_be_drawn_is_not_made(
    appraised: TwoOffices, kind: str
) -> None:
    desk = appraised.district
    with desk.store.writing() as session:
        if kind == "office":
            office = session.scalars(sa.select(Office).where(Office.is_self)).one()
            office.agency = "ỦY BAN 漢"
        elif kind == "recipient":
            live_nominations(session, appraised.dossier_id)[0].recipient_post = "Tổ 😀"
        else:
            session.add(PaperText(slot="decision.effect", template="Từ ngày {{ date }} 漢"))
        session.commit()
    with pytest.raises(DocumentFailed) as refused:
        desk.decisions.decide(appraised.dossier_id, appraised.draft())
    assert refused.value.code is DocumentFailed.Code.LETTER_MISSING_IN_FONT
    assert state_of(desk, appraised.dossier_id) is DossierState.APPRAISED
    assert (desk.decisions.list_rows(), desk.registers.list_rows()) == ([], [])
    assert desk.decisions.finish_pending() == []


def test_what_this_office_decides_itself_is_checked_too(office: Desk, tmp_path: Path) -> None:
    dossier_id = own_dossier(office, tmp_path)
    report = here(office, dossier_id, signatory_name="漢")
    assert [p.code for p in report.problems] == [ProblemCode.LETTER_UNPRINTABLE]
    with office.store.writing() as session:
        session.scalars(sa.select(Office).where(Office.is_self)).one().symbol = "😀"
        session.commit()
    with pytest.raises(DocumentFailed):
        here(office, dossier_id)
    assert state_of(office, dossier_id) is DossierState.READY
    assert office.registers.list_rows() == []


def test_one_paper_that_cannot_be_drawn_holds_up_no_other(appraised: TwoOffices) -> None:
    """Such a decision comes from a version that did not look at the letters before."""
    desk = appraised.district
    undrawable = uuid4()
    desk.store.paths.papers.write_text("in the way")
    with pytest.raises(StorageError):
        desk.decisions.decide(appraised.dossier_id, appraised.draft())
    desk.store.paths.papers.unlink()
    with desk.store.writing() as session:
        session.execute(sa.delete(Attachment).where(Attachment.owner_subject == "decisions"))
        session.add(
            Decision(
                id=undrawable,
                number="99/QĐ-UBND",
                decided_on=date(2023, 11, 19),
                deciding_office="Ủy ban nhân dân huyện Thanh Bình",
                signatory_name="漢",
                subject="Về việc khen thưởng",
                made_here=True,
                search_key="99",
                sort_key="0",
            )
        )
        session.commit()
    told: list[Unfinished] = []
    (package,) = desk.decisions.finish_pending(told.append)
    assert package.name.startswith("quyet-dinh-")
    (unfinished,) = told
    assert unfinished.about == "Quyết định số 99/QĐ-UBND"
    assert isinstance(unfinished.error, DocumentFailed)


def test_a_nomination_can_be_refused_in_spite_of_its_verdict_with_a_reason(
    appraised: TwoOffices,
) -> None:
    desk = appraised.district
    first = desk.appraisal.open(appraised.dossier_id).nominations[0]
    without = desk.decisions.decide(appraised.dossier_id, appraised.draft(), {first.id: " "})
    (problem,) = without.problems
    assert (problem.code, problem.record) == (ProblemCode.VERDICT_REASON_MISSING, first.id)
    report = desk.decisions.decide(
        appraised.dossier_id, appraised.draft(), {first.id: "Hội đồng không thông qua"}
    )
    assert report.awards == 2
    refused = desk.appraisal.open(appraised.dossier_id).nominations[0]
    assert refused.outcome is Outcome.REFUSED
    assert refused.outcome_reason == "Hội đồng không thông qua"


def test_a_decision_that_grants_nothing_is_a_problem(sent: TwoOffices) -> None:
    sent.receive()
    sent.appraise({1: Verdict.HOLD, 2: Verdict.DOES_NOT, 3: Verdict.SEND_HIGHER})
    report = sent.district.decisions.decide(sent.dossier_id, sent.draft())
    assert [p.code for p in report.problems] == [ProblemCode.NOTHING_GRANTED]
    assert state_of(sent.district, sent.dossier_id) is DossierState.APPRAISED


def test_a_dossier_is_decided_once(appraised: TwoOffices) -> None:
    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    with pytest.raises(MoveRefused) as refused:
        appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert refused.value.code is MoveRefused.Code.ALREADY_DECIDED
    assert refused.value.data["number"] == "01/QĐ-UBND"
    assert refused.value.data["by"] == appraised.district.store.actor.name
    assert len(appraised.district.decisions.list_rows()) == 1


def test_only_an_appraised_dossier_is_decided_and_only_by_its_receiver(sent: TwoOffices) -> None:
    sent.receive()
    for desk in (sent.district, sent.commune):
        with pytest.raises(MoveRefused):
            desk.decisions.decide(sent.dossier_id, sent.draft())
    with pytest.raises(NotFound):
        sent.district.decisions.decide(uuid4(), sent.draft())


def test_award_records_stand_in_the_order_of_the_decisions_list(appraised: TwoOffices) -> None:
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is not None
    detail = appraised.district.decisions.open(report.decision_id)
    assert [(a.position, a.name, a.certificate_number) for a in detail.awards] == [
        (1, "Đặng Thị Ước", "1"),
        (2, "Thôn Đoài", "2"),
        (3, "Nguyễn Văn Ơn", "3"),
    ]
    (paper,) = detail.papers
    assert paper.file_name == "quyet-dinh-01-qd-ubnd.pdf"


def test_a_decision_stands_even_when_its_paper_cannot_be_written(appraised: TwoOffices) -> None:
    desk = appraised.district
    desk.store.paths.papers.write_text("in the way")
    with pytest.raises(StorageError):
        desk.decisions.decide(appraised.dossier_id, appraised.draft())
    assert state_of(desk, appraised.dossier_id) is DossierState.DECIDED
    desk.store.paths.papers.unlink()
    (package,) = desk.decisions.finish_pending()
    assert package.name.startswith("quyet-dinh-")
    (row,) = desk.decisions.list_rows()
    assert [p.name for p in desk.decisions.save_papers(row.id, appraised.stick)] == [
        "quyet-dinh-01-qd-ubnd.pdf"
    ]


def test_an_unknown_decision_is_not_found(appraised: TwoOffices) -> None:
    with pytest.raises(NotFound):
        appraised.district.decisions.open(uuid4())
