"""Recipients of one dossier held against each other: the same one twice, or two of one name."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from desktop.law.facts import NominationFacts
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.vietnamese.text import fold


def recipient_problems(nominations: tuple[NominationFacts, ...]) -> dict[UUID, list[Problem]]:
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
    data: dict[str, object] = {"name": one.name, "position": position}
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
