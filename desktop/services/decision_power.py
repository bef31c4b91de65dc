"""What an office may decide, and what comes with it, as the law data says on the dossier's day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused
from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.models import Dossier, Nomination, Office
from desktop.services.law_book import law_of


def beyond_power(
    session: Session, dossier: Dossier, granted: Iterable[Nomination], today: date
) -> list[Problem]:
    """Return warnings where law data not read in a source says another office decides.

    Args:
        session: to read with.
        dossier: its day of receipt, else its letter's, chooses the rules (catalogue §9.2).
        granted: the nominations to be granted.
        today: for a dossier without either day.

    Raises:
        MoveRefused: NOT_OURS_TO_DECIDE with ``award`` and ``tiers`` where the rule was read in a
            source; a rule that was not never blocks.
    """
    law, own = law_of(session), session.scalars(sa.select(Office.tier).where(Office.is_self)).one()
    on = dossier.received_on or dossier.letter_date or today
    warnings = []
    for nomination in granted:
        award = law.find_award(nomination.award_code)
        rule = law.decider(award.code, on) if award else None
        if award is None or rule is None or own in rule.tiers:
            continue
        tiers = [tier.label for tier in rule.tiers]
        if rule.verified:
            refusal = MoveRefused.Code.NOT_OURS_TO_DECIDE
            raise MoveRefused(refusal, award=award.name, tiers=tiers, citation=rule.citation)
        warnings.append(
            Problem(
                "nominations",
                ProblemCode.AWARD_DECIDED_ABOVE,
                Severity.WARNING,
                {"name": nomination.recipient_name, "award": award.name, "tiers": tiers},
                nomination.id,
                rule.citation,
                verified=False,
            )
        )
    return warnings


def bears_certificate(award_code: str, on: date, law: Catalogue) -> bool:
    """Whether a certificate goes with an award; only a rule read in a source says that none does.

    From 2024 «Lao động tiên tiến» is money only (catalogue §6.1, S12).
    """
    if law.find_award(award_code) is None:
        return True
    rule = law.certificate(award_code, on)
    return rule is None or rule.has_certificate or not rule.verified
