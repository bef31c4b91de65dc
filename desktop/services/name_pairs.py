"""đối chiếu tên: how a recipient is written in request, record, minutes and decision, in pairs.

The certificate and the decision's list are drawn from the award record, the papers of the request
from the nomination; so these two stand for all that is printed. The office's own record counts
until the decision: afterwards a person may change post or unit, and the decision stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import DocumentFailed
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Gender, RecipientKind
from desktop.models import AwardRecord, CouncilSession, Dossier, Nomination, SessionVote
from desktop.services.appraisal_rows import live_nominations
from desktop.services.moves import is_frozen
from desktop.services.recipients import RecipientOnPaper, RecipientRef, honorific_of, on_paper
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.name_guard import Difference, DifferenceKind, compare
from desktop.vietnamese.text import nfc


class NamePlace(Labelled):
    """Where a recipient is written."""

    REQUEST = "REQUEST", "đề nghị"
    RECORD = "RECORD", "hồ sơ gốc"
    MINUTES = "MINUTES", "biên bản họp"
    DECISION = "DECISION", "quyết định, giấy khen"


class NamePart(Labelled):
    """What is written of them; the code is the nomination's field."""

    NAME = "recipient_name", "tên"
    HONORIFIC = "recipient_gender", "cách xưng (Ông, Bà)"
    POST = "recipient_post", "chức vụ"
    UNIT = "recipient_unit", "đơn vị"


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two writings that differ.

    Attributes:
        nomination_id: whose.
        position: in the dossier's list, from 1.
        name: as the request writes it.
        part: what of them.
        left: where the first stands, always the request or the minutes.
        right: where the second stands.
        left_text, right_text: the two writings, composed.
        difference: in what they differ, and which letters.
        severity: a warning where the record says something else, not the same in other letters.
        may_take: whether the request may still be corrected to what the other says.
    """

    nomination_id: UUID
    position: int
    name: str
    part: NamePart
    left: NamePlace
    right: NamePlace
    left_text: str
    right_text: str
    difference: Difference
    severity: Severity
    may_take: bool


Written = dict[NamePart, str]


def name_pairs(
    session: Session, dossier: Dossier, today: date, listed: Sequence[Nomination] | None = None
) -> list[NamePair]:
    """Return every pair that differs, in the order of the dossier's list; a handful of queries.

    ``listed`` are its live nominations in order, where the caller has read them already.
    """
    nominations = live_nominations(session, dossier.id) if listed is None else listed
    records = _records(session, dossier, nominations, today)
    minutes = _minutes(session, dossier.id)
    decided = _decided(session, [n.id for n in nominations])
    pairs: list[NamePair] = []
    for position, nomination in enumerate(nominations, 1):
        places = {
            NamePlace.REQUEST: _requested(nomination),
            NamePlace.RECORD: records.get(nomination.id, {}),
            NamePlace.MINUTES: minutes.get(nomination.id, {}),
            NamePlace.DECISION: decided.get(nomination.id, {}),
        }
        pairs += _pairs_of(nomination, position, places, is_frozen(dossier))
    return pairs


def name_problems(
    session: Session, dossier: Dossier, today: date, listed: Sequence[Nomination] | None = None
) -> list[Problem]:
    """Return a problem for each pair that differs; ``listed`` as in ``name_pairs``."""
    return [_problem(pair) for pair in name_pairs(session, dossier, today, listed)]


def granted_name_problems(
    session: Session, dossier: Dossier, granted: Sequence[Nomination], today: date
) -> list[Problem]:
    """Return the blocking problems of those a decision would grant an award to."""
    ids = {nomination.id for nomination in granted}
    found = name_problems(session, dossier, today)
    return [p for p in found if p.record in ids and p.severity is Severity.BLOCKING]


def printed_pairs(session: Session, decision_id: UUID) -> list[NamePair]:
    """Return the pairs that keep a decision's certificates from being printed."""
    query = (
        sa.select(Dossier)
        .join(Nomination, Nomination.dossier_id == Dossier.id)
        .join(AwardRecord, AwardRecord.nomination_id == Nomination.id)
        .where(AwardRecord.decision_id == decision_id)
        .distinct()
    )
    of_decision = sa.select(AwardRecord.nomination_id).where(AwardRecord.decision_id == decision_id)
    granted = set(session.scalars(of_decision))
    return [
        pair
        for dossier in session.scalars(query)
        for pair in name_pairs(session, dossier, date.max)
        if pair.right is NamePlace.DECISION and pair.nomination_id in granted
    ]


def require_named_alike(session: Session, decision_id: UUID) -> None:
    """Refuse whatever names those a decision rewards while they are not written alike.

    Raises:
        DocumentFailed: NAMES_DIFFER with the ``count``.
    """
    if pairs := printed_pairs(session, decision_id):
        raise DocumentFailed(DocumentFailed.Code.NAMES_DIFFER, count=len(pairs))


_ORDER = list(NamePlace)


def _pairs_of(
    nomination: Nomination,
    position: int,
    places: dict[NamePlace, Written],
    frozen: bool,
) -> Iterator[NamePair]:
    """Yield the request against each other place, and the minutes against the decision."""
    compared = [(NamePlace.REQUEST, other) for other in _ORDER[1:]]
    compared.append((NamePlace.MINUTES, NamePlace.DECISION))
    for left, right in compared:
        for part in NamePart:
            one, other = places[left].get(part, ""), places[right].get(part, "")
            # What one of them does not say is not a difference: it is missing, or not asked for.
            difference = compare(one, other) if one and other else None
            if difference is not None:
                yield NamePair(
                    nomination_id=nomination.id,
                    position=position,
                    name=nomination.recipient_name,
                    part=part,
                    left=left,
                    right=right,
                    left_text=nfc(one),
                    right_text=nfc(other),
                    difference=difference,
                    severity=_severity(part, right, difference),
                    may_take=left is NamePlace.REQUEST and not frozen,
                )


def _severity(part: NamePart, right: NamePlace, difference: Difference) -> Severity:
    """Return how far a pair holds back; another post than the record's may be the right one."""
    reworded = DifferenceKind.OTHER in difference.kinds and right is NamePlace.RECORD
    is_name = part is NamePart.NAME
    return Severity.WARNING if reworded and not is_name else Severity.BLOCKING


def _problem(pair: NamePair) -> Problem:
    data: dict[str, object] = {
        "name": pair.name,
        "part": pair.part.label,
        "kinds": ", ".join(kind.label for kind in pair.difference.kinds),
        "left": pair.left.label,
        "right": pair.right.label,
        "left_text": pair.left_text,
        "right_text": pair.right_text,
    }
    code = ProblemCode.NAME_DIFFERS
    return Problem(pair.part.value, code, pair.severity, data, pair.nomination_id)


def _requested(nomination: Nomination) -> Written:
    return _written(
        nomination.recipient_name,
        nomination.recipient_kind,
        nomination.recipient_gender,
        nomination.recipient_post,
        nomination.recipient_unit,
    )


def _written(name: str, kind: RecipientKind, gender: Gender, post: str, unit: str) -> Written:
    known = gender is not Gender.UNKNOWN
    return {
        NamePart.NAME: name,
        NamePart.HONORIFIC: honorific_of(kind, gender) if known else "",
        NamePart.POST: post,
        NamePart.UNIT: unit,
    }


def _records(
    session: Session, dossier: Dossier, nominations: Sequence[Nomination], today: date
) -> dict[UUID, Written]:
    """Return what this office's records say, on the letter's day, while nothing is decided."""
    if dossier.state not in {DossierState.DRAFT, DossierState.READY}:
        return {}
    linked = [(n.id, ref) for n in nominations if (ref := _ref(n)) is not None]
    day = dossier.letter_date or today
    found = on_paper(session, [ref for _, ref in linked], day)
    return {
        nomination_id: _recorded(record)
        for (nomination_id, _), record in zip(linked, found, strict=True)
    }


def _ref(nomination: Nomination) -> RecipientRef | None:
    links = {
        RecipientKind.INDIVIDUAL: nomination.person_id,
        RecipientKind.COLLECTIVE: nomination.unit_id,
        RecipientKind.HOUSEHOLD: nomination.household_id,
    }
    record_id = links[nomination.recipient_kind]
    return (nomination.recipient_kind, record_id) if record_id else None


def _recorded(record: RecipientOnPaper) -> Written:
    return _written(
        record.recipient_name,
        record.recipient_kind,
        record.recipient_gender,
        record.recipient_post,
        record.recipient_unit,
    )


def _minutes(session: Session, dossier_id: UUID) -> dict[UUID, Written]:
    """Return the names as the minutes on a dossier write them, the latest meeting's last."""
    query = (
        sa.select(SessionVote.nomination_id, SessionVote.recipient_name)
        .join(CouncilSession, CouncilSession.id == SessionVote.session_id)
        .where(CouncilSession.dossier_id == dossier_id, CouncilSession.archived_at.is_(None))
        .order_by(CouncilSession.held_on)
    )
    return {
        nomination_id: {NamePart.NAME: name}
        for nomination_id, name in session.execute(query)
        if nomination_id is not None and name
    }


def _decided(session: Session, nominations: Iterable[UUID]) -> dict[UUID, Written]:
    """Return how the award records, and so decision and certificate, write them."""
    query = sa.select(AwardRecord).where(
        AwardRecord.nomination_id.in_(list(nominations)), AwardRecord.cancelled_on.is_(None)
    )
    return {
        award.nomination_id: {
            NamePart.NAME: award.recipient_name,
            NamePart.POST: award.recipient_post,
            NamePart.UNIT: award.recipient_unit,
        }
        for award in session.scalars(query)
        if award.nomination_id is not None
    }
