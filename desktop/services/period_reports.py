"""báo cáo định kỳ: what an office tells the one above of a quarter, half or whole year.

The figures are computed from the records each time and written down when the report is sent; the
officer adds a narrative and picks the typical examples to tell of. A report sent again after a
change is a new revision, which replaces the one before at the receiver; both ends keep the older.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound
from desktop.law.terms import ReportPeriod
from desktop.models import Exemplar, Office, PackageRecord, PeriodReport
from desktop.sealing.data import dump_data
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.seal import Entry
from desktop.services.fields import clean
from desktop.services.law_book import law_of
from desktop.services.outbox import ExportReport
from desktop.services.package_writer import PackageWriter, Parcel
from desktop.services.report_figures import Figure, FigureGroup, figures, period_days, totals
from desktop.services.report_records import (
    ExemplarChoice,
    PeriodOverview,
    PeriodReportDetail,
    PeriodReportRow,
    ReportDraft,
    as_json,
    digest_of,
    exemplar_fields,
    figure_fields,
    is_same,
    kept,
    new_record,
    office_report,
    reports_of,
    revision_of,
    row_of,
    told_exemplars,
    told_figures,
)
from desktop.services.store import Store
from desktop.services.submission_data import slug
from desktop.sync.carriers import carrier_for

ReportProgress = Callable[[int, int, str], None]

SUBJECT = PeriodReport.__tablename__
FIRST_YEAR = 1945
_KIND = PackageKind.REPORT
_GROUPS = {group.value for group in FigureGroup}


class PeriodReportService:
    """Use cases of periodic reports, at both ends."""

    subject = "period_reports"

    def __init__(self, store: Store, writer: PackageWriter) -> None:
        self._store = store
        self._writer = writer

    # -- both ends --------------------------------------------------------------------------

    def list_rows(self) -> list[PeriodReportRow]:
        """Return every report, the latest period first, replaced revisions too."""
        query = sa.select(PeriodReport).order_by(PeriodReport.year.desc(), PeriodReport.sort_key)
        with self._store.reading() as session:
            rows = [row_of(record) for record in session.scalars(query)]
        order = list(ReportPeriod)
        return sorted(
            rows, key=lambda r: (-r.year, -order.index(r.period), r.sort_key, -r.revision)
        )

    def open(self, report_id: UUID) -> PeriodReportDetail:
        """Return one report; of a draft the figures are those of now.

        Raises:
            NotFound: there is no such report.
        """
        with self._store.reading() as session:
            record = session.get(PeriodReport, report_id)
            if record is None:
                raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(report_id))
            row, document = row_of(record), record.document
            listed = told_figures(document)
            if record.made_here and not row.archived:
                listed = figures(session, law_of(session), row.year, row.period)
            older = session.scalars(
                reports_of(record.office_id, row.year, row.period, archived=True)
            )
            return PeriodReportDetail(
                row,
                record.narrative,
                listed,
                told_exemplars(document),
                document.get("officer", ""),
                record.package_id,
                tuple(row_of(one) for one in older if one.id != report_id),
            )

    # -- the sender -------------------------------------------------------------------------

    def draft(self, year: int, period: ReportPeriod) -> ReportDraft:
        """Return this office's report of a period as it was last saved, empty where never."""
        with self._store.reading() as session:
            record = session.scalar(self._own(year, period))
            if record is None:
                return ReportDraft(year, period)
            chosen = tuple(UUID(one) for one in record.document.get("chosen", []))
            return ReportDraft(year, period, record.narrative, chosen)

    def figures(self, year: int, period: ReportPeriod) -> tuple[Figure, ...]:
        """Return the figures of a period as the records stand now, each with its records."""
        with self._store.reading() as session:
            return figures(session, law_of(session), year, period)

    def choices(self) -> tuple[ExemplarChoice, ...]:
        """Return the typical examples a report may tell of, by name."""
        query = sa.select(Exemplar).where(Exemplar.archived_at.is_(None))
        with self._store.reading() as session:
            return tuple(
                ExemplarChoice(one.id, one.title, one.stage, one.summary)
                for one in session.scalars(query.order_by(Exemplar.sort_key))
            )

    def save_draft(self, draft: ReportDraft) -> UUID:
        """Keep what was written; nothing leaves.

        Raises:
            MoveRefused: PERIOD_NOT_BEGUN.
        """
        self._check_period(draft.year, draft.period)
        with self._store.writing() as session:
            record = session.scalar(self._own(draft.year, draft.period))
            event = "saved" if record else "created"
            if record is None:
                record = self._new(draft)
                session.add(record)
            record.narrative = clean(draft.narrative)
            chosen = [str(one) for one in draft.exemplar_ids]
            record.document = {**record.document, "chosen": chosen}
            session.flush()
            self._store.record_event(session, SUBJECT, record.id, event)
            session.commit()
            return record.id

    def send(
        self,
        year: int,
        period: ReportPeriod,
        folder: Path | None = None,
        report: ReportProgress | None = None,
    ) -> ExportReport:
        """Sign the saved report of a period and queue it; unchanged, it is the same package again.

        Args:
            year: the year.
            period: the part of it.
            folder: where a copy goes, such as a stick.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Raises:
            MoveRefused: PERIOD_NOT_BEGUN, NO_OFFICE_ABOVE.
            PackageRefused: RECEIVER_KEY_UNKNOWN or RECEIVER_KEY_EXPIRED.
            HandoverRefused: HANDED_OVER.
            SigningFailed: this office's key has expired.
            StorageError: the outbox or the folder is full or cannot be written.
        """
        receiver = self._receiver()
        self._writer.check_receiver(receiver)
        draft = self.draft(year, period)
        report_id = self.save_draft(draft) if not self._is_saved(draft) else self._id_of(draft)
        package = self._package(report_id, receiver, report)
        source = self._store.paths.root / package.file_name
        target = (
            source
            if folder is None
            else carrier_for(folder).deliver(source, package.sha256, report)
        )
        return ExportReport(target, package.package_id, package.sha256, package.size)

    def _package(
        self, report_id: UUID, receiver: Party, report: ReportProgress | None
    ) -> PackageRecord:
        """Return the package of what is so now: the last one sent, or a new revision."""
        with self._store.reading() as session:
            record = session.get_one(PeriodReport, report_id)
            told = self._told(session, record)
            last = record.document.get("sent")
            known = self._writer.written(record.package_id) if record.package_id else None
            if last is not None and known is not None and is_same(last, told):
                return known
            revision = revision_of(record.document) + 1
        document = {
            **told,
            "revision": revision,
            "made_at": self._store.clock(),
            "officer": self._store.actor.name,
        }
        parcel = Parcel(
            package_id=uuid5(report_id, f"report {revision} {digest_of(told)}"),
            kind=_KIND,
            receiver=receiver,
            created_at=self._store.clock(),
            entries=(Entry.from_bytes(_KIND.data_entry, dump_data(_KIND, document)),),
            stem=f"bao-cao-{told['period']}-{told['year']}-{slug(self._store.actor.office_name)}",
        )
        return self._writer.write(
            parcel, report=report, on_queue=lambda s, row: self._sent(s, row, report_id, document)
        )

    def _sent(
        self,
        session: Session,
        row: PackageRecord,
        report_id: UUID,
        document: Mapping[str, Any],
    ) -> None:
        """Note in the package's own transaction what was sent; the revision before is kept."""
        record = session.get_one(PeriodReport, report_id)
        if "sent" in record.document:
            session.add(kept(record, self._store.clock()))
        plain = as_json(document)
        record.document = {**record.document, "sent": plain}
        record.package_id, record.sent_at = row.package_id, self._store.clock()
        session.flush()
        data = {"revision": document["revision"], "receiver": row.receiver_name}
        self._store.record_event(session, SUBJECT, report_id, "report_sent", data=data)
        data = {"kind": row.kind, "receiver": row.receiver_name}
        self._store.record_event(session, "packages", row.package_id, "package_written", data=data)

    def _told(self, session: Session, record: PeriodReport) -> dict[str, Any]:
        """Return what a report says, but for the time, the officer and its revision."""
        period = ReportPeriod(record.period)
        listed = figures(session, law_of(session), record.year, period)
        return {
            "report_id": str(record.id),
            "year": record.year,
            "period": period.value,
            "narrative": record.narrative,
            "figures": [figure_fields(one) for one in listed],
            "exemplars": exemplar_fields(session, record.document.get("chosen", [])),
        }

    def _receiver(self) -> Party:
        above = sa.select(Office.parent_id).where(Office.is_self).scalar_subquery()
        with self._store.reading() as session:
            office = session.scalar(sa.select(Office).where(Office.id == above))
            if office is None:
                raise MoveRefused(MoveRefused.Code.NO_OFFICE_ABOVE)
            return Party(office.id, office.name)

    def _check_period(self, year: int, period: ReportPeriod) -> None:
        """Refuse a period nothing can be told of yet."""
        if (
            year < FIRST_YEAR
            or year > self._store.today().year
            or (period_days(year, period)[0] > self._store.today())
        ):
            label = f"{period.label} năm {year}"
            raise MoveRefused(MoveRefused.Code.PERIOD_NOT_BEGUN, period=label)

    def _own(self, year: int, period: ReportPeriod) -> sa.Select[PeriodReport]:
        return reports_of(self._store.actor.office_id, year, period, archived=False)

    def _is_saved(self, draft: ReportDraft) -> bool:
        with self._store.reading() as session:
            return session.scalar(self._own(draft.year, draft.period)) is not None

    def _id_of(self, draft: ReportDraft) -> UUID:
        with self._store.reading() as session:
            return session.scalars(self._own(draft.year, draft.period)).one().id

    def _new(self, draft: ReportDraft) -> PeriodReport:
        actor = self._store.actor
        return new_record(
            Party(actor.office_id, actor.office_name), draft.year, draft.period, made_here=True
        )

    # -- the receiver -----------------------------------------------------------------------

    def overview(self, year: int, period: ReportPeriod) -> PeriodOverview:
        """Return every office below with its report of a period, and the sums of all."""
        own = sa.select(Office.id).where(Office.is_self).scalar_subquery()
        below = sa.select(Office.id, Office.name, Office.sort_key).where(
            Office.parent_id == own, Office.is_self.is_(False), Office.archived_at.is_(None)
        )
        came = sa.select(PeriodReport).where(
            PeriodReport.made_here.is_(False),
            PeriodReport.year == year,
            PeriodReport.period == period.value,
            PeriodReport.archived_at.is_(None),
        )
        with self._store.reading() as session:
            records = {record.office_id: record for record in session.scalars(came)}
            names = {row.id: (row.sort_key, row.name) for row in session.execute(below)}
        for record in records.values():
            names.setdefault(record.office_id, (record.sort_key, record.office_name))
        offices = tuple(
            office_report(office_id, names[office_id][1], records.get(office_id))
            for office_id in sorted(names, key=names.__getitem__)
        )
        return PeriodOverview(year, period, offices, totals(one.figures for one in offices))
