"""Kill the program at random points of its work; nothing may be lost or doubled.

What is killed: saving, exporting, receiving; and, between two offices and one stick, carrying
packages there, recalling, bringing them in with their receipts, and bringing the receipts back.

Run by ``make kill-test``. Each round starts a process that works without end, kills it with
SIGKILL at a random moment, and judges what it left (``kill_judge.py``). Most processes are forked
from this one, ready to work, so that the kills fall on work and not on starting; one in ten is the
real command started from nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from desktop.database.keyring import Unlocked
from desktop.law.terms import Seat, Tier
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.desk import Desk, open_desk
from scripts.kill_carrying import CARRYING, CarryRound
from scripts.kill_driver import PASSWORD, Driver, killed_fork, now
from scripts.kill_judge import (
    Figures,
    LostError,
    finish_receiving,
    finish_sending,
    judge_database,
    judge_packages,
    judge_saved,
    told_of,
)

_DISTRICT = "Ủy ban nhân dân huyện Thanh Lâm"
_KINDS = ("save", "export", "receive")
_ALL = (*_KINDS, *CARRYING)
# Seconds within which the kill falls, from the first call on; a started command must import first.
_FORKED = {"save": 0.5, "export": 1.6, "receive": 0.9}
_STARTED = {"export": 2.6, "receive": 2.2}
_KILLS_PER_OFFICE = 60


class Round:
    """Two offices and a stick, killed again and again."""

    def __init__(self, folder: Path, unlocked: dict[str, Unlocked], seen: Figures) -> None:
        self.folder = folder
        self.stick = folder / "usb"
        self._unlocked = unlocked
        self._seen = seen

    def kill(self, kind: str, chance: random.Random) -> None:
        """Start work of one kind, kill it, and judge what is left."""
        office = "district" if kind == "receive" else "commune"
        told = self.folder / "told"
        told.unlink(missing_ok=True)
        command = chance.random() < 0.1 and self._command(kind)
        if command:
            delay = chance.uniform(0.3, _STARTED[kind])
            code = _killed_command(command, delay)
        else:
            delay = chance.uniform(0, _FORKED[kind])
            driver = lambda: getattr(Driver(self.folder / office, self.stick, told), kind)  # noqa: E731
            code = killed_fork(driver, told, delay)
        self._seen.kills["real command" if command else kind] += 1
        self._seen.found["ended before the kill"] += code == 0
        self._judge(kind, office, told)

    def _judge(self, kind: str, office: str, told: Path) -> None:
        lines = told_of(told)
        self._seen.found["acts finished before a kill"] += len(lines)
        desk = self.desk(office)
        try:
            judge_database(desk)
            judge_saved(desk, lines)
            if kind == "receive":
                finish_receiving(desk, self.stick, lines, self._seen)
            else:
                judge_packages(desk, self.stick, lines, self._seen)
                finish_sending(desk, self.stick, self._seen)
                judge_packages(desk, self.stick, lines, Figures())
            judge_database(desk)
        finally:
            desk.close()
        if kind == "receive":
            self._take_in_receipts()

    def _take_in_receipts(self) -> None:
        """Carry the receipts back, and empty the stick for the next round."""
        desk = self.desk("commune")
        try:
            for receipt in (self.folder / "district" / "outbox").glob("*.asice.p7m"):
                desk.inbox.receive(receipt)
        finally:
            desk.close()
        for file in self.stick.iterdir():
            file.unlink()

    def _command(self, kind: str) -> list[str]:
        """Return the real command for a kind of work; nothing where there is nothing to do."""
        guongsang = [sys.executable, "-m", "desktop.cli"]
        if kind == "receive":
            packages = [str(p) for p in sorted(self.stick.glob("*.asice.p7m"))]
            data = str(self.folder / "district")
            return [*guongsang, "--data", data, "receive", *packages] if packages else []
        if kind == "export":
            dossier = self._ready_dossier()
            data = ("--data", str(self.folder / "commune"))
            return [*guongsang, *data, "export", dossier, "--to", str(self.stick)]
        return []

    def _ready_dossier(self) -> str:
        driver = Driver(self.folder / "commune", self.stick, self.folder / "told")
        try:
            return str(driver.new_dossier())
        finally:
            driver.desk.close()

    def desk(self, office: str) -> Desk:
        """Open one of the offices, as the next start of the program would."""
        return open_desk(OfficePaths(self.folder / office), self._unlocked[office], now)


def _killed_command(command: list[str], delay: float) -> int:
    environment = {**os.environ, "GUONGSANG_PASSWORD": PASSWORD}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return process.wait(delay)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def make_offices(folder: Path) -> dict[str, Unlocked]:
    """Make a commune and a district that trust one another."""
    made = {}
    for key, name, tier, seat, parent in (
        ("district", _DISTRICT, Tier.DISTRICT, Seat.RECEIVING, ""),
        ("commune", "Ủy ban nhân dân xã Đồng Mơ", Tier.COMMUNE, Seat.SENDING, _DISTRICT),
    ):
        setup = OfficeSetup(
            name=name,
            tier=tier,
            seat=seat,
            parent_name=parent,
            officer_name="Đào Thị Thùy Dương",
            password=PASSWORD,
            place="Đồng Mơ",
            signatory_name="Phạm Quang Đẳng",
            signatory_title="CHỦ TỊCH",
        )
        made[key] = create_office(OfficePaths(folder / key), setup, now).unlocked
    (folder / "usb").mkdir()
    for key, other in (("commune", "district"), ("district", "commune")):
        desk = open_desk(OfficePaths(folder / key), made[key], now)
        other_desk = open_desk(OfficePaths(folder / other), made[other], now)
        file = folder / f"{other}.gscert"
        other_desk.keys.export_certificate(file)
        desk.trust.pin(None, file)
        other_desk.close()
        desk.close()
    return made


def run(kills: int, seed: int, folder: Path, kinds: Sequence[str] = _ALL) -> Figures:
    """Kill so many times; return what was hit.

    Raises:
        LostError: something that must hold does not; ``folder`` is left to look at.
    """
    chance, seen = random.Random(seed), Figures()  # noqa: S311 - no secret
    template = folder / "template"
    template.mkdir()
    unlocked = make_offices(template)
    for number in range(kills):
        if number % _KILLS_PER_OFFICE == 0:
            # Fresh pairs now and then: judging walks the whole chain of events every time.
            at_work = _fresh(template, folder / f"offices-{number}", unlocked, seen)
        kind = kinds[number % len(kinds)]
        at_work[kind in CARRYING].kill(kind, chance)
        if (number + 1) % 20 == 0:
            print(f"{number + 1}/{kills} kills", file=sys.stderr, flush=True)
    return seen


def _fresh(
    template: Path, folder: Path, unlocked: dict[str, Unlocked], seen: Figures
) -> tuple[Round, CarryRound]:
    """Return a pair of offices for each way of working."""
    for way in ("by hand", "on a stick"):
        shutil.copytree(template, folder / way)
    return (
        Round(folder / "by hand", unlocked, seen),
        CarryRound(folder / "on a stick", unlocked, seen),
    )


def main() -> int:
    """Run the test and print its figures; 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--only", choices=_ALL, nargs="+", default=list(_ALL))
    options = parser.parse_args()
    started, folder = time.monotonic(), Path(tempfile.mkdtemp(prefix="guongsang-kills-"))
    try:
        seen = run(options.kills, options.seed, folder, options.only)
    except LostError as lost:
        print(f"LOST: {lost}\nthe offices are kept in {folder}")
        return 1
    shutil.rmtree(folder)
    seconds = time.monotonic() - started
    print(f"{sum(seen.kills.values())} kills in {seconds:.0f} s, seed {options.seed}: nothing lost")
    for name, count in sorted(seen.kills.items()):
        print(f"  killed during {name}: {count}")
    for name, count in sorted(seen.found.items()):
        print(f"  {name}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
