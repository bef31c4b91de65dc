"""xác nhận điều kiện: a person's word on what no record can prove, given while it is a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound
from desktop.models import Attestation, Nomination
from desktop.services.chunks import chunks
from desktop.services.fields import clean
from desktop.services.moves import editable_dossier
from desktop.services.store import Store

# A nomination and the permanent name of one of its conditions.
Asked = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class AttestationRow:
    """One word given: by whom, when, and whether the condition holds."""

    nomination_id: UUID
    condition: str
    holds: bool
    note: str
    attested_by: str
    attested_at: datetime


@dataclass(frozen=True, slots=True)
class AttestReport:
    """What came of attesting many conditions at once, or what would come of it.

    Attributes:
        written: how many conditions got a word they did not have.
        nominations: of how many nominations.
        already: how many had the same word before.
        contrary: how many had the opposite word; it stands, for somebody meant it.
    """

    written: int
    nominations: int
    already: int = 0
    contrary: int = 0


class AttestationService:
    """Use cases of attestations; all of them work on a draft dossier only."""

    subject = "attestations"

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_dossier(self, dossier_id: UUID) -> dict[UUID, tuple[AttestationRow, ...]]:
        """Return the words given in a dossier, by nomination, conditions in order of their name."""
        with self._store.reading() as session:
            query = sa.select(Nomination.id).where(Nomination.dossier_id == dossier_id)
            return rows_of(session, session.scalars(query).all())

    def attest(self, nomination_id: UUID, condition: str, *, holds: bool, note: str = "") -> None:
        """Say whether a condition holds; the same word again changes nothing.

        Raises:
            NotFound: there is no such nomination.
            MoveRefused: its dossier is frozen.
        """
        note = clean(note)
        with self._store.writing() as session:
            _editable(session, [nomination_id])
            known = _given(session, [nomination_id]).get((nomination_id, condition))
            if known is not None and (known.holds, known.note) == (holds, note):
                return
            if known is None:
                known = Attestation(nomination_id=nomination_id, condition=condition)
            self._say(session, known, holds=holds, note=note)
            self._tell(session, nomination_id, [condition], holds=holds, note=note)
            session.commit()

    def preview(self, asked: Sequence[Asked], *, holds: bool) -> AttestReport:
        """Return what ``attest_many`` would do."""
        with self._store.reading() as session:
            return _sorted_out(_given(session, {n for n, _ in asked}), asked, holds=holds)[0]

    def attest_many(self, asked: Sequence[Asked], *, holds: bool, note: str = "") -> AttestReport:
        """Say of many conditions at once that they hold, or do not; one event per nomination.

        A condition that already has a word keeps it, the opposite one too.

        Raises:
            NotFound: one of the nominations is not here; nothing is written then.
            MoveRefused: one of their dossiers is frozen; nothing is written then.
        """
        note = clean(note)
        with self._store.writing() as session:
            _editable(session, {n for n, _ in asked})
            given = _given(session, {n for n, _ in asked})
            report, fresh = _sorted_out(given, asked, holds=holds)
            for nomination_id, conditions in fresh.items():
                for condition in conditions:
                    word = Attestation(nomination_id=nomination_id, condition=condition)
                    self._say(session, word, holds=holds, note=note)
                self._tell(session, nomination_id, conditions, holds=holds, note=note)
            session.commit()
        return report

    def withdraw(self, nomination_id: UUID, condition: str, reason: str = "") -> None:
        """Take a word back; one never given changes nothing.

        Raises:
            NotFound: there is no such nomination.
            MoveRefused: its dossier is frozen.
        """
        with self._store.writing() as session:
            _editable(session, [nomination_id])
            word = _given(session, [nomination_id]).get((nomination_id, condition))
            if word is not None:
                forget(self._store, session, nomination_id, [word], clean(reason))
                session.commit()

    def _say(self, session: Session, word: Attestation, *, holds: bool, note: str) -> None:
        word.holds, word.note = holds, note
        word.attested_by, word.attested_at = self._store.actor.name, self._store.clock()
        session.add(word)

    def _tell(
        self,
        session: Session,
        nomination_id: UUID,
        conditions: Sequence[str],
        *,
        holds: bool,
        note: str,
    ) -> None:
        data = {"conditions": list(conditions), "holds": holds}
        self._store.record_event(
            session, "nominations", nomination_id, "attested", reason=note, data=data
        )


def rows_of(
    session: Session, nominations: Iterable[UUID]
) -> dict[UUID, tuple[AttestationRow, ...]]:
    """Return the words given on some nominations, by nomination."""
    found: dict[UUID, list[AttestationRow]] = defaultdict(list)
    for word in sorted(_given(session, nominations).values(), key=lambda word: word.condition):
        found[word.nomination_id].append(_row(word))
    return {nomination: tuple(rows) for nomination, rows in found.items()}


def words_given(session: Session, dossier_id: UUID) -> dict[UUID, dict[str, bool]]:
    """Return what was attested in a dossier: per nomination, whether a condition holds."""
    query = (
        sa.select(Attestation.nomination_id, Attestation.condition, Attestation.holds)
        .join(Nomination, Nomination.id == Attestation.nomination_id)
        .where(Nomination.dossier_id == dossier_id)
    )
    found: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for nomination_id, condition, holds in session.execute(query):
        found[nomination_id][condition] = holds
    return dict(found)


def forget_all(store: Store, session: Session, nomination_id: UUID, reason: str) -> None:
    """Take back every word on a nomination that is now for somebody else, in the same act."""
    words = _given(session, [nomination_id])
    if words:
        forget(store, session, nomination_id, list(words.values()), reason)


def forget(
    store: Store,
    session: Session,
    nomination_id: UUID,
    words: Sequence[Attestation],
    reason: str,
) -> None:
    """Take words back and append the event, in the caller's transaction."""
    data = {"conditions": sorted(word.condition for word in words)}
    for word in words:
        session.delete(word)
    store.record_event(
        session, "nominations", nomination_id, "attestation_withdrawn", reason=reason, data=data
    )


def _editable(session: Session, nominations: Iterable[UUID]) -> None:
    """Refuse unless every nomination stands in a dossier that may be edited."""
    wanted = sorted(nominations)
    dossiers: dict[UUID, UUID] = {}
    for some in chunks(wanted):
        query = sa.select(Nomination.id, Nomination.dossier_id).where(Nomination.id.in_(some))
        dossiers |= dict(session.execute(query).all())
    for nomination_id in wanted:
        if nomination_id not in dossiers:
            raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(nomination_id))
    for dossier_id in sorted(set(dossiers.values())):
        editable_dossier(session, dossier_id)


def _given(session: Session, nominations: Iterable[UUID]) -> dict[Asked, Attestation]:
    found: dict[Asked, Attestation] = {}
    for some in chunks(sorted(nominations)):
        query = sa.select(Attestation).where(Attestation.nomination_id.in_(some))
        found.update({(w.nomination_id, w.condition): w for w in session.scalars(query)})
    return found


def _sorted_out(
    given: Mapping[Asked, Attestation], asked: Sequence[Asked], *, holds: bool
) -> tuple[AttestReport, dict[UUID, list[str]]]:
    """Return the report, and the conditions without a word by nomination, in the order asked."""
    fresh: dict[UUID, list[str]] = defaultdict(list)
    already = contrary = 0
    for nomination_id, condition in dict.fromkeys(asked):
        word = given.get((nomination_id, condition))
        if word is None:
            fresh[nomination_id].append(condition)
        elif word.holds == holds:
            already += 1
        else:
            contrary += 1
    written = sum(map(len, fresh.values()))
    return AttestReport(written, len(fresh), already, contrary), fresh


def _row(word: Attestation) -> AttestationRow:
    return AttestationRow(
        word.nomination_id,
        word.condition,
        word.holds,
        word.note,
        word.attested_by,
        word.attested_at,
    )
