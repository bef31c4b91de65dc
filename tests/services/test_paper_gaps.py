"""What the papers would show as missing is told without drawing, and keeps them here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import AwardType
from desktop.models import Nomination, Office
from desktop.services.desk import Desk
from desktop.services.moves import dossier_of
from desktop.services.paper_gaps import paper_gaps
from tests.services.commune_dossier import REASON, Commune, saved
from tests.services.two_offices import TwoOffices

_UNLINKED = {"person_id": None, "unit_id": None, "household_id": None}


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _gaps(commune: Commune, dossier_id: Any) -> list[tuple[str, object]]:
    with commune.desk.store.reading() as session:
        found = paper_gaps(session, dossier_of(session, dossier_id))
    assert all(p.severity is Severity.BLOCKING for p in found)
    return [(p.field, p.data["field"]) for p in found]


def _blank(commune: Commune, dossier_id: Any, place: int, **values: Any) -> None:
    row = commune.desk.nominations.rows(dossier_id)[place]
    draft = commune.desk.nominations.open_draft(row.id)
    saved(commune.desk.nominations, replace(draft, **values))


def test_a_complete_dossier_has_no_gap(commune: Commune, tmp_path: Path) -> None:
    assert _gaps(commune, commune.complete_dossier(tmp_path)) == []


@pytest.mark.parametrize(
    ("place", "values", "gap"),
    [
        (
            0,
            {"recipient_post": "", "recipient_unit": "", "recipient_address": ""},
            ("recipient_post", "chức vụ, đơn vị"),
        ),
        (
            0,
            {"recipient_birth_date": None, "recipient_birth_year": None},
            ("recipient_birth_date", "ngày, năm sinh"),
        ),
        (
            2,
            {"recipient_unit": "", "recipient_address": ""},
            ("recipient_address", "địa chỉ"),
        ),
    ],
)
def test_a_gap_names_paper_and_field_and_keeps_the_dossier_a_draft(
    commune: Commune, tmp_path: Path, place: int, values: dict[str, Any], gap: tuple[str, str]
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    _blank(commune, dossier_id, place, **_UNLINKED, **values)
    assert _gaps(commune, dossier_id) == [gap]
    report = commune.desk.dossiers.mark_ready(dossier_id, REASON)
    assert not report.ready
    (problem,) = [p for p in report.blocking if p.code is ProblemCode.PAPER_VALUE_MISSING]
    assert problem.record == commune.desk.nominations.rows(dossier_id)[place].id
    assert problem.data["paper"]


def test_a_short_report_needs_no_year_of_birth(commune: Commune, tmp_path: Path) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    none = {"recipient_birth_date": None, "recipient_birth_year": None}
    _blank(commune, dossier_id, 0, **_UNLINKED, **none, award_type=AwardType.SUDDEN)
    assert _gaps(commune, dossier_id) == []


def test_what_is_decided_here_needs_somebody_to_sign_the_list(
    commune: Commune, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path, receiver_office_id=None, signatory_name="")
    assert _gaps(commune, dossier_id) == []  # the office's own signatory
    with commune.desk.store.writing() as session:
        session.execute(sa.update(Office).values(signatory_name=""))
        session.commit()
    assert _gaps(commune, dossier_id) == [("signatory_name", "người ký")]


@pytest.mark.parametrize(
    "field",
    [
        "letter_number",
        "letter_date",
        "signatory_name",
        "award_code",
        "achievement",
        "period_from",
        "recipient_post",
        "recipient_unit",
        "recipient_address",
        "recipient_birth_date",
        "recipient_birth_year",
        "report",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_nothing_is_highlighted_on_a_paper_that_does_not_block(
    commune: Commune, tmp_path: Path, field: str, place: int
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    dossier = commune.desk.dossiers.open_draft(dossier_id)
    if hasattr(dossier, field):
        empty = None if field.endswith("_date") else ""
        saved(commune.desk.dossiers, replace(dossier, **{field: empty}))
    else:
        none = field.startswith(("period", "recipient_birth"))
        _blank(commune, dossier_id, place, **_UNLINKED, **{field: None if none else ""})
    highlighted = commune.desk.papers.missing(dossier_id)
    problems = commune.desk.dossiers.check(dossier_id)
    if highlighted:
        assert any(p.severity is Severity.BLOCKING for p in problems), highlighted


def test_a_decision_with_a_gap_is_not_written(appraised: TwoOffices) -> None:
    desk = appraised.district
    with desk.store.writing() as session:
        session.execute(
            sa.update(Nomination)
            .where(Nomination.dossier_id == appraised.dossier_id, Nomination.position == 1)
            .values(achievement="")
        )
        session.commit()
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is None
    (problem,) = [p for p in report.problems if p.severity is Severity.BLOCKING]
    assert (problem.code, problem.data["field"]) == (
        ProblemCode.PAPER_VALUE_MISSING,
        "thành tích",
    )


def test_every_gap_of_three_hundred_nominations_is_told(commune: Commune) -> None:
    dossier_id = commune.dossier()
    with commune.desk.store.writing() as session:
        for place in range(300):
            session.add(
                Nomination(
                    dossier_id=dossier_id,
                    position=place,
                    recipient_kind="INDIVIDUAL",
                    recipient_name="Đặng Thị Ước",
                    award_type="CT",
                    report="Đã làm.",
                )
            )
        session.commit()
    assert len(_gaps(commune, dossier_id)) == 600
