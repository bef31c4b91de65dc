"""Bringing a database to the program's schema: new, up to date, older, or refused as newer."""

from __future__ import annotations

import shutil
from pathlib import Path

import sqlalchemy as sa

from desktop.disk import storage_errors
from desktop.errors import StorageError

# The newest revision under migrations/versions; a test holds it to Alembic's own head.
HEAD = "0006"
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006")
_MIGRATIONS = Path(__file__).parent / "migrations"
_COPIES_KEPT = 3


def current_revision(engine: sa.Engine) -> str | None:
    """Return the revision the database stands at, None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: sa.Engine, database: Path | None = None) -> None:
    """Bring the database up to ``HEAD``; an older file is copied first and the copy kept.

    A server's database is not copied: there a migration is done whole or not at all, and whoever
    looks after the server has last night's copy.

    Args:
        engine: on the database.
        database: its file, where it is one.

    Raises:
        StorageError: the database was made by a newer program.
    """
    revision = current_revision(engine)
    if revision == HEAD:
        return
    if revision is not None:
        if revision not in KNOWN:
            raise StorageError(StorageError.Code.NEWER_DATABASE)
        if database is not None and engine.dialect.name == "sqlite":
            _keep_copy(engine, database, revision)
    _run_migrations(engine)


def _keep_copy(engine: sa.Engine, database: Path, revision: str) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with storage_errors(database):
        shutil.copy2(database, database.with_name(f"{database.name}.before-{revision}"))
        copies = sorted(
            database.parent.glob(f"{database.name}.before-*"), key=lambda p: p.stat().st_mtime
        )
        for old in copies[:-_COPIES_KEPT]:
            old.unlink()


def _run_migrations(engine: sa.Engine) -> None:
    # Alembic costs 0.15 s to import and is needed once in the life of most databases.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
