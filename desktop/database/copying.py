"""Every table of one office from one database into another, compared row by row afterwards.

Both ends may be a file or a server's database; the program's own types carry each value over, so
that what is read back is what was written. The caller holds both ends in one transaction each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa

from desktop.errors import ServerFailed
from desktop.models import Base

_AT_ONCE = 1_000
GoOn = Callable[[int, int], object]


def tables() -> tuple[sa.Table, ...]:
    """Return every table of an office, those that others point at first.

    A missing document reads as None from both ends, and is written as missing, not as JSON's null.
    """
    plain = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    made = [table.to_metadata(plain) for table in Base.metadata.sorted_tables]
    for table in made:
        for column in table.columns:
            if isinstance(column.type, sa.JSON):
                column.type = sa.JSON(none_as_null=True)
    return tuple(made)


def row_counts(connection: sa.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in tables()
    }


def copy_office(source: sa.Connection, target: sa.Connection, go_on: GoOn) -> dict[str, int]:
    """Write every row of ``source`` into the empty tables of ``target``, then compare both.

    Args:
        source: in a transaction that sees one moment.
        target: in a writing transaction; on a file with foreign keys off.
        go_on: told (rows done, rows in all) of both passes; what it raises stops the copy.

    Returns:
        the rows of each table.

    Raises:
        ServerFailed: COPY_DIFFERS with the ``table``.
    """
    counts = row_counts(source)
    total, done = 2 * sum(counts.values()), 0
    with _unlinked(target):
        for table in tables():
            for rows in _portions(source, table):
                target.execute(sa.insert(table), rows)
                done += len(rows)
                go_on(done, total)
    _count_on(target)
    for table in tables():
        for same in _compared(source, target, table):
            if not same:
                raise ServerFailed(ServerFailed.Code.COPY_DIFFERS, table=table.name)
            done += 1
            if done % _AT_ONCE == 0:
                go_on(done, total)
    return counts


def _rows(connection: sa.Connection, table: sa.Table) -> sa.CursorResult[Any]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    return connection.execute(query, execution_options={"yield_per": _AT_ONCE})


def _portions(connection: sa.Connection, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    for rows in _rows(connection, table).partitions():
        yield [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def _compared(source: sa.Connection, target: sa.Connection, table: sa.Table) -> Iterator[bool]:
    """Tell of each row whether it is the same at both ends; keys sort alike by their bytes."""
    both = zip_longest(_rows(source, table), _rows(target, table))
    return (left is not None and right is not None and left == right for left, right in both)


@contextmanager
def _unlinked(target: sa.Connection) -> Iterator[None]:
    """Take a server's foreign keys off while tables that point at each other are filled.

    They are laid again afterwards, which also checks every row against them.
    """
    server = target.dialect.name != "sqlite"
    keys = [key for t in tables() for key in t.foreign_key_constraints] if server else []
    for key in keys:
        target.execute(sa.schema.DropConstraint(key))
    yield
    for key in keys:
        target.execute(sa.schema.AddConstraint(key))


def _count_on(target: sa.Connection) -> None:
    """Let the server number the next event after the last one copied; a file does by itself."""
    if target.dialect.name != "sqlite":
        target.exec_driver_sql(
            "SELECT setval(pg_get_serial_sequence('events', 'sequence'),"
            " (SELECT coalesce(max(sequence), 0) + 1 FROM events), false)"
        )
