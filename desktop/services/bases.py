"""căn cứ of a paper: those chosen from the legal register, or those the law data gives by itself.

A dossier keeps what its tờ trình is to cite; a decision keeps what it did cite, so that the paper
drawn again after the law has changed says the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import StaleRecord
from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.models import DecisionBasis, Dossier, DossierBasis, Nomination, Office
from desktop.services.fields import clean
from desktop.services.law_book import law_of
from desktop.services.legal_documents import InForce, RegisterRow, register
from desktop.services.letters import require_printable_text
from desktop.services.moves import SUBJECT, dossier_of, refuse_frozen
from desktop.services.store import Store
from desktop.vietnamese.dates import short_date


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One căn cứ of a paper; ``code`` is the register's, "" for a line typed by hand."""

    code: str
    cited_as: str


@dataclass(frozen=True, slots=True)
class BasisChoice:
    """What there is to choose from for one paper.

    Attributes:
        day: of the paper; chooses what is in force.
        chosen: in order; empty where the law data gives them.
        automatic: what would be cited if nothing were chosen.
        offered: the register without what was put away, those in force on ``day`` first.
        awards: codes asked for; a document may concern some only.
    """

    day: date
    chosen: tuple[BasisLine, ...]
    automatic: tuple[BasisLine, ...]
    offered: tuple[RegisterRow, ...]
    awards: frozenset[str] = frozenset()

    @property
    def left_out(self) -> tuple[RegisterRow, ...]:
        """What is in force and not cited, since nobody has compared it; none once somebody chose.

        Only what was read in a source is cited by itself.
        """
        if self.chosen:
            return ()
        return tuple(
            row
            for row in self.offered
            if row.state is InForce.NOW
            and not row.verified
            and (not row.awards or row.awards & self.awards)
        )


class BasisService:
    """Use cases of choosing what a paper cites."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_dossier(self, dossier_id: UUID) -> BasisChoice:
        """Return what a dossier's tờ trình cites and may cite.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            dossier = dossier_of(session, dossier_id)
            day = dossier.letter_date or self._store.today()
            return _choice(session, day, (dossier_id,), dossier_lines(session, dossier_id))

    def of_decision(self, *dossiers: UUID) -> BasisChoice:
        """Return what a decision on dossiers would cite today, and may cite.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            for dossier_id in dossiers:
                dossier_of(session, dossier_id)
            return _choice(session, self._store.today(), dossiers, ())

    def choose(
        self, dossier_id: UUID, lines: Sequence[BasisLine], instead_of: Sequence[BasisLine]
    ) -> None:
        """Keep what a draft's tờ trình is to cite, as one event; none goes back to the law data's.

        Args:
            dossier_id: a draft of this office.
            lines: in the order they are printed.
            instead_of: what was chosen when the choice was opened.

        Raises:
            DocumentFailed: LETTER_MISSING_IN_FONT, a line could not be printed.
        MoveRefused: FROZEN, the dossier is no draft.
            StaleRecord: somebody else chose meanwhile.
        """
        wanted = [BasisLine(line.code, _words(line.cited_as)) for line in lines]
        wanted = [line for line in wanted if line.cited_as]
        for line in wanted:
            require_printable_text(line.cited_as)
        with self._store.writing() as session:
            refuse_frozen(dossier_of(session, dossier_id))
            known = dossier_lines(session, dossier_id)
            if known != tuple(instead_of):
                raise StaleRecord(StaleRecord.Code.CHANGED, subject=SUBJECT)
            session.execute(sa.delete(DossierBasis).where(DossierBasis.dossier_id == dossier_id))
            session.add_all(
                DossierBasis(id=uuid4(), dossier_id=dossier_id, position=n, **_columns(line))
                for n, line in enumerate(wanted)
            )
            before, after = ([line.cited_as for line in some] for some in (known, wanted))
            data = {"changes": {"bases": [before, after]}}
            self._store.record_event(session, SUBJECT, dossier_id, "saved", data=data)
            session.commit()


def _columns(line: BasisLine) -> dict[str, Any]:
    return {"code": line.code, "cited_as": line.cited_as}


def _words(typed: str) -> str:
    """Return a line without the word «Căn cứ» and the semicolon the paper writes itself."""
    words = " ".join(clean(typed).split()).rstrip(";.")
    return words.removeprefix("Căn cứ ").strip()


def dossier_lines(session: Session, dossier_id: UUID) -> tuple[BasisLine, ...]:
    """Return what was chosen for a dossier, in order."""
    query = sa.select(DossierBasis.code, DossierBasis.cited_as)
    query = query.where(DossierBasis.dossier_id == dossier_id).order_by(DossierBasis.position)
    return tuple(BasisLine(code, cited_as) for code, cited_as in session.execute(query))


def decision_lines(session: Session, decision_id: UUID) -> tuple[BasisLine, ...]:
    """Return what a decision cited, in order; none for one made before they were kept."""
    query = sa.select(DecisionBasis.code, DecisionBasis.cited_as)
    query = query.where(DecisionBasis.decision_id == decision_id).order_by(DecisionBasis.position)
    return tuple(BasisLine(code, cited_as) for code, cited_as in session.execute(query))


def freeze_bases(
    session: Session,
    decision_id: UUID,
    day: date,
    chosen: Sequence[BasisLine],
    awards: Collection[str],
) -> None:
    """Write what a new decision cites: what was chosen, else what the law data gives on its day."""
    lines = chosen or automatic_lines(law_of(session), day, awards)
    session.add_all(
        DecisionBasis(id=uuid4(), decision_id=decision_id, position=n, **_columns(line))
        for n, line in enumerate(lines)
    )


def automatic_lines(law: Catalogue, day: date, awards: Collection[str]) -> tuple[BasisLine, ...]:
    """Return the bases read in a source; what is only remembered is never printed by itself."""
    return tuple(BasisLine(b.code, b.cited_as) for b in law.bases_for(day, awards))


def basis_problems(session: Session, lines: Sequence[BasisLine], day: date) -> list[Problem]:
    """Return the chosen bases that are not in force on a paper's day; blocking where that was read.

    A line typed by hand, or a document put away since, is not judged.
    """
    if not any(line.code for line in lines):
        return []
    known = {row.code: row for row in register(session, day)}
    return [
        _problem(known[line.code], line, day)
        for line in lines
        if line.code in known and known[line.code].state is not InForce.NOW
    ]


def dossier_basis_problems(session: Session, dossier: Dossier, today: date) -> list[Problem]:
    """Return the same for what a dossier's tờ trình is to cite; one decided here has none."""
    receiver = session.get(Office, dossier.receiver_office_id or dossier.id)
    if receiver is None or receiver.is_self:
        return []
    day = dossier.letter_date or today
    return basis_problems(session, dossier_lines(session, dossier.id), day)


def _problem(row: RegisterRow, line: BasisLine, day: date) -> Problem:
    severity = Severity.BLOCKING if row.verified else Severity.WARNING
    data: dict[str, object] = {
        "name": "Hồ sơ",
        "basis": line.cited_as,
        "status": row.state.label.lower(),
        "day": short_date(day),
    }
    code = ProblemCode.BASIS_NOT_IN_FORCE
    return Problem("bases", code, severity, data, verified=row.verified)


def _choice(
    session: Session, day: date, dossiers: Sequence[UUID], chosen: tuple[BasisLine, ...]
) -> BasisChoice:
    live = (Nomination.dossier_id.in_(dossiers), Nomination.archived_at.is_(None))
    awards = set(session.scalars(sa.select(Nomination.award_code).where(*live)))
    rows = [row for row in register(session, day) if not row.archived]
    rows.sort(key=lambda row: row.state is not InForce.NOW)
    automatic = automatic_lines(law_of(session), day, awards)
    return BasisChoice(day, chosen, automatic, tuple(rows), frozenset(awards))
