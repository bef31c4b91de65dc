"""Run every check of the project, go on after a failure, and end with one table.

Usage: python scripts/check.py [STEP ...]     without a step, all of EVERY_DAY in that order

Exit 0 when every step passed, 1 otherwise. A step that does not end is ended, with all it started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Two processes: the tests wait for disk and key derivation often enough that two cores stay busy.
# No third in the place of one that crashed: xdist hands it files that are done already, and waits
# for ever for their end. A test that stands still is ended too, after showing where.
TESTS = ["-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--max-worker-restart", "0"]
STANDING_STILL = ["-o", "faulthandler_timeout=900", "-o", "faulthandler_exit_on_timeout=true"]
# Whole offices at work, killed, and shown as the demo: minutes, and seldom what breaks first.
LONG = ["tests/e2e", "tests/demo"]
# What touches the database, once more with every office on a PostgreSQL server of the run's own.
ON_SERVER = ["tests/services", "tests/database", "tests/commands"]

STEPS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "tests": [*TESTS, *STANDING_STILL, *(f"--ignore={folder}" for folder in LONG)],
    "long": [*TESTS, *STANDING_STILL, *LONG],
    "postgresql": [*TESTS, *STANDING_STILL, *ON_SERVER],
}
EVERY_DAY = [step for step in STEPS if step not in {"long", "postgresql"}]
ENVIRONMENT = {"postgresql": {"GUONGSANG_TEST_ENGINE": "postgresql"}}

# Several times what the slowest step takes on two slow cores.
MINUTES = 45
TOOK_TOO_LONG = 124  # as timeout(1) says it
_SECONDS_TO_REPORT = 60
_SECONDS_TO_END = 10


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
    outcomes = [run(step) for step in steps or EVERY_DAY]
    print("\n" + table(outcomes), flush=True)
    return int(any(outcome.exit_code for outcome in outcomes))


def run(step: str) -> Outcome:
    """Run one step with its output on the terminal."""
    print(f"\n== {step}", flush=True)
    started = time.monotonic()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    environment |= ENVIRONMENT.get(step, {})
    # Read-only, so that a tool that asks a question fails instead of waiting for an answer.
    with subprocess.Popen(
        [sys.executable, *STEPS[step]],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        process_group=0,
    ) as process:
        exit_code = TOOK_TOO_LONG
        try:
            exit_code = process.wait(MINUTES * 60)
        except subprocess.TimeoutExpired:
            print(f"\n{step}: not done after {MINUTES} minutes, ended", flush=True)
            _interrupt(process)
        finally:
            if exit_code:
                _end(process)
    return Outcome(step, exit_code, time.monotonic() - started)


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    """Ask a step to end as Ctrl+C does: pytest then still says what had failed until there."""
    process.send_signal(signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_SECONDS_TO_REPORT)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a step and whatever it left behind, such as the servers of a test that crashed."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_END)
        os.killpg(process.pid, signal.SIGKILL)


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
