"""Who is due: by the records, in every kind, and what keeps the answer honest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.errors import Cancelled, UsageError
from desktop.law.terms import Grade, RecipientKind, UnitKind
from desktop.services import due as due_module
from desktop.services.awards import PriorAwardLine
from desktop.services.campaigns import CampaignDraft, RegistrationLine
from desktop.services.desk import Desk
from desktop.services.due import DueReport, DueState, by_award
from desktop.services.people import EvaluationLine, PersonDraft
from desktop.services.units import UnitDraft
from tests.services.commune_dossier import Commune, saved

YEAR = 2023


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _good_worker(commune: Commune, name: str, *, registered: bool = True, **more: object) -> None:
    """Enter somebody the records prove worthy of «Lao động tiên tiến»."""
    draft = PersonDraft(
        full_name=name,
        unit_id=commune.village,
        started_on=date(2015, 1, 1),
        evaluations=(EvaluationLine(year=YEAR, grade=Grade.GOOD),),
    )
    person = saved(commune.desk.people, replace(draft, **more))  # type: ignore[arg-type]
    if registered:
        line = RegistrationLine(person_id=person, registered_on=date(YEAR, 2, 1))
        saved(commune.desk.campaigns, CampaignDraft(name=f"Thi đua {name}", registrations=(line,)))


def _found(report: DueReport, award: str = "LDTT") -> dict[str, DueState]:
    return {r.name: r.verdict.state for r in report.rows if r.verdict.award == award}


def test_the_records_say_who_qualifies_and_who_lacks_one_thing(commune: Commune) -> None:
    _good_worker(commune, "Bùi Thị Đủ")
    _good_worker(commune, "Vũ Văn Thiếu", registered=False)
    _good_worker(commune, "Lê Văn Trống", registered=False, evaluations=())

    report = commune.desk.due.list_due(YEAR)

    assert _found(report) == {
        "Bùi Thị Đủ": DueState.QUALIFIES,
        "Vũ Văn Thiếu": DueState.MISSES_ONE,
    }
    lacking = next(r for r in report.rows if r.name == "Vũ Văn Thiếu")
    assert lacking.verdict.wanting is not None
    assert lacking.verdict.wanting.code == "TITLE.R2003.registered"
    assert (lacking.unit, lacking.unit_id) == ("Thôn Đoài", commune.village)
    assert report.counts["LDTT"] == {DueState.QUALIFIES: 1, DueState.MISSES_ONE: 1}


def test_a_title_held_for_the_year_is_due_no_more(commune: Commune) -> None:
    held = (PriorAwardLine(year=YEAR, award_code="LDTT"),)
    _good_worker(commune, "Bùi Thị Đủ", prior_awards=held)

    assert _found(commune.desk.due.list_due(YEAR)) == {}


def test_archived_people_and_units_are_left_out(commune: Commune) -> None:
    _good_worker(commune, "Bùi Thị Đủ")
    before = commune.desk.due.list_due(YEAR)
    person = next(r.record_id for r in before.rows if r.name == "Bùi Thị Đủ")
    registered = commune.desk.campaigns.list_rows()[0].id
    commune.desk.campaigns.archive(registered, "Nhập nhầm")
    commune.desk.people.archive(person, "Đã chuyển đi")

    after = commune.desk.due.list_due(YEAR)

    assert _found(after) == {}
    assert after.looked_at == before.looked_at - 1


def test_of_a_unit_its_members_are_counted_on_the_way(commune: Commune) -> None:
    school = saved(commune.desk.units, UnitDraft(name="Trường Tiểu học", kind=UnitKind.SCHOOL))
    titled = (PriorAwardLine(year=YEAR, award_code="LDTT"),)
    for name in ("An", "Bình", "Cúc"):
        _good_worker(commune, f"Trần Thị {name}", unit_id=school, prior_awards=titled)
    _good_worker(commune, "Trần Văn Dư", unit_id=school)

    report = commune.desk.due.list_due(YEAR)

    # Three of four hold the title; only the unit's own registration is not entered.
    found = next(r for r in report.rows if r.verdict.award == "TTLDTT")
    assert (found.kind, found.name) == (RecipientKind.COLLECTIVE, "Trường Tiểu học")
    assert found.verdict.state is DueState.MISSES_ONE
    assert found.verdict.wanting is not None
    assert found.verdict.wanting.code == "TITLE.R2003.registered"


def test_a_year_graded_twice_differently_proves_nothing(commune: Commune) -> None:
    _good_worker(commune, "Bùi Thị Đủ", evaluations=())
    person = next(p.id for p in commune.desk.people.list_rows() if p.full_name == "Bùi Thị Đủ")
    from desktop.models import Evaluation

    with commune.desk.store.writing() as session:
        for grade in (Grade.GOOD, Grade.DONE):
            session.add(Evaluation(person_id=person, year=YEAR, grade=grade))
        session.commit()

    assert _found(commune.desk.due.list_due(YEAR)) == {}


def test_whoever_stands_in_a_dossier_already_is_marked(commune: Commune) -> None:
    _good_worker(commune, "Bùi Thị Đủ")
    row = next(r for r in commune.desk.due.list_due(YEAR).rows if r.verdict.award == "LDTT")
    for award, refs in by_award([row.id]).items():
        commune.desk.nominations.add_recipients(commune.dossier(), refs, award, YEAR)

    again = next(r for r in commune.desk.due.list_due(YEAR).rows if r.id == row.id)

    assert (row.verdict.proposed, again.verdict.proposed) == (False, True)


def test_what_does_not_fit_is_counted_and_one_award_is_listed_whole(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due_module, "MOST_ROWS", 1)
    _good_worker(commune, "Bùi Thị Đủ")
    _good_worker(commune, "Vũ Văn Thiếu", registered=False)

    whole, other = commune.desk.due.list_due(YEAR), commune.desk.due.list_due(YEAR, "TTLDXS")

    assert (len(whole.rows), whole.left_out > 0) == (1, True)
    assert (other.rows, other.left_out) == ((), 0)
    assert whole.counts == other.counts


def test_a_search_tells_how_far_it_is_and_can_be_stopped(commune: Commune) -> None:
    steps: list[tuple[int, int]] = []

    def stop_at_once(done: int, total: int, _step: str) -> None:
        steps.append((done, total))
        raise Cancelled

    with pytest.raises(Cancelled):
        commune.desk.due.list_due(YEAR, report=stop_at_once)

    assert steps == [(0, 2)]


def test_an_old_year_is_judged_by_the_rules_of_its_end_and_none_by_none(office: Desk) -> None:
    assert office.due.day_for(2015) == date(2015, 12, 31)
    today = office.store.today()
    assert office.due.day_for(today.year - 1) == today

    report = office.due.list_due(1990)

    assert (report.regime, report.rows) == ("", ())


@pytest.mark.parametrize("year", [0, 1, 1899, 2101, 10_000])
def test_a_year_no_date_lies_in_is_refused(office: Desk, year: int) -> None:
    with pytest.raises(UsageError):
        office.due.list_due(year)
    with pytest.raises(UsageError):
        office.bonuses.of_year(year)
