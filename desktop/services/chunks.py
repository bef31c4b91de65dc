"""Long lists of ids, in portions that one statement takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

# SQLite takes some 32,000 values in one statement; more at once is no faster.
_AT_ONCE = 1_000


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the values in order, in portions."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
