"""Typical examples: four stages, how long in each, the road map, evidence, who copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from desktop.errors import NotFound
from desktop.law.problems import ProblemCode
from desktop.law.terms import EvidenceKind, ExemplarStage, RecipientKind
from desktop.services.desk import Desk
from desktop.services.exemplar_rows import days_in_stage, is_stalled
from desktop.services.exemplars import CopyLine, EvidenceLine, ExemplarDraft, StepLine
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft

_NOBODY = UUID("00000000-0000-4000-8000-000000000000")


@pytest.fixture
def person(office: Desk) -> UUID:
    report = office.people.save_draft(PersonDraft(full_name="Đinh Thị Ngà"))
    assert report.id is not None
    return report.id


def _save(office: Desk, title: str, **values: object) -> UUID:
    report = office.exemplars.save_draft(ExemplarDraft(title=title, **values))  # type: ignore[arg-type]
    assert report.id is not None, report.problems
    return report.id


def _moves(office: Desk, exemplar: UUID) -> list[tuple[str, str, str]]:
    history = office.exemplars.history(exemplar)
    return [(e.from_state, e.to_state, e.reason) for e in history if e.event == "stage_moved"]


def test_a_saved_example_opens_as_typed_with_every_table(office: Desk, person: UUID) -> None:
    school = office.units.save_draft(UnitDraft(name="Trường Mầm non")).id
    draft = ExemplarDraft(
        title="Người giữ chợ sạch",
        person_id=person,
        field="môi trường",
        stage=ExemplarStage.NURTURE,
        stage_since=date(2023, 6, 1),
        responsible="Hội Phụ nữ xã",
        summary="Mười năm quét chợ không công.",
        criteria="Việc làm bền bỉ, có người làm theo.",
        steps=(
            StepLine(task="Viết bài", due_on=date(2023, 7, 1), done_on=date(2023, 6, 20)),
            StepLine(task="Gặp mặt biểu dương", responsible="MTTQ", due_on=date(2023, 12, 1)),
        ),
        evidence=(
            EvidenceLine(
                kind=EvidenceKind.LINK, title="Bản tin", content="https://vidu.vn/ban-tin"
            ),
            EvidenceLine(kind=EvidenceKind.PHOTO, title="Buổi sáng ở chợ", content="cho.jpg"),
        ),
        copies=(CopyLine(unit_id=school, result="sân trường sạch"), CopyLine(name="xã Tân Hưng")),
    )

    report = office.exemplars.save_draft(draft)

    assert report.id is not None
    opened = office.exemplars.open_draft(report.id)
    bare = {"steps": (), "evidence": (), "copies": ()}
    assert replace(opened, id=None, version=0, **bare) == replace(draft, **bare)
    assert [s.task for s in opened.steps] == ["Viết bài", "Gặp mặt biểu dương"]
    assert [e.kind for e in opened.evidence] == [EvidenceKind.LINK, EvidenceKind.PHOTO]
    assert [(c.unit_id, c.name) for c in opened.copies] == [(school, ""), (None, "xã Tân Hưng")]


def test_an_example_begins_today_when_no_date_is_given(office: Desk, person: UUID) -> None:
    exemplar = _save(office, "Gương", person_id=person)

    opened = office.exemplars.open_draft(exemplar)

    assert (opened.stage, opened.stage_since) == (ExemplarStage.DISCOVER, date(2023, 11, 20))
    assert _moves(office, exemplar) == []


def test_moving_a_stage_is_its_own_event_and_counts_anew(office: Desk, person: UUID) -> None:
    exemplar = _save(office, "Gương", person_id=person, stage_since=date(2023, 1, 1))

    office.exemplars.move_stage(exemplar, ExemplarStage.NURTURE, " đã xác minh ")

    opened = office.exemplars.open_draft(exemplar)
    assert (opened.stage, opened.stage_since) == (ExemplarStage.NURTURE, date(2023, 11, 20))
    assert _moves(office, exemplar) == [("PHAT_HIEN", "BOI_DUONG", "đã xác minh")]
    assert office.store.broken_event() is None


def test_moving_to_the_same_stage_changes_nothing(office: Desk, person: UUID) -> None:
    exemplar = _save(office, "Gương", person_id=person, stage_since=date(2023, 1, 1))

    office.exemplars.move_stage(exemplar, ExemplarStage.DISCOVER)

    assert office.exemplars.open_draft(exemplar).stage_since == date(2023, 1, 1)
    assert _moves(office, exemplar) == []


def test_an_unknown_example_cannot_be_moved(office: Desk) -> None:
    with pytest.raises(NotFound):
        office.exemplars.move_stage(_NOBODY, ExemplarStage.NURTURE)


def test_a_stage_changed_in_the_form_is_the_same_event(office: Desk, person: UUID) -> None:
    exemplar = _save(office, "Gương", person_id=person, stage_since=date(2023, 1, 1))
    opened = office.exemplars.open_draft(exemplar)

    office.exemplars.save_draft(replace(opened, stage=ExemplarStage.SUM_UP))
    summed_up = office.exemplars.open_draft(exemplar)
    office.exemplars.save_draft(
        replace(summed_up, stage=ExemplarStage.REPLICATE, stage_since=date(2023, 11, 25))
    )

    assert summed_up.stage_since == date(2023, 11, 20)
    assert _moves(office, exemplar) == [("PHAT_HIEN", "TONG_KET", "")]
    assert office.exemplars.open_draft(exemplar).stage is ExemplarStage.SUM_UP


def test_the_date_typed_with_a_new_stage_is_kept(office: Desk, person: UUID) -> None:
    exemplar = _save(office, "Gương", person_id=person, stage_since=date(2023, 1, 1))
    opened = office.exemplars.open_draft(exemplar)

    office.exemplars.save_draft(
        replace(opened, stage=ExemplarStage.NURTURE, stage_since=date(2023, 5, 5))
    )

    assert office.exemplars.open_draft(exemplar).stage_since == date(2023, 5, 5)


def test_the_board_has_four_stages_and_the_longest_standing_first(
    office: Desk, person: UUID
) -> None:
    _save(office, "Mới", person_id=person)
    _save(office, "Cũ", person_id=person, stage_since=date(2023, 2, 1))
    put_away = _save(office, "Đã cất", person_id=person)
    office.exemplars.archive(put_away, "nhập trùng")

    board = office.exemplars.board()

    assert list(board) == list(ExemplarStage)
    assert [card.title for card in board[ExemplarStage.DISCOVER]] == ["Cũ", "Mới"]
    assert board[ExemplarStage.REPLICATE] == ()
    assert len(office.exemplars.list_rows()) == 3


def test_a_card_tells_its_recipient_days_steps_and_copies(office: Desk, person: UUID) -> None:
    late, soon = date(2023, 11, 1), date(2023, 11, 20)
    _save(
        office,
        "Gương",
        person_id=person,
        stage_since=date(2023, 8, 1),
        steps=(
            StepLine(task="xong", due_on=late, done_on=late),
            StepLine(task="muộn", due_on=late),
            StepLine(task="hôm nay", due_on=soon),
            StepLine(task="chưa hẹn"),
        ),
        copies=(CopyLine(name="thôn Đoài"),),
    )

    [card] = office.exemplars.board()[ExemplarStage.DISCOVER]

    assert (card.recipient, card.days_in_stage, card.stalled) == ("Đinh Thị Ngà", 111, True)
    assert (card.steps, card.done, card.overdue, card.next_due) == (4, 1, 1, late)
    assert card.copies == 1
    assert card.search_key == "guong dinh thi nga"


def test_ninety_days_are_allowed_and_the_last_stage_never_stalls() -> None:
    since = date(2023, 1, 1)

    assert days_in_stage(since, since) == 0
    assert days_in_stage(since, since + timedelta(days=90)) == 90
    assert not is_stalled(ExemplarStage.NURTURE, 90)
    assert is_stalled(ExemplarStage.NURTURE, 91)
    assert not is_stalled(ExemplarStage.REPLICATE, 5_000)


def test_the_recipient_of_the_chosen_kind_is_required_and_the_others_let_go(
    office: Desk, person: UUID
) -> None:
    unit = office.units.save_draft(UnitDraft(name="Thôn Đông")).id

    missing = office.exemplars.save_draft(
        ExemplarDraft(title="Gương", recipient_kind=RecipientKind.COLLECTIVE, person_id=person)
    )
    kept = _save(
        office,
        "Gương",
        recipient_kind=RecipientKind.COLLECTIVE,
        person_id=person,
        unit_id=unit,
    )

    assert [(p.field, p.code) for p in missing.problems] == [("unit_id", ProblemCode.REQUIRED)]
    opened = office.exemplars.open_draft(kept)
    assert (opened.person_id, opened.unit_id) == (None, unit)


def test_a_link_is_a_link_and_a_copy_names_somebody(office: Desk, person: UUID) -> None:
    report = office.exemplars.save_draft(
        ExemplarDraft(
            title="Gương",
            person_id=person,
            evidence=(
                EvidenceLine(kind=EvidenceKind.LINK, title="Bài báo", content="trên mạng"),
                EvidenceLine(kind=EvidenceKind.LINK, title="Phim", content="HTTPS://vidu.vn"),
            ),
            copies=(CopyLine(result="tốt"),),
        )
    )

    assert [(p.field, p.code) for p in report.problems] == [
        ("evidence[0].content", ProblemCode.NOT_A_LINK),
        ("copies[0].unit_id", ProblemCode.REQUIRED),
    ]


def test_what_is_found_while_typing_says_its_stage(office: Desk, person: UUID) -> None:
    _save(office, "Người giữ chợ sạch", person_id=person, field="môi trường")

    [match] = office.exemplars.find("cho sach moi truong")

    assert match.subtitle == "Cá nhân · Phát hiện"
