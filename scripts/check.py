"""Run every check of the project, go on after a failure, and end with one table.

Usage: python scripts/check.py [STEP ...]     without a step, all of them in the order below

Exit 0 when every step passed, 1 otherwise.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Two processes: the tests wait for disk and key derivation often enough that two cores stay busy.
STEPS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "tests": ["-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"],
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step ended.

    Attributes:
        step: its name in ``STEPS``.
        exit_code: of the tool; 0 means passed.
        seconds: wall time.
    """

    step: str
    exit_code: int
    seconds: float


def main(steps: list[str]) -> int:
    """Run the named steps and print the table."""
    unknown = [step for step in steps if step not in STEPS]
    if unknown:
        print(f"no such step: {', '.join(unknown)}; there are {', '.join(STEPS)}", file=sys.stderr)
        return 2
    outcomes = [run(step) for step in steps or STEPS]
    print("\n" + table(outcomes), flush=True)
    return int(any(outcome.exit_code for outcome in outcomes))


def run(step: str) -> Outcome:
    """Run one step with its output on the terminal."""
    print(f"\n== {step}", flush=True)
    started = time.monotonic()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    # Read-only, so that a tool that asks a question fails instead of waiting for an answer.
    done = subprocess.run(
        [sys.executable, *STEPS[step]],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Outcome(step, done.returncode, time.monotonic() - started)


def table(outcomes: list[Outcome]) -> str:
    """Return one line per step and a last line that says whether all is well."""
    lines = [f"{o.step:<10} {_result(o.exit_code):<12} {o.seconds:6.1f} s" for o in outcomes]
    failed = [o.step for o in outcomes if o.exit_code]
    verdict = f"FAILED: {', '.join(failed)}" if failed else "All checks passed."
    return "\n".join([*lines, verdict])


def _result(exit_code: int) -> str:
    return f"FAILED ({exit_code})" if exit_code else "ok"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
