"""Sign and pack 100 MB, verify it, and the memory 200 MB takes; beside sha256sum and zip -0.

Usage: python tests/benchmarks/bench_sealing.py     prints "name value unit | peer value | ratio"

The peer reads and hashes the same files and writes them into one archive, in the same run and on
the same disk. It does not flush to the disk as sealing does, which is in its favour. Where ``zip``
is not installed, Python's zipfile stores the files instead, and the peer's name says so.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.sealing.header import PackageHeader, PackageKind, Party  # noqa: E402
from desktop.sealing.keys import Pkcs12Signer, make_key  # noqa: E402
from desktop.sealing.seal import Entry, seal  # noqa: E402
from desktop.sealing.trust import SignatureOutcome, Trust  # noqa: E402
from desktop.sealing.verification import verify_package  # noqa: E402

FLOORS = {
    "sign and pack 100 MB": "<= 1x",
    "peak memory, 200 MB": "<= 150",
}

Result = tuple[str, float, str, str, float | None]

_MEGABYTE = 1_000_000
_FILES = 50
_ROUNDS = 3
_NOW = datetime.now(UTC)
_OFFICE = Party(uuid.uuid4(), "UBND xã Đồng Tâm")
_PASSPHRASE = "a long passphrase"


def run() -> list[Result]:
    """Measure everything; about five seconds."""
    with tempfile.TemporaryDirectory() as folder:
        files = _write_files(Path(folder), 100)
        package = Path(folder) / "dossier.asice"
        signer = _signer()
        sealing = _best_of(partial(_seal, package, files, signer))
        verifying = _best_of(partial(_verify, package, signer))
        archiver = "zip -0" if shutil.which("zip") else "zipfile stored"
        digests = _best_of(partial(_sha256sum, files))
        both = digests + _best_of(partial(_archive, Path(folder) / "peer.zip", files))
    return [
        ("sign and pack 100 MB", sealing, "s", f"sha256sum + {archiver}", both),
        ("verify 100 MB", verifying, "s", "sha256sum", digests),
        ("peak memory, 200 MB", _peak_memory(), "MB", "", None),
    ]


def _write_files(folder: Path, megabytes: int) -> list[Path]:
    source = random.Random(1)
    files = [folder / f"{number:02}.jpg" for number in range(_FILES)]
    for file in files:
        file.write_bytes(source.randbytes(megabytes * _MEGABYTE // _FILES))
    return files


def _signer() -> Pkcs12Signer:
    key = make_key("Nguyễn Thị Ánh", _OFFICE.name, _PASSPHRASE, _NOW)
    return Pkcs12Signer.from_bytes(key, _PASSPHRASE)


def _seal(package: Path, files: list[Path], signer: Pkcs12Signer) -> None:
    header = PackageHeader(uuid.uuid4(), PackageKind.SUBMISSION, 1, _OFFICE, _OFFICE, _NOW)
    entries = [
        Entry(f"attachments/{file.name}", file.stat().st_size, partial(file.open, "rb"))
        for file in files
    ]
    seal(package, header, entries, signer, at=_NOW)


def _verify(package: Path, signer: Pkcs12Signer) -> None:
    trust = Trust.of({_OFFICE.office_id: [signer.info.fingerprint]})
    report = verify_package(package, trust, now=_NOW)
    assert report.signature.outcome is SignatureOutcome.VALID


def _sha256sum(files: list[Path]) -> None:
    subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)


def _archive(archive: Path, files: list[Path]) -> None:
    archive.unlink(missing_ok=True)
    if shutil.which("zip"):
        subprocess.run(["zip", "-q", "-0", "-j", archive, *files], check=True)
        return
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as stored:
        for file in files:
            stored.write(file, file.name)


def _best_of(work: Callable[[], None]) -> float:
    """Return the shortest of some runs, in seconds: the others were disturbed."""
    seconds = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _peak_memory() -> float:
    """Return the peak resident memory of a process that seals and verifies 200 MB."""
    command = [sys.executable, __file__, "--memory"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def _measure_memory() -> None:
    import resource

    with tempfile.TemporaryDirectory() as folder:
        files = _write_files(Path(folder), 200)
        package, signer = Path(folder) / "dossier.asice", _signer()
        _seal(package, files, signer)
        _verify(package, signer)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MEGABYTE)


def main() -> None:
    """Print the figures, one a line."""
    for name, value, unit, peer, peer_value in run():
        against = f"{peer} {peer_value:.3f} | {value / peer_value:.2f}x" if peer_value else "- | -"
        print(f"{name} {value:.3f} {unit} | {against}")


if __name__ == "__main__":
    if "--memory" in sys.argv:
        _measure_memory()
    else:
        main()
