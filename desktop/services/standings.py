"""How nominations stand against the standards of their awards, condition by condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import NotFound
from desktop.law.eligibility import Finding, Met
from desktop.law.facts import NominationFacts
from desktop.law.standing import judged
from desktop.models import Dossier, Nomination
from desktop.services.attestations import AttestationRow, rows_of
from desktop.services.dossier_check import live_nominations, nomination_facts
from desktop.services.law_book import law_of
from desktop.services.moves import dossier_of
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """One nomination against its award's standard.

    Attributes:
        award: name of the award; "" while none is chosen.
        year: the year it is asked for.
        regime: name of the rules that judge it; "" where the day lies outside all of them.
        day: the day that chose them.
        outcome: the least favourable finding; None where the law data says nothing on the award.
        findings: in the order of the law; empty where no record of the recipient is held here.
        has_record: whether the recipient is a person, unit or household known here.
        words: what a person said of conditions, by condition.
    """

    nomination_id: UUID
    name: str
    award: str
    year: int
    regime: str
    day: date
    outcome: Met | None
    findings: tuple[Finding, ...]
    has_record: bool
    words: dict[str, AttestationRow]


@dataclass(frozen=True, slots=True)
class ToAttest:
    """One condition that still waits for a person's word, with those who wait for it."""

    condition: str
    text: str
    award: str
    nominations: tuple[tuple[UUID, str], ...]


class StandingService:
    """Reading how nominations stand; writes nothing."""

    subject = "standings"

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_nomination(self, nomination_id: UUID) -> Standing:
        """Return how one nomination stands today.

        Raises:
            NotFound: there is no such nomination.
        """
        with self._store.reading() as session:
            nomination = session.get(Nomination, nomination_id)
            if nomination is None:
                raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(nomination_id))
            dossier = dossier_of(session, nomination.dossier_id)
            (found,) = self._standings(session, dossier, [nomination])
            return found

    def to_attest(self, dossier_id: UUID) -> tuple[ToAttest, ...]:
        """Return the conditions of a dossier that wait for a word, in the order of the list.

        Only what no record can prove; a fact that is merely not entered yet is entered instead.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            dossier = dossier_of(session, dossier_id)
            standings = self._standings(session, dossier, live_nominations(session, dossier_id))
        waiting: dict[str, tuple[str, str, list[tuple[UUID, str]]]] = {}
        for standing in standings:
            for finding in standing.findings:
                for one in finding.to_attest():
                    if one.outcome is Met.ATTEST and one.code not in standing.words:
                        known = waiting.setdefault(one.code, (one.text, standing.award, []))
                        known[2].append((standing.nomination_id, standing.name))
        return tuple(
            ToAttest(code, text, award, tuple(dict.fromkeys(who)))
            for code, (text, award, who) in waiting.items()
        )

    def _standings(
        self, session: Session, dossier: Dossier, listed: Sequence[Nomination]
    ) -> list[Standing]:
        today = self._store.today()
        words = rows_of(session, [n.id for n in listed])
        facts = nomination_facts(session, dossier, listed, {}, today)
        day = dossier.received_on or dossier.letter_date or today
        law = law_of(session)
        regime = law.regime_on(day)

        def standing(one: NominationFacts) -> Standing:
            found = judged(one, law, day)
            award = law.find_award(one.award_code)
            return Standing(
                one.id,
                one.name,
                award.name if award else "",
                found.year if found else day.year,
                regime.name if regime else "",
                day,
                found.outcome if found else None,
                found.findings if found else (),
                one.recipient is not None,
                {row.condition: row for row in words.get(one.id, ())},
            )

        return [standing(one) for one in facts]
