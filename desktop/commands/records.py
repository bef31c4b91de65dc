"""list, show, history: looking at what the office holds."""

from __future__ import annotations

import json
from argparse import _SubParsersAction
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import Answer, Context, identity, plain
from desktop.config import LOCAL_TIME
from desktop.errors import NotFound, UsageError
from desktop.services.fields import to_plain
from desktop.vietnamese.text import fold

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.store import EventRow

# Subjects by the services of the desk whose rows they show; packages go out and come in.
SUBJECTS = {
    "offices": ("offices",),
    "units": ("units",),
    "people": ("people",),
    "households": ("households",),
    "campaigns": ("campaigns",),
    "exemplars": ("exemplars",),
    "initiatives": ("initiatives",),
    "council_terms": ("council_terms",),
    "council_sessions": ("council_sessions",),
    "dossiers": ("dossiers",),
    "appraisal": ("senders_board",),
    "nominations": ("nominations",),
    "decisions": ("decisions",),
    "awards": ("awards",),
    "packages": ("outbox", "inbox"),
    "trust": ("trust",),
    "legal_documents": ("legal_documents",),
    "period_reports": ("period_reports",),
}
_TITLES = (
    "title",
    "name",
    "full_name",
    "head_name",
    "recipient_name",
    "recipient",
    "number",
    "office",
    "file_name",
    "sender",
)


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    named = "một trong: " + ", ".join(SUBJECTS)
    listing = add(commands, "list", "liệt kê các bản ghi của một mảng", list_)
    listing.add_argument("subject", choices=list(SUBJECTS), metavar="MẢNG", help=named)
    text = "chỉ lấy bản ghi có cột k bằng v, không kể hoa thường và dấu; dùng được nhiều lần"
    listing.add_argument("--where", action="append", default=[], metavar="k=v", help=text)
    showing = add(commands, "show", "xem một bản ghi", show)
    showing.add_argument("subject", choices=list(SUBJECTS), metavar="MẢNG", help=named)
    showing.add_argument("id", type=identity, metavar="MÃ", help="mã bản ghi")
    history_ = add(commands, "history", "lịch sử của một bản ghi", history)
    history_.add_argument("id", type=identity, metavar="MÃ", help="mã bản ghi")


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
        if row is None:
            raise NotFound(NotFound.Code.RECORD, subject=subject, id=str(record_id))
        record = plain(row) | _inside(desk, subject, record_id)
    return Answer(record, [f"{k}: {_shown(v)}" for k, v in record.items()])


def _inside(desk: Desk, subject: str, record_id: UUID) -> dict[str, Any]:
    """Return what a record holds beyond its row."""
    service: Any = getattr(desk, SUBJECTS[subject][0])
    found: dict[str, Any] = {}
    if hasattr(service, "open_draft"):
        found |= to_plain(service.open_draft(record_id))
    if subject == "dossiers":
        nominations = desk.nominations.rows(record_id)
        files = desk.attachments.list_for_dossier(record_id)
        found |= {"nominations": plain(nominations), "attachments": plain(files)}
    if subject == "period_reports":
        found |= plain(desk.period_reports.open(record_id))
    if subject == "decisions":
        found |= plain(desk.decisions.open(record_id))
        bonuses = desk.bonuses.of_decision(record_id)
        found |= {"bonuses": plain(bonuses.lines), "bonus_total": bonuses.total}
    return found


def _shown(value: Any) -> str:
    """Return a value for people; a list inside a record stands in lines of its own."""
    if not isinstance(value, list):
        return str(value)
    return "".join(f"\n  {json.dumps(item, ensure_ascii=False)}" for item in value) or "–"


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
    return Answer(data, [_told(e) for e in events])


def _told(event: EventRow) -> str:
    """Return an event for people: local time, terms instead of codes."""
    from desktop.services.store import state_label

    when = event.at.astimezone(LOCAL_TIME)
    told = f"{when:%d/%m/%Y %H:%M}  {event.office_name} · {event.actor}: {event.label}"
    if event.to_state:
        source = state_label(event.from_state) or "–"
        told += f" ({source} → {state_label(event.to_state)})"
    return f"{told} – {event.reason}" if event.reason else told


def _rows(desk: Desk, subject: str) -> list[Any]:
    return [row for name in SUBJECTS[subject] for row in getattr(desk, name).list_rows()]


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
