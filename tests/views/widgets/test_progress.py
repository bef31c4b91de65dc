"""A long job is seen, and can be stopped."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from desktop.views.widgets.progress import JobProgress


@pytest.fixture
def progress(qtbot, dressed) -> JobProgress:
    made = JobProgress()
    qtbot.addWidget(made)
    return made


def test_a_job_shows_its_step_and_its_count(progress: JobProgress, runner, qtbot) -> None:
    done: list[bool] = []
    gate = threading.Event()
    job = runner.run(lambda _report: gate.wait(5), on_done=done.append)
    progress.watch(job, "Đang ký")
    bar = progress.findChild(QProgressBar)
    assert bar.maximum() == 0
    progress.report(1_500_000_000, 3_000_000_000, "Đang ghi gói")
    assert bar.value() * 2 == bar.maximum()
    assert progress.findChild(QLabel, "job_step").text() == "Đang ghi gói"
    assert progress.findChild(QLabel, "job_count").text() == "1.500.000.000 / 3.000.000.000"
    progress.report(3, 0, "")
    assert bar.maximum() == 0
    gate.set()
    qtbot.waitUntil(lambda: done == [True])
    progress.finish()
    assert progress.isHidden()


def test_stop_cancels_the_job_once(progress: JobProgress, runner, qtbot) -> None:
    stopped: list[bool] = []
    gate = threading.Event()

    def work(report) -> None:
        gate.wait(5)
        report(1, 1, "")

    job = runner.run(work, on_done=pytest.fail, on_cancelled=lambda: stopped.append(True))
    progress.watch(job, "Đang nhập")
    button = progress.findChild(QPushButton, "job_stop")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isEnabled()
    assert button.text() == "Đang dừng…"
    gate.set()
    qtbot.waitUntil(lambda: stopped == [True])
