"""list, show, history: looking at what the office holds."""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import Answer, Context, identity, plain
from desktop.errors import NotFound, UsageError
from desktop.services.fields import to_plain
from desktop.vietnamese.text import fold

if TYPE_CHECKING:
    from desktop.services.desk import Desk

# Subjects whose service has list_rows(); the attribute of the desk has the subject's name.
SUBJECTS = (
    "offices",
    "units",
    "people",
    "households",
    "campaigns",
    "exemplars",
    "dossiers",
    "nominations",
    "decisions",
    "awards",
    "packages",
)
_TITLES = ("title", "name", "full_name", "head_name", "recipient_name", "number", "file_name")


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    listing = add(commands, "list", "liệt kê các bản ghi của một mảng", list_)
    listing.add_argument("subject", choices=SUBJECTS, metavar="MẢNG")
    listing.add_argument("--where", action="append", default=[], metavar="k=v")
    showing = add(commands, "show", "xem một bản ghi", show)
    showing.add_argument("subject", choices=SUBJECTS, metavar="MẢNG")
    showing.add_argument("id", type=identity)
    history_ = add(commands, "history", "lịch sử của một bản ghi", history)
    history_.add_argument("id", type=identity)


def list_(context: Context) -> Answer:
    """Return the rows of a subject that match every ``--where``."""
    wanted = [_condition(w) for w in context.arguments.where]
    with context.desk() as desk:
        rows = [r for r in _rows(desk, context.arguments.subject) if _matches(r, wanted)]
    lines = [f"{plain(r.id)}  {_title(r)}" for r in rows]
    return Answer([plain(r) for r in rows], [*lines, f"{len(rows)} bản ghi"])


def show(context: Context) -> Answer:
    """Return one record as its form edits it, with what its row adds."""
    subject, record_id = context.arguments.subject, context.arguments.id
    with context.desk() as desk:
        row = next((r for r in _rows(desk, subject) if r.id == record_id), None)
        service = _service(desk, subject)
        record = plain(row) if row is not None else {}
        if hasattr(service, "open_draft"):
            record |= to_plain(service.open_draft(record_id))
        if subject == "dossiers":
            nominations = [n for n in _rows(desk, "nominations") if n.dossier_id == record_id]
            record["nominations"] = [plain(n) for n in nominations]
    if not record:
        raise NotFound(NotFound.Code.RECORD, subject=subject, id=str(record_id))
    return Answer(record, [f"{k}: {v}" for k, v in record.items()])


def history(context: Context) -> Answer:
    """Return the chained events of a record, both ends' together."""
    with context.desk() as desk:
        events = desk.store.history_of(context.arguments.id)
    data = [
        {
            "at": plain(e.at),
            "actor": e.actor,
            "office": e.office_name,
            "event": e.event,
            "from": e.from_state,
            "to": e.to_state,
            "reason": e.reason,
        }
        for e in events
    ]
    lines = [
        f"{e.at:%d/%m/%Y %H:%M}  {e.office_name} · {e.actor}: {e.label}"
        + (f" ({e.from_state or '–'} → {e.to_state})" if e.to_state else "")
        + (f" – {e.reason}" if e.reason else "")
        for e in events
    ]
    return Answer(data, lines)


def _service(desk: Desk, subject: str) -> Any:
    return getattr(desk, subject)


def _rows(desk: Desk, subject: str) -> Iterable[Any]:
    rows: Iterable[Any] = _service(desk, subject).list_rows()
    return rows


def _condition(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(UsageError.Code.BAD_VALUE, value=text)
    return name, value


def _matches(row: Any, wanted: list[tuple[str, str]]) -> bool:
    known = {f.name for f in fields(row)}
    for name, value in wanted:
        if name not in known:
            raise UsageError(UsageError.Code.BAD_VALUE, value=name)
        if fold(str(plain(getattr(row, name)))) != fold(value):
            return False
    return True


def _title(row: Any) -> str:
    return next((str(getattr(row, n)) for n in _TITLES if getattr(row, n, "")), "")
