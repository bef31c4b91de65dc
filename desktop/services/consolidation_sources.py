"""What may go into a dossier gathered from others: each nomination received, and what keeps it out.

A consolidated dossier is for this office's own meeting, and then goes nowhere, or for the office
above. The first takes what meets the conditions, the second what is to be sent higher.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.catalogue import Catalogue
from desktop.law.lifecycle import DossierState
from desktop.law.terms import RecipientKind, Verdict
from desktop.models import Dossier, Nomination, Office
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import fold


class Purpose(Labelled):
    """What a consolidated dossier is gathered for."""

    MEETING = "meeting", "Họp Hội đồng của cơ quan"
    ABOVE = "above", "Trình cấp trên"


VERDICT_FOR = {Purpose.MEETING: Verdict.MEETS, Purpose.ABOVE: Verdict.SEND_HIGHER}


class KeptOut(Labelled):
    """Why a nomination cannot go into a consolidated dossier."""

    NO_VERDICT = "no_verdict", "chưa thẩm định"
    OTHER_VERDICT = "other_verdict", "kết quả thẩm định khác"
    DECIDED = "decided", "đã có quyết định"
    NOT_OPEN = "not_open", "hồ sơ gốc không ở bước tổng hợp"
    GATHERED = "gathered", "đã nằm trong hồ sơ tổng hợp khác"


# A dossier decided in part may still have nominations left for the office above.
_OPEN = frozenset({DossierState.RECEIVED, DossierState.APPRAISED, DossierState.DECIDED})
_COUNTED = (*_OPEN, DossierState.RETURNED, DossierState.FORWARDED)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which nominations are asked for; an empty set does not narrow the choice.

    Attributes:
        campaigns: names of movements as the senders wrote them, compared without marks.
        senders: offices.
        awards: codes.
        dossiers: those received.
    """

    campaigns: frozenset[str] = field(default_factory=frozenset)
    senders: frozenset[UUID] = field(default_factory=frozenset)
    awards: frozenset[str] = field(default_factory=frozenset)
    dossiers: frozenset[UUID] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A nomination received, as the preview lists it.

    Attributes:
        position: its place in its own dossier, from 1.
        kept_out: why it cannot be gathered; None where it can.
        gathered_in: title of the consolidated dossier that has it already, "" for none.
    """

    id: UUID
    dossier_id: UUID
    dossier: str
    sender_id: UUID
    sender: str
    campaign: str
    state: DossierState
    position: int
    name: str
    kind: RecipientKind
    unit: str
    award_code: str
    award: str
    verdict: Verdict | None
    kept_out: KeptOut | None
    gathered_in: str = ""

    @property
    def why_not(self) -> str:
        """Why it cannot be gathered, in words; "" where it can."""
        if self.kept_out is KeptOut.GATHERED:
            return f"đã nằm trong «{self.gathered_in}»"
        if self.kept_out is KeptOut.OTHER_VERDICT and self.verdict is not None:
            return f"thẩm định: {self.verdict.label}"
        if self.kept_out is KeptOut.NOT_OPEN:
            return f"hồ sơ gốc: {self.state.label}"
        return self.kept_out.label if self.kept_out else ""


def purpose_of(dossier: Dossier) -> Purpose:
    """Return what a consolidated dossier is for: one that goes to nobody is for the meeting."""
    return Purpose.MEETING if dossier.receiver_office_id is None else Purpose.ABOVE


def candidates(session: Session, purpose: Purpose, selection: Selection) -> list[Candidate]:
    """Return the nominations received that a selection asks for, sender by sender.

    Those of dossiers closed for good are left out unless named one by one.
    """
    taken = gathered(session, purpose)
    awards = {award.code: award.short_name for award in Catalogue.load().awards}
    rows = session.execute(_query(selection)).all()
    wanted = {fold(name) for name in selection.campaigns}
    return [
        _candidate(row, purpose, taken, awards)
        for row in rows
        if not wanted or fold(row.campaign) in wanted
    ]


def _query(selection: Selection) -> sa.Select[*tuple[Any, ...]]:
    sender = aliased(Office)
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            Nomination.id,
            Nomination.dossier_id,
            Nomination.position,
            Nomination.recipient_name.label("name"),
            Nomination.recipient_kind.label("kind"),
            Nomination.recipient_unit.label("unit"),
            Nomination.award_code,
            Nomination.verdict,
            Nomination.outcome,
            Dossier.title.label("dossier"),
            Dossier.campaign_name.label("campaign"),
            Dossier.state,
            sender.id.label("sender_id"),
            sender.name.label("sender"),
        )
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .join(sender, sender.id == Dossier.origin_office_id)
        .where(Nomination.archived_at.is_(None), Dossier.archived_at.is_(None))
        .order_by(sender.sort_key, Dossier.received_on, Dossier.id, Nomination.position)
    )
    if selection.senders:
        query = query.where(Dossier.origin_office_id.in_(selection.senders))
    if selection.awards:
        query = query.where(Nomination.award_code.in_(selection.awards))
    if selection.dossiers:
        return query.where(Dossier.id.in_(selection.dossiers))
    # What has its outcome is past gathering, and of no interest unless asked for by its dossier.
    return query.where(Dossier.state.in_(_COUNTED), Nomination.outcome.is_(None))


def _candidate(
    row: Any, purpose: Purpose, taken: Mapping[UUID, str], awards: Mapping[str, str]
) -> Candidate:
    return Candidate(
        id=row.id,
        dossier_id=row.dossier_id,
        dossier=row.dossier,
        sender_id=row.sender_id,
        sender=row.sender,
        campaign=row.campaign,
        state=row.state,
        position=row.position,
        name=row.name,
        kind=row.kind,
        unit=row.unit,
        award_code=row.award_code,
        award=awards.get(row.award_code, row.award_code),
        verdict=row.verdict,
        kept_out=_kept_out(row, purpose, taken),
        gathered_in=taken.get(row.id, ""),
    )


def _kept_out(row: Any, purpose: Purpose, taken: Mapping[UUID, str]) -> KeptOut | None:
    if row.id in taken:
        return KeptOut.GATHERED
    if row.outcome is not None:
        return KeptOut.DECIDED
    if row.state not in _OPEN:
        return KeptOut.NOT_OPEN
    if row.verdict is None:
        return KeptOut.NO_VERDICT
    return None if row.verdict is VERDICT_FOR[purpose] else KeptOut.OTHER_VERDICT


def gathered(session: Session, purpose: Purpose) -> dict[UUID, str]:
    """Return the nominations that stand in a live dossier of a purpose, with its title.

    One that was decided there, or whose dossier was refused or put away, is free again.
    """
    is_for = Dossier.receiver_office_id.is_(None)
    query = (
        sa.select(Nomination.origin_id, Dossier.title)
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .where(
            Nomination.origin_id.is_not(None),
            *is_live_copy(),
            is_for if purpose is Purpose.MEETING else sa.not_(is_for),
        )
    )
    return {origin: title for origin, title in session.execute(query) if origin is not None}


def is_live_copy() -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions for a nomination gathered and waiting, joined with its dossier."""
    return (
        Dossier.is_consolidated.is_(True),
        Dossier.archived_at.is_(None),
        Dossier.state != DossierState.REFUSED,
        Nomination.archived_at.is_(None),
        Nomination.outcome.is_(None),
    )


def rank_of_awards(law: Catalogue, codes: Iterable[str]) -> dict[str, int]:
    """Return the place of each award as the law data lists them; one unknown there comes last."""
    known = {award.code: place for place, award in enumerate(law.awards)}
    return {code: known.get(code, len(known)) for code in codes}
