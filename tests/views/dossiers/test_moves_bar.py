"""Which buttons a dossier has in each state, and why one of them waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import AwardType
from desktop.services.dossier_rows import DossierRow
from desktop.services.dossiers import DossierDraft
from desktop.views.dossiers.moves_bar import actions_for
from desktop.views.dossiers.open_dossier import OpenDossier

ABOVE = UUID(int=7)


def _dossier(state: DossierState, *, archived: bool = False) -> OpenDossier:
    row = DossierRow(
        id=uuid4(),
        title="Hồ sơ",
        award_type=AwardType.MERIT,
        campaign="",
        state=state,
        state_since=datetime(2023, 11, 20, tzinfo=UTC),
        nominations=1,
        revision=1,
        letter_number="",
        receiver="UBND huyện",
        sender="UBND xã",
        is_own=True,
        archived=archived,
        search_key="",
        sort_key="",
    )
    return OpenDossier(DossierDraft(title="Hồ sơ", receiver_office_id=ABOVE), row)


def _names(opened: OpenDossier) -> list[str]:
    return [action.name for action in actions_for(opened, dirty=False)]


@pytest.mark.parametrize(
    ("state", "names"),
    [
        (DossierState.DRAFT, ["mark_ready"]),
        (DossierState.READY, ["reopen", "send"]),
        (DossierState.SENT, ["recall"]),
        (DossierState.RETURNED, ["revise"]),
        (DossierState.DECIDED, []),
        (DossierState.REFUSED, []),
    ],
)
def test_each_state_has_its_own_buttons(state: DossierState, names: list[str]) -> None:
    assert _names(_dossier(state)) == names


def test_deciding_here_is_offered_only_within_the_offices_power() -> None:
    opened = _dossier(DossierState.READY)
    assert "decide_here" in _names(replace(opened, may_decide_here=True))
    assert "decide_here" not in _names(opened)


def test_a_dossier_for_nobody_is_not_sent_and_says_why() -> None:
    opened = replace(_dossier(DossierState.READY), draft=DossierDraft(title="Hồ sơ"))
    send = next(a for a in actions_for(opened, dirty=False) if a.name == "send")
    assert "chưa chọn cơ quan nhận" in send.reason


def test_a_blocking_problem_is_counted_in_the_reason() -> None:
    problem = Problem("letter_number", ProblemCode.LETTER_NUMBER_MISSING)
    opened = replace(_dossier(DossierState.DRAFT), problems=(problem, problem))
    (ready,) = actions_for(opened, dirty=False)
    assert "Còn 2 việc phải sửa" in ready.reason


def test_an_archived_dossier_has_no_moves() -> None:
    assert _names(_dossier(DossierState.DRAFT, archived=True)) == []


@pytest.mark.parametrize("state", [s for s in DossierState if s is not DossierState.DRAFT])
def test_every_state_but_the_draft_says_why_it_is_read_only(state: DossierState) -> None:
    assert _dossier(state).frozen
    assert not _dossier(DossierState.DRAFT).frozen


def test_a_draft_that_goes_up_without_need_offers_this_offices_own_decision() -> None:
    opened = replace(_dossier(DossierState.DRAFT), may_decide_here=True)
    assert _names(opened) == ["keep_here", "mark_ready"]
    assert actions_for(opened, dirty=True)[0].reason
    stays = replace(opened, draft=replace(opened.draft, receiver_office_id=None))
    assert _names(stays) == ["mark_ready"]
