"""What a dossier of 300 nominations lacks, and who is due, in an office of 200,000 people."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

from tests.benchmarks.big_office import BigOffice, make

_CHECK = "check 300 nominations among 200,000 people"
_DUE = "who is due among 200,000 people"
_MEMORY = "memory while finding who is due"
FLOORS = {_CHECK: "<= 300", _DUE: "<= 10", _MEMORY: "<= 400"}
_RUNS = 7
_YEAR = 2023


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Make the office once; return the first and the best check, the search, and the peak."""
    with tempfile.TemporaryDirectory() as folder:
        office = make(Path(folder) / "office")
        try:
            checks = [_checked(office) for _ in range(_RUNS)]
            begun = time.perf_counter()
            report = office.desk.due.list_due(_YEAR)
            due = time.perf_counter() - begun
            assert report.looked_at > 200_000
            # Linux counts in KiB; making the office weighs less than what follows.
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        finally:
            office.desk.close()
    return [
        # The best of several: other work on the machine only ever adds.
        (_CHECK, min(checks), "ms", "", None),
        ("the first of these checks, nothing read before", checks[0], "ms", "", None),
        (_DUE, due, "s", "", None),
        (_MEMORY, peak, "MB", "", None),
    ]


def _checked(office: BigOffice) -> float:
    begun = time.perf_counter()
    problems = office.desk.dossiers.check(office.dossier_id)
    taken = (time.perf_counter() - begun) * 1000
    assert problems
    return taken
