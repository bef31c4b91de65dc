"""What a dossier still lacks: its facts read in a handful of queries, judged by the law's rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.facts import AttachmentFact, DossierFacts, NominationFacts, PriorAward
from desktop.law.problems import Problem
from desktop.law.readiness import problems
from desktop.law.terms import Tier
from desktop.models import Attachment, Dossier, Nomination, Office
from desktop.services.attestations import words_given
from desktop.services.bases import dossier_basis_problems
from desktop.services.consolidation_copies import origin_problems
from desktop.services.council_check import council_problems, has_minutes
from desktop.services.law_book import law_of
from desktop.services.moves import dossier_of
from desktop.services.name_pairs import name_problems
from desktop.services.paper_gaps import paper_gaps
from desktop.services.quotas import quota_problems, quota_report
from desktop.services.recipient_check import record_problems
from desktop.services.recipient_facts import History, histories


def dossier_problems(session: Session, dossier_id: UUID, today: date) -> list[Problem]:
    """Return everything wrong with a dossier, in the order of its form.

    Raises:
        NotFound: there is no such dossier.
    """
    law = law_of(session)
    # Read once and handed to each part below: hundreds of them are dear to build.
    nominations = live_nominations(session, dossier_id)
    found = problems(_facts(session, dossier_id, nominations, today), law, today)
    found += council_problems(session, dossier_id, law, today)
    dossier = dossier_of(session, dossier_id)
    if dossier.origin_office_id is None:
        found += paper_gaps(session, dossier, nominations)
        found += dossier_basis_problems(session, dossier, today)
    found += name_problems(session, dossier, today, nominations)
    found += origin_problems(session, dossier)
    return [*found, *quota_problems(quota_report(session, dossier_id, today))]


def may_decide_here(session: Session, dossier_id: UUID, today: date) -> bool:
    """Whether each nomination's award is within this office's power on the dossier's day.

    Raises:
        NotFound: there is no such dossier.
    """
    dossier = dossier_of(session, dossier_id)
    day = dossier.received_on or dossier.letter_date or today
    query = sa.select(Nomination.award_code).distinct()
    awards = session.scalars(
        query.where(Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None))
    ).all()
    return within_power(session, awards, day)


def within_power(session: Session, awards: Collection[str], day: date) -> bool:
    """Whether this office may decide each of some awards, by their codes, on a day."""
    law = law_of(session)
    own = session.scalars(sa.select(Office.tier).where(Office.is_self)).one()
    return bool(awards) and all(
        law.find_award(code) is not None and own in law.deciding_tiers(code, day) for code in awards
    )


def dossier_facts(session: Session, dossier_id: UUID, today: date) -> DossierFacts:
    """Return what the rules ask about a dossier, at the office that wrote or received it.

    Args:
        session: the caller's transaction.
        dossier_id: which one.
        today: council sessions held by then count.

    Raises:
        NotFound: there is no such dossier.
    """
    return _facts(session, dossier_id, live_nominations(session, dossier_id), today)


def _facts(
    session: Session, dossier_id: UUID, nominations: Sequence[Nomination], today: date
) -> DossierFacts:
    dossier = dossier_of(session, dossier_id)
    attached = _attached(session, dossier_id)
    return DossierFacts(
        office_tier=session.scalars(sa.select(Office.tier).where(Office.is_self)).one(),
        receiver_tier=_receiver_tier(session, dossier),
        letter_number=dossier.letter_number,
        letter_date=dossier.letter_date,
        signatory_name=dossier.signatory_name,
        received_on=dossier.received_on,
        attachments=tuple(attached[dossier_id]),
        has_minutes=has_minutes(session, dossier_id, law_of(session), today),
        nominations=tuple(nomination_facts(session, dossier, nominations, attached, today)),
    )


def _receiver_tier(session: Session, dossier: Dossier) -> Tier | None:
    # A dossier that came here is decided, forwarded or returned here: it goes to nobody yet.
    if dossier.origin_office_id is not None:
        return None
    query = sa.select(Office.tier).where(Office.id == dossier.receiver_office_id)
    return session.scalar(query.where(Office.is_self.is_(False)))


def live_nominations(session: Session, dossier_id: UUID) -> Sequence[Nomination]:
    """Return the nominations not taken out, in the order of the list."""
    query = sa.select(Nomination).where(
        Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None)
    )
    return session.scalars(query.order_by(Nomination.position, Nomination.id)).all()


def nomination_facts(
    session: Session,
    dossier: Dossier,
    listed: Sequence[Nomination],
    attached: Mapping[UUID, list[AttachmentFact]],
    today: date,
) -> list[NominationFacts]:
    """Return what the rules ask about some nominations of a dossier.

    Args:
        session: the caller's transaction.
        dossier: whose they are.
        listed: which ones, in the order wanted.
        attached: files by their owner's id.
        today: chooses the rules where the dossier has neither day yet.
    """
    day = dossier.received_on or dossier.letter_date or today
    known = _histories(session, listed, day)
    words = words_given(session, dossier.id)
    noted = record_problems(session, dossier.id, listed, law_of(session), day)
    facts = []
    for n in listed:
        recipient = n.person_id or n.unit_id or n.household_id
        history = known.get(recipient) if recipient else None
        facts.append(
            NominationFacts(
                id=n.id,
                recipient_kind=n.recipient_kind,
                name=n.recipient_name,
                recipient_id=recipient,
                unit=", ".join(filter(None, (n.recipient_unit, n.proposed_by))),
                birth_year=n.recipient_birth_year,
                is_enterprise=n.is_enterprise,
                award_code=n.award_code,
                award_type=n.award_type,
                achievement=n.achievement,
                period_from=n.period_from,
                period_to=n.period_to,
                report=n.report,
                attachments=tuple(attached.get(n.id, ())),
                prior_awards=_earlier(history, dossier.id),
                recipient=history.facts(n.recipient_kind, words.get(n.id)) if history else None,
                contradictory_years=history.contradictory_years if history else (),
                noted=tuple(noted[n.id]),
            )
        )
    return facts


def _earlier(history: History | None, dossier_id: UUID) -> tuple[PriorAward, ...]:
    """Return the awards a recipient holds; what the dossier itself brought is no earlier one."""
    awards = history.awards if history else ()
    return tuple(prior for prior, brought_by in awards if brought_by != dossier_id)


def _histories(
    session: Session, nominations: Sequence[Nomination], day: date
) -> dict[UUID, History]:
    """Return what is recorded of the recipients, members counted for the years asked for."""
    recipients = [
        (n.recipient_kind, record_id)
        for n in nominations
        if (record_id := n.person_id or n.unit_id or n.household_id)
    ]
    years = {n.period_to.year if n.period_to else day.year for n in nominations if n.unit_id}
    return histories(session, recipients, years)


def _attached(session: Session, dossier_id: UUID) -> dict[UUID, list[AttachmentFact]]:
    """Return the files of a dossier and of its live nominations, by their owner's id."""
    columns = (Attachment.owner_id, Attachment.item_code, Attachment.size)
    query = sa.select(*columns).where(files_of(dossier_id)).order_by(Attachment.added_at)
    found: dict[UUID, list[AttachmentFact]] = defaultdict(list)
    for owner, item_code, size in session.execute(query):
        found[owner].append(AttachmentFact(item_code=item_code, size=size))
    return found


def files_of(dossier_id: UUID) -> sa.ColumnElement[bool]:
    """Return the condition for the files of a dossier and of its live nominations."""
    nominations = sa.select(Nomination.id).where(
        Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None)
    )
    return sa.or_(
        sa.and_(Attachment.owner_subject == "dossiers", Attachment.owner_id == dossier_id),
        sa.and_(Attachment.owner_subject == "nominations", Attachment.owner_id.in_(nominations)),
    )
