"""Making a demo: offices set up, a story walked through step by step, the whole put in place."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop.demo.scene_folder import building, complete, mark_complete
from desktop.demo.scene_loop import Scene
from desktop.demo.scene_made import Made, told_made
from desktop.demo.scene_offices import SceneClock, set_up
from desktop.demo.shapes import DemoCast

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Story:
    """What is played.

    Attributes:
        cast: who and what there is.
        starts_on: the day the offices are set up.
        steps: what is done, in order; each returns a line of Vietnamese about it.
        told: key of the dossier whose package, receipt and answer the command names.
        unfinished: how many dossiers the steps leave on their way.
    """

    cast: DemoCast
    starts_on: date
    steps: tuple[Callable[[Scene], str], ...]
    told: str
    unfinished: int


def make(story: Story, folder: Path, say: Say) -> Made:
    """Make a demo in a folder, or return what a complete one made before said.

    Args:
        story: which one; a demo of another year in the folder is moved aside.
        folder: gets ``offices/`` and ``out/``; anything else in it is left alone.
        say: told each step in a line of Vietnamese.

    Raises:
        StorageError: the folder cannot be written, the disk is full, or FILE_EXISTS where it holds
            an ``offices`` or ``out`` of somebody else.
    """
    folder, year = folder.absolute(), story.cast.year
    known = complete(folder, year)
    if known is not None:
        say(f"Thư mục {folder} đã có đủ các cơ quan mẫu; dùng lại, không lập lại.")
        return told_made(folder, known)
    say(f"Lập các cơ quan mẫu năm {year} trong {folder}")
    with building(folder) as place:
        answer = _run(story, place, say)
    mark_complete(folder, year, answer)
    return told_made(folder, answer)


def _run(story: Story, place: Path, say: Say) -> dict[str, Any]:
    """Walk through the story; return what was made, paths relative to ``place``."""
    with tempfile.TemporaryDirectory() as desktop, ExitStack() as stack:
        scene = Scene(story.cast, place, Path(desktop), SceneClock(story.starts_on))
        for office in story.cast.offices:
            data = place / "offices" / office.key
            scene.seats[office.key] = set_up(story.cast, data, office, scene.clock, stack)
            say(f"  Đã lập cơ quan: {office.name}")
        for number, step in enumerate(story.steps, 1):
            say(f"  [{number:2d}/{len(story.steps)}] {step(scene)}")
        return _answer(story, scene)


def _answer(story: Story, scene: Scene) -> dict[str, Any]:
    """Return what goes into the marker: every path relative to the demo's folder."""

    def one(kind: str) -> str:
        (found,) = (p for p in scene.made[kind] if _stem(p).endswith(story.told))
        return _relative(scene, found)

    def every(*kinds: str) -> list[str]:
        return [_relative(scene, p) for kind in kinds for p in scene.made.get(kind, ())]

    return {
        "year": story.cast.year,
        "officers": {o.key: f"{o.name} (đăng nhập: {o.officer_login})" for o in story.cast.offices},
        "offices": {key: _relative(scene, seat.folder) for key, seat in scene.seats.items()},
        "package": one("package"),
        "receipt": one("receipt"),
        "decision_package": one("decision_package"),
        "certificates": one("certificates"),
        "decided": len(story.cast.dossiers),
        "nominations": scene.nominations,
        "awards": scene.awards,
        "unfinished": story.unfinished,
        "packages": every("package", "receipt", "returned", "decision_package"),
        "plain": every("plain"),
        "certificate_files": every("certificates"),
        "papers": every("papers"),
        "trust": every("trust"),
    }


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]


def _relative(scene: Scene, path: Path) -> str:
    return path.relative_to(scene.folder).as_posix()
