"""Gathering what 24 communes ask, 60 nominations each: the preview, the dossier, the votes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from desktop.law.terms import Verdict
from desktop.paths import OfficePaths
from desktop.services.access import create_office
from desktop.services.consolidation import Purpose
from desktop.services.council_tally import all_agree
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft
from desktop.services.desk import Desk, open_desk
from tests.services.conftest import DISTRICT, TickingClock
from tests.services.council_kit import DUTIES, SINCE
from tests.services.received_dossiers import receive

_PREVIEW = "preview what 24 × 60 nominations could go into a dossier"
_GATHER = "gather 24 × 60 nominations into one dossier"
_OPEN = "open the gathered dossier"
_VOTE = "save the votes of a session on all of them"
_REFUSALS = "whom the council did not pass, for the decision"
FLOORS = {_PREVIEW: "<= 1", _GATHER: "<= 5", _OPEN: "<= 2", _VOTE: "<= 10", _REFUSALS: "<= 5"}
_COMMUNES, _EACH = 24, 60
_AWARDS = ("CSTDCS", "GK_HUYEN", "TTLDTT")

T = TypeVar("T")


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Make the district once and go through a meeting; return the seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        clock, paths = TickingClock(), OfficePaths(Path(folder))
        desk = open_desk(paths, create_office(paths, DISTRICT, clock).unlocked, clock)
        try:
            return _meet(desk)
        finally:
            desk.close()


def _meet(desk: Desk) -> list[tuple[str, float, str, str, float | None]]:
    dossiers = [_received(desk, number) for number in range(_COMMUNES)]
    service, sessions = desk.consolidation, desk.council_sessions
    found, preview = _timed(lambda: service.candidates(Purpose.MEETING))
    wanted = [c.id for c in found if c.kept_out is None]
    assert len(wanted) == _COMMUNES * _EACH
    report, gather = _timed(lambda: service.create(Purpose.MEETING, wanted))
    assert report.added == len(wanted)
    detail, opened = _timed(lambda: service.open(report.dossier_id))
    assert len(detail.senders) == _COMMUNES
    members = tuple(CouncilMemberLine(full_name=n, duty=d, joined_on=SINCE) for n, d in DUTIES)
    term = CouncilTermDraft(name="Hội đồng", starts_on=SINCE, members=members)
    assert desk.council_terms.save_draft(term).saved
    draft = replace(sessions.draft_for(report.dossier_id), held_on=date(2023, 11, 18))
    saved, vote = _timed(lambda: sessions.save_draft(all_agree(draft)))
    assert saved.saved
    _, refusals = _timed(lambda: service.council_refusals(dossiers))
    return [
        (_PREVIEW, preview, "s", "", None),
        (_GATHER, gather, "s", "", None),
        (_OPEN, opened, "s", "", None),
        (_VOTE, vote, "s", "", None),
        (_REFUSALS, refusals, "s", "", None),
    ]


def _received(desk: Desk, number: int) -> UUID:
    asked = [
        (
            f"{'Thôn' if place % 3 == 2 else 'Đặng Thị'} Ước {number} {place}",
            _AWARDS[place % 3],
            None,
        )
        for place in range(_EACH)
    ]
    dossier = receive(desk, f"Đông An {number}", asked, finished=False)
    assert not desk.appraisal.set_all(dossier, Verdict.MEETS)
    return dossier


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    result = act()
    return result, time.perf_counter() - begun
