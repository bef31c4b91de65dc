"""From the unlock button to the filled home page, in an office of 200,000 people."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from desktop.law.terms import Gender, RankGroup, Seat, Tier
from desktop.models import Evaluation, Person
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.desk import open_desk
from desktop.vietnamese.sorting import name_sort_key
from desktop.vietnamese.text import fold

FLOORS = {"home page of 200,000 people": "<= 1000"}
_PEOPLE = 200_000
_BATCH = 20_000
_GIVE_UP_MS = 30_000
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Vũ", "Đỗ", "Bùi", "Ngô", "Dương")
_MIDDLE = ("Văn", "Thị", "Hữu", "Đình", "Ngọc", "Minh", "Thanh", "Quốc", "Thùy", "Khắc")
_GIVEN = ("An", "Ánh", "Ẩn", "Dũng", "Đào", "Hoa", "Hường", "Ơn", "Ước", "Yến")


def _now() -> datetime:
    return datetime.now(UTC)


def _fill(paths: OfficePaths) -> None:
    setup = OfficeSetup(
        name="Ủy ban nhân dân huyện Thanh Lâm",
        tier=Tier.DISTRICT,
        seat=Seat.BOTH,
        officer_name="Cán bộ",
        password="demo",
    )
    made = create_office(paths, setup, _now)
    desk = open_desk(paths, made.unlocked, _now)
    for start in range(0, _PEOPLE, _BATCH):
        people = [_person(number) for number in range(start, start + _BATCH)]
        with desk.store.writing() as session:
            session.execute(sa.insert(Person), people)
            session.execute(sa.insert(Evaluation), [_evaluation(p["id"]) for p in people])
            session.commit()
    desk.close()


def _person(number: int) -> dict[str, object]:
    name = f"{_FAMILY[number % 10]} {_MIDDLE[number // 10 % 10]} {_GIVEN[number // 100 % 10]}"
    return {
        "id": UUID(int=number + 1),
        "full_name": name,
        "gender": Gender.UNKNOWN,
        "rank_group": RankGroup.DIRECT,
        "birth_year": 1950 + number % 50,
        "version": 1,
        "search_key": fold(name),
        "sort_key": name_sort_key(name),
    }


def _evaluation(person_id: object) -> dict[str, object]:
    return {"person_id": person_id, "year": 2023, "grade": "HTTNV", "position": 0}


def _wait(milliseconds: int) -> None:
    # Not QTest.qWait: it keeps Python's lock, and the jobs it waits for would starve.
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Fill an office, open its window off screen, click, and time until the figure stands."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

    from desktop.jobs.runner import JobRunner
    from desktop.views import theme
    from desktop.views.main_window import MainWindow

    with tempfile.TemporaryDirectory() as folder:
        paths = OfficePaths(Path(folder) / "office")
        _fill(paths)
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        theme.apply(app, dark=False)
        runner = JobRunner()
        window = MainWindow(paths, _now, runner)
        window.resize(1366, 768)
        window.show()
        _wait(500)
        password = window.findChild(QLineEdit, "password")
        unlock = window.findChild(QPushButton, "unlock")
        assert password is not None
        assert unlock is not None
        password.setText("demo")
        begun = time.perf_counter()
        unlock.click()
        figure = None
        while figure is None or figure.text() != "200.000":
            _wait(2)
            figure = window.findChild(QLabel, "figure_people")
            taken = (time.perf_counter() - begun) * 1000
            if taken > _GIVE_UP_MS:
                msg = "the home page never showed its figure"
                raise TimeoutError(msg)
        while runner.busy:
            _wait(20)
        window.close()
    return [("home page of 200,000 people", taken, "ms", "bound", 1000.0)]
