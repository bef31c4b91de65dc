"""What the demo's officers do with their dossiers: send, receive, appraise, decide, print."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from desktop.demo.scene_dossiers import dossier_id, make_ready, write_dossier
from desktop.demo.scene_offices import SceneClock, Seat
from desktop.demo.shapes import DemoCast, DemoDossier
from desktop.law.terms import Verdict
from desktop.services.decisions import DecisionReport
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from desktop.services.unsealing import unseal_package


@dataclass
class Scene:
    """The demo while it is being made.

    Attributes:
        cast: whose story it is.
        out: where the results go, by names that do not change from run to run.
        desktop: an empty folder for files on their way.
        seats: the offices made so far, by key.
        made: the results so far, by kind: «package», «receipt» …; later ones follow earlier ones.
    """

    cast: DemoCast
    folder: Path
    desktop: Path
    clock: SceneClock
    seats: dict[str, Seat] = field(default_factory=dict)
    made: dict[str, list[Path]] = field(default_factory=dict)
    nominations: int = 0
    awards: int = 0

    @property
    def out(self) -> Path:
        """Where the results go."""
        return self.folder / "out"

    @property
    def receiver(self) -> Seat:
        """The office above the others."""
        return self.seats[self.cast.receiver.key]

    def keep(self, kind: str, source: Path, name: str) -> Path:
        """Copy a result to its lasting name in ``out`` and note it."""
        target = self.out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        self.note(kind, target)
        return target

    def keep_package(self, kind: str, holder: Seat, source: Path, stem: str) -> Path:
        """Keep a package as it travels and, beside it, as any standard tool can verify it.

        Args:
            kind: what it is.
            holder: an office that can open it.
            source: the package in an outbox.
            stem: its lasting name, without suffix.
        """
        travels = self.keep(kind, source, f"{stem}.asice.p7m")
        desk, clear = holder.desk, self.out / f"{stem}.asice"
        unseal_package(desk.store, desk.trust, desk.keys, travels, clear)
        self.note("plain", clear)
        return travels

    def note(self, kind: str, target: Path) -> None:
        """Remember a result."""
        self.made.setdefault(kind, []).append(target)


def exchange_certificates(scene: Scene) -> None:
    """Let the office above and each commune trust one another, as after a telephone call."""
    above = _certificate(scene, scene.receiver)
    for office in scene.cast.senders:
        seat = scene.seats[office.key]
        scene.receiver.desk.trust.pin(None, _certificate(scene, seat))
        seat.desk.trust.pin(None, above)


def prepare(
    scene: Scene,
    told: DemoDossier,
    held_on: date,
    meet: Callable[[Seat, UUID, date], None] | None = None,
) -> None:
    """Write a dossier at its office and declare it ready on the day of its letter.

    Args:
        scene: where it plays.
        told: the dossier.
        held_on: the day the council met on it.
        meet: holds that meeting in the office's records, where no minutes are attached.
    """
    seat = scene.seats[told.office]
    scene.clock.go_to(told.letter_date)
    made = write_dossier(seat, told, scene.desktop, held_on)
    if meet is not None:
        meet(seat, made, held_on)
    make_ready(seat, made)


def keep_papers(scene: Scene, told: DemoDossier) -> None:
    """Put the papers of a dossier where they can be looked at."""
    folder = scene.out / f"giay-to-{told.key}"
    folder.mkdir(exist_ok=True)
    for paper in scene.seats[told.office].desk.papers.save_dossier(dossier_id(told.key), folder):
        scene.note("papers", paper)


def send(scene: Scene, told: DemoDossier) -> Path:
    """Sign a dossier's package and put it where the office above finds it."""
    seat = scene.seats[told.office]
    sent = seat.desk.outbox.export(dossier_id(told.key))
    return scene.keep_package("package", seat, sent.path, f"ho-so-{told.key}")


def hand_in(scene: Scene, told: DemoDossier, package: Path, on: date) -> None:
    """Let the office above take a package in, and the sender its receipt, the same day."""
    scene.clock.go_to(on, 9)
    taken = _received(scene.receiver, package)
    assert taken.receipt is not None  # taken in, so it was written
    name = f"bien-nhan-{told.key}"
    receipt = scene.keep_package("receipt", scene.receiver, taken.receipt, name)
    _received(scene.seats[told.office], receipt)


def appraise(scene: Scene, told: DemoDossier, on: date) -> None:
    """Let the office above find that every nomination meets the conditions."""
    scene.clock.go_to(on, 14)
    appraisal = scene.receiver.desk.appraisal
    problems = appraisal.set_all(dossier_id(told.key), Verdict.MEETS)
    assert not problems, problems
    report = appraisal.finish(dossier_id(told.key))
    assert report.finished, report.problems


def decide(scene: Scene, told: DemoDossier) -> None:
    """Let the receiver, or the office itself, decide; print, and answer whoever asked."""
    assert told.decision is not None  # those still on their way do not come here
    scene.clock.go_to(told.decision.decided_on, 15)
    seat = scene.seats[told.receiver or told.office]
    decisions = seat.desk.decisions
    draft = replace(
        decisions.new_draft(dossier_id(told.key)),
        decided_on=told.decision.decided_on,
        number=int(told.decision.number.partition("/")[0]),
        signatory_name=told.decision.signatory_name,
        signatory_title=told.decision.signatory_title.upper(),
    )
    report = decisions.decide(dossier_id(told.key), draft)
    assert report.decision_id is not None, report.problems
    scene.nominations += len(told.nominations)
    scene.awards += report.awards
    _print(scene, told, seat, report, report.decision_id)
    if report.package:
        name = f"quyet-dinh-{told.key}"
        answer = scene.keep_package("decision_package", seat, report.package, name)
        _received(scene.seats[told.office], answer)


def _print(
    scene: Scene, told: DemoDossier, seat: Seat, report: DecisionReport, decision: UUID
) -> None:
    certificates = scene.out / f"giay-khen-{told.key}.pdf"
    seat.desk.certificates.write_pdf(decision, certificates)
    scene.note("certificates", certificates)
    for paper in report.papers:
        scene.keep("papers", paper, f"giay-to-{told.key}/{paper.name}")


def _received(seat: Seat, package: Path) -> ReceiveReport:
    taken = seat.desk.inbox.receive(package)
    assert taken.result is ReceiveResult.NEW, taken
    return taken


def _certificate(scene: Scene, seat: Seat) -> Path:
    target = scene.out / "chung-thu" / f"{seat.office.key}.gscert"
    target.parent.mkdir(exist_ok=True)
    seat.desk.keys.export_certificate(target)
    scene.note("trust", target)
    return target
