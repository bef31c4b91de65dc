"""Run the tests with branch coverage and hold each package against its floor (house.md §9).

Usage: python scripts/coverage_floors.py

Below a package under its floor stand the files that pull it down. Exit 1 when the tests fail or a
floor is missed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from check import TESTS

ROOT = Path(__file__).resolve().parent.parent

# Per cent of branches; packages not named here are shown and not chased.
FLOORS = {"law": 100, "vietnamese": 100, "sealing": 100, "services": 90}


def main() -> int:
    """Measure, print the table, compare."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        tests = _run_tests(report, Path(folder) / "data")
        files: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))["files"]
    packages: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for name, measured in files.items():
        summary = measured["summary"]
        counts = (summary["covered_branches"], summary["num_branches"])
        packages[Path(name).with_suffix("").parts[1]][name] = counts
    missed = [package for package in sorted(packages) if not _show(package, packages[package])]
    if missed:
        print(f"below their floor: {', '.join(missed)}")
    return int(bool(tests or missed))


def _run_tests(report: Path, data: Path) -> int:
    options = ["--cov=desktop", "--cov-branch", "--cov-report", f"json:{report}"]
    return subprocess.run(
        [sys.executable, *TESTS, *options],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "COVERAGE_FILE": str(data)},
        check=False,
    ).returncode


def _show(package: str, files: dict[str, tuple[int, int]]) -> bool:
    """Print a package's line; return whether it keeps its floor."""
    covered = sum(c for c, _ in files.values())
    total = sum(t for _, t in files.values())
    share = 100 * covered / total if total else 100.0
    floor = FLOORS.get(package)
    kept = floor is None or share >= floor
    print(f"{package:<12} {covered:5d} of {total:5d} branches {share:6.1f} %  floor {floor or '-'}")
    if not kept:
        for name, (c, t) in sorted(files.items()):
            if c < t:
                print(f"    {name}: {t - c} not taken")
    return kept


if __name__ == "__main__":
    raise SystemExit(main())
