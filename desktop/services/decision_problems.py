"""What keeps a decision from being made as typed: its fields, its number, its day, its letters.

The day of the decision chooses which awards exist and what they are worth; who may decide is asked
for the day of receipt (``decision_power.py``), so the two are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.rows import AwardKind
from desktop.models import Dossier, Nomination
from desktop.services.bases import basis_problems
from desktop.services.decision_outcomes import Answered
from desktop.services.fields import problems_of, specs_of
from desktop.services.law_book import law_of
from desktop.services.letters import letter_problems
from desktop.services.registers import NumberSeries, RegisterService

if TYPE_CHECKING:
    from desktop.services.decisions import DecisionDraft

_DECISION, _BASIS = "Quyết định", "Căn cứ"
_LETTER_DATE, _REASON = "Ngày tờ trình", "Lý do không khen thưởng"
_PRINTED = ("signatory_name", "signatory_title", "subject")


def decision_problems(
    session: Session,
    registers: RegisterService,
    draft: DecisionDraft,
    answered: Sequence[Answered],
    today: date,
) -> list[Problem]:
    """Return what is wrong with a decision as typed, the form's own fields first.

    Args:
        session: to read with.
        registers: which numbers are taken.
        draft: as typed.
        answered: what would become of each nomination, dossier by dossier.
        today: a decision is never dated after it.
    """
    problems = problems_of(draft, today)
    granted = [n for one in answered for n in one.outcomes.granted]
    refused = [line for one in answered for line in one.outcomes.refused]
    wrong, day = {p.field for p in problems}, draft.decided_on
    if day is not None and "decided_on" not in wrong:
        if "number" not in wrong:
            series = NumberSeries.DECISION
            taken = registers.problem(session, series, day.year, draft.number)
            problems += [taken] if taken else []
            problems += registers.warnings(session, series, day.year, draft.number)
        problems += _order_problems([one.dossier for one in answered], draft, day)
        problems += _law_problems(law_of(session), granted, day)
        problems += basis_problems(session, draft.bases, day)
    if not granted:
        problems.append(Problem("nominations", ProblemCode.NOTHING_GRANTED))
    problems += [_without_reason(n) for n, reason in refused if not reason]
    problems += _letter_problems(draft, refused)
    return problems


def _order_problems(
    dossiers: Sequence[Dossier], draft: DecisionDraft, day: date
) -> Iterator[Problem]:
    """Yield once that a letter is younger than the decision on it."""
    if any(d.letter_date is not None and day < d.letter_date for d in dossiers):
        label = specs_of(type(draft))["decided_on"].label
        data: dict[str, object] = {"label": label, "before": _LETTER_DATE}
        yield Problem("decided_on", ProblemCode.DATE_ORDER, data=data)


def _law_problems(law: Catalogue, granted: Sequence[Nomination], day: date) -> Iterator[Problem]:
    """Yield what the law in force on the decision's day does not know, an award once each."""
    regime = law.regime_on(day)
    if regime is None:
        yield Problem("decided_on", ProblemCode.NO_REGIME, data={"day": day})
        return
    unpaid = []
    for award, nominations in _by_award(law, granted):
        if not award.in_force.holds_on(day):
            yield _not_in_force(award, day)
        if any(
            law.bonus.bonus(award.code, kind, day, regime.code) is None
            for kind in {n.recipient_kind for n in nominations}
        ):
            unpaid.append(award.name)
    if unpaid:
        data: dict[str, object] = {"awards": ", ".join(unpaid)}
        yield Problem("decided_on", ProblemCode.BONUS_UNKNOWN, Severity.WARNING, data)


def _by_award(
    law: Catalogue, granted: Iterable[Nomination]
) -> Iterator[tuple[AwardKind, list[Nomination]]]:
    groups: dict[str, list[Nomination]] = {}
    for nomination in granted:
        groups.setdefault(nomination.award_code, []).append(nomination)
    for code, nominations in groups.items():
        award = law.find_award(code)
        if award is not None:
            yield award, nominations


def _not_in_force(award: AwardKind, day: date) -> Problem:
    rule = award.in_force
    return Problem(
        "decided_on",
        ProblemCode.AWARD_NOT_IN_FORCE,
        Severity.BLOCKING if rule.verified else Severity.WARNING,
        {"name": _DECISION, "award": award.name, "day": day},
        citation=rule.citation,
        verified=rule.verified,
    )


def _without_reason(nomination: Nomination) -> Problem:
    data: dict[str, object] = {"name": nomination.recipient_name}
    code = ProblemCode.VERDICT_REASON_MISSING
    return Problem("outcome_reason", code, data=data, record=nomination.id)


def _letter_problems(
    draft: DecisionDraft, refused: Sequence[tuple[Nomination, str]]
) -> Iterator[Problem]:
    """Yield what was typed with letters that cannot be printed: told beside its own field."""
    specs = specs_of(type(draft))
    for field in _PRINTED:
        yield from letter_problems(field, specs[field].label, getattr(draft, field))
    cited = "\n".join(line.cited_as for line in draft.bases)
    yield from letter_problems("bases", _BASIS, cited)
    for nomination, reason in refused:
        for problem in letter_problems("outcome_reason", _REASON, reason):
            yield replace(problem, record=nomination.id)
