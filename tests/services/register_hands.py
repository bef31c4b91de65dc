"""One officer's process: takes, reserves and voids numbers of one register for a while.

Run as a module: data folder, server ("" for none), key in hex, slot, login, seed, how many acts.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from desktop.database.keyring import Unlocked
from desktop.paths import OfficePaths
from desktop.services.desk import Desk, open_desk
from desktop.services.registers import NumberSeries

YEAR = 2023


def act(desk: Desk, chance: random.Random) -> None:
    """Do one thing to the register of certificates."""
    registers, series = desk.registers, NumberSeries.CERTIFICATE
    what = chance.random()
    if what < 0.6:
        with desk.store.writing() as session:
            registers.take_next(session, series, YEAR, [uuid4() for _ in range(3)])
            if chance.random() < 0.8:
                session.commit()
    elif what < 0.8:
        report = registers.reserve(series, YEAR, 2, "Giữ cho lễ tổng kết")
        assert report.numbers, report.problems
    else:
        ahead = registers.next_number(series, YEAR) + 1
        registers.void(series, YEAR, ahead, "Viết nhầm")


def main() -> None:
    """Act, and print nothing: what came of it stands in the register."""
    root, server, key, slot, login, seed, count = sys.argv[1:]
    unlocked = Unlocked(bytes.fromhex(key), UUID(slot), login)
    paths = OfficePaths(Path(root), server=server)
    desk = open_desk(paths, unlocked, lambda: datetime(2023, 11, 20, tzinfo=UTC))
    chance = random.Random(int(seed))
    for _ in range(int(count)):
        act(desk, chance)
    desk.close()


if __name__ == "__main__":
    main()
