"""A consistent copy of the open database, encrypted under the same key, while the program works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from desktop.database.engine import translated

# How many steps of the virtual machine lie between two questions whether to go on.
_STEPS = 10_000


def write_snapshot(engine: sa.Engine, target: Path, go_on: Callable[[], object]) -> None:
    """Write what the database holds now into a new file; writers are not held up.

    ``VACUUM INTO`` reads in one transaction and leaves out free pages; SQLCipher gives the copy the
    key of the source.

    Args:
        engine: on the unlocked database.
        target: a file that does not exist yet.
        go_on: asked many times a second; what it raises stops the copy.

    Raises:
        StorageError: the disk is full or cannot be written.
    """
    go_on()
    raised: list[BaseException] = []

    def ask() -> int:
        try:
            go_on()
        except BaseException as stop:  # noqa: BLE001 - SQLite only knows «stop»; raised again below
            raised.append(stop)
            return 1
        return 0

    connection = engine.raw_connection()
    driver = connection.driver_connection
    assert driver is not None  # it was just opened
    try:
        driver.set_progress_handler(ask, _STEPS)
        driver.execute("VACUUM INTO ?", (str(target),))
    except dbapi2.Error as error:
        if raised:
            raise raised[0] from None
        raise translated(error) from error
    finally:
        driver.set_progress_handler(None, 0)
        connection.close()
