"""phiếu thẩm định of a received dossier: everything the desk knows of it, on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.config import LOCAL_TIME
from desktop.documents.process_sheet import (
    DoneLine,
    ItemLine,
    JudgedLine,
    ProcessSheet,
    process_sheet,
)
from desktop.law.problems import Problem, Severity
from desktop.models import Office
from desktop.services.appraisal import AppraisalService
from desktop.services.appraisal_findings import DossierFindings, Findings, FindingService
from desktop.services.appraisal_items import AppraisalItemService
from desktop.services.appraisal_rows import AppraisalDetail, AppraisalNomination
from desktop.services.duplicates import DuplicateRow
from desktop.services.handler_notes import NoteRow, handlers_of, notes_of
from desktop.services.moves import SUBJECT
from desktop.services.paper_files import DrawnPaper, save_papers
from desktop.services.paper_words import agency_of, place_of
from desktop.services.papers import PaperFormat, drawn
from desktop.services.store import EventRow, Store
from desktop.vietnamese.dates import date_time, short_date
from desktop.vietnamese.numbers import thousands

ReportProgress = Callable[[int, int, str], None]
Tell = Callable[[Problem], str]

_STEM, _STEP = "phieu-tham-dinh", "Lập phiếu thẩm định"
_WHOLE = "Cả hồ sơ"


class ProcessSheetService:
    """Use cases of the process sheet; nothing is kept, for it says what the records say now.

    Args:
        store: the office's records.
        appraisal: lays the dossier open.
        findings: what is found of it.
        items: its papers.
    """

    subject = "process_sheets"

    def __init__(
        self,
        store: Store,
        appraisal: AppraisalService,
        findings: FindingService,
        items: AppraisalItemService,
    ) -> None:
        self._store, self._appraisal = store, appraisal
        self._findings, self._items = findings, items

    def draw(self, dossier_id: UUID, tell: Tell, form: PaperFormat = PaperFormat.PDF) -> bytes:
        """Return the sheet as a file of one format.

        Args:
            dossier_id: of another office.
            tell: says a problem of the rules in words.
            form: PDF or Word.

        Raises:
            NotFound: there is no such dossier.
            DocumentFailed: nobody is nominated, or a letter no font has.
        """
        return drawn(process_sheet(self._sheet(dossier_id, tell)), form)

    def save(
        self,
        dossier_id: UUID,
        folder: Path,
        tell: Tell,
        report: ReportProgress | None = None,
        formats: Sequence[PaperFormat] = tuple(PaperFormat),
    ) -> list[Path]:
        """Write the sheet into a folder, in each format, all or none.

        Raises:
            NotFound, DocumentFailed: as ``draw``; nothing is written then.
            StorageError: the folder is full, missing or cannot be written.
        """
        paper = process_sheet(self._sheet(dossier_id, tell))
        papers = []
        for done, form in enumerate(formats):
            if report:
                report(done, len(formats), _STEP)
            papers.append(DrawnPaper(f"{_STEM}.{form.value}", drawn(paper, form)))
        return save_papers(papers, folder)

    def _sheet(self, dossier_id: UUID, tell: Tell) -> ProcessSheet:
        detail = self._appraisal.open(dossier_id, with_prior=False)
        found = self._findings.of_dossier(dossier_id)
        bad = [row for row in self._items.of_dossier(dossier_id) if row.is_in_order is False]
        names = {n.id: f"{n.position}. {n.name}" for n in detail.nominations}
        history = self._store.history(SUBJECT, dossier_id)
        with self._store.reading() as session:
            office = session.scalars(sa.select(Office).where(Office.is_self)).one()
            handler = _handler(session, dossier_id)
            return ProcessSheet(
                superior_agency=office.superior_agency,
                agency=agency_of(office),
                place=place_of(office),
                day=self._store.today(),
                title=detail.title,
                facts=_facts(detail, found, handler),
                lines=tuple(_line(n, found.of(n.id), tell) for n in detail.nominations),
                whole=_said(found.whole, tell),
                items=tuple(
                    ItemLine(
                        names.get(row.nomination_id, _WHOLE) if row.nomination_id else _WHOLE,
                        row.label,
                        row.reason,
                    )
                    for row in bad
                ),
                notes=tuple(_note(n) for n in reversed(notes_of(session, dossier_id))),
                history=tuple(_done(event) for event in history if event.event != "noted"),
                handler=handler,
            )


def _handler(session: Session, dossier_id: UUID) -> str:
    found = handlers_of(session, [dossier_id]).get(dossier_id)
    return found.name if found else ""


def _facts(
    detail: AppraisalDetail, found: DossierFindings, handler: str
) -> tuple[tuple[str, str], ...]:
    day = f"ngày {short_date(detail.letter_date)}" if detail.letter_date else ""
    signature = detail.signature
    due = detail.deadline
    return (
        ("Nơi gửi", detail.sender),
        ("Tờ trình", " ".join(part for part in (detail.letter_number, day) if part)),
        ("Người ký", ", ".join(p for p in (detail.signatory_name, detail.signatory_title) if p)),
        ("Loại hình", detail.award_type.label),
        ("Phong trào", detail.campaign),
        ("Nhận ngày", short_date(detail.received_on) if detail.received_on else ""),
        ("Gửi lần thứ", str(detail.revision) if detail.revision > 1 else ""),
        ("Thời hạn", f"{short_date(due.due)} ({due.words})" if due else ""),
        ("Chữ ký số", f"{signature.outcome.label}: {signature.signer}" if signature else ""),
        ("Nơi gửi giải trình khi gửi", found.sent_with),
        ("Trạng thái", detail.state.label),
        ("Người thụ lý", handler),
    )


def _line(nomination: AppraisalNomination, found: Findings, tell: Tell) -> JudgedLine:
    verdict = nomination.verdict
    when = f", {_moment(nomination.verdict_at)}" if nomination.verdict_at else ""
    return JudgedLine(
        nomination.name,
        nomination.unit,
        nomination.award,
        _said(found, tell),
        verdict.label if verdict else "",
        nomination.verdict_reason,
        f"{nomination.verdict_by}{when}" if nomination.verdict_by else "",
    )


def _said(found: Findings, tell: Tell) -> tuple[str, ...]:
    said = [tell(p) for p in found.problems if p.severity is not Severity.INFO]
    said += [_twice(one) for one in found.duplicates]
    said += [
        f"Đã có {one.award} năm {one.year}." if one.year else f"Đã có {one.award}."
        for one in found.prior.rows
        if one.certain
    ]
    return tuple(dict.fromkeys(said))


def _twice(one: DuplicateRow) -> str:
    more = f"; {thousands(one.more)} đề nghị khác cũng cùng nguyên văn" if one.more else ""
    return f"Trùng với {one.name} trong hồ sơ của {one.sender or one.dossier}{more}."


def _note(note: NoteRow) -> DoneLine:
    about = f"{note.about}: " if note.about else ""
    return DoneLine(_moment(note.written_at), note.written_by, f"{about}{note.text}")


def _done(event: EventRow) -> DoneLine:
    who = ", ".join(part for part in (event.actor, event.office_name) if part)
    count = len(event.data.get("nominations", ()))
    many = f" ({count} đề nghị)" if count else ""
    reason = f": {event.reason}" if event.reason else ""
    return DoneLine(_moment(event.at), who, f"{event.label}{many}{reason}")


def _moment(at: datetime) -> str:
    return date_time(at.astimezone(LOCAL_TIME))
