"""The demo's offices being set up and kept open, and the clock that walks them through the year."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from desktop.config import LOCAL_TIME
from desktop.demo.shapes import DemoCast, DemoOffice
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.desk import Desk, open_desk

PASSWORD = "demo"  # noqa: S105 - told to everybody who runs the demo
_SCENE = uuid5(NAMESPACE_URL, "https://guongsang.example/demo/2023")
_TICK = timedelta(seconds=1)


class SceneClock:
    """The demo's time: it stands at a moment of the story and moves a second at every reading."""

    def __init__(self, start: date) -> None:
        self._now = datetime.min.replace(tzinfo=UTC)
        self.go_to(start)

    def __call__(self) -> datetime:
        """Return the present as aware UTC."""
        self._now += _TICK
        return self._now

    def go_to(self, day: date, hour: int = 8, minute: int = 0) -> None:
        """Go forward to a time of day in Viet Nam; a moment already past changes nothing."""
        wanted = datetime.combine(day, time(hour, minute), LOCAL_TIME).astimezone(UTC)
        self._now = max(self._now, wanted)


@dataclass(frozen=True, slots=True)
class Seat:
    """One demo office at work: its story, who it is, its data folder, its services."""

    cast: DemoCast
    office: DemoOffice
    folder: Path
    desk: Desk


def id_of(*words: str) -> UUID:
    """Return the id of a record of the demo, the same in every run."""
    return uuid5(_SCENE, "/".join(words))


def office_id(key: str) -> UUID:
    """Return the id of a demo office."""
    return id_of("offices", key)


def set_up(
    cast: DemoCast, folder: Path, office: DemoOffice, clock: SceneClock, stack: ExitStack
) -> Seat:
    """Make an office as its officer would in the wizard, and open it until the stack ends.

    Raises:
        StorageError: the folder cannot be written.
    """
    paths = OfficePaths(folder)
    setup = OfficeSetup(
        name=office.name,
        tier=office.tier,
        seat=office.seat,
        parent_name=office.parent_name,
        officer_name=office.officer_name,
        officer_post=office.officer_post,
        login=office.officer_login,
        password=PASSWORD,
        place=office.place,
        superior_agency=office.parent_name.upper(),
        agency=office.name.upper(),
        signatory_name=office.chair,
        signatory_title=office.chair_title.upper(),
        office_id=office_id(office.key),
        parent_id=office_id(office.parent or f"{office.key}/above"),
    )
    made = create_office(paths, setup, clock)
    desk = open_desk(paths, made.unlocked, clock)
    stack.callback(desk.close)
    return Seat(cast, office, folder, desk)
