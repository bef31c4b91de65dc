"""Migrations: head equals the mapped classes, newer databases are refused, events stay."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
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
    from alembic import command

    command.downgrade(config, "0001")

    schema.upgrade(engine, path)

    assert schema.current_revision(engine) == schema.HEAD
    engine.dispose()
    copy = create_engine(tmp_path / "office.db.before-0001", bytes(32))
    assert schema.current_revision(copy) == "0001"
    copy.dispose()


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
