"""Two offices that trust one another, a clock that goes where the law changes, a file between them.

What the law asks depends on days, so every step of these stories is told with its day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import CouncilDuty, Verdict
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.council_tally import all_agree
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft
from desktop.services.decisions import DecisionReport
from desktop.services.desk import Desk, open_desk
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from tests.documents.reading import Pdf
from tests.documents.word_reading import Word
from tests.services.commune_dossier import saved

WORD = "Hội đồng đã xét tại cuộc họp."
REASON = "Đã đối chiếu với bản giấy; điểm chưa đối chiếu được Hội đồng xem xét."
_MEMBERS = (
    ("Đỗ Văn Ước", CouncilDuty.CHAIR),
    ("Lã Thị Hảo", CouncilDuty.FIRST_VICE),
    ("Vũ Đình Ổn", CouncilDuty.MEMBER),
    ("Trần Văn Sẵn", CouncilDuty.MEMBER),
    ("Lê Hữu Tỵ", CouncilDuty.MEMBER),
    ("Bùi Mỹ Duyên", CouncilDuty.MEMBER),
    ("Nguyễn Thị Mơ", CouncilDuty.SECRETARY),
)


class Calendar:
    """A clock set to days by hand; it moves one second at every reading."""

    def __init__(self, start: date) -> None:
        self._now = datetime.combine(start, time(2), UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def go_to(self, day: date) -> None:
        """Go to nine in the morning of a later day in Viet Nam."""
        self._now = max(self._now, datetime.combine(day, time(2), UTC))


@dataclass
class Offices:
    """The office that asks, the one above it, and what is carried between them."""

    folder: Path
    clock: Calendar
    below: Desk
    above: Desk

    @property
    def stick(self) -> Path:
        return self.folder / "USB"

    def root(self, desk: Desk) -> Path:
        """Return the data folder of one of them, for commands."""
        return desk.store.paths.root

    def send(self, dossier: UUID) -> Path:
        """Sign a ready dossier and put it on the stick."""
        return self.below.outbox.export(dossier, self.stick).path

    def hand_in(self, package: Path, on: date) -> ReceiveReport:
        """Take a package in above on a day and carry the receipt back."""
        self.clock.go_to(on)
        taken = self.above.inbox.receive(package)
        assert taken.result is ReceiveResult.NEW, taken.refusal
        assert taken.receipt is not None
        assert self.below.inbox.receive(taken.receipt).result is ReceiveResult.NEW
        return taken

    def decide(self, dossier: UUID, on: date) -> DecisionReport:
        """Find that everybody meets the conditions, and decide on a day."""
        self.clock.go_to(on)
        problems = self.above.appraisal.set_all(dossier, Verdict.MEETS)
        assert not problems, problems
        report = self.above.appraisal.finish(dossier)
        assert report.finished, report.problems
        draft = replace(self.above.decisions.new_draft(dossier), decided_on=on)
        decided = self.above.decisions.decide(dossier, draft)
        assert decided.decision_id is not None, decided.problems
        return decided


@contextmanager
def offices(folder: Path, below: OfficeSetup, above: OfficeSetup, start: date) -> Iterator[Offices]:
    """Set both up, introduce them to one another, and keep them open."""
    clock = Calendar(start)
    made = {}
    for key, setup in (("xa", below), ("tren", above)):
        paths = OfficePaths(folder / key)
        made[key] = open_desk(paths, create_office(paths, setup, clock).unlocked, clock)
    (folder / "USB").mkdir()
    two = Offices(folder, clock, made["xa"], made["tren"])
    for known, to in ((two.below, two.above), (two.above, two.below)):
        file = two.stick / f"{known.store.actor.office_id}.gscert"
        known.keys.export_certificate(file)
        to.trust.pin(None, file)
    try:
        yield two
    finally:
        two.below.close()
        two.above.close()


# --- at the commune -----------------------------------------------------------------------------


def seat_council(desk: Desk, since: date) -> UUID:
    """Enter a council of seven."""
    members = tuple(
        CouncilMemberLine(full_name=name, post="cán bộ xã", duty=duty, joined_on=since)
        for name, duty in _MEMBERS
    )
    name = f"Hội đồng Thi đua - Khen thưởng {desk.store.actor.office_name.partition('dân ')[2]}"
    term = CouncilTermDraft(
        name=name,
        decision_number="58/QĐ-UBND",
        decided_on=since,
        starts_on=since,
        members=members,
    )
    return saved(desk.council_terms, term)


def hold_session(desk: Desk, dossier: UUID, on: date) -> UUID:
    """Let the council vote on everybody in a dossier, all in favour."""
    draft = replace(
        desk.council_sessions.draft_for(dossier),
        held_on=on,
        place="Hội trường Ủy ban nhân dân",
        starts_at="8h",
        ends_at="10h",
        number="03/BB-HĐTĐKT",
        discussion="Các thành viên thống nhất với báo cáo thành tích.",
    )
    return saved(desk.council_sessions, all_agree(draft))


def attest_all(desk: Desk, dossier: UUID) -> int:
    """Give the office's word on every condition it is asked for; return on how many."""
    asked = [
        (nomination, waiting.condition)
        for waiting in desk.standings.to_attest(dossier)
        for nomination, _ in waiting.nominations
    ]
    return desk.attestations.attest_many(asked, holds=True, note=WORD).written


# --- looking at what there is -------------------------------------------------------------------


def of_code(problems: Iterable[Problem], code: ProblemCode) -> list[Problem]:
    """Return the problems of one kind."""
    return [problem for problem in problems if problem.code is code]


def conditions(problems: Iterable[Problem]) -> set[str]:
    """Return the permanent names of the conditions the problems speak of."""
    return {str(p.data["condition"]) for p in problems if "condition" in p.data}


def pdf_words(source: Path) -> list[str]:
    """Return the words of a PDF in the order they stand, without the pages' numbers."""
    texts = [re.sub(r"^\d+ ", "", text) if n else text for n, text in enumerate(Pdf(source).texts)]
    return unicodedata.normalize("NFC", " ".join(texts)).split()


def docx_words(source: Path) -> list[str]:
    """Return the words of a Word file in reading order."""
    return unicodedata.normalize("NFC", Word(source.read_bytes()).text).split()


def files(folder: Path, suffix: str) -> dict[str, Path]:
    """Return the files of a folder by their plain names."""
    return {file.stem: file for file in folder.glob(f"*{suffix}")}
