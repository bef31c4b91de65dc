"""Whether a dossier is complete and lawful: every problem at once, in the order of the form.

A rule blocks only where the law data behind it is FOUND; else it warns with ``verified`` False and
the screen adds «chưa đối chiếu». ``Problem.data`` holds what the sentence needs: ``award`` (name),
``tiers`` (labels of those who decide), ``item`` (label), ``position`` (row of the other nomination,
from 1), ``year``, ``decision`` (number of the earlier one), ``day``, ``limit_mb``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from desktop.law.catalogue import Catalogue
from desktop.law.facts import AttachmentFact, DossierFacts, NominationFacts, PriorAward
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.rows import (
    AwardKind,
    AwardNature,
    DecidingRule,
    ItemScope,
    MadeBy,
    RequiredItem,
    Row,
)
from desktop.law.terms import Tier
from desktop.vietnamese.text import fold

__all__ = ["AttachmentFact", "DossierFacts", "NominationFacts", "PriorAward", "problems"]

ATTACHED_LIMIT_MB = 200

_TIERS = list(Tier)  # declared from the commune upwards


def problems(facts: DossierFacts, law: Catalogue, today: date) -> list[Problem]:
    """Return everything that holds the dossier back, the letter first, then each nomination."""
    day = facts.regime_day(today)
    found = [*_letter_problems(facts, today)]
    if law.regime_on(day) is None:
        found.append(Problem("letter_date", ProblemCode.NO_REGIME, data={"day": day}))
    if not facts.nominations:
        found.append(Problem("nominations", ProblemCode.NO_NOMINATIONS))
    recipients = _recipient_problems(facts.nominations)
    for nomination in facts.nominations:
        found += recipients.get(nomination.id, [])
        found += _nomination_problems(nomination, facts, law, day)
    found += _decider_notes(facts, law, day)
    found += _dossier_item_problems(facts, law, day)
    if facts.attached_bytes > ATTACHED_LIMIT_MB * 1024 * 1024:
        data: dict[str, object] = {"limit_mb": ATTACHED_LIMIT_MB}
        found.append(Problem("attachments", ProblemCode.TOO_MUCH_ATTACHED, data=data))
    return found


def _by_law(
    field: str,
    code: ProblemCode,
    row: Row,
    nomination: NominationFacts | None = None,
    **data: object,
) -> Problem:
    """Return a problem that rests on a row of the law, as severe as the row is certain."""
    severity = Severity.BLOCKING if row.verified else Severity.WARNING
    record = nomination.id if nomination else None
    return Problem(field, code, severity, data, record, row.citation, row.verified)


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
    nomination: NominationFacts, facts: DossierFacts, law: Catalogue, day: date
) -> Iterator[Problem]:
    """Yield the problems of one nomination in the order of its form."""
    award = law.find_award(nomination.award_code)
    if award is None:
        yield Problem("award_code", ProblemCode.AWARD_MISSING, record=nomination.id)
    else:
        yield from _award_problems(nomination, award, facts, law, day)
        yield from _prior_award_problems(nomination, award, law, day)
    if nomination.award_type is None:
        yield Problem("award_type", ProblemCode.REQUIRED, record=nomination.id)
    yield from _content_problems(nomination)
    yield from _own_item_problems(nomination, law, day)


def _recipient_problems(nominations: tuple[NominationFacts, ...]) -> dict[UUID, list[Problem]]:
    """Return where an earlier nomination has the same recipient, or one who reads the same."""
    found: dict[UUID, list[Problem]] = defaultdict(list)
    seen: dict[object, dict[int, NominationFacts]] = defaultdict(dict)
    for position, nomination in enumerate(nominations, start=1):
        by_name = (nomination.recipient_kind, fold(nomination.name))
        by_record = nomination.recipient_id or position
        for earlier, other in {**seen[by_name], **seen[by_record]}.items():
            if (problem := _likeness(nomination, other, earlier)) is not None:
                found[nomination.id].append(problem)
        seen[by_name][position] = seen[by_record][position] = nomination
    return found


def _likeness(one: NominationFacts, other: NominationFacts, position: int) -> Problem | None:
    """Return what is wrong with two nominations of one name or one record standing together."""
    data: dict[str, object] = {"position": position}
    if _same_recipient(one, other):
        if not one.award_code or one.award_code != other.award_code:
            return None
        return Problem("recipient_name", ProblemCode.RECIPIENT_TWICE, data=data, record=one.id)
    unknown = one.birth_year is None or other.birth_year is None
    if unknown or one.birth_year == other.birth_year or fold(one.unit) == fold(other.unit):
        code = ProblemCode.HOMONYM
        return Problem("recipient_name", code, Severity.WARNING, data, one.id)
    return None


def _same_recipient(one: NominationFacts, other: NominationFacts) -> bool:
    """Whether two nominations mean one recipient: by record, else by unit and year of birth."""
    if one.recipient_id and other.recipient_id:
        return one.recipient_id == other.recipient_id
    return fold(one.unit) == fold(other.unit) and one.birth_year == other.birth_year


def _award_problems(
    nomination: NominationFacts, award: AwardKind, facts: DossierFacts, law: Catalogue, day: date
) -> Iterator[Problem]:
    """Yield whether the award suits the recipient, exists, and is for the office asked."""
    if nomination.recipient_kind not in award.recipients:
        code = ProblemCode.AWARD_NOT_FOR_RECIPIENT
        yield Problem("award_code", code, data={"award": award.name}, record=nomination.id)
    if not award.in_force.holds_on(day):
        code = ProblemCode.AWARD_NOT_IN_FORCE
        yield _by_law("award_code", code, award.in_force, nomination, award=award.name, day=day)
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
        yield _by_law("award_code", code, rule, nomination, **data)
    elif facts.receiver_tier is None:
        code = ProblemCode.AWARD_DECIDED_ABOVE
        yield _by_law("award_code", code, rule, nomination, **data)


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
    return Problem("award_code", code, Severity.WARNING, data, nomination.id, citation, verified)


def _above(tier: Tier, other: Tier) -> bool:
    return _TIERS.index(tier) > _TIERS.index(other)


def _decider_notes(facts: DossierFacts, law: Catalogue, day: date) -> Iterator[Problem]:
    """Yield once per award that the law data on who decides it has not been checked."""
    codes = dict.fromkeys(nomination.award_code for nomination in facts.nominations)
    for award in filter(None, map(law.find_award, codes)):
        rule = law.decider(award.code, day)
        if rule and not rule.verified and award.in_force.holds_on(day):
            code, data = ProblemCode.DECIDER_UNVERIFIED, {"award": award.name}
            yield Problem("nominations", code, Severity.INFO, {**data}, verified=False)


def _prior_award_problems(
    nomination: NominationFacts, award: AwardKind, law: Catalogue, day: date
) -> Iterator[Problem]:
    """Yield an annual title held for the year (X6), or the same form for the same time (X2)."""
    rule: Row | None = law.annual(award.code, day)
    for prior in nomination.prior_awards:
        if prior.award_code != award.code:
            continue
        data: dict[str, object] = {"decision": prior.decision, "year": prior.year}
        data["award"] = award.name
        if rule is not None:
            if nomination.period_to and prior.year == nomination.period_to.year:
                yield _by_law("award_code", ProblemCode.ALREADY_HOLDS, rule, nomination, **data)
        elif award.nature is AwardNature.COMMENDATION_FORM and _overlap(nomination, prior):
            # The same months need not be the same achievement, so even a FOUND rule only warns.
            principle = law.principle("X2", day)
            citation = principle.citation if principle else ""
            code, verified = ProblemCode.ALREADY_HOLDS, bool(principle and principle.verified)
            yield Problem(
                "award_code", code, Severity.WARNING, data, nomination.id, citation, verified
            )


def _overlap(nomination: NominationFacts, prior: PriorAward) -> bool:
    """Whether the two achievement periods share a day; unknown ends share none."""
    if not (
        nomination.period_from and nomination.period_to and prior.period_from and prior.period_to
    ):
        return False
    return nomination.period_from <= prior.period_to and prior.period_from <= nomination.period_to


def _content_problems(nomination: NominationFacts) -> Iterator[Problem]:
    """Yield what the achievement lacks; its period starts the next award's clock (X4)."""
    if not nomination.achievement.strip():
        yield Problem("achievement", ProblemCode.ACHIEVEMENT_MISSING, record=nomination.id)
    if nomination.period_from is None or nomination.period_to is None:
        field = "period_from" if nomination.period_from is None else "period_to"
        yield Problem(field, ProblemCode.PERIOD_MISSING, record=nomination.id)
    elif nomination.period_from > nomination.period_to:
        yield Problem("period_to", ProblemCode.DATE_ORDER, record=nomination.id)


def _needs(
    nomination: NominationFacts, law: Catalogue, day: date, scope: ItemScope
) -> tuple[RequiredItem, ...]:
    """Return the papers of one scope that a nomination brings with it."""
    if nomination.award_type is None:
        return ()
    needed = law.items_for(
        nomination.award_code,
        nomination.award_type,
        day,
        nomination.recipient_kind,
        enterprise=nomination.is_enterprise,
    )
    return tuple(need for need in needed if need.item.scope is scope)


def _own_item_problems(nomination: NominationFacts, law: Catalogue, day: date) -> Iterator[Problem]:
    """Yield the papers a nomination needs for itself and does not have."""
    attached = {file.item_code for file in nomination.attachments}
    for need in _needs(nomination, law, day, ItemScope.NOMINATION):
        if need.item.code in attached:
            continue
        if need.item.made_by is MadeBy.PROGRAM:
            if not nomination.report.strip():
                code, label = ProblemCode.REPORT_MISSING, need.item.label
                yield _by_law("report", code, need, nomination, item=label)
        else:
            yield _item_problem(need, nomination)


def _item_problem(need: RequiredItem, nomination: NominationFacts | None = None) -> Problem:
    code = ProblemCode.ITEM_MISSING if need.verified else ProblemCode.ITEM_UNVERIFIED
    return _by_law("attachments", code, need, nomination, item=need.item.label)


def _dossier_item_problems(facts: DossierFacts, law: Catalogue, day: date) -> Iterator[Problem]:
    """Yield once each paper the dossier as a whole lacks, by the most certain rule that asks it."""
    attached = {file.item_code for file in facts.attachments}
    missing: dict[str, RequiredItem] = {}
    for nomination in facts.nominations:
        own = {file.item_code for file in nomination.attachments}
        for need in _needs(nomination, law, day, ItemScope.DOSSIER):
            if need.item.made_by is MadeBy.PROGRAM or need.item.code in attached | own:
                continue
            known = missing.setdefault(need.item.code, need)
            if need.verified and not known.verified:
                missing[need.item.code] = need
    yield from map(_item_problem, missing.values())
