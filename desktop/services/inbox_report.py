"""Taking in a periodic report: the latest revision of a period counts, the older are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.terms import ReportPeriod
from desktop.models import PeriodReport
from desktop.sealing.data import load_data
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.limits import LIMITS
from desktop.sealing.verification import OpenedPackage
from desktop.services.fields import clean
from desktop.services.inbox_content import Arrival
from desktop.services.period_reports import SUBJECT
from desktop.services.report_records import new_record
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class StagedReport:
    """A report whose data was checked."""

    header: PackageHeader
    document: Mapping[str, Any]
    dossier_id: None = None
    revision: None = None

    def take_in(self, store: Store, session: Session, _arrival: Arrival) -> UUID | None:
        """Write the report, in the caller's transaction; of two revisions the later counts."""
        now, document = store.clock(), dict(self.document)
        period = ReportPeriod(document["period"])
        record = new_record(self.header.sender, document["year"], period, made_here=False)
        record.narrative = clean(document["narrative"])
        record.document = document
        record.package_id = self.header.package_id
        record.sent_at = datetime.fromisoformat(document["made_at"])
        record.received_at = now
        for other in session.scalars(_current(record)):
            if _order(other.document) > _order(document):
                record.archived_at = now  # what overtook it on the way stays
            else:
                other.archived_at = now
        session.add(record)
        session.flush()
        data = {"package_id": str(self.header.package_id), "revision": document["revision"]}
        store.record_event(session, SUBJECT, record.id, "report_taken_in", data=data)
        return None


def stage_report(_store: Store, package: OpenedPackage, header: PackageHeader) -> StagedReport:
    """Check a report's data.

    Raises:
        PackageRefused: DATA_BAD with ``path``.
    """
    document = load_data(PackageKind.REPORT, package.read(header.kind.data_entry, LIMITS.data))
    return StagedReport(header, document)


def _current(record: PeriodReport) -> sa.Select[PeriodReport]:
    return sa.select(PeriodReport).where(
        PeriodReport.office_id == record.office_id,
        PeriodReport.year == record.year,
        PeriodReport.period == record.period,
        PeriodReport.made_here.is_(False),
        PeriodReport.archived_at.is_(None),
    )


def _order(document: Mapping[str, Any]) -> tuple[int, datetime]:
    """Return what decides which of two is the later: its revision, then when it was made."""
    return document["revision"], datetime.fromisoformat(document["made_at"])
