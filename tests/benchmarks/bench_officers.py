"""Eight officers appraising at once on PostgreSQL, killed at random and started again.

10,000 acts: four of five give a verdict on a nomination read before, each fifth takes a number from
a register. Officers are processes; a server with its guards against power cuts runs beside them on
the same two cores. Afterwards the events, which nobody can change, are held against what every
officer noted as done. A closed loop has no pauses between acts, which no person achieves.
"""

from __future__ import annotations

import multiprocessing
import random
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from desktop.models import Event, Nomination, NumberEntry
from tests.benchmarks.officers_office import YEAR, Appraising, make, work
from tests.postgres_cluster import Cluster

_P95 = "verdict, 95 of 100, 8 officers without a pause"
_P95_PAUSED = "verdict, 95 of 100, 8 officers with pauses"
_LOST = "lost updates"
_REPEATED = "repeated numbers"
_MISSING = "acts noted as done and not there"
_GAPS = "numbers passed over"
FLOORS = {
    _P95: "<= 50",
    _P95_PAUSED: "<= 50",
    _LOST: "<= 0",
    _REPEATED: "<= 0",
    _MISSING: "<= 0",
    _GAPS: "<= 0",
}
_OFFICERS, _ACTS, _KILLS = 8, 10_000, 40
_PAUSE_S, _PAUSED_ACTS = 0.25, 60
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Noted:
    """One act an officer noted as done; a number of 0 for a verdict."""

    kind: str
    act: str
    millis: float
    number: int


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Return the figures of both runs and of what was found afterwards."""
    cluster = Cluster(durable=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            address = cluster.create("office")
            office = make(Path(folder) / "office", address)
            paused = _paused(office, Path(folder))
            noted, seconds, kills = _closed(office, Path(folder))
            found = _found(office, [*noted, *paused])
    finally:
        cluster.stop()
    verdicts = sorted(n.millis for n in noted if n.kind == "v")
    slow = sorted(n.millis for n in paused if n.kind == "v")
    return [
        ("acts", len(noted), "", "", None),
        ("officers killed in the middle", kills, "", "", None),
        ("acts a second", len(noted) / seconds, "/s", "", None),
        ("verdict, median, without a pause", _at(verdicts, 0.5), "ms", "", None),
        (_P95, _at(verdicts, 0.95), "ms", "", None),
        ("verdict, 99 of 100, without a pause", _at(verdicts, 0.99), "ms", "", None),
        ("verdict, median, with pauses", _at(slow, 0.5), "ms", "", None),
        (_P95_PAUSED, _at(slow, 0.95), "ms", "", None),
        *((name, value, "", "", None) for name, value in found.items()),
    ]


def _at(values: Sequence[float], part: float) -> float:
    return values[min(len(values) - 1, int(part * len(values)))]


def _paused(office: Appraising, folder: Path) -> list[Noted]:
    """Let every officer pause a quarter of a second between acts, which is fast for a person."""
    names = [f"p{number}" for number in range(_OFFICERS)]
    started = [_start(office, folder, name, _PAUSED_ACTS, _PAUSE_S) for name in names]
    for process in started:
        process.join()
    return [n for name in names for n in _notes(folder / name)]


def _closed(office: Appraising, folder: Path) -> tuple[list[Noted], float, int]:
    """Let all officers work without a pause, and kill one of them again and again."""
    chance, share, kills = random.Random(5), _ACTS // _OFFICERS, 0
    names = {f"c{number}": [f"c{number}-0"] for number in range(_OFFICERS)}
    running = {name: _start(office, folder, f"{name}-0", share, 0) for name in names}
    begun = time.perf_counter()
    while running:
        threading.Event().wait(0.02)
        done = sum(_count(folder / part) for parts in names.values() for part in parts)
        for name in [n for n, process in running.items() if not process.is_alive()]:
            left = share - sum(_count(folder / part) for part in names[name])
            if left <= 0:
                running.pop(name).join()
                continue
            names[name].append(f"{name}-{len(names[name])}")
            running[name] = _start(office, folder, names[name][-1], left, 0)
        if running and kills < _KILLS and done > (kills + 1) * _ACTS / (_KILLS + 1):
            running[chance.choice(list(running))].kill()
            kills += 1
    seconds = time.perf_counter() - begun
    return (
        [n for parts in names.values() for p in parts for n in _notes(folder / p)],
        seconds,
        kills,
    )


def _start(office: Appraising, folder: Path, name: str, acts: int, pause_s: float) -> BaseProcess:
    process = _FORK.Process(target=work, args=(office, folder / name, name, acts, pause_s))
    process.start()
    return process


def _count(note: Path) -> int:
    return note.read_bytes().count(b"\n") if note.exists() else 0


def _notes(note: Path) -> Iterator[Noted]:
    for line in note.read_text().splitlines() if note.exists() else ():
        kind, act, millis, number = line.split()
        yield Noted(kind, act, float(millis), int(number))


def _found(office: Appraising, noted: list[Noted]) -> dict[str, float]:
    """Hold the events and the register against what was noted."""
    desk = office.open()
    try:
        assert desk.store.broken_event() is None
        with desk.store.reading() as session:
            judged = list(session.scalars(sa.select(Event).where(Event.event == "verdict_set")))
            reasons = Counter(session.scalars(sa.select(Event.reason)))
            stand = {
                row.id: row.version
                for row in session.execute(sa.select(Nomination.id, Nomination.version))
            }
            numbers = list(
                session.scalars(sa.select(NumberEntry.number).where(NumberEntry.year == YEAR))
            )
    finally:
        desk.close()
    given = Counter(n.number for n in noted if n.kind == "n")
    return {
        _LOST: _lost(judged, stand),
        _MISSING: sum(reasons[n.act] != 1 for n in noted),
        _REPEATED: sum(count > 1 for count in (*given.values(), *Counter(numbers).values())),
        _GAPS: max(numbers, default=0) - len(set(numbers)),
    }


def _lost(judged: Sequence[Event], stand: dict[UUID, int]) -> int:
    """Count the verdicts that went on from anything but the verdict before them."""
    lost, chains = 0, defaultdict[str, list[tuple[int, dict[str, object], str]]](list)
    for event in judged:
        for nomination, before in event.data["before"].items():
            chains[nomination].append((before["version"], before, event.reason))
    for nomination, chain in chains.items():
        chain.sort(key=lambda link: link[0])
        said = ""
        for place, (version, before, reason) in enumerate(chain):
            lost += version != chain[0][0] + place or before["reason"] != said
            said = reason
        lost += stand[UUID(nomination)] != chain[-1][0]
    return lost
