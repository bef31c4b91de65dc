"""tổng hợp: gathering nominations of many received dossiers into one of this office.

Gathered for the council's meeting, the dossier goes nowhere: the decisions on the dossiers received
end it. Gathered for the office above, it goes the way of any dossier of this office
(``forwarding_moves.py`` tells what its way means for those it came from). A nomination never stands
in two live dossiers of one purpose, whoever gathers at the same time: it is looked for again under
the write lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.errors import MoveRefused, NotFound
from desktop.law.lifecycle import MoveKind
from desktop.models import Campaign, Dossier, Nomination, Office
from desktop.services.consolidation_copies import (
    OriginChange,
    copy_words,
    origin_changes,
    put_in_order,
    write_copies,
)
from desktop.services.consolidation_files import bring_files, bring_whole
from desktop.services.consolidation_rows import (
    ConsolidatedDetail,
    ConsolidatedLine,
    ConsolidatedRow,
    SenderCount,
    consolidated_detail,
    consolidated_rows,
)
from desktop.services.consolidation_sources import (
    Candidate,
    KeptOut,
    Purpose,
    Selection,
    candidates,
    purpose_of,
)
from desktop.services.council_origins import council_refusals
from desktop.services.fields import clean
from desktop.services.forwarding_moves import give_back
from desktop.services.moves import SUBJECT, apply_move, dossier_of, refuse_frozen
from desktop.services.store import Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

__all__ = [
    "Candidate",
    "ConsolidatedDetail",
    "ConsolidatedLine",
    "ConsolidatedRow",
    "ConsolidationReport",
    "ConsolidationService",
    "KeptOut",
    "OriginChange",
    "Purpose",
    "Selection",
    "SenderCount",
    "UpdateReport",
]

_TITLES = {
    Purpose.MEETING: "Tổng hợp đề nghị khen thưởng trình Hội đồng",
    Purpose.ABOVE: "Đề nghị khen thưởng",
}


@dataclass(frozen=True, slots=True)
class ConsolidationReport:
    """What came of gathering.

    Attributes:
        dossier_id: the consolidated dossier.
        added: how many nominations went in.
        left_out: those asked for that could not, each with why.
        no_room: names of files of the origins as a whole that would make it too large.
    """

    dossier_id: UUID
    added: int
    left_out: tuple[Candidate, ...] = ()
    no_room: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What bringing a dossier up to date did: names written anew, and names taken away.

    ``no_room`` are names of files of the origins as a whole that would make it too large.
    """

    updated: tuple[str, ...] = ()
    taken_away: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    no_room: tuple[str, ...] = ()


class ConsolidationService:
    """Use cases of consolidated dossiers."""

    subject = "consolidation"

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_rows(self) -> list[ConsolidatedRow]:
        """Return every consolidated dossier of this office, the latest moved first."""
        with self._store.reading() as session:
            return consolidated_rows(session)

    def open(self, dossier_id: UUID) -> ConsolidatedDetail:
        """Return a consolidated dossier with its nominations, their senders, votes and warnings.

        Raises:
            NotFound: there is no such dossier.
            MoveRefused: NOT_CONSOLIDATED.
        """
        with self._store.reading() as session:
            dossier = _consolidated(session, dossier_id)
            return consolidated_detail(session, dossier, self._store.today())

    def candidates(self, purpose: Purpose, selection: Selection | None = None) -> list[Candidate]:
        """Return the nominations received that a selection asks for, and what keeps each out.

        Args:
            purpose: what they are gathered for.
            selection: narrows the choice; None for all that are under way here.
        """
        with self._store.reading() as session:
            return candidates(session, purpose, selection or Selection())

    def suggested_title(self, purpose: Purpose, campaigns: Collection[str] = ()) -> str:
        """Return a title for a new consolidated dossier, naming the one movement it is about."""
        about = next(iter(campaigns)) if len(campaigns) == 1 else ""
        year = f"năm {self._store.today().year}"
        return f"{_TITLES[purpose]} {f'phong trào «{about}»' if about else year}"

    def create(
        self, purpose: Purpose, nomination_ids: Collection[UUID], title: str = ""
    ) -> ConsolidationReport:
        """Gather nominations into a new draft dossier of this office.

        Args:
            purpose: for the meeting here, or for the office above.
            nomination_ids: of dossiers received; those that cannot go in are reported.
            title: "" takes the suggested one.

        Raises:
            MoveRefused: NO_OFFICE_ABOVE; NOTHING_TO_CONSOLIDATE with ``left_out``, how many were
                asked for in vain. Nothing is written then.
        """
        with self._store.writing() as session:
            going, left_out = _asked_for(session, purpose, nomination_ids)
            dossier = self._begun(session, purpose, going, title)
            report = self._put_in(session, dossier, going, left_out)
            session.commit()
            return report

    def add(self, dossier_id: UUID, nomination_ids: Collection[UUID]) -> ConsolidationReport:
        """Gather more nominations into a draft; as ``create``.

        Raises:
            NotFound: there is no such dossier.
            MoveRefused: NOT_CONSOLIDATED, FROZEN, NOTHING_TO_CONSOLIDATE.
        """
        with self._store.writing() as session:
            dossier = _draft(session, dossier_id)
            going, left_out = _asked_for(session, purpose_of(dossier), nomination_ids)
            report = self._put_in(session, dossier, going, left_out)
            session.commit()
            return report

    def take_away(self, dossier_id: UUID, nomination_ids: Collection[UUID]) -> int:
        """Take nominations out of a draft, and return how many; their origins are as they were.

        One that had been sent on before is given back to the desk it came to.

        Raises:
            NotFound: there is no such dossier.
            MoveRefused: NOT_CONSOLIDATED, FROZEN.
        """
        with self._store.writing() as session:
            dossier = _draft(session, dossier_id)
            wanted = set(nomination_ids)
            gone = [n for n in _live(session, dossier_id) if n.id in wanted]
            self._remove(session, dossier, gone)
            bring_whole(self._store, session, dossier)
            if gone:
                self._note(session, dossier, "taken_away", gone)
            session.commit()
            return len(gone)

    def update_from_origins(self, dossier_id: UUID) -> UpdateReport:
        """Make a draft say what the dossiers received say now.

        What changed there is written anew; what was returned, refused, decided, judged otherwise
        or left out there is taken away. What is sent again and not judged yet stays, and waits.

        Raises:
            NotFound: there is no such dossier.
            MoveRefused: NOT_CONSOLIDATED, FROZEN.
        """
        with self._store.writing() as session:
            dossier = _draft(session, dossier_id)
            changes = origin_changes(session, dossier)
            changed = [n for n in _live(session, dossier_id) if n.id in changes]
            gone = [n for n in changed if changes[n.id].takes_away]
            waiting = [n for n in changed if changes[n.id] is OriginChange.NOT_FINISHED]
            anew = [n for n in changed if n not in gone]
            self._write_anew(session, anew)
            self._remove(session, dossier, gone)
            no_room = bring_whole(self._store, session, dossier)
            put_in_order(session, dossier.id, _senders(session, dossier.id))
            if changed:
                self._note(session, dossier, "updated_from_origin", changed)
            session.commit()
            updated, away, left = (
                tuple(n.recipient_name for n in part) for part in (anew, gone, waiting)
            )
            return UpdateReport(updated, away, left, no_room)

    def council_refusals(
        self, dossier_ids: Collection[UUID], *, read_only: bool = False
    ) -> dict[UUID, str]:
        """Return the nominations of received dossiers the council did not pass, each with why.

        They are what ``DecisionService`` takes as ``refused``, proposed for whoever decides.

        Args:
            dossier_ids: those to be decided.
            read_only: leave out what rests on a threshold nobody has read in its source, as where
                there is nobody to judge the proposal.
        """
        with self._store.reading() as session:
            today = self._store.today()
            return council_refusals(session, dossier_ids, today, read_only=read_only)

    # -- in a transaction ---------------------------------------------------------------------

    def _begun(
        self, session: Session, purpose: Purpose, going: Sequence[Nomination], title: str
    ) -> Dossier:
        office = session.scalars(sa.select(Office).where(Office.is_self)).one()
        if purpose is Purpose.ABOVE and office.parent_id is None:
            raise MoveRefused(MoveRefused.Code.NO_OFFICE_ABOVE)
        names = _campaigns(session, {n.dossier_id for n in going})
        campaign = next(iter(names)) if len(names) == 1 else ""
        title = " ".join(clean(title).split()) or self.suggested_title(purpose, names)
        dossier = Dossier(
            id=uuid4(),
            title=title,
            award_type=Counter(n.award_type for n in going).most_common(1)[0][0],
            campaign_id=_campaign_id(session, campaign),
            campaign_name=campaign,
            receiver_office_id=office.parent_id if purpose is Purpose.ABOVE else None,
            signatory_name=office.signatory_name,
            signatory_title=office.signatory_title,
            is_consolidated=True,
            search_key=fold(f"{title} {campaign}"),
            sort_key=sort_key(title),
        )
        apply_move(self._store, session, dossier, MoveKind.CREATE, data={"purpose": purpose.value})
        return dossier

    def _put_in(
        self,
        session: Session,
        dossier: Dossier,
        going: Sequence[Nomination],
        left_out: tuple[Candidate, ...],
    ) -> ConsolidationReport:
        sources = _names(session, {n.dossier_id for n in going})
        copies = write_copies(self._store, session, dossier, going, sources)
        no_room = bring_whole(self._store, session, dossier)
        put_in_order(session, dossier.id, _senders(session, dossier.id))
        self._note(session, dossier, "consolidated", copies)
        return ConsolidationReport(dossier.id, len(copies), left_out, no_room)

    def _write_anew(self, session: Session, copies: Sequence[Nomination]) -> None:
        origins = {
            n.id: n
            for n in session.scalars(
                sa.select(Nomination).where(Nomination.id.in_([c.origin_id for c in copies]))
            )
        }
        sources = _names(session, {n.dossier_id for n in origins.values()})
        for copy in copies:
            origin = origins[copy.origin_id] if copy.origin_id else copy
            copy_words(copy, origin, sources[origin.dossier_id])
        session.flush()
        bring_files(self._store, session, copies)

    def _remove(self, session: Session, dossier: Dossier, gone: Sequence[Nomination]) -> None:
        for nomination in gone:
            nomination.archived_at = self._store.clock()
        session.flush()
        give_back(self._store, session, dossier, [n.origin_id for n in gone if n.origin_id])

    def _note(
        self, session: Session, dossier: Dossier, event: str, about: Sequence[Nomination]
    ) -> None:
        data = {"nominations": [str(n.origin_id or n.id) for n in about]}
        self._store.record_event(session, SUBJECT, dossier.id, event, data=data)


def _asked_for(
    session: Session, purpose: Purpose, nomination_ids: Collection[UUID]
) -> tuple[Sequence[Nomination], tuple[Candidate, ...]]:
    """Return what can be gathered of what was asked for, in the order of the preview, and the rest.

    Raises:
        NotFound: one of them is no nomination of a dossier received.
        MoveRefused: NOTHING_TO_CONSOLIDATE.
    """
    wanted = set(nomination_ids)
    known = sa.select(Nomination.dossier_id).where(Nomination.id.in_(wanted)).distinct()
    dossiers = frozenset(session.scalars(known))
    found = candidates(session, purpose, Selection(dossiers=dossiers)) if dossiers else []
    asked = {c.id: c for c in found if c.id in wanted}
    for missing in wanted - asked.keys():
        raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(missing))
    left_out = tuple(c for c in asked.values() if c.kept_out is not None)
    going = [c.id for c in asked.values() if c.kept_out is None]
    if not going:
        code = MoveRefused.Code.NOTHING_TO_CONSOLIDATE
        raise MoveRefused(code, left_out=len(left_out))
    rows = session.scalars(sa.select(Nomination).where(Nomination.id.in_(going)))
    by_id = {n.id: n for n in rows}
    return [by_id[n] for n in going], left_out


def _consolidated(session: Session, dossier_id: UUID) -> Dossier:
    dossier = dossier_of(session, dossier_id)
    if not dossier.is_consolidated or dossier.origin_office_id is not None:
        raise MoveRefused(MoveRefused.Code.NOT_CONSOLIDATED)
    return dossier


def _draft(session: Session, dossier_id: UUID) -> Dossier:
    dossier = _consolidated(session, dossier_id)
    refuse_frozen(dossier)
    if dossier.archived_at is not None:
        raise MoveRefused(MoveRefused.Code.FROZEN, state="Đã lưu trữ")
    return dossier


def _live(session: Session, dossier_id: UUID) -> Sequence[Nomination]:
    query = sa.select(Nomination).where(
        Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None)
    )
    return session.scalars(query.order_by(Nomination.position)).all()


def _senders(session: Session, dossier_id: UUID) -> dict[UUID, str]:
    """Return who sent each dossier that a consolidated one was gathered from."""
    origin = aliased(Nomination)
    gathered = (
        sa.select(origin.dossier_id)
        .join(Nomination, Nomination.origin_id == origin.id)
        .where(Nomination.dossier_id == dossier_id)
    )
    return _named(session, Dossier.id.in_(gathered))


def _names(session: Session, dossier_ids: Collection[UUID]) -> dict[UUID, str]:
    return _named(session, Dossier.id.in_(dossier_ids))


def _named(session: Session, which: sa.ColumnElement[bool]) -> dict[UUID, str]:
    query = sa.select(Dossier.id, Office.name).join(Office, Office.id == Dossier.origin_office_id)
    return {dossier: name for dossier, name in session.execute(query.where(which))}  # noqa: C416


def _campaign_id(session: Session, name: str) -> UUID | None:
    """Return this office's own record of a movement its senders named, None where it has none."""
    query = sa.select(Campaign.id).where(Campaign.name == name, Campaign.archived_at.is_(None))
    return session.scalar(query.limit(1)) if name else None


def _campaigns(session: Session, dossier_ids: Collection[UUID]) -> set[str]:
    query = sa.select(Dossier.campaign_name).where(Dossier.id.in_(dossier_ids)).distinct()
    return {name for name in session.scalars(query) if name}
