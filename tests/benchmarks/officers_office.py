"""A district's office on PostgreSQL with dossiers to appraise, and one officer at work in it."""

from __future__ import annotations

import os
import random
import threading
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from desktop.database.keyring import Unlocked
from desktop.errors import StaleRecord
from desktop.law.lifecycle import DossierState
from desktop.law.terms import AwardType, RankGroup, RecipientKind, Seat, Tier, Verdict
from desktop.models import Dossier, Nomination, Office
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.desk import Desk, open_desk
from desktop.services.registers import NumberSeries

DOSSIERS, NOMINATIONS, YEAR = 24, 60, 2023
_PER_NUMBER = 5
_VERDICTS = (Verdict.MEETS, Verdict.DOES_NOT, Verdict.HOLD)


def now() -> datetime:
    """Return the present as aware UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Appraising:
    """The office and what there is to appraise in it."""

    paths: OfficePaths
    unlocked: Unlocked
    nominations: tuple[UUID, ...]

    def open(self) -> Desk:
        """Open the office, as another officer's program does."""
        return open_desk(self.paths, self.unlocked, now)


def make(folder: Path, address: str) -> Appraising:
    """Make the office in an empty database with 24 dossiers of 60 nominations, all received."""
    paths = OfficePaths(folder, address)
    setup = OfficeSetup(
        name="Ủy ban nhân dân huyện Thanh Bình",
        tier=Tier.DISTRICT,
        seat=Seat.RECEIVING,
        officer_name="Trần Quốc Đạt",
        password="demo",
    )
    made = create_office(paths, setup, now)
    desk = open_desk(paths, made.unlocked, now)
    try:
        with desk.store.writing() as session:
            nominations = []
            for number in range(DOSSIERS):
                office = Office(name=f"Ủy ban nhân dân xã số {number}", tier=Tier.COMMUNE, names=[])
                session.add(office)
                session.flush()
                dossier = _dossier(number, office.id)
                session.add(dossier)
                session.flush()
                rows = [_nomination(dossier.id, place) for place in range(NOMINATIONS)]
                session.add_all(rows)
                session.flush()
                nominations += [row.id for row in rows]
            session.commit()
    finally:
        desk.close()
    return Appraising(OfficePaths(folder), made.unlocked, tuple(nominations))


def _dossier(number: int, origin: UUID) -> Dossier:
    return Dossier(
        title=f"Hồ sơ số {number}",
        award_type=AwardType.MERIT,
        origin_office_id=origin,
        state=DossierState.RECEIVED,
        state_since=now(),
        received_on=date(YEAR, 11, 20),
        bases=[],
        nominations=[],
    )


def _nomination(dossier_id: UUID, place: int) -> Nomination:
    return Nomination(
        dossier_id=dossier_id,
        position=place,
        recipient_kind=RecipientKind.INDIVIDUAL,
        recipient_name=f"Nguyễn Văn Ẩn {place}",
        rank_group=RankGroup.DIRECT,
        award_code="GK",
        award_type=AwardType.MERIT,
    )


def work(office: Appraising, note: Path, name: str, acts: int, pause_s: float) -> None:
    """Be one officer: judge and take numbers until ``acts`` are done, noting each when it is done.

    A line of the note: v or n (verdict, number), the act's own name, milliseconds, the number.
    Opened for appending and written with one call each, so that a kill loses none that was done.
    """
    desk, chance = office.open(), random.Random(name)
    handle = os.open(note, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        for count in range(acts):
            if pause_s:
                threading.Event().wait(chance.uniform(0.5, 1.5) * pause_s)
            act = f"{name}-{count}"
            os.write(handle, _done(desk, chance, office.nominations, act).encode())
    finally:
        os.close(handle)
        desk.close()


def _done(desk: Desk, chance: random.Random, nominations: tuple[UUID, ...], act: str) -> str:
    if chance.randrange(_PER_NUMBER) == 0:
        begun = time.perf_counter()
        report = desk.registers.reserve(NumberSeries.DECISION, YEAR, 1, act)
        return f"n {act} {_ms(begun):.3f} {report.numbers[0]}\n"
    nomination, verdict = chance.choice(nominations), chance.choice(_VERDICTS)
    while True:
        read = desk.verdicts.now(nomination)
        begun = time.perf_counter()
        try:
            problems = desk.appraisal.set_verdict(nomination, verdict, act, read.version)
        except StaleRecord:  # somebody judged it in between; the officer looks again
            continue
        assert not problems
        return f"v {act} {_ms(begun):.3f} 0\n"


def _ms(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
