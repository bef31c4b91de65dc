"""A small run of the kill test; ``make kill-test`` runs 500 kills."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_nothing_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "scripts/kill_test.py", "--kills", "12", "--seed", "7"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "12 kills" in ended.stdout
    assert "nothing lost" in ended.stdout
    assert list(tmp_path.iterdir()) == []
