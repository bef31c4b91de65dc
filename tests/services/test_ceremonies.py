"""The ceremony of a decision: typed once, told in the history, printed on the invitations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.problems import ProblemCode
from tests.services.two_offices import TwoOffices


@pytest.fixture
def decision_id(appraised: TwoOffices) -> UUID:
    found = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft()).decision_id
    assert found is not None
    return found


def test_what_is_settled_is_kept_and_told(appraised: TwoOffices, decision_id: UUID) -> None:
    ceremonies = appraised.district.ceremonies
    draft = ceremonies.open(decision_id)
    typed = replace(
        draft, ceremony_on=date(2023, 12, 1), ceremony_at=" 08 giờ  00", ceremony_place="Hội trường"
    )
    assert ceremonies.save(typed).saved
    kept = ceremonies.open(decision_id)
    assert (kept.ceremony_at, kept.ceremony_place) == ("08 giờ 00", "Hội trường")
    last = appraised.district.store.history("decisions", decision_id)[-1]
    assert last.event == "ceremony_set"
    assert last.data["changes"]["ceremony_on"] == [None, "2023-12-01"]
    # Saving the same again is no event.
    assert ceremonies.save(kept).saved
    assert appraised.district.store.history("decisions", decision_id)[-1].id == last.id


def test_a_ceremony_before_the_decision_is_a_problem(
    appraised: TwoOffices, decision_id: UUID
) -> None:
    ceremonies = appraised.district.ceremonies
    draft = ceremonies.open(decision_id)
    report = ceremonies.save(replace(draft, ceremony_on=date(2023, 11, 1)))
    assert not report.saved
    assert [(p.field, p.code) for p in report.problems] == [("ceremony_on", ProblemCode.DATE_ORDER)]
    assert ceremonies.open(decision_id) == draft


def test_a_stale_or_foreign_ceremony_is_refused(appraised: TwoOffices, decision_id: UUID) -> None:
    ceremonies = appraised.district.ceremonies
    draft = ceremonies.open(decision_id)
    assert ceremonies.save(replace(draft, ceremony_at="8 giờ")).saved
    with pytest.raises(StaleRecord):
        ceremonies.save(replace(draft, ceremony_at="9 giờ"))
    with pytest.raises(NotFound):
        ceremonies.open(uuid4())
    for answer in sorted(appraised.district.store.paths.outbox.glob("*.asice.p7m")):
        appraised.commune.inbox.receive(answer)
    received = next(d for d in appraised.commune.decisions.list_rows() if not d.made_here)
    with pytest.raises(MoveRefused):
        appraised.commune.ceremonies.save(appraised.commune.ceremonies.open(received.id))
