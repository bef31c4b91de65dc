"""lượt in: certificates going to a printer sheet by sheet, so that no number is doubled or lost.

A sheet is marked as on its way in a transaction of its own before it is given to the printer, and
as printed when it is known to have come out. Whatever happens in between, a jam, a kill, a power
cut, the sheets on their way are the only ones a person need look at: they came out, or they are
taken back and wait again. A spoiled sheet keeps its reason, and the one printed in its stead bears
the same certificate number and names it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound, PrintRefused, UsageError
from desktop.law.terms import PrintState, SheetState
from desktop.models import PrintedSheet, PrintRun
from desktop.services.certificate_pages import CertificatePage, CertificatePages, Look
from desktop.services.certificate_proofs import CertificateProofService
from desktop.services.certificate_run_pile import (
    OUT,
    instead_of,
    pile_of,
    places_of,
    require_first,
    require_only_here,
    sheet_out,
    told,
    withdraw_cancelled,
)
from desktop.services.certificate_run_rows import (
    RunDetail,
    SheetRow,
    find_run,
    run_detail,
    sheet_row,
    sheets_of,
)
from desktop.services.certificate_serials import (
    begin_serials,
    give_back_serials,
    give_serial,
)
from desktop.services.fields import clean
from desktop.services.store import Store

__all__ = ["MOST_COPIES", "CertificateRunService", "RunDetail", "RunDraft", "SheetRow"]

MOST_COPIES = 20


@dataclass(frozen=True, slots=True)
class RunDraft:
    """What is to be printed.

    Attributes:
        decision_id: whose certificates.
        look: by which layout, and whether on blanks.
        printer: as the system names it.
        tray: as the driver names it; "" for the printer's own choice.
        calibration_id: which calibration corrects it; None for none.
        places: which of them, in print order: «3-7, 12», "" for all.
        copies: of each; the whole pile once, then again.
        reason: why certificates already printed are printed again.
        serial: the first blank's own number, from which they are counted up; "" to note none.
    """

    decision_id: UUID
    look: Look
    printer: str
    tray: str = ""
    calibration_id: UUID | None = None
    places: str = ""
    copies: int = 1
    reason: str = ""
    serial: str = ""


class CertificateRunService:
    """Use cases of print runs."""

    subject = "print_runs"

    def __init__(
        self, store: Store, pages: CertificatePages, proofs: CertificateProofService
    ) -> None:
        self._store = store
        self._pages = pages
        self._proofs = proofs
        # Runs this program prints now; any other that claims to be running was broken off.
        self._driven: set[UUID] = set()

    def start(self, draft: RunDraft) -> RunDetail:
        """Lay out a run; nothing is sent to the printer yet.

        Raises:
            PrintRefused: PROOF_MISSING, PROOF_CHANGED or PROOF_REORDERED for blanks;
                ALREADY_PRINTED with their ``count`` where no reason is given; SERIAL_USED.
            UsageError: BAD_VALUE; places outside the list, an impossible number of copies, or a
                blank's number without figures.
            NotFound, MoveRefused, DocumentFailed: as ``CertificatePages.pages``.
        """
        pages = self._pages.pages(draft.decision_id, draft.look)
        on_blanks = pages[0].on_blank
        digest = ""
        if on_blanks:
            digest = self._proofs.require_signed(draft.decision_id, draft.look)
        chosen = [pages[place - 1] for place in places_of(draft.places, len(pages))]
        if not 1 <= draft.copies <= MOST_COPIES:
            raise UsageError(UsageError.Code.BAD_VALUE, value=str(draft.copies), name="copies")
        with self._store.writing() as session:
            reason = clean(draft.reason)
            require_first(session, chosen, reason, on_blanks=on_blanks)
            run = self._new_run(draft, digest, on_blanks=on_blanks)
            begin_serials(session, run, draft.serial, len(chosen) * draft.copies)
            session.add(run)
            session.flush()
            session.add_all(pile_of(run.id, chosen, draft.copies))
            session.flush()
            data = {"numbers": [p.text.number for p in chosen], "copies": draft.copies}
            data |= {"printer": draft.printer, "layout": draft.look.layout}
            self._record(session, run, "print_started", data, reason)
            self._driven.add(run.id)
            detail = run_detail(session, run, is_driven=True)
            session.commit()
        return detail

    def open(self, run_id: UUID) -> RunDetail:
        """Return a run laid open.

        Raises:
            NotFound: there is no such run.
        """
        with self._store.reading() as session:
            return self._detail(session, find_run(session, run_id))

    def list_of(self, decision_id: UUID) -> list[RunDetail]:
        """Return the runs of a decision, the latest first."""
        query = (
            sa.select(PrintRun)
            .where(PrintRun.decision_id == decision_id)
            .order_by(PrintRun.started_at.desc())
        )
        with self._store.reading() as session:
            return [self._detail(session, run) for run in session.scalars(query)]

    def drawn(self, run_id: UUID) -> dict[UUID, CertificatePage]:
        """Return what a run prints, by award record; on blanks exactly what was signed.

        Raises:
            PrintRefused: as ``start``.
            NotFound, MoveRefused, DocumentFailed: as ``CertificatePages.pages``.
        """
        run = self.open(run_id)
        look = Look(run.layout, run.on_blanks)
        if run.on_blanks:
            self._proofs.require_signed(run.decision_id, look)
        return {page.award_id: page for page in self._pages.pages(run.decision_id, look)}

    def next_sheet(self, run_id: UUID, start: int = 1) -> SheetRow | None:
        """Mark the next sheet that waits as on its way and return it, None when none waits.

        A reprint waits however far the run has come; other sheets before ``start`` stay waiting.

        Args:
            run_id: which run.
            start: the place in the pile to go on from.

        Raises:
            NotFound: there is no such run.
            PrintRefused: ALREADY_PRINTED, where another run has printed the next one meanwhile.
        """
        with self._store.writing() as session:
            run = find_run(session, run_id)
            withdrawn = self._withdraw(session, run)
            pile = sheets_of(session, run_id)
            due = [
                sheet
                for sheet in pile
                if sheet.state is SheetState.WAITING
                and (sheet.position >= start or sheet.reprint_of is not None)
            ]
            if not due:
                if withdrawn:
                    self._ended(session, run)
                    session.commit()
                return None
            sheet = due[0]
            require_only_here(session, run, sheet)
            self._mark(sheet, SheetState.SENT)
            give_serial(session, run, sheet)
            run.state, run.ended_at = PrintState.RUNNING, None
            self._record(session, run, "sheet_sent", told([sheet]))
            row = sheet_row(sheet, "")
            self._driven.add(run_id)
            session.commit()
        return row

    def confirm(self, run_id: UUID, sheets: Collection[UUID]) -> RunDetail:
        """Note that sheets on their way came out; the run is done with the last of them.

        Raises:
            NotFound: there is no such run.
        """
        return self._turn(run_id, sheets, SheetState.PRINTED, "sheets_printed")

    def take_back(self, run_id: UUID, sheets: Collection[UUID]) -> RunDetail:
        """Note that sheets on their way did not come out: they wait again.

        Raises:
            NotFound: there is no such run.
        """
        return self._turn(run_id, sheets, SheetState.WAITING, "sheets_taken_back")

    def stop(self, run_id: UUID) -> RunDetail:
        """Stop a run after the sheets on their way.

        Raises:
            NotFound: there is no such run.
        """
        with self._store.writing() as session:
            run = find_run(session, run_id)
            self._driven.discard(run_id)
            if run.state is PrintState.RUNNING:
                run.state, run.ended_at = PrintState.STOPPED, self._store.clock()
                self._record(session, run, "print_stopped", {})
                session.flush()
            detail = self._detail(session, run)
            session.commit()
        return detail

    def resume(self, run_id: UUID, position: int | None = None, serial: str = "") -> RunDetail:
        """Make ready to go on with what waits, or after a jam from a sheet of the pile.

        Whoever names a sheet has looked into the tray: what is on its way before that sheet came
        out, what is from there on did not, even where the printer said it had. ``serial`` is the
        number of the next blank, where it is not the one counted.

        Raises:
            PrintRefused: NOTHING_WAITS, SERIAL_USED.
            UsageError: BAD_VALUE, a blank's number without figures.
            NotFound: there is no such run, or no sheet at that place.
        """
        with self._store.writing() as session:
            run = find_run(session, run_id)
            if position is not None:
                self._found_in_tray(run, sheets_of(session, run_id), position)
                session.flush()
            withdrawn, sheets = self._withdraw(session, run), sheets_of(session, run_id)
            if not any(sheet.state is SheetState.WAITING for sheet in sheets):
                if withdrawn:
                    detail = self._ended(session, run)
                    session.commit()
                    return detail
                raise PrintRefused(PrintRefused.Code.NOTHING_WAITS)
            begin_serials(session, run, serial, sum(s.state is SheetState.WAITING for s in sheets))
            run.state, run.ended_at = PrintState.RUNNING, None
            self._record(session, run, "print_resumed", {"from": position})
            self._driven.add(run_id)
            session.flush()
            detail = run_detail(session, run, is_driven=True)
            session.commit()
        return detail

    def _found_in_tray(self, run: PrintRun, sheets: Sequence[PrintedSheet], position: int) -> None:
        if position not in {sheet.position for sheet in sheets}:
            raise NotFound(NotFound.Code.RECORD, subject="printed_sheets", id=str(position))
        back = [s for s in sheets if s.position >= position and s.state in OUT]
        for sheet in sheets:
            if sheet.state is SheetState.SENT and sheet.position < position:
                self._mark(sheet, SheetState.PRINTED)
        for sheet in back:
            self._mark(sheet, SheetState.WAITING)
        give_back_serials(run, back)

    def spoil(self, sheet_id: UUID, reason: str, *, reprint: bool = True) -> RunDetail:
        """Note that a sheet is spoiled, and let its certificate be printed again.

        Args:
            sheet_id: printed or on its way.
            reason: what became of it.
            reprint: lay out a sheet with the same certificate and number in its stead.

        Raises:
            MoveRefused: NEEDS_REASON.
            PrintRefused: SHEET_NOT_OUT, SHEET_SPOILED.
            NotFound: there is no such sheet.
        """
        why = clean(reason)
        if not why:
            raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move="sheet_spoiled")
        with self._store.writing() as session:
            sheet = sheet_out(session, sheet_id)
            run = find_run(session, sheet.run_id)
            sheet.state, sheet.reason = SheetState.SPOILED, why
            if reprint:
                session.add(instead_of(sheet))
                run.state = PrintState.STOPPED if run.id not in self._driven else run.state
                run.ended_at = None
            self._record(session, run, "sheet_spoiled", told([sheet]), why)
            session.flush()
            detail = self._detail(session, run)
            session.commit()
        return detail

    def _withdraw(self, session: Session, run: PrintRun) -> bool:
        """Take the certificates of awards cancelled meanwhile out of what waits."""
        withdrawn = withdraw_cancelled(session, run.id)
        if withdrawn:
            self._record(session, run, "sheets_withdrawn", told(withdrawn))
        return bool(withdrawn)

    def _detail(self, session: Session, run: PrintRun) -> RunDetail:
        return run_detail(session, run, is_driven=run.id in self._driven)

    def _ended(self, session: Session, run: PrintRun) -> RunDetail:
        """Return a run laid open, done where no sheet is to come any more."""
        session.flush()
        detail = self._detail(session, run)
        if detail.to_come or run.state is PrintState.DONE:
            return detail
        run.state, run.ended_at = PrintState.DONE, self._store.clock()
        self._driven.discard(run.id)
        numbers = list(dict.fromkeys(sheet.number for sheet in detail.sheets))
        data = {"numbers": numbers, "layout": run.layout_code, "overlay": run.is_overlay}
        data["printer"] = run.printer
        self._record(session, run, "print_done", {"spoiled": detail.count(SheetState.SPOILED)})
        self._store.record_event(
            session, "decisions", run.decision_id, "certificates_printed", data=data
        )
        session.flush()
        return self._detail(session, run)

    def _turn(
        self, run_id: UUID, wanted: Collection[UUID], after: SheetState, event: str
    ) -> RunDetail:
        """Note what became of sheets on their way."""
        with self._store.writing() as session:
            run = find_run(session, run_id)
            sent = (s for s in sheets_of(session, run_id) if s.state is SheetState.SENT)
            sheets = [sheet for sheet in sent if sheet.id in wanted]
            for sheet in sheets:
                self._mark(sheet, after)
            if sheets:
                self._record(session, run, event, told(sheets))
            if after is SheetState.WAITING:
                give_back_serials(run, sheets)
            detail = self._ended(session, run)
            session.commit()
        return detail

    def _mark(self, sheet: PrintedSheet, state: SheetState) -> None:
        sheet.state, sheet.printed_by = state, self._store.actor.name
        sheet.printed_at = None if state is SheetState.WAITING else self._store.clock()

    def _new_run(self, draft: RunDraft, digest: str, *, on_blanks: bool) -> PrintRun:
        return PrintRun(
            id=uuid4(),
            decision_id=draft.decision_id,
            layout_code=draft.look.layout,
            printer=clean(draft.printer),
            tray=clean(draft.tray),
            calibration_id=draft.calibration_id,
            is_overlay=on_blanks,
            digest=digest,
            state=PrintState.RUNNING,
            started_at=self._store.clock(),
            started_by=self._store.actor.name,
            reason=clean(draft.reason),
        )

    def _record(
        self, session: Session, run: PrintRun, event: str, data: dict[str, object], reason: str = ""
    ) -> None:
        self._store.record_event(session, self.subject, run.id, event, reason=reason, data=data)
