"""A commune and the district above it, each trusting the other's key, and the way between them.

The long way to a sent and to an appraised dossier is gone once per run; every test works on a copy
of both offices' files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict
from desktop.paths import OfficePaths
from desktop.sealing.header import PackageHeader, PackageKind, Party
from desktop.sealing.keys import Signer
from desktop.sealing.names import ENCRYPTION_CERTIFICATE
from desktop.sealing.opening import open_sealed
from desktop.sealing.seal import Entry, seal
from desktop.services.decisions import DecisionDraft
from desktop.services.desk import Desk, open_desk
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from desktop.services.moves import dossier_of
from desktop.services.unsealing import unseal_package
from tests.services.commune_dossier import Commune

# What every package has beside its own content.
_OF_THE_WRITER = {"package.json", ENCRYPTION_CERTIFICATE}


@dataclass(frozen=True)
class OpenKeys:
    """Keys of both offices, opened once per run."""

    signers: dict[str, Any] = field(default_factory=dict)
    readers: dict[str, Any] = field(default_factory=dict)


@dataclass
class Stage:
    """Both offices' files at one point of the way, to copy from."""

    root: Path
    dossier_id: UUID
    package: str
    keys: OpenKeys


@dataclass
class TwoOffices:
    """Both ends of the loop, opened on a test's own copy.

    Attributes:
        root: folder of ``commune``, ``district`` and ``stick``.
        dossier_id: the commune's dossier, of one recipient of each kind.
        package: it as sent, on the stick.
    """

    root: Path
    clock: Callable[[], datetime]
    unlocked: Mapping[str, Any]
    keys: OpenKeys
    dossier_id: UUID
    package: Path
    desks: list[Desk] = field(default_factory=list)

    @property
    def commune(self) -> Desk:
        """The sender's desk."""
        return self.desks[0]

    @property
    def district(self) -> Desk:
        """The receiver's desk."""
        return self.desks[1]

    @property
    def stick(self) -> Path:
        """What is carried from one to the other."""
        return self.root / "stick"

    def open(self) -> None:
        """Open both offices, as after a start of the program."""
        self.close()
        for name in ("commune", "district"):
            self.desks.append(self.open_one(name))

    def open_one(self, name: str, clock: Callable[[], datetime] | None = None) -> Desk:
        """Open one office once more, as a second window would."""
        paths = OfficePaths(self.root / name)
        desk = open_desk(paths, self.unlocked[name], clock or self.clock)
        # Stretching a key's passphrase takes a quarter of a second, and every test would pay it.
        desk.keys._opened.update(self.keys.signers)
        desk.keys._readers.update(self.keys.readers)
        return desk

    def close(self) -> None:
        """Close both offices."""
        while self.desks:
            self.desks.pop().close()

    def introduce(self, known: Desk, to: Desk) -> None:
        """Pin one office's certificate at the other."""
        file = self.stick / f"{known.store.actor.office_id}.gscert"
        known.keys.export_certificate(file)
        to.trust.pin(None, file)

    def receive(self) -> ReceiveReport:
        """Take the package in at the district."""
        report = self.district.inbox.receive(self.package)
        assert report.result is ReceiveResult.NEW, report.refusal
        return report

    def appraise(self, verdicts: Mapping[int, Verdict] | None = None) -> None:
        """Appraise; verdicts by place from 1, the others meet the conditions."""
        appraisal = self.district.appraisal
        nominations = appraisal.open(self.dossier_id).nominations
        for place, verdict in (verdicts or {}).items():
            assert appraisal.set_verdict(nominations[place - 1].id, verdict, "Theo hồ sơ") == ()
        assert appraisal.set_all(self.dossier_id, Verdict.MEETS) == ()
        assert appraisal.finish(self.dossier_id).finished

    def draft(self, desk: Desk | None = None, **more: Any) -> DecisionDraft:
        """Return the form of a decision, filled in for 20 November 2023."""
        draft = (desk or self.district).decisions.new_draft(self.dossier_id)
        return replace(draft, **{"decided_on": date(2023, 11, 20), **more})


def build_stages(root: Path, commune: Any, district: Any, clock: Callable[[], datetime]) -> Any:
    """Go the way once and return the stages "sent" and "appraised" with both offices' keys."""
    unlocked = {"commune": commune.unlocked, "district": district.unlocked}
    shutil.copytree(commune.root, root / "commune")
    shutil.copytree(district.root, root / "district")
    (root / "stick").mkdir()
    two = TwoOffices(root, clock, unlocked, OpenKeys(), UUID(int=0), root)
    two.open()
    two.introduce(two.commune, two.district)
    two.introduce(two.district, two.commune)
    two.dossier_id = Commune(two.commune).complete_dossier(two.stick)
    report = two.commune.dossiers.mark_ready(two.dossier_id, "Đã rà soát")
    assert report.ready, report.problems
    two.package = two.commune.outbox.export(two.dossier_id, two.stick).path
    two.district.keys.own_signer()
    for desk in two.desks:
        desk.keys.decryption_keys()
        two.keys.signers.update(desk.keys._opened)
        two.keys.readers.update(desk.keys._readers)
    stages = {}
    for name in ("sent", "appraised"):
        if name == "appraised":
            two.open()
            two.receive()
            two.appraise()
        two.close()
        kept = root.with_name(f"{root.name}-{name}")
        shutil.copytree(root, kept)
        stages[name] = Stage(kept, two.dossier_id, two.package.name, two.keys)
    return unlocked, stages


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Any:
    """The stages, built once per run."""
    from tests.services.conftest import TickingClock  # it takes these fixtures in

    commune = request.getfixturevalue("commune_template")
    district = request.getfixturevalue("district_template")
    root = tmp_path_factory.mktemp("loop") / "offices"
    root.mkdir()
    return build_stages(root, commune, district, TickingClock())


@pytest.fixture
def at_stage(stages: Any, tmp_path: Path) -> Iterator[Callable[..., TwoOffices]]:
    """Open a copy of both offices at a stage; another name opens another copy."""
    from tests.services.conftest import TickingClock

    unlocked, made = stages
    opened: list[TwoOffices] = []

    def _at(stage: str, name: str = "offices") -> TwoOffices:
        source = made[stage]
        root = tmp_path / name
        shutil.copytree(source.root, root)
        package = root / "stick" / source.package
        clock = TickingClock(datetime(2023, 11, 20, 3, 0, tzinfo=UTC))
        two = TwoOffices(root, clock, unlocked, source.keys, source.dossier_id, package)
        two.open()
        opened.append(two)
        return two

    yield _at
    for two in opened:
        two.close()


@pytest.fixture
def sent(at_stage: Callable[..., TwoOffices]) -> TwoOffices:
    """Both offices when the commune has sent its dossier."""
    return at_stage("sent")


@pytest.fixture
def appraised(at_stage: Callable[..., TwoOffices]) -> TwoOffices:
    """Both offices when the district has appraised it; the commune has no receipt yet."""
    return at_stage("appraised")


def state_of(desk: Desk, dossier_id: UUID) -> DossierState:
    """Return where a dossier stands at one end."""
    with desk.store.reading() as session:
        return dossier_of(session, dossier_id).state


def party(desk: Desk) -> Party:
    """Return an office as packages name it."""
    return Party(desk.store.actor.office_id, desk.store.actor.office_name)


def contents(package: Path, desk: Desk) -> tuple[PackageHeader, dict[str, bytes]]:
    """Return a package's label and files, as read by an office that has a key to it."""
    trust, keys, now = desk.trust.trust(), desk.keys.decryption_keys(), desk.store.clock()
    with open_sealed(package, trust, keys, now=now, scratch=desk.store.paths.root) as opened:
        header = opened.report.header
        assert header is not None
        names = [e.name for e in opened.report.entries if e.name not in _OF_THE_WRITER]
        return header, {name: opened.read(name, 1 << 30) for name in names}


def cleared(package: Path, desk: Desk) -> bytes:
    """Return a package as an older program would carry it, for an office that has a key to it."""
    target = desk.store.paths.root / f"{uuid4()}.asice"
    unseal_package(desk.store, desk.trust, desk.keys, package, target)
    clear = target.read_bytes()
    target.unlink()
    return clear


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


def data_entry(kind: PackageKind) -> str:
    """Return the name of the data document of a kind of package."""
    return kind.data_entry
