"""A district taking in encrypted submissions of twenty nominations, from one folder, by service.

``GUONGSANG_INTAKE=10000 make bench B=intake`` takes in that many; 2,000 when not given. Growth is
the time of all against that of the first tenth, times ten: 1.00 is linear.
"""

from __future__ import annotations

import copy
import multiprocessing
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from desktop.law.terms import Seat, Tier
from desktop.paths import OfficePaths
from desktop.sealing.certificates import CertificateInfo, to_pem
from desktop.sealing.data import dump_data
from desktop.sealing.decryption_keys import make_encryption_key
from desktop.sealing.encryption import encrypt
from desktop.sealing.ephemeral import EphemeralFile
from desktop.sealing.header import PackageHeader, PackageKind, Party
from desktop.sealing.keys import Pkcs12Signer, certificate_of, make_key
from desktop.sealing.names import ENCRYPTION_CERTIFICATE
from desktop.sealing.outer_label import OuterLabel
from desktop.sealing.seal import Entry, seal_into
from desktop.services.access import OfficeSetup, create_office
from desktop.services.certificate_files import CertificateFile
from desktop.services.desk import Desk, open_desk
from desktop.services.inbox_reports import ReceiveResult
from tests.sealing.documents import document

FLOORS = {"growth to all": "<= 1.15"}
_COUNT = int(os.environ.get("GUONGSANG_INTAKE", "2000"))
_COMMUNES = 24
_NOMINATIONS = 20
_NAMESPACE = UUID("0f9619ff-8b86-4d01-b42d-00cf4fc964ff")
_START = datetime(2023, 11, 2, 1, 0, tzinfo=UTC)
_PASSPHRASE = secrets.token_urlsafe(16)
_AHEAD = 8
_SAMPLES = 200  # packages the peer checks; one process each, so the rate does not depend on more


def _clock() -> datetime:
    return _START + timedelta(days=1)


class Commune:
    """One sender with its keys, and the packages it makes."""

    def __init__(
        self, number: int, district: Party, receiver: CertificateInfo, at: datetime = _START
    ) -> None:
        self._at = at
        self.party = Party(uuid5(_NAMESPACE, f"xã {number}"), f"UBND xã thứ {number:02d}")
        name = self.party.name
        key = make_key(name, name, _PASSPHRASE, self._at)
        self.signer = Pkcs12Signer.from_bytes(key, _PASSPHRASE)
        encryption = make_encryption_key(name, name, _PASSPHRASE, self._at)
        self.encryption = certificate_of(encryption, _PASSPHRASE)
        self._pem = to_pem(self.encryption)
        self._district, self._receiver = district, receiver
        self._database_id = uuid5(self.party.office_id, "database")

    def file(self) -> CertificateFile:
        """Return what the district pins."""
        vouched = self.signer.sign(self.encryption.der, self._at)
        info, party = self.signer.info, self.party
        return CertificateFile(
            info, party.office_id, party.name, Tier.COMMUNE, self.encryption, vouched
        )

    def write(self, target: Path, number: int, plain: Path | None = None) -> None:
        """Seal and encrypt the ``number``-th submission of this commune."""
        dossier = uuid5(self.party.office_id, f"hồ sơ {number}")
        header = PackageHeader(
            package_id=uuid5(dossier, "gói"),
            kind=PackageKind.SUBMISSION,
            sequence=number,
            sender=self.party,
            receiver=self._district,
            created_at=self._at,
            database_id=self._database_id,
        )
        data = dump_data(PackageKind.SUBMISSION, self._document(dossier))
        entries = (
            Entry.from_bytes(PackageKind.SUBMISSION.data_entry, data),
            Entry.from_bytes(ENCRYPTION_CERTIFICATE, self._pem),
            *self._entries(),
        )
        with EphemeralFile(target.parent) as inside, target.open("wb") as file:
            sealed = seal_into(inside, header, entries, self.signer, at=self._at)
            if plain is not None:
                inside.seek(0)
                plain.write_bytes(inside.read())
            inside.seek(0)
            recipients = (self._receiver, self.encryption)
            encrypt(inside, sealed.size, file, OuterLabel.of(header), recipients)

    def _entries(self) -> tuple[Entry, ...]:
        """Return what else goes into a package."""
        return ()

    def _document(self, dossier: UUID) -> dict[str, Any]:
        found = document(PackageKind.SUBMISSION)
        found["attachments"] = []
        found["dossier"] |= {"id": dossier, "title": f"Đề nghị của {self.party.name}"}
        pattern = found["nominations"][0] | {"attachments": []}
        found["nominations"] = [self._nomination(pattern, dossier, n) for n in range(_NOMINATIONS)]
        event = found["events"][0]
        office = {"office_id": self.party.office_id, "office_name": self.party.name}
        found["events"] = [event | office | {"id": uuid5(dossier, "lập")}]
        return found

    @staticmethod
    def _nomination(pattern: dict[str, Any], dossier: UUID, place: int) -> dict[str, Any]:
        one = copy.deepcopy(pattern)
        one |= {"id": uuid5(dossier, f"đề nghị {place}"), "position": place + 1}
        one["recipient"]["record_id"] = uuid5(dossier, f"người {place}")
        one["recipient"]["name"] = f"Đặng Thị Ơn {place}"
        return one


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Make the packages, take them in, and let the peer check some of them."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        desk = _district(root / "district")
        try:
            return _measured(desk, root)
        finally:
            desk.close()


def _measured(desk: Desk, root: Path) -> list[tuple[str, float, str, str, float | None]]:
    actor = desk.store.actor
    district = Party(actor.office_id, actor.office_name)
    receiver = desk.keys.encryption_certificate()
    communes = [Commune(n, district, receiver) for n in range(_COMMUNES)]
    for commune in communes:
        desk.trust.pin_file(None, commune.file())
    peer = _peer(communes[0], root)
    marks, worked = [0.0], time.process_time()
    for path in _packages(communes, root / "stick"):
        start = time.perf_counter()
        taken = desk.inbox.receive(path)
        marks.append(marks[-1] + time.perf_counter() - start)
        assert taken.result is ReceiveResult.NEW, taken.refusal
        path.unlink()
    tenth = _COUNT // 10
    growth = marks[-1] / (marks[tenth] * 10)
    rate, worked = _COUNT / marks[-1], time.process_time() - worked
    return [
        (f"packages taken in, of {_COUNT:,}", rate, "/s", "openssl cms -verify, each", peer),
        (f"packages taken in, first {tenth:,}", tenth / marks[tenth], "/s", "", None),
        ("growth to all", growth, "x linear", "", None),
        ("processor time of each", worked / _COUNT * 1000, "ms", "", None),
    ]


def _packages(communes: list[Commune], folder: Path) -> Iterator[Path]:
    """Give one package after the other; a process beside this one is always a few ahead.

    Never many: what it takes from the machine is to be the same from the first to the last.
    """
    folder.mkdir()
    beside = multiprocessing.get_context("fork")
    made: Queue[Path] = beside.Queue(_AHEAD)
    maker = beside.Process(target=_make, args=(communes, folder, made), daemon=True)
    maker.start()
    for _ in range(_COUNT):
        yield made.get(timeout=60)
    maker.join()


def _make(communes: list[Commune], folder: Path, made: Queue[Path]) -> None:
    for number in range(_COUNT):
        target = folder / f"{number}.asice.p7m"
        communes[number % _COMMUNES].write(target, number // _COMMUNES + 1)
        made.put(target)


def _peer(commune: Commune, root: Path) -> float | None:
    """Return how many signatures a second ``openssl cms -verify`` checks, a process each."""
    if shutil.which("openssl") is None:
        return None
    plain = root / "plain.asice"
    commune.write(root / "peer.p7m", 1_000_000, plain)
    shutil.unpack_archive(plain, root / "peer", "zip")
    (root / "peer.pem").write_bytes(to_pem(commune.signer.info))
    meta = root / "peer" / "META-INF"
    command = [
        *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-partial_chain"),
        *("-in", str(meta / "signature001.p7s"), "-content", str(meta / "ASiCManifest001.xml")),
        *("-CAfile", str(root / "peer.pem"), "-purpose", "any", "-out", os.devnull),
        *("-attime", str(int(_clock().timestamp()))),
    ]
    check = partial(subprocess.run, command, check=True, capture_output=True)
    start = time.perf_counter()
    for _ in range(_SAMPLES):
        check()
    return _SAMPLES / (time.perf_counter() - start)


def _district(root: Path) -> Desk:
    setup = OfficeSetup(
        name="Ủy ban nhân dân huyện Thanh Lâm",
        tier=Tier.DISTRICT,
        seat=Seat.RECEIVING,
        officer_name="Cán bộ",
        password="demo",
    )
    paths = OfficePaths(root)
    return open_desk(paths, create_office(paths, setup, _clock).unlocked, _clock)
