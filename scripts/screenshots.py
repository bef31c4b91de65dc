"""Picture every page of both seats at 1366x768, and the papers of the demo, into docs/pictures.

Usage: python scripts/screenshots.py [TARGET]

The program takes its own pictures, off screen, on freshly made demo offices.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PySide6.QtCore import QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.demo.scene_making import make
from desktop.demo.scene_offices import PASSWORD
from desktop.demo.scenes import story
from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.desk import open_desk
from desktop.views import theme
from desktop.views.main_window import MainWindow
from scripts.desk_pictures import Place, take

if TYPE_CHECKING:
    from desktop.views.workspace import Workspace

_SIZE = (1366, 768)
_SEATS = {"commune": "dong-mo", "district": "thanh-lam"}
_PAPER_DPI = 60
_PAPERS = ("to-trinh", "danh-sach", "quyet-dinh")
# The demo's own time: pictures must not grow older by themselves.
_THEN = datetime(2023, 12, 28, 3, 0, tzinfo=UTC)


def main() -> None:
    """Make the demo, walk both seats, write the pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/pictures")
    target.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(_quiet)
    with tempfile.TemporaryDirectory() as folder:
        made = make(story("2023"), Path(folder) / "demo", lambda line: print(line, file=sys.stderr))
        app = QApplication([])
        theme.apply(app, dark=False)
        _wizard(Path(folder) / "empty", target)
        for seat, office in _SEATS.items():
            _seat(seat, Path(made.offices[office]), target)
        theme.apply(app, dark=True)
        _seat("dark", Path(made.offices["dong-mo"]), target, only=("home", "dossiers"))
        _papers(made, target)
    print(f"{len(list(target.glob('*.png')))} pictures in {target}")


def _quiet(kind: QtMsgType, _context: object, text: str) -> None:
    # The offscreen platform complains once per window about size hints.
    if kind is not QtMsgType.QtInfoMsg and "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def _wait(milliseconds: int) -> None:
    # Not QTest.qWait: it keeps Python's lock, and the jobs it waits for would starve.
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _settle(runner: JobRunner, ready: Callable[[], bool] = lambda: True) -> None:
    for _ in range(200):
        _wait(25)
        if not runner.busy and ready():
            _wait(60)
            if not runner.busy:
                return


def _window(folder: Path) -> tuple[MainWindow, JobRunner]:
    runner = JobRunner()
    window = MainWindow(OfficePaths(folder), lambda: _THEN, runner)
    window.resize(*_SIZE)
    window.show()
    _settle(runner)
    return window, runner


def _wizard(folder: Path, target: Path) -> None:
    window, _ = _window(folder)
    window.grab().save(str(target / "setup.png"))
    window.close()


def _seat(seat: str, folder: Path, target: Path, only: tuple[str, ...] = ()) -> None:
    window, runner = _window(folder)
    if not only:
        window.grab().save(str(target / f"{seat}-unlock.png"))
    password = window.findChild(QLineEdit, "password")
    unlock = window.findChild(QPushButton, "unlock")
    assert password is not None
    assert unlock is not None
    password.setText(PASSWORD)
    unlock.click()
    _settle(runner, lambda: window.workspace is not None)
    workspace = window.workspace
    assert workspace is not None
    for subject in only or workspace.subjects:
        _page(workspace, subject, runner)
        window.grab().save(str(target / f"{seat}-{subject}.png"))
    if seat == "district":
        _desk(workspace, folder, runner, target)
    window.close()


def _desk(workspace: Workspace, folder: Path, runner: JobRunner, target: Path) -> None:
    paths = OfficePaths(folder)
    desk = open_desk(paths, unlock(paths, "", PASSWORD, lambda: _THEN), lambda: _THEN)
    try:
        take(Place(workspace, desk, target, lambda: _settle(runner)))
    finally:
        desk.close()


def _page(workspace: Workspace, subject: str, runner: JobRunner) -> None:
    workspace.show_page(subject)
    _settle(runner)
    page: Any = workspace.page(subject)
    panel = getattr(page, "panel", None)
    if panel is not None and panel.model.rowCount():
        panel.view.selectRow(0)
        _settle(runner)


def _papers(made: Any, target: Path) -> None:
    certificates = pypdfium2.PdfDocument(made.certificates)
    for number in range(min(2, len(certificates))):
        _picture(certificates[number], target / f"certificate-{number + 1}.png")
    for paper in made.papers:
        if not Path(paper).stem.startswith(_PAPERS):
            continue
        document = pypdfium2.PdfDocument(paper)
        _picture(document[0], target / f"paper-{Path(paper).stem}.png")


def _picture(page: Any, target: Path) -> None:
    page.render(scale=_PAPER_DPI / 72).to_pil().save(target)


if __name__ == "__main__":
    main()
