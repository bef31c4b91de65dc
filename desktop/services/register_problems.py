"""What is wrong with the numbers and the reason typed for an act on a register."""

from __future__ import annotations

from desktop.law.problems import Problem, ProblemCode
from desktop.services.fields import clean

AT_A_TIME = 1_000
"""Most numbers reserved in one act; more is a slip of the keyboard."""
EXPLAINED_AT_ONCE = 20_000
"""Widest gap one reason explains: more papers than an office numbers in a year."""
HIGHEST = 1_000_000
"""The highest number of a register: one set beyond would send every later one there too."""
_LONGEST_REASON = 500


def count_problems(count: int, most: int) -> list[Problem]:
    """Return that so many numbers are none, or more than ``most`` for one act."""
    if 1 <= count <= most:
        return []
    data: dict[str, object] = {"label": "Số lượng", "minimum": 1, "maximum": most}
    return [Problem("count", ProblemCode.OUT_OF_RANGE, data=data)]


def range_problems(first: int, last: int) -> list[Problem]:
    """Return that a number is below the first or beyond the highest."""
    if first >= 1 and last <= HIGHEST:
        return []
    data: dict[str, object] = {"label": "Số", "minimum": 1, "maximum": HIGHEST}
    return [Problem("number", ProblemCode.OUT_OF_RANGE, data=data)]


def reason_problems(reason: str) -> list[Problem]:
    """Return that a reason is missing or too long."""
    words = clean(reason)
    if not words:
        return [Problem("reason", ProblemCode.REQUIRED, data={"label": "Lý do"})]
    if len(words) > _LONGEST_REASON:
        data: dict[str, object] = {"label": "Lý do", "maximum": _LONGEST_REASON}
        return [Problem("reason", ProblemCode.TOO_LONG, data=data)]
    return []
