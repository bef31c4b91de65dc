"""What a council's votes mean for the dossiers a meeting was gathered from.

The council votes on the nominations of a consolidated dossier; the decision is made on the dossiers
they came from. A dossier may meet twice, in one consolidated dossier after another or by itself:
every session is kept and the latest vote counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import Nomination
from desktop.services.chunks import chunks
from desktop.services.council_check import standing_votes
from desktop.services.council_results import NominationOutcome, SessionCount, percent_words
from desktop.services.law_book import law_of

_NOT_READ = " (mức này chưa đối chiếu văn bản gốc)"


def votes_on(
    session: Session, dossier_ids: Collection[UUID], today: date
) -> dict[UUID, tuple[SessionCount, NominationOutcome]]:
    """Return the vote that counts on each nomination of some dossiers, wherever it was cast.

    Args:
        session: to read with.
        dossier_ids: those received, or consolidated ones.
        today: sessions held by then count.
    """
    own = _ids(session, dossier_ids)
    origin_of = {n: n for n in own}
    meetings = dict.fromkeys(dossier_ids)
    for some in chunks(own):
        columns = (Nomination.id, Nomination.origin_id, Nomination.dossier_id)
        query = sa.select(*columns).where(Nomination.origin_id.in_(some))
        for copy, origin, dossier in session.execute(query):
            assert origin is not None  # asked for
            origin_of[copy] = origin
            meetings[dossier] = None
    standing = standing_votes(session, meetings, today)
    found: dict[UUID, tuple[SessionCount, NominationOutcome]] = {}
    for nomination, (count, outcome) in standing.items():
        origin = origin_of.get(nomination) if nomination else None
        # What too few members voted binds nobody.
        if origin is None or count.quorum.met is False:
            continue
        if origin not in found or _day(count) >= _day(found[origin][0]):
            found[origin] = count, outcome
    return found


def _day(count: SessionCount) -> date:
    return count.held_on or date.min


def council_refusals(
    session: Session, dossier_ids: Collection[UUID], today: date, *, read_only: bool = False
) -> dict[UUID, str]:
    """Return the nominations the council did not pass, with the reason a decision gives.

    They are proposed as refused when the dossiers are decided; whoever decides may say otherwise.

    Args:
        session: to read with.
        dossier_ids: those to be decided.
        today: sessions held by then count.
        read_only: leave out what rests on a threshold nobody has read in its source.
    """
    law, votes = law_of(session), votes_on(session, dossier_ids, today)
    refused = {}
    for nomination, (count, outcome) in votes.items():
        if outcome.passed is False:
            rule = law.vote_rule(outcome.vote.award_code, _day(count)).threshold
            is_read = rule is not None and rule.verified
            if is_read or not read_only:
                refused[nomination] = _refusal_words(outcome, is_read=is_read)
    return refused


def _refusal_words(outcome: NominationOutcome, *, is_read: bool) -> str:
    """Return why a council's vote refuses a nomination, as the decision tells its sender."""
    result = outcome.result
    share = f"{outcome.vote.in_favour}/{result.of} phiếu đồng ý ({outcome.percent})"
    doubt = "" if is_read else _NOT_READ
    threshold = percent_words(result.threshold)
    return f"Hội đồng không thông qua: {share}, chưa đạt mức {threshold}{doubt}"


def vote_words(outcome: NominationOutcome) -> str:
    """Return a vote as a list shows it: «8/9 · 88,89% · đạt»; figures missing say so."""
    if not outcome.is_counted:
        return "chưa đủ số phiếu"
    verdicts = {True: " · đạt", False: " · không đạt", None: ""}
    share = f"{outcome.vote.in_favour}/{outcome.result.of} · {outcome.percent}"
    return share + verdicts[outcome.passed]


def _ids(session: Session, dossier_ids: Collection[UUID]) -> Sequence[UUID]:
    query = sa.select(Nomination.id).where(Nomination.dossier_id.in_(dossier_ids))
    return session.scalars(query.where(Nomination.archived_at.is_(None))).all()
