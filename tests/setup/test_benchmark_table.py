"""The table of ``make bench``: bounds are judged rightly and a bench that breaks is not hidden."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RUNNER = Path(__file__).parents[1] / "benchmarks" / "run.py"

BENCH = """
FLOORS = {"twice as long": "<= 1.5x", "quick": "<= 20", "many": ">= 1000", "alone": "<= 2x"}

def run():
    print("a library says hello")
    return [
        ("twice as long", 2.0, "s", "bare", 1.0),
        ("quick", 19.5, "ms", "", None),
        ("many", 1200, "/s", "", None),
        ("alone", 3, "s", "absent tool", None),
        ("only shown", 71.25, "MB", "", None),
    ]
"""


@pytest.fixture
def benches(tmp_path: Path) -> Path:
    folder = tmp_path / "tests" / "benchmarks"
    folder.mkdir(parents=True)
    shutil.copy(RUNNER, folder)
    return folder


def run(folder: Path, *names: str) -> tuple[int, dict[str, str]]:
    done = subprocess.run(
        [sys.executable, folder / "run.py", *names],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, {" ".join(line.split()): line for line in done.stdout.splitlines()}


def test_each_figure_stands_beside_its_peer_and_bound(benches: Path) -> None:
    (benches / "bench_times.py").write_text(BENCH, encoding="utf-8")
    exit_code, lines = run(benches)
    assert exit_code == 0
    assert "times twice as long 2 s bare 1 s 2.00x <= 1.5x NO" in lines
    assert "times quick 19.5 ms - - - <= 20 yes" in lines
    assert "times many 1,200 /s - - - >= 1000 yes" in lines
    assert "times alone 3 s absent tool - - <= 2x -" in lines
    assert "times only shown 71.2 MB - - - - -" in lines


def test_a_bench_that_breaks_is_named_and_the_others_still_run(benches: Path) -> None:
    (benches / "bench_times.py").write_text(BENCH, encoding="utf-8")
    (benches / "bench_broken.py").write_text("def run():\n    1 / 0\n", encoding="utf-8")
    exit_code, lines = run(benches)
    assert exit_code == 1
    assert "could not run: bench_broken.py" in lines
    assert "times quick 19.5 ms - - - <= 20 yes" in lines


def test_a_bound_for_a_figure_that_is_not_measured_is_an_error(benches: Path) -> None:
    text = 'FLOORS = {"gone": "<= 1"}\n\ndef run():\n    return []\n'
    (benches / "bench_gone.py").write_text(text, encoding="utf-8")
    assert run(benches, "gone")[0] == 1
