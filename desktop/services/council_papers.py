"""giấy tờ của Hội đồng: invitation, agenda, attendance, ballots, tally, minutes and extracts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from desktop.disk import write_whole
from desktop.documents.council_agenda import council_agenda
from desktop.documents.council_attendance import council_attendance
from desktop.documents.council_ballots import council_ballots
from desktop.documents.council_invitation import council_invitation
from desktop.documents.council_meeting import CouncilMeeting
from desktop.documents.council_minutes import council_minutes, minutes_extract
from desktop.documents.council_tally import council_tally
from desktop.documents.paper import OfficialPaper
from desktop.documents.paper_batch import batch_docx, batch_pdf
from desktop.errors import DocumentFailed, NotFound
from desktop.models import CouncilSession
from desktop.services.council_check import draft_of
from desktop.services.council_minutes import LINES, MINUTES_STEM, is_counted
from desktop.services.council_paper_sources import meeting_of
from desktop.services.papers import PDF, PaperFormat, drawn
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled

ReportProgress = Callable[[int, int, str], None]
_STEP = "Lập giấy tờ của Hội đồng"


class CouncilPaper(Labelled):
    """One paper of the kit; the value is its file's plain name."""

    INVITATION = "giay-moi-hop", "Giấy mời họp"
    AGENDA = "chuong-trinh-hop", "Chương trình họp"
    ATTENDANCE = "danh-sach-diem-danh", "Danh sách điểm danh"
    BALLOTS = "phieu-bieu-quyet", "Phiếu biểu quyết"
    BLANK_TALLY = "bang-kiem-phieu-de-trong", "Bảng kiểm phiếu để ghi tay"
    TALLY = "bang-kiem-phieu", "Bảng kiểm phiếu"
    MINUTES = MINUTES_STEM, "Biên bản họp"
    EXTRACTS = "trich-bien-ban", "Trích biên bản"


_BEFORE = (
    CouncilPaper.INVITATION,
    CouncilPaper.AGENDA,
    CouncilPaper.ATTENDANCE,
    CouncilPaper.BALLOTS,
    CouncilPaper.BLANK_TALLY,
)


class CouncilPaperService:
    """Use cases of the council's papers; nothing is kept, they say what the records say now."""

    subject = "council_papers"

    def __init__(self, store: Store) -> None:
        self._store = store

    def draw(
        self, session_id: UUID, kind: CouncilPaper, form: PaperFormat = PaperFormat.PDF
    ) -> bytes:
        """Return one kind of paper of a session as one file.

        Raises:
            NotFound: there is no such session.
            DocumentFailed: NOTHING_TO_PRINT where nobody votes or nothing is voted on, or a
                letter no font has.
        """
        return _drawn(kind, self._papers(session_id, kind), form)

    def missing(self, session_id: UUID) -> dict[CouncilPaper, tuple[str, ...]]:
        """Return what is missing on each paper, by its kind; complete ones are left out.

        Raises:
            NotFound: there is no such session.
        """
        meeting = self._meeting(session_id)
        found = {}
        for kind in CouncilPaper:
            gaps = dict.fromkeys(g for p in papers_of(meeting, kind) for g in p.missing())
            if gaps:
                found[kind] = tuple(gaps)
        return found

    def save(
        self,
        session_id: UUID,
        folder: Path,
        report: ReportProgress | None = None,
        formats: Sequence[PaperFormat] = PDF,
    ) -> list[Path]:
        """Write every paper there is something for into a folder, each whole.

        Before votes are typed these are the papers to meet with; afterwards the tally, the minutes
        and the extracts come too.

        Raises:
            NotFound: there is no such session.
            DocumentFailed: a letter no font has; nothing is written then.
            StorageError: the folder is full, missing or cannot be written.
        """
        meeting = self._meeting(session_id)
        kinds = CouncilPaper if is_counted(meeting) else _BEFORE
        wanted = [(kind, papers) for kind in kinds if (papers := papers_of(meeting, kind))]
        files, count = [], len(wanted) * len(formats)
        for kind, papers in wanted:
            for form in formats:
                data = _drawn(kind, papers, form)
                files.append((folder / f"{kind.value}.{form.value}", data))
                if report:
                    report(len(files), count, _STEP)
        for target, data in files:
            write_whole(target, data)
        return [target for target, _ in files]

    def _papers(self, session_id: UUID, kind: CouncilPaper) -> tuple[OfficialPaper, ...]:
        return papers_of(self._meeting(session_id), kind)

    def _meeting(self, session_id: UUID) -> CouncilMeeting:
        with self._store.reading() as session:
            record = session.get(CouncilSession, session_id, options=LINES)
            if record is None:
                raise NotFound(NotFound.Code.RECORD, subject="council_sessions", id=str(session_id))
            return meeting_of(session, draft_of(record), self._store.today())


def papers_of(meeting: CouncilMeeting, kind: CouncilPaper) -> tuple[OfficialPaper, ...]:
    """Return the papers of one kind; none where nobody votes or nothing is voted on."""
    if kind is CouncilPaper.BALLOTS:
        return council_ballots(meeting)
    if kind is CouncilPaper.EXTRACTS:
        return tuple(minutes_extract(meeting, vote) for vote in meeting.votes)
    if kind in {CouncilPaper.TALLY, CouncilPaper.BLANK_TALLY} and not meeting.votes:
        return ()
    made: dict[CouncilPaper, Callable[[], OfficialPaper]] = {
        CouncilPaper.INVITATION: lambda: council_invitation(meeting),
        CouncilPaper.AGENDA: lambda: council_agenda(meeting),
        CouncilPaper.ATTENDANCE: lambda: council_attendance(meeting),
        CouncilPaper.BLANK_TALLY: lambda: council_tally(meeting, is_blank=True),
        CouncilPaper.TALLY: lambda: council_tally(meeting, is_blank=False),
        CouncilPaper.MINUTES: lambda: council_minutes(meeting),
    }
    return (made[kind](),)


def _drawn(kind: CouncilPaper, papers: tuple[OfficialPaper, ...], form: PaperFormat) -> bytes:
    if not papers:
        raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT, field=kind.label)
    if len(papers) == 1:
        return drawn(papers[0], form)
    return batch_pdf(papers) if form is PaperFormat.PDF else batch_docx(papers)
