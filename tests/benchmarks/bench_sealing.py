"""Sign, encrypt and open 100 MB, and the memory 1 GB takes; beside sha256sum, zip -0 and openssl.

Usage: python tests/benchmarks/bench_sealing.py     prints "name value unit | peer value | ratio"

Each peer does the same work on the same disk in the same run, turn by turn with ours. It does not
flush to the disk as sealing does, and openssl leaves the decrypted package there in the clear, both
of which are in its favour. Where ``zip`` is not installed, Python's zipfile stores the files
instead, and the peer's name says so.
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

from desktop.disk import whole_file  # noqa: E402
from desktop.sealing.certificates import to_pem  # noqa: E402
from desktop.sealing.decryption_keys import DecryptionKey, make_encryption_key  # noqa: E402
from desktop.sealing.encryption import seal_encrypted  # noqa: E402
from desktop.sealing.header import PackageHeader, PackageKind, Party  # noqa: E402
from desktop.sealing.keys import Pkcs12Signer, make_key  # noqa: E402
from desktop.sealing.limits import Limits  # noqa: E402
from desktop.sealing.opening import open_sealed  # noqa: E402
from desktop.sealing.seal import Entry, seal  # noqa: E402
from desktop.sealing.trust import SignatureOutcome, Trust  # noqa: E402
from desktop.sealing.verification import verify_package  # noqa: E402

FLOORS = {
    "sign and pack 100 MB": "<= 1x",
    "sign and encrypt 100 MB": "<= 1.3x",
    "decrypt, verify, extract 100 MB": "<= 1x",
    "peak memory, 1 GB": "<= 150",
}

Result = tuple[str, float, str, str, float | None]

_MEGABYTE = 1_000_000
_FILES = 50
_ROUNDS = 5
_NOW = datetime.now(UTC)
_OFFICE = Party(uuid.uuid4(), "UBND xã Đồng Tâm")
_PASSPHRASE = "a long passphrase"
_LIMITS = Limits(package=4_000 * _MEGABYTE)


def run() -> list[Result]:
    """Measure everything; about half a minute."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _write_files(folder, 100)
        plain, outer = folder / "dossier.asice", folder / "dossier.asice.p7m"
        signer, key = _signer(), _key(folder)
        archiver = "zip -0" if shutil.which("zip") else "zipfile stored"
        digests = partial(_sha256sum, files)
        packing = _turn_by_turn(
            partial(_seal, plain, files, signer),
            lambda: (digests(), _archive(folder / "peer.zip", files)),
        )
        verifying = _turn_by_turn(partial(_verify, plain, signer), digests)
        encrypting = _turn_by_turn(partial(_encrypt, outer, files, signer, key), digests)
        opening = _turn_by_turn(
            partial(_open, outer, folder / "ours", signer, key),
            partial(_open_with_tools, outer, folder / "theirs", signer),
        )
    tools = "openssl cms -decrypt, unzip, openssl cms -verify"
    return [
        ("sign and pack 100 MB", packing[0], "s", f"sha256sum + {archiver}", packing[1]),
        ("verify 100 MB", verifying[0], "s", "sha256sum", verifying[1]),
        ("sign and encrypt 100 MB", encrypting[0], "s", "sha256sum", encrypting[1]),
        ("decrypt, verify, extract 100 MB", opening[0], "s", tools, opening[1]),
        ("peak memory, 1 GB", _peak_memory(), "MB", "", None),
    ]


def _write_files(folder: Path, megabytes: int) -> list[Path]:
    source = random.Random(1)
    files = [folder / f"{number:02}.jpg" for number in range(_FILES)]
    for file in files:
        with file.open("wb") as target:  # in pieces, for the sake of the memory measured here
            for _ in range(megabytes // _FILES):
                target.write(source.randbytes(_MEGABYTE))
    return files


def _signer() -> Pkcs12Signer:
    key = make_key("Nguyễn Thị Ánh", _OFFICE.name, _PASSPHRASE, _NOW)
    return Pkcs12Signer.from_bytes(key, _PASSPHRASE)


def _key(folder: Path) -> DecryptionKey:
    """Make an encryption key, and lay it where openssl finds it."""
    file = make_encryption_key("Phòng Nội vụ", _OFFICE.name, _PASSPHRASE, _NOW)
    (folder / "key.p12").write_bytes(file)
    words = ["-in", "key.p12", "-nodes", "-nocerts", "-passin", f"pass:{_PASSPHRASE}"]
    _openssl(folder, "pkcs12", *words, "-out", "key.pem")
    return DecryptionKey.from_bytes(file, _PASSPHRASE)


def _entries(files: list[Path]) -> list[Entry]:
    return [
        Entry(f"attachments/{file.name}", file.stat().st_size, partial(file.open, "rb"))
        for file in files
    ]


def _header() -> PackageHeader:
    return PackageHeader(uuid.uuid4(), PackageKind.SUBMISSION, 1, _OFFICE, _OFFICE, _NOW)


def _seal(package: Path, files: list[Path], signer: Pkcs12Signer) -> None:
    seal(package, _header(), _entries(files), signer, at=_NOW)


def _encrypt(package: Path, files: list[Path], signer: Pkcs12Signer, key: DecryptionKey) -> None:
    with whole_file(package) as target:
        seal_encrypted(
            target, _header(), _entries(files), signer, [key.info], at=_NOW, limits=_LIMITS
        )


def _open(package: Path, folder: Path, signer: Pkcs12Signer, key: DecryptionKey) -> None:
    """Decrypt and verify a package and write out every file in it."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "attachments").mkdir(parents=True)
    trust = Trust.of({_OFFICE.office_id: [signer.info.fingerprint]})
    with open_sealed(package, trust, [key], now=_NOW, scratch=folder, limits=_LIMITS) as opened:
        assert opened.report.signature.outcome is SignatureOutcome.VALID
        for entry in opened.report.entries:
            with opened.stream(entry.name) as stream, (folder / entry.name).open("wb") as target:
                shutil.copyfileobj(stream, target, 1 << 20)


def _open_with_tools(package: Path, folder: Path, signer: Pkcs12Signer) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "signer.pem").write_bytes(to_pem(signer.info))
    decrypt = ["-decrypt", "-binary", "-inform", "DER", "-in", str(package)]
    _openssl(folder, "cms", *decrypt, "-inkey", "../key.pem", "-out", "inside.asice")
    subprocess.run(["unzip", "-q", "inside.asice"], cwd=folder, check=True)
    verify = ["-verify", "-cades", "-binary", "-inform", "DER", "-CAfile", "signer.pem"]
    signature = ["-in", "META-INF/signature001.p7s"]
    content = ["-content", "META-INF/ASiCManifest001.xml", "-out", "/dev/null"]
    _openssl(folder, "cms", *verify, *signature, *content)


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, stderr=subprocess.DEVNULL)


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


def _turn_by_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Return the shortest of some runs of both, in seconds: the others were disturbed."""
    rounds = [(_seconds(ours), _seconds(theirs)) for _ in range(_ROUNDS)]
    return min(mine for mine, _ in rounds), min(other for _, other in rounds)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak_memory() -> float:
    """Return the peak resident memory of a process that encrypts, opens and extracts 1 GB."""
    command = [sys.executable, __file__, "--memory"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def _measure_memory() -> None:
    import resource

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _write_files(folder, 1000)
        package, signer, key = folder / "dossier.asice.p7m", _signer(), _key(folder)
        _encrypt(package, files, signer, key)
        _open(package, folder / "out", signer, key)
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
