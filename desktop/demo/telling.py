"""How the demo's nominations are written down: one call each, the texts as plain paragraphs."""

from __future__ import annotations

from typing import Any

from desktop.demo.shapes import DemoNomination, prose
from desktop.law.terms import RecipientKind


def _told(
    kind: RecipientKind,
    recipient: str | None,
    award: str,
    achievement: str,
    summary: str,
    report: str,
    **more: Any,
) -> DemoNomination:
    return DemoNomination(
        recipient_kind=kind,
        recipient=recipient,
        award_code=award,
        achievement=prose(achievement),
        summary=prose(summary),
        report=prose(report),
        **more,
    )


def person(recipient: str | None, award: str, *texts: str, **more: Any) -> DemoNomination:
    """Return a person's nomination; ``texts`` are achievement, summary and report."""
    return _told(RecipientKind.INDIVIDUAL, recipient, award, *texts, **more)


def collective(recipient: str | None, award: str, *texts: str, **more: Any) -> DemoNomination:
    """Return a unit's nomination; ``texts`` are achievement, summary and report."""
    return _told(RecipientKind.COLLECTIVE, recipient, award, *texts, **more)


def household(recipient: str | None, award: str, *texts: str, **more: Any) -> DemoNomination:
    """Return a household's nomination; ``texts`` are achievement, summary and report."""
    return _told(RecipientKind.HOUSEHOLD, recipient, award, *texts, **more)
