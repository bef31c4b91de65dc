"""The name guard over real records: where writings differ, what they block, and taking one over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from desktop.errors import DocumentFailed, MoveRefused, NotFound
from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import Gender, VoteMethod
from desktop.models import AwardRecord, CouncilSession, CouncilTerm, Nomination, SessionVote
from desktop.services.desk import Desk
from desktop.services.name_guard import NameGuardService
from desktop.services.name_pairs import NamePair, NamePart, NamePlace
from desktop.vietnamese.name_guard import DifferenceKind
from tests.services.commune_dossier import REASON, Commune, saved
from tests.services.two_offices import TwoOffices


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _guard(desk: Desk) -> NameGuardService:
    return NameGuardService(desk.store, desk.nominations)


def _write(desk: Desk, nomination_id: UUID, **values: Any) -> None:
    draft = desk.nominations.open_draft(nomination_id)
    saved(desk.nominations, replace(draft, **values))


def _vote(desk: Desk, dossier_id: UUID, nomination_id: UUID, name: str) -> None:
    with desk.store.writing() as session:
        term = CouncilTerm(name="Hội đồng")
        session.add(term)
        session.flush()
        meeting = CouncilSession(
            title="Phiên họp",
            term_id=term.id,
            dossier_id=dossier_id,
            held_on=date(2023, 11, 15),
            method=VoteMethod.SHOW_OF_HANDS,
            votes=[SessionVote(nomination_id=nomination_id, recipient_name=name)],
        )
        session.add(meeting)
        session.commit()


def _shown(pair: NamePair) -> tuple[NamePart, NamePlace, NamePlace, str, str]:
    return pair.part, pair.left, pair.right, pair.left_text, pair.right_text


def test_records_and_request_that_agree_have_no_pair(commune: Commune, tmp_path: Path) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    assert _guard(commune.desk).pairs(dossier_id) == []


def test_a_name_spelled_otherwise_than_in_the_record_blocks_ready(
    commune: Commune, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    first = commune.desk.nominations.rows(dossier_id)[0].id
    _write(commune.desk, first, recipient_name="Đặng  Thị Ước".replace("  ", " ").upper())
    (pair,) = _guard(commune.desk).pairs(dossier_id)
    assert pair.difference.kinds == (DifferenceKind.CASE,)
    report = commune.desk.dossiers.mark_ready(dossier_id, REASON)
    assert not report.ready
    (problem,) = [p for p in report.blocking if p.code is ProblemCode.NAME_DIFFERS]
    assert (problem.field, problem.record) == ("recipient_name", first)
    assert problem.data["left_text"] == "ĐẶNG THỊ ƯỚC"
    assert problem.data["right_text"] == "Đặng Thị Ước"


def test_another_post_or_unit_than_the_record_s_is_asked_not_refused(
    commune: Commune, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    first = commune.desk.nominations.rows(dossier_id)[0].id
    _write(commune.desk, first, recipient_post="Tổ trưởng", recipient_unit="Thôn đoài")
    post, unit = _guard(commune.desk).pairs(dossier_id)
    assert (post.part, post.severity) == (NamePart.POST, Severity.WARNING)
    assert (unit.part, unit.severity) == (NamePart.UNIT, Severity.BLOCKING)


def test_the_minutes_write_the_name_too(commune: Commune, tmp_path: Path) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    third = commune.desk.nominations.rows(dossier_id)[2].id
    _vote(commune.desk, dossier_id, third, "Nguyễn Văn Ởn")
    (pair,) = _guard(commune.desk).pairs(dossier_id)
    assert _shown(pair) == (
        NamePart.NAME,
        NamePlace.REQUEST,
        NamePlace.MINUTES,
        "Nguyễn Văn Ơn",
        "Nguyễn Văn Ởn",
    )
    assert (pair.position, pair.may_take) == (3, True)


@pytest.mark.parametrize(
    ("part", "values"),
    [
        (NamePart.NAME, {"recipient_name": "Đặng Thị Uớc"}),
        (NamePart.POST, {"recipient_post": "giáo viên"}),
        (NamePart.UNIT, {"recipient_unit": "Thôn Ðoài"}),
        (NamePart.HONORIFIC, {"recipient_gender": Gender.MALE}),
    ],
)
def test_one_click_takes_the_record_s_writing(
    commune: Commune, tmp_path: Path, part: NamePart, values: dict[str, Any]
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    first = commune.desk.nominations.rows(dossier_id)[0].id
    before = commune.desk.nominations.open_draft(first)
    _write(commune.desk, first, **values)
    guard = _guard(commune.desk)
    assert [pair.part for pair in guard.pairs(dossier_id)] == [part]
    assert guard.take(first, part, NamePlace.RECORD).saved
    assert guard.pairs(dossier_id) == []
    after = commune.desk.nominations.open_draft(first)
    assert replace(after, version=before.version) == before
    with pytest.raises(NotFound):
        guard.take(first, part, NamePlace.RECORD)


def test_what_is_frozen_is_shown_and_not_taken_over(commune: Commune, tmp_path: Path) -> None:
    dossier_id = commune.ready_dossier(tmp_path)
    first = commune.desk.nominations.rows(dossier_id)[0].id
    _vote(commune.desk, dossier_id, first, "Đặng Thị Uớc")
    guard = _guard(commune.desk)
    (pair,) = guard.pairs(dossier_id)
    assert not pair.may_take
    with pytest.raises(MoveRefused):
        guard.take(first, NamePart.NAME, NamePlace.MINUTES)


def test_a_received_dossier_s_minutes_are_compared_before_it_is_decided(
    appraised: TwoOffices,
) -> None:
    desk = appraised.district
    first = desk.appraisal.open(appraised.dossier_id).nominations[0].id
    _vote(desk, appraised.dossier_id, first, "Đặng Thị Ưóc")
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is None
    assert ProblemCode.NAME_DIFFERS in {p.code for p in report.problems}
    # Refused with a reason, the one in doubt keeps nobody else waiting.
    held = {first: "Tên trong biên bản khác tên trong đề nghị"}
    assert appraised.district.decisions.decide(
        appraised.dossier_id, appraised.draft(), held
    ).decision_id


def test_neither_certificates_nor_script_nor_money_list_are_written_while_names_differ(
    appraised: TwoOffices, tmp_path: Path
) -> None:
    desk = appraised.district
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is not None
    assert desk.certificates.certificate_texts(report.decision_id)
    with desk.store.writing() as session:
        session.execute(
            sa.update(AwardRecord)
            .where(AwardRecord.recipient_name == "Nguyễn Văn Ơn")
            .values(recipient_name="Nguyễn Văn On")
        )
        session.commit()
    writers = (
        desk.certificates.write_pdf,
        desk.ceremony_papers.write_script,
        desk.ceremony_papers.write_money_list,
    )
    for write in writers:
        with pytest.raises(DocumentFailed) as refusal:
            write(report.decision_id, tmp_path / "a.pdf")
        assert refusal.value.code is DocumentFailed.Code.NAMES_DIFFER
        assert refusal.value.data == {"count": 1}
        assert not (tmp_path / "a.pdf").exists()
    (pair,) = _guard(desk).pairs(appraised.dossier_id)
    assert (pair.right, pair.may_take) == (NamePlace.DECISION, False)


def test_three_hundred_nominations_are_compared_at_once(commune: Commune) -> None:
    dossier_id = commune.dossier()
    with commune.desk.store.writing() as session:
        for place in range(300):
            session.add(
                Nomination(
                    dossier_id=dossier_id,
                    position=place,
                    recipient_kind="INDIVIDUAL",
                    person_id=commune.teacher,
                    recipient_name="Đặng Thị Ước" if place % 2 else "Đặng Thị Uớc",
                    recipient_gender=Gender.FEMALE,
                    recipient_post="Giáo viên",
                    recipient_unit="Thôn Đoài",
                    award_type="CT",
                )
            )
        session.commit()
    assert len(_guard(commune.desk).pairs(dossier_id)) == 150
