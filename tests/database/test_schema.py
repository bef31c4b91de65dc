"""Migrations: head equals the mapped classes, newer databases are refused, events stay."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from desktop.database import schema
from desktop.database.engine import create_engine
from desktop.errors import StorageError
from desktop.models import Base


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    made = create_engine(tmp_path / "office.db", bytes(32))
    schema.upgrade(made, tmp_path / "office.db")
    return made


def test_head_says_what_the_mapped_classes_say(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()

    # SQLite's foreign keys and string types come back without what the comparison wants.
    assert [d for d in differences if d[0] not in {"add_fk", "remove_fk"}] == []


def test_the_noted_head_is_alembics_own() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    script = ScriptDirectory.from_config(config)

    assert script.get_current_head() == schema.HEAD
    assert {r.revision for r in script.walk_revisions()} == set(schema.KNOWN)


def test_a_database_of_a_newer_program_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StorageError) as refused:
        schema.upgrade(engine, tmp_path / "office.db")
    engine.dispose()

    assert refused.value.code == StorageError.Code.NEWER_DATABASE


def test_an_older_database_is_copied_before_it_is_brought_up(
    engine: sa.Engine, tmp_path: Path
) -> None:
    path = tmp_path / "office.db"
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    config.attributes["engine"] = engine
    command.downgrade(config, "0001")

    schema.upgrade(engine, path)

    assert schema.current_revision(engine) == schema.HEAD
    engine.dispose()
    copy = create_engine(tmp_path / "office.db.before-0001", bytes(32))
    assert schema.current_revision(copy) == "0001"
    copy.dispose()


def test_offices_that_hold_data_are_brought_up_from_the_first_release(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    made = create_engine(path, bytes(32))
    _upgrade_to(made, "0001")
    with made.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        filled = sa.MetaData()
        filled.reflect(connection)
        tables = [t for t in filled.tables.values() if t.name != "alembic_version"]
        for table in tables:
            connection.exec_driver_sql(_one_row(table))
        connection.commit()

    schema.upgrade(made, path)

    with made.connect() as connection:
        counts = {
            t.name: connection.scalar(sa.select(sa.func.count()).select_from(t)) for t in tables
        }
    made.dispose()
    assert len(counts) > 20
    assert set(counts.values()) == {1}


def _upgrade_to(engine: sa.Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, revision)


def _one_row(table: sa.Table) -> str:
    """Return the statement for a row with something in every column that asks for it."""
    literals = {
        sa.Integer: "2000",
        sa.Boolean: "1",
        sa.Date: "'2023-01-01'",
        sa.DateTime: "'2023-01-01 00:00:00'",
        sa.JSON: "'{}'",
        sa.LargeBinary: "x'00'",
    }
    wanted = [c for c in table.columns if not c.nullable]
    values = [
        next((v for k, v in literals.items() if isinstance(c.type, k)), "'x'") for c in wanted
    ]
    names = ", ".join(f'"{c.name}"' for c in wanted)
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join(values)})'


@pytest.mark.parametrize("statement", ["DELETE FROM events", "UPDATE events SET actor = 'x'"])
def test_nobody_changes_or_removes_an_event(engine: sa.Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO events (id, at, actor, office_name, subject, record_id, event,"
                " from_state, to_state, reason, data, previous_hash, hash)"
                " VALUES ('1', '2023-01-01', 'a', '', 's', '2', 'saved', '', '', '', '{}', '', '')"
            )
        )

    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
