"""What the council's sessions mean for a dossier: whether it has minutes, and what they still lack.

The latest session that was held counts for each nomination; a session only planned holds nothing
back and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.models import CouncilSession, Nomination
from desktop.services.council_drafts import CouncilSessionDraft
from desktop.services.council_results import (
    NominationOutcome,
    SessionCount,
    count_session,
    method_problems,
    percent_words,
)
from desktop.services.fields import FieldKind, specs_of
from desktop.services.law_book import law_of

_MINUTES = "minutes"


def draft_of(record: CouncilSession) -> CouncilSessionDraft:
    """Return a session, its lines loaded, as the form edits it."""
    values: dict[str, Any] = {"id": record.id, "version": record.version}
    for name, spec in specs_of(CouncilSessionDraft).items():
        value = getattr(record, name)
        if spec.kind is FieldKind.LINES:
            line = cast("Any", spec.line)
            value = tuple(line(**{f.name: getattr(r, f.name) for f in fields(line)}) for r in value)
        values[name] = value
    return CouncilSessionDraft(**values)


def sessions_on(session: Session, dossier_id: UUID, today: date) -> list[CouncilSessionDraft]:
    """Return the live sessions on a dossier that were held by ``today``, the latest first."""
    query = (
        sa.select(CouncilSession)
        .where(
            CouncilSession.dossier_id == dossier_id,
            CouncilSession.archived_at.is_(None),
            CouncilSession.held_on <= today,
        )
        .options(
            selectinload(CouncilSession.attendance),
            selectinload(CouncilSession.votes),
            selectinload(CouncilSession.recusals),
        )
        .order_by(CouncilSession.held_on.desc(), CouncilSession.sort_key)
    )
    return [draft_of(record) for record in session.scalars(query)]


def has_minutes(session: Session, dossier_id: UUID, law: Catalogue, today: date) -> bool:
    """Whether held sessions make complete minutes: quorum met, each nomination voted on."""
    standing = _standing(_counts(session, dossier_id, law, today))
    wanted = [nomination_id for nomination_id, _ in _nominations(session, dossier_id)]
    return bool(wanted) and all(one in standing and _is_whole(*standing[one]) for one in wanted)


def council_problems(
    session: Session, dossier_id: UUID, law: Catalogue, today: date
) -> list[Problem]:
    """Return what is wrong with a dossier's held sessions; nothing where none was held."""
    counts = _counts(session, dossier_id, law, today)
    if not counts:
        return []
    standing = _standing(counts)
    used = {id(count) for count, _ in standing.values()} or {id(counts[0][1])}
    found = [p for d, c in counts if id(c) in used for p in _session_problems(d, c)]
    for draft in (d for d, c in counts if id(c) in used):
        found += [replace(p, field=_MINUTES) for p in method_problems(draft, law, today)]
    for nomination_id, name in _nominations(session, dossier_id):
        outcome = standing[nomination_id][1] if nomination_id in standing else None
        found += _nomination_problems(nomination_id, name, outcome)
    return found


_Counted = list[tuple[CouncilSessionDraft, SessionCount]]
Standing = dict[UUID | None, tuple[SessionCount, NominationOutcome]]
"""The vote that counts on each nomination, by its id, with the session it was cast in."""


def standing_votes(session: Session, dossier_ids: Iterable[UUID], today: date) -> Standing:
    """Return the vote that counts on each nomination of some dossiers: the latest one held.

    Args:
        session: to read with.
        dossier_ids: whose sessions are counted together, as when a dossier met twice.
        today: sessions held by then count.
    """
    law = law_of(session)
    counts = [c for one in dossier_ids for c in _counts(session, one, law, today)]
    # Python sorts stably: of two sessions of one day the order of the lists stays.
    counts.sort(key=lambda c: c[0].held_on or date.min, reverse=True)
    return _standing(counts)


def _counts(session: Session, dossier_id: UUID, law: Catalogue, today: date) -> _Counted:
    held = sessions_on(session, dossier_id, today)
    return [(draft, count_session(draft, law, today)) for draft in held]


def _standing(counts: _Counted) -> Standing:
    """Return the vote that counts on each nomination, with its session: the latest one."""
    found: Standing = {}
    for _, count in reversed(counts):
        cast = [o for o in count.outcomes if not o.vote.is_blank]
        found |= {outcome.nomination_id: (count, outcome) for outcome in cast}
    return found


def _is_whole(count: SessionCount, outcome: NominationOutcome) -> bool:
    return count.has_quorum and outcome.is_counted


def _nominations(session: Session, dossier_id: UUID) -> list[tuple[UUID, str]]:
    query = (
        sa.select(Nomination.id, Nomination.recipient_name)
        .where(Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None))
        .order_by(Nomination.position)
    )
    return [(found.id, found.recipient_name) for found in session.execute(query)]


def _session_problems(draft: CouncilSessionDraft, count: SessionCount) -> Iterator[Problem]:
    named: dict[str, object] = {"session": draft.title}
    warn = Severity.WARNING
    if not draft.attendance:
        yield Problem(_MINUTES, ProblemCode.ATTENDANCE_MISSING, warn, named)
    elif count.quorum.met is False:
        rule = count.quorum.rule
        data: dict[str, object] = {
            **named,
            "present": count.quorum.present,
            "members": count.quorum.members,
            "needed": count.quorum.needed,
        }
        problem = Problem(_MINUTES, ProblemCode.QUORUM_NOT_MET, warn, data)
        verified = rule is not None and rule.verified
        severity = Severity.BLOCKING if verified else warn
        citation = rule.citation if rule else ""
        yield replace(problem, severity=severity, citation=citation, verified=verified)


def _nomination_problems(
    nomination_id: UUID, name: str, outcome: NominationOutcome | None
) -> Iterator[Problem]:
    data: dict[str, object] = {"name": name}
    warn = Severity.WARNING
    if outcome is None or outcome.vote.is_blank:
        yield Problem(_MINUTES, ProblemCode.NOT_VOTED, warn, data, nomination_id)
    elif not outcome.is_counted:
        yield Problem(_MINUTES, ProblemCode.VOTE_INCOMPLETE, warn, data, nomination_id)
    elif outcome.passed is False:
        result = outcome.result
        data |= {"percent": outcome.percent, "threshold": percent_words(result.threshold)}
        yield Problem(
            _MINUTES,
            ProblemCode.BELOW_THRESHOLD,
            Severity.BLOCKING if result.verified else warn,
            data,
            nomination_id,
            result.citation,
            result.verified,
        )
