"""thành phần hồ sơ: each paper the law asks of a nomination, and whether it is in order.

What is found not in order is collected while judging and becomes a point when the dossier is sent
back. Findings on an earlier revision count no more: its sender has answered them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.lifecycle import MoveKind
from desktop.law.problems import Problem, ProblemCode
from desktop.law.rows import ItemScope, MadeBy, RequiredItem
from desktop.models import Attachment, Dossier, Event, ItemVerdict, Nomination
from desktop.services.appraisal import ReturnPoint
from desktop.services.appraisal_verdicts import nomination_of, under_appraisal
from desktop.services.dossier_check import files_of, live_nominations
from desktop.services.fields import clean
from desktop.services.law_book import law_of
from desktop.services.moves import SUBJECT, dossier_of
from desktop.services.store import Store

_JUDGED = "item_judged"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One paper asked of a nomination, or of the dossier as a whole.

    Attributes:
        nomination_id: None for the dossier's own.
        code: of the law data's dossier items.
        label: what it is called.
        is_there: whether it came: as a file, or as the text of the report.
        files: ids and names of the files that stand for it.
        is_in_order: what the officer found; None while nothing.
        reason: why it is not in order.
        verified: whether the rule that asks for it binds here.
        citation: of that rule.
    """

    nomination_id: UUID | None
    code: str
    label: str
    is_there: bool
    files: tuple[tuple[UUID, str], ...] = ()
    is_in_order: bool | None = None
    reason: str = ""
    set_by: str = ""
    set_at: datetime | None = None
    verified: bool = True
    citation: str = ""


class AppraisalItemService:
    """Use cases of judging a dossier's papers one by one."""

    subject = "appraisal_items"

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_nomination(self, nomination_id: UUID) -> tuple[ItemRow, ...]:
        """Return the papers asked of a nomination, then those of the dossier as a whole.

        Raises:
            NotFound: there is no such nomination.
        """
        with self._store.reading() as session:
            nomination = nomination_of(session, nomination_id)
            dossier = dossier_of(session, nomination.dossier_id)
            return _Papers(session, dossier).rows([nomination])

    def of_dossier(self, dossier_id: UUID) -> tuple[ItemRow, ...]:
        """Return the papers asked of every nomination in the list's order, then the dossier's.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            dossier = dossier_of(session, dossier_id)
            return _Papers(session, dossier).rows(live_nominations(session, dossier_id))

    def set_item(
        self,
        dossier_id: UUID,
        nomination_id: UUID | None,
        code: str,
        is_in_order: bool | None,
        reason: str = "",
    ) -> tuple[Problem, ...]:
        """Say whether a paper is in order; None takes it back. The same again changes nothing.

        Args:
            dossier_id: being appraised here.
            nomination_id: None for a paper of the dossier as a whole.
            code: the paper, by its code in the law data.
            is_in_order: what was found.
            reason: needed where it is not in order; the sender will read it.

        Raises:
            MoveRefused: the dossier is not being appraised here.
            NotFound: there is no such nomination in it.
        """
        reason = clean(reason) if is_in_order is False else ""
        if is_in_order is False and not reason:
            return (Problem("reason", ProblemCode.REQUIRED, data={"label": "lý do"}),)
        with self._store.writing() as session:
            under_appraisal(session, dossier_id)
            if nomination_id is not None:
                nomination_of(session, nomination_id)
            known = _known(session, dossier_id, nomination_id, code)
            if known is not None and (known.is_in_order, known.reason) == (is_in_order, reason):
                return ()
            self._write(session, known, (dossier_id, nomination_id, code), is_in_order, reason)
            session.commit()
        return ()

    def _write(
        self,
        session: Session,
        known: ItemVerdict | None,
        about: tuple[UUID, UUID | None, str],
        is_in_order: bool | None,
        reason: str,
    ) -> None:
        dossier_id, nomination_id, code = about
        if is_in_order is None:
            if known is None:
                return
            session.delete(known)
        else:
            verdict = known or ItemVerdict(
                id=uuid4(), dossier_id=dossier_id, nomination_id=nomination_id, item_code=code
            )
            verdict.is_in_order, verdict.reason = is_in_order, reason
            verdict.set_by, verdict.set_at = self._store.actor.name, self._store.clock()
            session.add(verdict)
        session.flush()
        data = {
            "nomination": str(nomination_id) if nomination_id else None,
            "item": code,
            "in_order": is_in_order,
        }
        self._store.record_event(session, SUBJECT, dossier_id, _JUDGED, reason=reason, data=data)

    def points(self, dossier_id: UUID) -> tuple[ReturnPoint, ...]:
        """Return what was found not in order as points a return would raise, in the list's order.

        Raises:
            NotFound: there is no such dossier.
        """
        return tuple(
            ReturnPoint(
                text=f"{row.label}: {row.reason}",
                nomination_id=row.nomination_id,
                item_code=row.code,
            )
            for row in self.of_dossier(dossier_id)
            if row.is_in_order is False
        )


def _known(
    session: Session, dossier_id: UUID, nomination_id: UUID | None, code: str
) -> ItemVerdict | None:
    return session.scalar(
        sa.select(ItemVerdict).where(
            ItemVerdict.dossier_id == dossier_id,
            ItemVerdict.nomination_id == nomination_id,
            ItemVerdict.item_code == code,
        )
    )


class _Papers:
    """The papers of one dossier, its files and findings read once."""

    def __init__(self, session: Session, dossier: Dossier) -> None:
        self._law = law_of(session)
        self._dossier, self._day = dossier.id, dossier.received_on or dossier.letter_date
        self._asked: dict[tuple[object, ...], tuple[RequiredItem, ...]] = {}
        self._files: dict[tuple[UUID, str], list[tuple[UUID, str]]] = defaultdict(list)
        columns = (Attachment.owner_id, Attachment.item_code, Attachment.id, Attachment.file_name)
        files = sa.select(*columns).where(files_of(dossier.id)).order_by(Attachment.added_at)
        for owner, code, file_id, name in session.execute(files):
            self._files[owner, code].append((file_id, name))
        since = _last_received(session, dossier.id)
        query = sa.select(ItemVerdict).where(ItemVerdict.dossier_id == dossier.id)
        self._verdicts = {
            (v.nomination_id, v.item_code): v
            for v in session.scalars(query)
            if since is None or v.set_at >= since
        }

    def rows(self, nominations: Sequence[Nomination]) -> tuple[ItemRow, ...]:
        """Return the papers of some nominations, then those asked once of the whole dossier."""
        own: list[ItemRow] = []
        whole: dict[str, ItemRow] = {}
        for nomination in nominations:
            for need in self._needs(nomination):
                if need.item.scope is ItemScope.NOMINATION:
                    own.append(self._row(need, nomination))
                elif need.item.code not in whole:
                    whole[need.item.code] = self._row(need)
        return (*own, *whole.values())

    def _needs(self, n: Nomination) -> tuple[RequiredItem, ...]:
        """Return what the law asks for, by the most certain rule where several ask the same."""
        key = (n.award_code, n.award_type, n.recipient_kind, n.is_enterprise)
        if key not in self._asked and self._day is not None:
            needs = self._law.items_for(
                n.award_code,
                n.award_type,
                self._day,
                n.recipient_kind,
                enterprise=n.is_enterprise,
            )
            by_code = {need.item.code: need for need in sorted(needs, key=lambda n: n.verified)}
            listed = dict.fromkeys(need.item.code for need in needs)
            self._asked[key] = tuple(by_code[code] for code in listed)
        return self._asked.get(key, ())

    def _row(self, need: RequiredItem, nomination: Nomination | None = None) -> ItemRow:
        owner, code = nomination.id if nomination else None, need.item.code
        files = tuple(self._files.get((owner or self._dossier, code), ()))
        # What the program writes came as data: the letter and the list always, a report if typed.
        written = need.item.made_by is MadeBy.PROGRAM and (
            nomination is None or bool(nomination.report.strip())
        )
        said = self._verdicts.get((owner, code))
        return ItemRow(
            owner,
            code,
            need.item.label,
            bool(files) or written,
            files,
            said.is_in_order if said else None,
            said.reason if said else "",
            said.set_by if said else "",
            said.set_at if said else None,
            need.verified,
            need.citation,
        )


def _last_received(session: Session, dossier_id: UUID) -> datetime | None:
    """Return when the revision held came in."""
    return session.scalar(
        sa.select(sa.func.max(Event.at)).where(
            Event.subject == SUBJECT,
            Event.record_id == dossier_id,
            Event.event == MoveKind.RECEIVE.value,
        )
    )
