"""Alembic's entry: runs the revisions on the engine the program opened."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.operations.ops import AddColumnOp, MigrationScript, ModifyTableOps
from sqlalchemy.sql.schema import ScalarElementColumnDefault


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write the program's own types as plain ones: a migration never imports the program."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, sa.Enum):
        return "sa.String(length=40)"
    return False


def _give_defaults(_context: object, _revision: object, scripts: list[MigrationScript]) -> None:
    """Let rows that already stand in a table get what a new row would get.

    The mapped classes' defaults live in Python; SQLite refuses a NOT NULL column without one of the
    database's own, and offices that hold data would no longer open.
    """
    for script in scripts:
        for changes in script.upgrade_ops_list:
            for column in _added(changes.ops):
                if not column.nullable and column.server_default is None:
                    column.server_default = sa.DefaultClause(_stored_default(column))


def _added(operations: Iterable[object]) -> Iterable[sa.Column[Any]]:
    for operation in operations:
        if isinstance(operation, ModifyTableOps):
            yield from _added(operation.ops)
        elif isinstance(operation, AddColumnOp):
            yield operation.column


def _stored_default(column: sa.Column[Any]) -> str:
    value = column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
    if value is None:
        where = f"{column.table.name}.{column.name}"
        msg = f"{where} needs a default in its mapped class, or None: rows that exist must get one"
        raise SystemExit(msg)
    if isinstance(value, Enum):
        value = value.value
    return str(int(value) if isinstance(value, bool) else value)


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
        if not sqlite:
            # Laying an index on an old office's tables may take longer than any work of a day.
            connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        context.configure(
            connection=connection,
            target_metadata=context.config.attributes.get("metadata"),
            render_as_batch=True,
            render_item=_render,
            transactional_ddl=True,
            process_revision_directives=_give_defaults,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    finally:
        connection.close()
        if sqlite:
            raw.cursor().execute("PRAGMA foreign_keys = ON")


_run(context.config.attributes["engine"])
