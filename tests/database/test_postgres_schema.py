"""Migrations on PostgreSQL: the same tables, the same guards, and no half-done one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from desktop.database import postgres, schema
from desktop.errors import StorageError
from desktop.models import Base

ROOT = Path(__file__).parents[2]


@pytest.fixture
def engine(empty_database: Callable[[], str]) -> Iterator[sa.Engine]:
    made = postgres.create_engine(empty_database())
    yield made
    made.dispose()


def _to(engine: sa.Engine, revision: str, move: Callable[[Config, str], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    config.attributes["engine"] = engine
    move(config, revision)


def test_head_says_what_the_mapped_classes_say(engine: sa.Engine) -> None:
    schema.upgrade(engine)

    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert differences == []


def test_every_step_back_and_forth_is_possible(engine: sa.Engine) -> None:
    schema.upgrade(engine)
    for revision in reversed(schema.KNOWN[:-1]):
        _to(engine, revision, command.downgrade)

    schema.upgrade(engine)

    assert schema.current_revision(engine) == schema.HEAD


def test_offices_that_hold_data_are_brought_up_from_the_first_release(engine: sa.Engine) -> None:
    _to(engine, "0001", command.upgrade)
    with engine.connect().execution_options(writing=True) as connection:
        filled = sa.MetaData()
        filled.reflect(connection)
        tables = [t for t in filled.tables.values() if t.name != "alembic_version"]
        foreign = [(t.name, k.name) for t in tables for k in t.foreign_key_constraints]
        for table, key in foreign:
            connection.exec_driver_sql(f'ALTER TABLE "{table}" DROP CONSTRAINT "{key}"')
        for table in tables:
            connection.execute(table.insert().values(_one_row(table)))
        connection.commit()
    with engine.connect().execution_options(writing=True) as connection:
        for table in tables:
            for constraint in table.foreign_key_constraints:
                _forget_rows_without_their_other_end(connection, table, constraint)
                connection.execute(sa.schema.AddConstraint(constraint))
        connection.commit()

    schema.upgrade(engine)

    assert schema.current_revision(engine) == schema.HEAD


def _one_row(table: sa.Table) -> dict[str, object]:
    given: dict[type, object] = {
        sa.Boolean: True,
        sa.Integer: 2000,
        sa.Date: "2023-01-01",
        sa.DateTime: "2023-01-01 00:00:00+00",
        sa.JSON: {},
        sa.LargeBinary: b"\0",
        sa.Uuid: "00000000-0000-4000-8000-000000000001",
    }
    return {
        c.name: next((v for k, v in given.items() if isinstance(c.type, k)), "x")
        for c in table.columns
        if not c.nullable
    }


def _forget_rows_without_their_other_end(
    connection: sa.Connection, table: sa.Table, constraint: sa.ForeignKeyConstraint
) -> None:
    (column,), (element,) = constraint.columns, constraint.elements
    known = sa.select(element.column)
    connection.execute(table.delete().where(column.is_not(None), column.not_in(known)))


@pytest.mark.parametrize(
    "statement", ["DELETE FROM events", "UPDATE events SET actor = 'x'", "TRUNCATE events"]
)
def test_nobody_changes_or_removes_an_event(engine: sa.Engine, statement: str) -> None:
    schema.upgrade(engine)

    with (
        pytest.raises(sa.exc.IntegrityError),
        engine.connect().execution_options(writing=True) as connection,
    ):
        connection.execute(sa.text(statement))


_START = """
import sys
from desktop.database import postgres, schema
schema.upgrade(postgres.create_engine(sys.argv[1]))
"""


def test_two_programs_that_start_at_once_lay_the_tables_once(
    empty_database: Callable[[], str],
) -> None:
    address = empty_database()

    started = [
        subprocess.Popen([sys.executable, "-c", _START, address], cwd=ROOT) for _ in range(2)
    ]

    assert [process.wait() for process in started] == [0, 0]


def test_a_database_of_a_newer_program_is_refused(engine: sa.Engine) -> None:
    schema.upgrade(engine)
    with engine.connect().execution_options(writing=True) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()

    with pytest.raises(StorageError) as refused:
        schema.upgrade(engine)

    assert refused.value.code == StorageError.Code.NEWER_DATABASE


def test_a_migration_that_fails_leaves_the_database_as_it_was(engine: sa.Engine) -> None:
    _to(engine, "0001", command.upgrade)
    with engine.connect().execution_options(writing=True) as connection:
        # In the way of a later migration.
        connection.exec_driver_sql("CREATE TABLE council_terms (n integer)")
        connection.commit()

    with pytest.raises(sa.exc.ProgrammingError):
        schema.upgrade(engine)

    assert schema.current_revision(engine) == "0001"
    with engine.connect() as connection:
        assert not sa.inspect(connection).has_table("day_overrides")
