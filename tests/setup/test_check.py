"""``make test`` always ends: when a step stands still, and when a test process crashed."""

from __future__ import annotations

import importlib.util
import os
import select
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check", ROOT / "scripts" / "check.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "check", module)  # where its dataclass looks its types up
    spec.loader.exec_module(module)
    return module


LEAVES_A_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(child.pid))
{then}
"""


@pytest.mark.parametrize(
    ("then", "exit_code"), [("time.sleep(600)", 124), ("import os; os.abort()", -6)]
)
def test_a_step_is_ended_with_all_it_started(
    check: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str, exit_code: int
) -> None:
    child = tmp_path / "child"
    code = LEAVES_A_CHILD.format(then=then)
    monkeypatch.setitem(check.STEPS, "tests", ["-c", code, str(child)])
    monkeypatch.setattr(check, "MINUTES", 2 / 60)

    outcome = check.run("tests")

    assert outcome.exit_code == exit_code
    assert "FAILED: tests" in check.table([outcome])
    assert has_ended(int(child.read_text()))


def test_a_step_that_took_too_long_may_say_what_had_failed(
    check: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "test_slow.py").write_text(
        "import time\ndef test_wrong():\n    assert False\ndef test_slow():\n    time.sleep(600)\n"
    )
    said = tmp_path / "said.txt"
    pytest_run = f"import pytest; pytest.main(['-q', '-p', 'no:cacheprovider', {str(tmp_path)!r}])"
    code = f"import sys; sys.stdout = open({str(said)!r}, 'w', buffering=1); {pytest_run}"
    monkeypatch.setitem(check.STEPS, "tests", ["-c", code])
    monkeypatch.setattr(check, "MINUTES", 8 / 60)

    assert check.run("tests").exit_code == 124
    assert "test_slow.py::test_wrong" in said.read_text()


def has_ended(pid: int) -> bool:
    """Wait up to ten seconds for a process that is not ours to end."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    end = select.poll()
    end.register(watched, select.POLLIN)
    try:
        return bool(end.poll(10_000))
    finally:
        os.close(watched)


def test_a_run_ends_although_a_test_process_crashed(check: ModuleType, tmp_path: Path) -> None:
    for name, offence in (("a", "None"), ("b", "None"), ("z", "ctypes.string_at(0)")):
        (tmp_path / f"test_{name}.py").write_text(
            textwrap.dedent(f"""
            import ctypes, time, pytest
            @pytest.mark.parametrize("n", range(20))
            def test_passes(n):
                time.sleep(0.03)
            def test_last():
                {offence}
            def test_never_reached():
                pass
            """)
        )
    done = subprocess.run(
        [sys.executable, *check.STEPS["tests"], "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        env=os.environ | {"PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "crashed while running 'test_z.py::test_last'" in done.stdout


def test_a_test_that_stands_still_is_shown_and_ended(check: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "test_still.py").write_text("import time\ndef test_still(): time.sleep(600)\n")
    options = ["-o", "faulthandler_timeout=1", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, *check.STEPS["tests"], *options, "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "in test_still" in done.stderr
    assert "crashed while running 'test_still.py::test_still'" in done.stdout
