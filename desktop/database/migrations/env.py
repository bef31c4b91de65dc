"""Alembic's entry: runs the revisions on the engine the program opened."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import context


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write the program's own types as plain ones: a migration never imports the program."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, sa.Enum):
        return "sa.String(length=40)"
    return False


def _run(engine: sa.Engine) -> None:
    connection = engine.connect()
    # Rebuilding a parent table with foreign keys on deletes its children; the pragma only works
    # outside a transaction.
    raw = connection.connection.dbapi_connection
    assert raw is not None
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        raw.cursor().execute("PRAGMA foreign_keys = OFF")
    try:
        connection = connection.execution_options(writing=True)
        context.configure(
            connection=connection,
            target_metadata=context.config.attributes.get("metadata"),
            render_as_batch=True,
            render_item=_render,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    finally:
        connection.close()
        if sqlite:
            raw.cursor().execute("PRAGMA foreign_keys = ON")


_run(context.config.attributes["engine"])
