"""A dossier moves only as product.md §5 says, and each move is one event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound
from desktop.law.lifecycle import MOVES, Actor, DossierState, Move, MoveKind, moves_from
from desktop.law.terms import AwardType, Tier
from desktop.models import Dossier, Office
from desktop.services.desk import Desk
from desktop.services.moves import (
    apply_move,
    dossier_of,
    editable_dossier,
    follow_moves,
    is_frozen,
    side_of,
)
from desktop.services.store import EventRow

SENDER_ID = UUID("00000000-0000-4000-8000-0000000000c9")


def _dossier(desk: Desk, state: DossierState | None, side: Actor = Actor.SENDER) -> UUID:
    """Put a dossier straight into a state, as a test's starting point."""
    dossier_id = uuid4()
    with desk.store.writing() as session:
        if side is Actor.RECEIVER:
            sender = Office(id=SENDER_ID, name="UBND xã Đông An", tier=Tier.COMMUNE, names=[])
            session.add(sender)
            session.flush()
        dossier = Dossier(
            id=dossier_id,
            title="Khen thưởng năm 2023",
            award_type=AwardType.MERIT,
            origin_office_id=SENDER_ID if side is Actor.RECEIVER else None,
            revision=1,
            state=state,
            state_since=desk.store.clock(),
        )
        session.add(dossier)
        session.commit()
    return dossier_id


def _move(desk: Desk, dossier_id: UUID, kind: MoveKind, reason: str = "") -> DossierState:
    with desk.store.writing() as session:
        dossier = dossier_of(session, dossier_id)
        apply_move(desk.store, session, dossier, kind, reason=reason)
        state = dossier.state
        session.commit()
    return state


@pytest.mark.parametrize(
    "row", [m for m in MOVES if m.source], ids=lambda m: f"{m.kind}-{m.source}"
)
def test_every_row_of_the_table_moves_the_dossier_and_leaves_one_event(
    office: Desk, row: Move
) -> None:
    dossier_id = _dossier(office, row.source, row.actor)
    assert _move(office, dossier_id, row.kind, "theo đề nghị của xã") is row.target
    (event,) = office.store.history("dossiers", dossier_id)
    assert (event.event, event.from_state, event.to_state) == (row.kind, row.source, row.target)
    assert event.data["revision"] == (2 if row.new_revision else 1)
    with office.store.reading() as session:
        assert dossier_of(session, dossier_id).revision == (2 if row.new_revision else 1)


@pytest.mark.parametrize("state", list(DossierState))
def test_a_move_that_is_not_in_the_table_is_refused_and_changes_nothing(
    office: Desk, state: DossierState
) -> None:
    dossier_id = _dossier(office, state)
    for kind in set(MoveKind) - {m.kind for m in moves_from(state)}:
        with pytest.raises(MoveRefused) as refused:
            _move(office, dossier_id, kind, "lý do")
        assert refused.value.code is MoveRefused.Code.NOT_FROM_HERE
        assert refused.value.data["from"] == refused.value.data["state"] == state.value
        assert refused.value.data["move"] == kind.value
    assert office.store.history("dossiers", dossier_id) == ()


def test_a_new_dossier_is_created_as_a_draft(office: Desk) -> None:
    with office.store.writing() as session:
        dossier = Dossier(title="Khen thưởng", award_type=AwardType.MERIT)
        apply_move(office.store, session, dossier, MoveKind.CREATE)
        session.commit()
        assert (dossier.state, dossier.revision) == (DossierState.DRAFT, 1)
        assert not is_frozen(dossier)
        (event,) = office.store.history("dossiers", dossier.id)
    assert (event.from_state, event.to_state) == ("", "DRAFT")


def test_a_move_that_needs_a_reason_is_refused_without_one(office: Desk) -> None:
    dossier_id = _dossier(office, DossierState.RECEIVED, Actor.RECEIVER)
    with pytest.raises(MoveRefused) as refused:
        _move(office, dossier_id, MoveKind.RETURN, "  \n")
    assert refused.value.code is MoveRefused.Code.NEEDS_REASON


def test_the_other_ends_move_cannot_be_made_here(office: Desk) -> None:
    dossier_id = _dossier(office, DossierState.RECEIVED)
    with pytest.raises(MoveRefused) as refused:
        _move(office, dossier_id, MoveKind.APPRAISE)
    assert refused.value.code is MoveRefused.Code.WRONG_SEAT


@pytest.mark.parametrize("state", [s for s in DossierState if s is not DossierState.DRAFT])
def test_only_a_draft_of_this_office_may_be_edited(office: Desk, state: DossierState) -> None:
    dossier_id = _dossier(office, state)
    with office.store.reading() as session, pytest.raises(MoveRefused) as refused:
        editable_dossier(session, dossier_id)
    assert refused.value.code is MoveRefused.Code.FROZEN
    assert refused.value.data == {"state": state.value}


def test_a_dossier_that_is_not_here_is_not_found(office: Desk) -> None:
    with office.store.reading() as session, pytest.raises(NotFound):
        dossier_of(session, uuid4())


def _answer(desk: Desk, kind: MoveKind, minutes: int) -> EventRow:
    at = desk.store.clock() + timedelta(minutes=minutes)
    return EventRow(
        uuid4(), at, "Trần Quốc Đạt", SENDER_ID, "UBND huyện", kind.value, "", "", "", "", {}
    )


def _follow(desk: Desk, dossier_id: UUID, events: list[EventRow]) -> DossierState:
    with desk.store.writing() as session:
        dossier = dossier_of(session, dossier_id)
        follow_moves(desk.store, session, dossier, events)
        state = dossier.state
        session.commit()
    return state


def test_the_other_ends_answer_moves_the_dossier_along_and_a_second_copy_is_harmless(
    office: Desk,
) -> None:
    dossier_id = _dossier(office, DossierState.RECEIVED)
    events = [_answer(office, MoveKind.DECIDE, 3), _answer(office, MoveKind.APPRAISE, 2)]
    assert _follow(office, dossier_id, events) is DossierState.DECIDED
    assert _follow(office, dossier_id, events) is DossierState.DECIDED
    history = office.store.history("dossiers", dossier_id)
    assert [e.event for e in history] == ["appraise", "decide"]
    with office.store.reading() as session:
        assert dossier_of(session, dossier_id).state_since == events[0].at
    assert office.store.broken_event() is None


def test_a_decision_that_overtakes_a_lost_receipt_still_arrives(office: Desk) -> None:
    dossier_id = _dossier(office, DossierState.SENT)
    kinds = (MoveKind.RECEIVE, MoveKind.APPRAISE, MoveKind.DECIDE)
    events = [_answer(office, kind, n) for n, kind in enumerate(kinds)]
    assert _follow(office, dossier_id, events) is DossierState.DECIDED


def test_an_answer_to_a_dossier_that_is_being_edited_again_is_refused(office: Desk) -> None:
    dossier_id = _dossier(office, DossierState.DRAFT)
    with pytest.raises(MoveRefused) as refused:
        _follow(office, dossier_id, [_answer(office, MoveKind.DECIDE, 1)])
    assert refused.value.code is MoveRefused.Code.NOT_FROM_HERE
    assert office.store.history("dossiers", dossier_id) == ()


def test_the_senders_events_of_a_received_dossier_are_kept_and_move_nothing(office: Desk) -> None:
    dossier_id = _dossier(office, DossierState.RECEIVED, Actor.RECEIVER)
    events = [_answer(office, MoveKind.CREATE, 1), _answer(office, MoveKind.SEND, 2)]
    assert _follow(office, dossier_id, events) is DossierState.RECEIVED
    assert len(office.store.history("dossiers", dossier_id)) == 2


def test_an_office_is_the_sender_of_its_own_dossiers_only(office: Desk) -> None:
    own_id = _dossier(office, DossierState.DRAFT)
    came_id = _dossier(office, DossierState.RECEIVED, Actor.RECEIVER)
    with office.store.reading() as session:
        own, came = dossier_of(session, own_id), dossier_of(session, came_id)
    assert (side_of(own), side_of(came)) == (Actor.SENDER, Actor.RECEIVER)


def test_two_windows_cannot_make_the_same_move_twice(
    office: Desk, open_copy: Callable[..., Desk], commune_template: object
) -> None:
    other = open_copy(commune_template, "commune")
    dossier_id = _dossier(office, DossierState.DRAFT)
    _move(office, dossier_id, MoveKind.MARK_READY)
    with pytest.raises(MoveRefused):
        _move(other, dossier_id, MoveKind.MARK_READY)
    assert [e.event for e in office.store.history("dossiers", dossier_id)] == ["mark_ready"]
