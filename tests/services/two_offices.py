"""A commune and the district above it, each trusting the other's key, and the way between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict
from desktop.sealing.header import PackageHeader, PackageKind, Party
from desktop.sealing.keys import Signer
from desktop.sealing.seal import Entry, seal
from desktop.sealing.verification import open_package
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from desktop.services.moves import dossier_of
from tests.services.commune_dossier import Commune


class TwoOffices:
    """Both ends of the loop.

    Attributes:
        commune: the sender's desk.
        district: the receiver's desk.
        stick: a folder carried from one to the other.
    """

    def __init__(self, commune: Desk, district: Desk, stick: Path) -> None:
        self.commune = commune
        self.district = district
        self.stick = stick
        stick.mkdir(exist_ok=True)
        self.introduce(commune, district)
        self.introduce(district, commune)
        self.records = Commune(commune)

    def introduce(self, known: Desk, to: Desk) -> None:
        """Pin one office's certificate at the other."""
        file = self.stick / f"{known.store.actor.office_id}.gscert"
        known.keys.export_certificate(file)
        to.trust.pin(None, file)

    def ready_dossier(self, **more: Any) -> UUID:
        """Make a dossier at the commune that lacks nothing, and declare it ready."""
        dossier_id = self.records.complete_dossier(self.stick, **more)
        report = self.commune.dossiers.mark_ready(dossier_id, "Đã rà soát")
        assert report.ready, report.problems
        return dossier_id

    def exported(self, **more: Any) -> tuple[UUID, Path]:
        """Make a dossier and sign it; return its id and the package on the stick."""
        dossier_id = self.ready_dossier(**more)
        return dossier_id, self.commune.outbox.export(dossier_id, self.stick).path

    def received(self, **more: Any) -> tuple[UUID, ReceiveReport]:
        """Bring a dossier to the district; return its id and what the inbox said."""
        dossier_id, package = self.exported(**more)
        report = self.district.inbox.receive(package)
        assert report.result is ReceiveResult.NEW, report.refusal
        return dossier_id, report

    def appraised(self, verdicts: Mapping[int, Verdict] | None = None, **more: Any) -> UUID:
        """Bring a dossier through appraisal; verdicts by place from 1, else it meets."""
        dossier_id, _ = self.received(**more)
        for place, verdict in (verdicts or {}).items():
            nomination = self.district.appraisal.open(dossier_id).nominations[place - 1]
            assert self.district.appraisal.set_verdict(nomination.id, verdict, "Theo hồ sơ") == ()
        assert self.district.appraisal.set_all(dossier_id, Verdict.MEETS) == ()
        assert self.district.appraisal.finish(dossier_id).finished
        return dossier_id

    def decision_draft(self, desk: Desk, dossier_id: UUID, **more: Any) -> Any:
        """Return the form of a decision, filled in for 20 November 2023."""
        draft = desk.decisions.new_draft(dossier_id)
        return replace(draft, **{"decided_on": date(2023, 11, 20), **more})

    def decided(self, **more: Any) -> tuple[UUID, Any]:
        """Bring a dossier to its decision; return its id and the report."""
        dossier_id = self.appraised(**more)
        draft = self.decision_draft(self.district, dossier_id)
        return dossier_id, self.district.decisions.decide(dossier_id, draft)


def state_of(desk: Desk, dossier_id: UUID) -> DossierState:
    """Return where a dossier stands at one end."""
    with desk.store.reading() as session:
        return dossier_of(session, dossier_id).state


def party(desk: Desk) -> Party:
    """Return an office as packages name it."""
    return Party(desk.store.actor.office_id, desk.store.actor.office_name)


def contents(package: Path, desk: Desk) -> tuple[PackageHeader, dict[str, bytes]]:
    """Return a package's label and files, as read by an office that trusts its signer."""
    with open_package(package, desk.trust.trust(), now=desk.store.clock()) as opened:
        header = opened.report.header
        assert header is not None
        names = [e.name for e in opened.report.entries if e.name != "package.json"]
        return header, {name: opened.read(name, 1 << 30) for name in names}


def sealed(
    target: Path,
    desk: Desk,
    header: PackageHeader,
    files: Mapping[str, bytes],
    signer: Signer | None = None,
) -> Path:
    """Write a package as an office, with its own key unless another is given."""
    entries = [Entry.from_bytes(name, data) for name, data in files.items()]
    seal(target, header, entries, signer or desk.keys.own_signer(), at=desk.store.clock())
    return target


def kind_of(header: PackageHeader) -> PackageKind:
    """Return what a package carries."""
    return header.kind
