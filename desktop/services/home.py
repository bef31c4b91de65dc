"""The home page: what is due, what came back, what waits, and three figures in pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.lifecycle import DossierState
from desktop.law.terms import ExemplarStage, RecipientKind
from desktop.models import (
    AwardRecord,
    Campaign,
    Dossier,
    Exemplar,
    ExemplarStep,
    Household,
    Office,
    PackageRecord,
    Person,
    Record,
    Unit,
)
from desktop.services.store import Store

_SOON = timedelta(days=30)
_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class HomeItem:
    """One line that wants attention; ``subject`` and ``id`` open it."""

    subject: str
    id: UUID
    title: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class HomeSummary:
    """Everything the home page shows.

    Attributes:
        year: the year the awards are counted for: the last one that has any.
        counts: live records per subject.
        due: steps and campaigns whose date is near or past.
        came_back: what the other end answered and nobody has acted on.
        waiting: what waits for this office.
        dossiers: dossiers per state.
        awards: awards of the year per kind of recipient.
        exemplars: live exemplars per stage.
    """

    year: int
    counts: dict[str, int]
    due: tuple[HomeItem, ...]
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
        today = self._store.today()
        with self._store.reading() as session:
            year = _last_year_of_awards(session) or today.year
            return HomeSummary(
                year=year,
                counts=_counts(session),
                due=tuple(_due(session, today))[:_MOST_SHOWN],
                came_back=tuple(_came_back(session))[:_MOST_SHOWN],
                waiting=tuple(_waiting(session))[:_MOST_SHOWN],
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


def _counts(session: Session) -> dict[str, int]:
    subjects: dict[str, type[Record]] = {
        "units": Unit,
        "people": Person,
        "households": Household,
        "campaigns": Campaign,
        "exemplars": Exemplar,
        "dossiers": Dossier,
    }
    found = {}
    for subject, model in subjects.items():
        query = sa.select(sa.func.count()).select_from(model).where(model.archived_at.is_(None))
        found[subject] = session.scalar(query) or 0
    return found


def _last_year_of_awards(session: Session) -> int | None:
    newest = sa.select(sa.func.max(AwardRecord.decided_on)).where(AwardRecord.source != "entered")
    found = session.scalar(newest)
    return found.year if found else None


def _grouped(session: Session, column: Any, *where: Any) -> dict[Any, int]:
    query = sa.select(column, sa.func.count()).where(*where).group_by(column)
    return {code: count for code, count in session.execute(query)}  # noqa: C416 - rows, not pairs


def _due(session: Session, today: date) -> Iterator[HomeItem]:
    steps = (
        sa.select(ExemplarStep.task, ExemplarStep.due_on, Exemplar.id, Exemplar.title)
        .join(Exemplar, Exemplar.id == ExemplarStep.exemplar_id)
        .where(
            ExemplarStep.done_on.is_(None),
            ExemplarStep.due_on <= today + _SOON,
            Exemplar.archived_at.is_(None),
        )
        .order_by(ExemplarStep.due_on)
    )
    for task, due_on, exemplar_id, title in session.execute(steps):
        yield HomeItem("exemplars", exemplar_id, f"{title}: {task}", *_when(due_on, today))
    ending = (
        sa.select(Campaign.id, Campaign.name, Campaign.ends_on)
        .where(
            Campaign.ends_on.between(today, today + _SOON),
            Campaign.archived_at.is_(None),
        )
        .order_by(Campaign.ends_on)
    )
    for campaign_id, name, ends_on in session.execute(ending):
        yield HomeItem("campaigns", campaign_id, f"Kết thúc: {name}", *_when(ends_on, today))


def _when(day: date | None, today: date) -> tuple[str, str]:
    assert day is not None
    left = (day - today).days
    written = f"{day:%d/%m/%Y}"
    if left < 0:
        return f"Quá hạn {-left} ngày ({written})", "danger"
    if left == 0:
        return f"Hôm nay ({written})", "warning"
    return f"Còn {left} ngày ({written})", "warning" if left <= 7 else "info"


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


def _dossiers(session: Session, *where: Any) -> Iterator[Dossier]:
    query = (
        sa.select(Dossier)
        .where(Dossier.archived_at.is_(None), *where)
        .order_by(Dossier.state_since.desc())
        .limit(_MOST_SHOWN)
    )
    yield from session.scalars(query)


def _came_back(session: Session) -> Iterator[HomeItem]:
    own = Dossier.origin_office_id.is_(None)
    for dossier in _dossiers(session, own, Dossier.state.in_(_CAME_BACK)):
        note = f"{_CAME_BACK[dossier.state]} ({dossier.state_since:%d/%m/%Y})"
        yield HomeItem("dossiers", dossier.id, dossier.title, note, dossier.state.tone)


def _waiting(session: Session) -> Iterator[HomeItem]:
    received = Dossier.origin_office_id.is_not(None)
    senders = {o: name for o, name in session.execute(sa.select(Office.id, Office.name))}  # noqa: C416 - rows, not pairs
    for dossier in _dossiers(session, received, Dossier.state.in_(_WAITING_RECEIVED)):
        sender = senders.get(dossier.origin_office_id, "") if dossier.origin_office_id else ""
        note = f"{_WAITING_RECEIVED[dossier.state]} · {sender}"
        yield HomeItem("appraisal", dossier.id, dossier.title, note, "warning")
    undecided = sa.select(PackageRecord).where(PackageRecord.state == "QUARANTINED")
    for package in session.scalars(undecided):
        note = "Gói chờ xác nhận người ký"
        yield HomeItem("inbox", package.id, package.file_name, note, "warning")
    own = Dossier.origin_office_id.is_(None)
    for dossier in _dossiers(session, own, Dossier.state.in_(_WAITING_HERE)):
        note = _WAITING_HERE[dossier.state]
        yield HomeItem("dossiers", dossier.id, dossier.title, note, dossier.state.tone)
