"""The district's desk by command: from packages in a folder to all certificates as one PDF.

``GUONGSANG_DESK=24x60 make bench B=desk`` is 24 communes with 60 nominations each, what it is when
not given. Every package is sealed and encrypted by an office of its own beforehand; what is timed
are the four commands an officer types: receive, appraise, decide (one decision on all, with its
paper and a signed package to every commune) and certificates.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from desktop.law.terms import Seat, Tier
from desktop.overrides import override
from desktop.paths import OfficePaths
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.seal import Entry
from desktop.services.access import OfficeSetup, create_office
from desktop.services.desk import open_desk
from tests.benchmarks.bench_intake import Commune
from tests.sealing.documents import document

FLOORS = {"packages to certificates, in all": "<= 60"}
_COMMUNES, _NOMINATIONS = map(int, os.environ.get("GUONGSANG_DESK", "24x60").split("x"))
_ROOT = Path(__file__).parents[2]
PASSWORD = "demo"  # of an office that lives as long as the run
_MADE = datetime.now(UTC)  # commands ask the machine's own clock
_AWARDS = ("GK_HUYEN", "GK_HUYEN", "GK_HUYEN", "GK_HUYEN", "CSTDCS")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Vũ", "Trịnh")
_MIDDLE = ("Văn", "Thị", "Đình", "Thị Thanh", "Quốc", "Hữu", "Thị Ngọc")
_GIVEN = ("Ước", "Quyên", "Hạnh", "Ơn", "Đạt", "Thắm", "Bình", "Luyến", "Khiêm", "Hường", "Giang")
_SCAN = b"%PDF-1.4\n%" + b"x" * 120_000 + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class _Sender(Commune):
    """A commune that sends one dossier with the scan of its minutes."""

    def __init__(
        self, number: int, district: Party, receiver: CertificateInfo, nominations: int
    ) -> None:
        super().__init__(number, district, receiver, _MADE)
        self._nominations = nominations
        self.party = Party(self.party.office_id, f"Ủy ban nhân dân xã Đông Hòa {number + 1}")

    @override
    def _entries(self) -> tuple[Entry, ...]:
        return (Entry.from_bytes(_entry(), _SCAN),)

    @override
    def _document(self, dossier: UUID) -> dict[str, Any]:
        found = document(PackageKind.SUBMISSION)
        found["dossier"] |= {"id": dossier, "title": "Đề nghị khen thưởng tổng kết năm 2023"}
        minutes = found["attachments"][0] | {"owner": dossier, "item_code": "BIEN_BAN"}
        minutes["id"] = uuid5(dossier, "biên bản")
        scan = {"file_name": "Biên bản.pdf", "media_type": "application/pdf", "size": len(_SCAN)}
        digest = {"sha256": hashlib.sha256(_SCAN).hexdigest(), "entry": _entry()}
        found["attachments"] = [minutes | scan | digest]
        pattern = found["nominations"][0] | {"attachments": []}
        found["nominations"] = [
            self._nomination(pattern, dossier, place) for place in range(self._nominations)
        ]
        event = found["events"][0]
        office = {"office_id": self.party.office_id, "office_name": self.party.name}
        found["events"] = [event | office | {"id": uuid5(dossier, "lập")}]
        return found

    @staticmethod
    @override
    def _nomination(pattern: dict[str, Any], dossier: UUID, place: int) -> dict[str, Any]:
        one, seed = copy.deepcopy(pattern), dossier.int + place * 7919
        name = [part[seed // 97 % len(part)] for part in (_FAMILY, _MIDDLE)]
        one |= {
            "id": uuid5(dossier, f"đề nghị {place}"),
            "position": place + 1,
            "award_code": _AWARDS[place % len(_AWARDS)],
        }
        one["recipient"] |= {
            "record_id": uuid5(dossier, f"người {place}"),
            "name": " ".join((*name, _GIVEN[seed % len(_GIVEN)])),
            "birth_date": None,
            "birth_year": 1950 + place % 50,
            "unit": f"Thôn {place % 12 + 1}",
        }
        return one


def _entry() -> str:
    return f"attachments/{hashlib.sha256(_SCAN).hexdigest()}.pdf"


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Make the offices and their packages, then run and time the commands."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        packages = make_packages(root)
        return _timed(root, packages)


def make_packages(
    root: Path, communes: int = _COMMUNES, nominations: int = _NOMINATIONS
) -> list[Path]:
    """Make the district in ``root/district``, and a package of every commune it knows."""
    paths = OfficePaths(root / "district")
    setup = OfficeSetup(
        name="Ủy ban nhân dân huyện Thanh Lâm",
        tier=Tier.DISTRICT,
        seat=Seat.RECEIVING,
        officer_name="Trần Quốc Đạt",
        password=PASSWORD,
        signatory_name="Vũ Thị Hạnh",
        signatory_title="CHỦ TỊCH",
    )
    made = create_office(paths, setup, lambda: _MADE)
    desk = open_desk(paths, made.unlocked, lambda: _MADE)
    stick = root / "stick"
    stick.mkdir()
    district = Party(desk.store.actor.office_id, desk.store.actor.office_name)
    files = []
    for number in range(communes):
        receiver = desk.keys.encryption_certificate()
        commune = _Sender(number, district, receiver, nominations)
        desk.trust.pin_file(None, commune.file())
        files.append(stick / f"xa-{number + 1:02d}.asice.p7m")
        commune.write(files[-1], 1)
    desk.keys.own_signer()
    desk.close()
    return files


def _timed(root: Path, packages: list[Path]) -> list[tuple[str, float, str, str, float | None]]:
    marks = [time.perf_counter()]

    def step(*words: str) -> Any:
        answer = _command(root, *words)
        marks.append(time.perf_counter())
        return answer

    taken = step("receive", *map(str, packages))
    dossiers = [result["dossier"] for result in taken["results"]]
    assert all(result["result"] == "new" for result in taken["results"]), taken
    step("appraise", *dossiers, "--all", "meets")
    decided = step("decide", *dossiers, "--date", "2023-12-20")
    assert decided["awards"] == _COMMUNES * _NOMINATIONS, decided
    assert len(decided["packages"]) == _COMMUNES
    printed = step("certificates", decided["decision"], "--to", str(root / "giay-khen.pdf"))
    assert printed["pages"] == decided["awards"]
    spent = [end - start for start, end in pairwise(marks)]
    names = ("packages received", "dossiers appraised", "decision with packages", "certificates")
    figures = [
        (f"{name}, of {decided['awards']:,} nominations", value, "s", "", None)
        for name, value in zip(names, spent, strict=True)
    ]
    return [*figures, ("packages to certificates, in all", sum(spent), "s", "", None)]


def _command(root: Path, *words: str) -> Any:
    """Run a command as an office would, and return its JSON."""
    command = [sys.executable, "-m", "desktop.cli", "--json", "--data", str(root / "district")]
    environment = os.environ | {"GUONGSANG_PASSWORD": PASSWORD, "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(
        [*command, *words], env=environment, stdout=subprocess.PIPE, check=False, cwd=root
    )
    assert done.returncode in {0, 3}, done.stdout.decode()
    return json.loads(done.stdout)
