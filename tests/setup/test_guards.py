"""The guards of ``tests/conftest.py`` bite: each offender below breaks one rule and is stopped.

All the offending tests run once, in a pytest of their own under a copy of the guards.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

OFFENDERS = """
import gc, logging, os, socket, threading
from pathlib import Path
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QMessageBox

def test_warns():
    logging.getLogger("desktop").warning("unexpected")

@pytest.mark.logs("announced")
def test_warns_as_announced():
    logging.getLogger("desktop").warning("announced")

@pytest.mark.logs("never said")
def test_announces_and_keeps_silent():
    pass

release = threading.Event()

def test_leaves_a_thread():
    threading.Thread(target=release.wait, name="straggler", daemon=True).start()

left = []

def test_leaves_a_timer(qapp):
    timer = QTimer()
    timer.setObjectName("ticking")
    timer.start(10_000)
    left.append(timer)

def test_timer_of_a_closed_widget_is_no_leak(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QTimer(dialog).start(10_000)

def test_calls_out():
    with socket.socket() as line:
        line.connect(("192.0.2.1", 80))

def test_listens_without_asking():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))

@pytest.mark.loopback
def test_listens_after_asking():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))

def test_opens_a_dialog(qtbot):
    QDialog().exec()

def test_asks_a_question(qtbot):
    QMessageBox.question(None, "a", "b")

def test_home_is_empty_and_temporary():
    assert list(Path.home().iterdir()) == []
    assert "GUONGSANG_PASSWORD" not in os.environ

def test_no_thread_collects_garbage():
    assert not gc.isenabled()
"""

STOPPED = {
    "test_warns": "logged without @pytest.mark.logs",
    "test_announces_and_keeps_silent": "announced but never logged",
    "test_leaves_a_thread": "thread straggler",
    "test_leaves_a_timer": "QTimer ticking",
    "test_calls_out": "tests have no network",
    "test_listens_without_asking": "loopback needs its marker",
    "test_opens_a_dialog": "QDialog.exec would wait for a person",
    "test_asks_a_question": "QMessageBox.question would wait for a person",
}
LEFT_ALONE = {
    "test_warns_as_announced",
    "test_timer_of_a_closed_widget_is_no_leak",
    "test_listens_after_asking",
    "test_home_is_empty_and_temporary",
    "test_no_thread_collects_garbage",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "test_offenders.py").write_text(OFFENDERS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "."],
        cwd=folder,
        # pytest cuts the reason at the terminal's width; the guards import from desktop
        env=os.environ | {"COLUMNS": "300", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(("offender", "reason"), STOPPED.items())
def test_an_offender_is_stopped_and_told_why(report: str, offender: str, reason: str) -> None:
    summary = re.findall(rf"^(?:FAILED|ERROR) \S+::{offender} - (.*)$", report, re.MULTILINE)
    assert any(reason in line for line in summary), f"{offender} was let through:\n{report}"


@pytest.mark.parametrize("name", sorted(LEFT_ALONE))
def test_a_rule_keeping_test_passes(report: str, name: str) -> None:
    assert re.search(rf"^PASSED \S+::{name}$", report, re.MULTILINE), report
    assert not re.search(rf"^(FAILED|ERROR) \S+::{name}\b", report, re.MULTILINE), report
