"""The states of a dossier and the moves between them, against product.md §5."""

import pytest

from desktop.law.lifecycle import MOVES, Actor, DossierState, MoveKind, move, moves_from

S, M = DossierState, MoveKind
TONES = {"neutral", "info", "warning", "success", "danger"}


@pytest.mark.parametrize(
    ("source", "kind", "target"),
    [  # product.md §5, row by row
        (None, M.CREATE, S.DRAFT),
        (S.DRAFT, M.MARK_READY, S.READY),
        (S.READY, M.REOPEN, S.DRAFT),
        (S.READY, M.DECIDE_HERE, S.DECIDED),
        (S.DECIDED, M.DECIDE_HERE, S.DECIDED),
        (S.READY, M.SEND, S.SENT),
        (S.SENT, M.RECEIPT, S.RECEIVED),
        (S.SENT, M.RECALL, S.DRAFT),
        (S.RECEIVED, M.RETURN, S.RETURNED),
        (S.RETURNED, M.REVISE, S.DRAFT),
        (S.RECEIVED, M.APPRAISE, S.APPRAISED),
        (S.APPRAISED, M.DECIDE, S.DECIDED),
        (S.DECIDED, M.DECIDE, S.DECIDED),
        (S.APPRAISED, M.FORWARD, S.FORWARDED),
        (S.RECEIVED, M.REFUSE, S.REFUSED),
        (S.APPRAISED, M.REFUSE, S.REFUSED),
        (S.DECIDED, M.CANCEL_AWARD, S.DECIDED),
        # A dossier forwarded waits for the office above; what that office did is handed down.
        (S.FORWARDED, M.TAKE_BACK, S.APPRAISED),
        (S.FORWARDED, M.DECIDE, S.DECIDED),
        (S.FORWARDED, M.RETURN, S.RETURNED),
        (S.APPRAISED, M.RETURN, S.RETURNED),
        (S.FORWARDED, M.REFUSE, S.REFUSED),
        (S.DRAFT, M.CONCLUDE, S.DECIDED),
    ],
)
def test_each_move_of_the_table_leads_where_the_table_says(
    source: DossierState | None, kind: MoveKind, target: DossierState
) -> None:
    found = move(kind, source)
    assert found is not None
    assert found.target is target
    assert found in moves_from(source)


@pytest.mark.parametrize(
    ("source", "kind"),
    [(S.DRAFT, M.SEND), (S.RECEIVED, M.RECALL), (S.DECIDED, M.RETURN), (S.SENT, M.DECIDE)],
)
def test_a_move_outside_the_table_does_not_exist(source: DossierState, kind: MoveKind) -> None:
    assert move(kind, source) is None


def test_recall_and_revision_open_a_new_revision() -> None:
    opening = {found.kind for found in MOVES if found.new_revision}
    assert opening == {M.RECALL, M.REVISE}


def test_returning_and_refusing_need_a_reason_and_belong_to_the_receiver() -> None:
    for kind in (M.RETURN, M.REFUSE):
        found = move(kind, S.RECEIVED)
        assert found is not None
        assert found.needs_reason
        assert found.actor is Actor.RECEIVER


def test_every_state_has_a_label_a_tone_and_a_way_in() -> None:
    for state in DossierState:
        assert state.label
        assert state.tone in TONES
        assert any(found.target is state for found in MOVES)
