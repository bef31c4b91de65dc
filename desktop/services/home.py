"""The home page: what is due, what came back, what waits, and three figures in pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.config import LOCAL_TIME
from desktop.errors import ConflictFound
from desktop.law.lifecycle import DossierState
from desktop.law.terms import ExemplarStage, RecipientKind
from desktop.models import (
    AwardRecord,
    Base,
    Campaign,
    Conflict,
    Dossier,
    Exemplar,
    Household,
    Nomination,
    Office,
    PackageRecord,
    Person,
    Record,
    Unit,
)
from desktop.services.conflict_words import KINDS
from desktop.services.connection_news import connection_news
from desktop.services.home_due import MOST_SHOWN, HomeDue, HomeItem, home_due
from desktop.services.journal import JournalService, Kept
from desktop.services.store import Store
from desktop.vietnamese.dates import date_time

_PAGES = {"nominations": "dossiers"}
# Where what is typed outside a form stands; a dialog's text is offered by the dialog itself.
_TYPED = {
    "typed:reply": "dossiers",
    "typed:word": "dossiers",
    "typed:note": "appraisal",
    "typed:correction": "legal",
    "typed:wording": "legal",
    "typed:report": "period_reports",
    "typed:line": "connections",
}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class HomeSummary:
    """Everything the home page shows.

    Attributes:
        year: the year the awards are counted for: the last one that has any.
        counts: live records per subject.
        came_back: what the other end answered and nobody has acted on.
        waiting: what waits for this office.
        dossiers: dossiers per state.
        awards: awards of the year per kind of recipient.
        exemplars: live exemplars per stage.
    """

    year: int
    counts: dict[str, int]
    came_back: tuple[HomeItem, ...]
    waiting: tuple[HomeItem, ...]
    dossiers: dict[DossierState, int]
    awards: dict[RecipientKind, int]
    exemplars: dict[ExemplarStage, int]


class HomeService:
    """Reading the summary; counts only, so that an office of 200,000 people opens at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def summary(self) -> HomeSummary:
        """Return the home page's content as of today."""
        today, now = self._store.today(), self._store.clock()
        kept = JournalService(self._store).everything()
        with self._store.reading() as session:
            left_over = _left_over(session, kept)
            year = _last_year_of_awards(session) or today.year
            return HomeSummary(
                year=year,
                counts=_counts(session),
                came_back=tuple(_came_back(session))[:MOST_SHOWN],
                waiting=(*left_over, *connection_news(session, now), *_waiting(session))[
                    :MOST_SHOWN
                ],
                dossiers=_grouped(session, Dossier.state, Dossier.archived_at.is_(None)),
                awards=_grouped(
                    session,
                    AwardRecord.recipient_kind,
                    AwardRecord.decided_on.between(date(year, 1, 1), date(year, 12, 31)),
                    AwardRecord.cancelled_on.is_(None),
                    AwardRecord.source != "entered",
                ),
                exemplars=_grouped(session, Exemplar.stage, Exemplar.archived_at.is_(None)),
            )

    def due(self) -> HomeDue:
        """Return what is due as of today; apart, for the calendar takes its time to be made."""
        with self._store.reading() as session:
            return home_due(session, self._store.today())

    def waiting_counts(self) -> dict[str, int]:
        """Return how much waits on the pages where work arrives by itself, by subject."""
        received = (
            Dossier.archived_at.is_(None),
            Dossier.origin_office_id.is_not(None),
            Dossier.state.in_(_WAITING_RECEIVED),
        )
        with self._store.reading() as session:
            return {
                "inbox": _count(session, PackageRecord, _QUARANTINED),
                "conflicts": _count(session, Conflict, Conflict.choice == ""),
                "appraisal": _count(session, Dossier, *received),
                "outbox": _count(session, PackageRecord, *_UNREAD_FAILURE),
            }


def _count(session: Session, model: type[Base], *where: Any) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model).where(*where)) or 0


def _counts(session: Session) -> dict[str, int]:
    subjects: dict[str, type[Record]] = {
        "units": Unit,
        "people": Person,
        "households": Household,
        "campaigns": Campaign,
        "exemplars": Exemplar,
        "dossiers": Dossier,
    }
    return {
        subject: _count(session, model, model.archived_at.is_(None))
        for subject, model in subjects.items()
    }


def _last_year_of_awards(session: Session) -> int | None:
    newest = sa.select(sa.func.max(AwardRecord.decided_on)).where(AwardRecord.source != "entered")
    found = session.scalar(newest)
    return found.year if found else None


def _grouped(session: Session, column: Any, *where: Any) -> dict[Any, int]:
    query = sa.select(column, sa.func.count()).where(*where).group_by(column)
    return {code: count for code, count in session.execute(query)}  # noqa: C416 - rows, not pairs


_CAME_BACK = {
    DossierState.RETURNED: "Bị trả lại, cần bổ sung",
    DossierState.REFUSED: "Bị từ chối",
    DossierState.DECIDED: "Đã có quyết định",
    DossierState.RECEIVED: "Cấp trên đã tiếp nhận",
}
_WAITING_HERE = {
    DossierState.DRAFT: "Đang soạn",
    DossierState.READY: "Sẵn sàng, chờ ký và gửi",
    DossierState.SENT: "Đã gửi, chờ biên nhận",
}
_WAITING_RECEIVED = {
    DossierState.RECEIVED: "Chờ thẩm định",
    DossierState.APPRAISED: "Chờ quyết định",
}
_QUARANTINED = PackageRecord.state == "QUARANTINED"
_UNREAD_FAILURE = (
    PackageRecord.direction == "out",
    PackageRecord.failure != "",
    PackageRecord.failure_seen_at.is_(None),
)


def _dossiers(session: Session, *where: Any) -> Iterator[Dossier]:
    query = (
        sa.select(Dossier)
        .where(Dossier.archived_at.is_(None), *where)
        .order_by(Dossier.state_since.desc())
        .limit(MOST_SHOWN)
    )
    yield from session.scalars(query)


def _came_back(session: Session) -> Iterator[HomeItem]:
    own = Dossier.origin_office_id.is_(None)
    for dossier in _dossiers(session, own, Dossier.state.in_(_CAME_BACK)):
        since = dossier.state_since.astimezone(LOCAL_TIME)
        note = f"{_CAME_BACK[dossier.state]} ({since:%d/%m/%Y})"
        yield HomeItem("dossiers", dossier.id, dossier.title, note, dossier.state.tone)


def _waiting(session: Session) -> Iterator[HomeItem]:
    received = Dossier.origin_office_id.is_not(None)
    senders = {o: name for o, name in session.execute(sa.select(Office.id, Office.name))}  # noqa: C416 - rows, not pairs
    for dossier in _dossiers(session, received, Dossier.state.in_(_WAITING_RECEIVED)):
        sender = senders.get(dossier.origin_office_id, "") if dossier.origin_office_id else ""
        note = f"{_WAITING_RECEIVED[dossier.state]} · {sender}"
        yield HomeItem("appraisal", dossier.id, dossier.title, note, "warning")
    for conflict in session.scalars(
        sa.select(Conflict).where(Conflict.choice == "").limit(MOST_SHOWN)
    ):
        title = KINDS[ConflictFound.Code(conflict.kind)].title
        note = f"Mâu thuẫn với {conflict.right.get('office', '')}, chờ người chọn"
        yield HomeItem("conflicts", conflict.id, title, note, "danger")
    undecided = sa.select(PackageRecord).where(_QUARANTINED).limit(MOST_SHOWN)
    for package in session.scalars(undecided):
        note = "Gói chờ xác nhận người ký"
        yield HomeItem("inbox", package.id, package.file_name, note, "warning")
    own = Dossier.origin_office_id.is_(None)
    for dossier in _dossiers(session, own, Dossier.state.in_(_WAITING_HERE)):
        note = _WAITING_HERE[dossier.state]
        yield HomeItem("dossiers", dossier.id, dossier.title, note, dossier.state.tone)


def _left_over(session: Session, kept: Mapping[str, Kept]) -> list[HomeItem]:
    """Return what was open when the program stopped, latest first; their pages offer it again."""
    items = []
    for key, entry in reversed(list(kept.items())):
        subject, _, record = key.partition(":")
        # A nomination's form stands on the page of dossiers, a new record has no id yet.
        page = _PAGES.get(subject, subject)
        if subject == "typed":
            page = _TYPED.get(":".join(key.split(":")[:2]), "")
        if page:
            note = f"Gõ lúc {date_time(entry.at.astimezone(LOCAL_TIME))} ({entry.actor})"
            record_id = UUID(record) if page == subject and _UUID.fullmatch(record) else None
            title = "Nội dung đang gõ dở, chưa lưu"
            if subject == "nominations" and _UUID.fullmatch(record):
                form_of = session.get(Nomination, UUID(record))
                if form_of is not None:
                    record_id, title = form_of.dossier_id, f"{title}: {form_of.recipient_name}"
            items.append(HomeItem(page, record_id, title, note, "warning"))
    return items[:MOST_SHOWN]
