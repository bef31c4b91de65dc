"""Whether a dossier is complete and lawful: every problem at once, in the order of the form.

A rule blocks only where the law data behind it is FOUND; else it warns with ``verified`` False and
the screen adds «chưa đối chiếu». ``Problem.data`` holds what the sentence needs: ``name`` (of the
recipient, or «Hồ sơ»), ``award`` (name), ``tiers`` (labels of those who decide), ``item`` (label),
``position`` (row of the other nomination, from 1), ``year``, ``decision`` (number of the earlier
one), ``day``, ``limit_mb``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desktop.law.catalogue import Catalogue
from desktop.law.exclusions import exclusion_problems
from desktop.law.facts import AttachmentFact, DossierFacts, NominationFacts, PriorAward
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.recipients import recipient_problems
from desktop.law.rows import (
    AwardKind,
    DecidingRule,
    ItemScope,
    MadeBy,
    RequiredItem,
    Row,
)
from desktop.law.standing import standard_problems
from desktop.law.terms import Tier

__all__ = ["AttachmentFact", "DossierFacts", "NominationFacts", "PriorAward", "problems"]

ATTACHED_LIMIT_MB = 200
MINUTES = "BIEN_BAN"
"""The item that a council session held here stands for."""

_WHOLE = "Hồ sơ"  # stands for a name where the dossier as a whole is meant
_TIERS = list(Tier)  # declared from the commune upwards


def problems(facts: DossierFacts, law: Catalogue, today: date) -> list[Problem]:
    """Return everything that holds the dossier back, the letter first, then each nomination."""
    day = facts.regime_day(today)
    found = [*_letter_problems(facts, today)]
    if law.regime_on(day) is None:
        found.append(Problem("letter_date", ProblemCode.NO_REGIME, data={"day": day}))
    if not facts.nominations:
        found.append(Problem("nominations", ProblemCode.NO_NOMINATIONS))
    recipients, papers = recipient_problems(facts.nominations), _Papers(law, day)
    for nomination in facts.nominations:
        found += recipients.get(nomination.id, [])
        found += _nomination_problems(nomination, facts, law, day, today)
        found += _own_item_problems(nomination, papers)
    found += _decider_notes(facts, law, day)
    found += _dossier_item_problems(facts, papers)
    if facts.attached_bytes > ATTACHED_LIMIT_MB * 1024 * 1024:
        data: dict[str, object] = {"limit_mb": ATTACHED_LIMIT_MB}
        found.append(Problem("attachments", ProblemCode.TOO_MUCH_ATTACHED, data=data))
    return found


def _of(
    nomination: NominationFacts | None,
    field: str,
    code: ProblemCode,
    severity: Severity = Severity.BLOCKING,
    **data: object,
) -> Problem:
    """Return a problem of one nomination, or of the dossier as a whole."""
    named = {"name": nomination.name if nomination else _WHOLE, **data}
    return Problem(field, code, severity, named, nomination.id if nomination else None)


def _by_law(
    nomination: NominationFacts | None, field: str, code: ProblemCode, row: Row, **data: object
) -> Problem:
    """Return a problem that rests on a row of the law, as severe as the row is certain."""
    severity = Severity.BLOCKING if row.verified else Severity.WARNING
    problem = _of(nomination, field, code, severity, **data)
    return replace(problem, citation=row.citation, verified=row.verified)


def _letter_problems(facts: DossierFacts, today: date) -> Iterator[Problem]:
    """Yield what the submission letter lacks; a dossier decided here needs none."""
    if facts.receiver_tier is None:
        return
    if not facts.letter_number.strip():
        yield Problem("letter_number", ProblemCode.LETTER_NUMBER_MISSING)
    if facts.letter_date is None:
        yield Problem("letter_date", ProblemCode.LETTER_DATE_MISSING)
    elif facts.letter_date > today:
        code = ProblemCode.LETTER_DATE_IN_FUTURE
        yield Problem("letter_date", code, Severity.WARNING, {"day": facts.letter_date})
    if not facts.signatory_name.strip():
        yield Problem("signatory_name", ProblemCode.SIGNATORY_MISSING)


def _nomination_problems(
    nomination: NominationFacts, facts: DossierFacts, law: Catalogue, day: date, today: date
) -> Iterator[Problem]:
    """Yield the problems of one nomination in the order of its form, but for its papers."""
    award = law.find_award(nomination.award_code)
    if award is None:
        yield _of(nomination, "award_code", ProblemCode.AWARD_MISSING)
    else:
        yield from _award_problems(nomination, award, facts, law, day)
        yield from exclusion_problems(nomination, award, law, day, today)
        yield from standard_problems(nomination, law, day)
    yield from nomination.noted
    if nomination.award_type is None:
        yield _of(nomination, "award_type", ProblemCode.REQUIRED, label="loại hình khen thưởng")
    yield from _content_problems(nomination)


def _award_problems(
    nomination: NominationFacts, award: AwardKind, facts: DossierFacts, law: Catalogue, day: date
) -> Iterator[Problem]:
    """Yield whether the award suits the recipient, exists, and is for the office asked."""
    if nomination.recipient_kind not in award.recipients:
        code = ProblemCode.AWARD_NOT_FOR_RECIPIENT
        yield _of(nomination, "award_code", code, award=award.name)
    if not award.in_force.holds_on(day):
        code = ProblemCode.AWARD_NOT_IN_FORCE
        yield _by_law(nomination, "award_code", code, award.in_force, award=award.name, day=day)
    elif rule := law.decider(award.code, day):
        yield from _decider_problems(nomination, award, rule, facts, law, day)


def _decider_problems(
    nomination: NominationFacts,
    award: AwardKind,
    rule: DecidingRule,
    facts: DossierFacts,
    law: Catalogue,
    day: date,
) -> Iterator[Problem]:
    """Yield where the dossier goes to, or stays at, an office that should not decide it."""
    data: dict[str, object] = {"award": award.name, "tiers": [tier.label for tier in rule.tiers]}
    if facts.office_tier in rule.tiers:
        if facts.receiver_tier is not None:
            yield _decided_here(nomination, rule, law, day, data)
    elif not any(_above(tier, facts.office_tier) for tier in rule.tiers):
        code = ProblemCode.AWARD_DECIDED_ELSEWHERE
        yield _by_law(nomination, "award_code", code, rule, **data)
    elif facts.receiver_tier is None:
        code = ProblemCode.AWARD_DECIDED_ABOVE
        yield _by_law(nomination, "award_code", code, rule, **data)


def _decided_here(
    nomination: NominationFacts,
    rule: DecidingRule,
    law: Catalogue,
    day: date,
    data: dict[str, object],
) -> Problem:
    """Return the warning «cấp nào phát động thi đua thì cấp đó khen thưởng» (P:II.2.1, X10)."""
    rows = [row for row in (rule, law.principle("X10", day)) if row is not None]
    citation = "; ".join(row.citation for row in rows if row.citation)
    verified = all(row.verified for row in rows)
    code = ProblemCode.AWARD_DECIDED_HERE
    problem = _of(nomination, "award_code", code, Severity.WARNING, **data)
    return replace(problem, citation=citation, verified=verified)


def _above(tier: Tier, other: Tier) -> bool:
    return _TIERS.index(tier) > _TIERS.index(other)


def _decider_notes(facts: DossierFacts, law: Catalogue, day: date) -> Iterator[Problem]:
    """Yield once per award that the law data on who decides it has not been checked."""
    codes = dict.fromkeys(nomination.award_code for nomination in facts.nominations)
    for award in filter(None, map(law.find_award, codes)):
        rule = law.decider(award.code, day)
        if rule and not rule.verified and award.in_force.holds_on(day):
            code = ProblemCode.DECIDER_UNVERIFIED
            problem = _of(None, "nominations", code, Severity.INFO, award=award.name)
            yield replace(problem, verified=False)


def _content_problems(nomination: NominationFacts) -> Iterator[Problem]:
    """Yield what the achievement lacks; its period starts the next award's clock (X4)."""
    if not nomination.achievement.strip():
        yield _of(nomination, "achievement", ProblemCode.ACHIEVEMENT_MISSING)
    if nomination.period_from is None or nomination.period_to is None:
        field = "period_from" if nomination.period_from is None else "period_to"
        yield _of(nomination, field, ProblemCode.PERIOD_MISSING)
    elif nomination.period_from > nomination.period_to:
        code = ProblemCode.DATE_ORDER
        yield _of(nomination, "period_to", code, label="ngày kết thúc", before="ngày bắt đầu")


class _Papers:
    """The papers a nomination brings with it, asked once of the law for all that are alike."""

    def __init__(self, law: Catalogue, day: date) -> None:
        self._law, self._day = law, day
        self._known: dict[tuple[object, ...], tuple[RequiredItem, ...]] = {}

    def of(self, nomination: NominationFacts, scope: ItemScope) -> tuple[RequiredItem, ...]:
        """Return the papers of one scope."""
        n = nomination
        key = (scope, n.award_code, n.award_type, n.recipient_kind, n.is_enterprise)
        if (found := self._known.get(key)) is None:
            found = self._known[key] = self._asked(nomination, scope)
        return found

    def _asked(self, nomination: NominationFacts, scope: ItemScope) -> tuple[RequiredItem, ...]:
        if nomination.award_type is None:
            return ()
        needed = self._law.items_for(
            nomination.award_code,
            nomination.award_type,
            self._day,
            nomination.recipient_kind,
            enterprise=nomination.is_enterprise,
        )
        return tuple(need for need in needed if need.item.scope is scope)


def _own_item_problems(nomination: NominationFacts, papers: _Papers) -> Iterator[Problem]:
    """Yield the papers a nomination needs for itself and does not have."""
    attached = {file.item_code for file in nomination.attachments}
    for need in papers.of(nomination, ItemScope.NOMINATION):
        if need.item.code in attached:
            continue
        if need.item.made_by is MadeBy.PROGRAM:
            if not nomination.report.strip():
                code = ProblemCode.REPORT_MISSING
                yield _by_law(nomination, "report", code, need, item=need.item.label)
        else:
            yield _item_problem(need, nomination)


def _item_problem(need: RequiredItem, nomination: NominationFacts | None = None) -> Problem:
    code = ProblemCode.ITEM_MISSING if need.verified else ProblemCode.ITEM_UNVERIFIED
    return _by_law(nomination, "attachments", code, need, item=need.item.label)


def _dossier_item_problems(facts: DossierFacts, papers: _Papers) -> Iterator[Problem]:
    """Yield once each paper the dossier as a whole lacks, by the most certain rule that asks it."""
    attached = {file.item_code for file in facts.attachments}
    if facts.has_minutes:
        attached.add(MINUTES)
    missing: dict[str, RequiredItem] = {}
    for nomination in facts.nominations:
        own = {file.item_code for file in nomination.attachments}
        for need in papers.of(nomination, ItemScope.DOSSIER):
            if need.item.made_by is MadeBy.PROGRAM or need.item.code in attached | own:
                continue
            known = missing.setdefault(need.item.code, need)
            if need.verified and not known.verified:
                missing[need.item.code] = need
    yield from map(_item_problem, missing.values())
