from __future__ import annotations

import hashlib
import io
import itertools
import random
import signal
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from desktop.errors import AppError, AttachmentRefused, Cancelled, PackageRefused, StorageError
from desktop.sealing.certificates import to_pem
from desktop.sealing.limits import CHUNK, Limits
from desktop.sealing.names import MANIFEST
from desktop.sealing.seal import Entry, SealReport, SealStep, seal, seal_into
from desktop.sealing.verification import verify_package
from tests.other_tools import need
from tests.sealing.packages import (
    CONTENT,
    NOW,
    PACKAGE_ID,
    ec_signer,
    header,
    rsa_signer,
    seal_content,
    trust,
)

ROOT = Path(__file__).parents[2]
ENTRIES = [Entry.from_bytes(name, data) for name, data in CONTENT.items()]


def write(target: Path, *entries: Entry, **options: object) -> SealReport:
    return seal(target, header(), entries, ec_signer(), at=NOW, **options)


def refusal_of(folder: Path, *entries: Entry, **options: object) -> AppError:
    """Return why it was refused, having seen that nothing was left behind."""
    with pytest.raises(AppError) as refused:
        write(folder / "a.asice", *entries, **options)
    assert list(folder.iterdir()) == []
    return refused.value


def test_the_report_names_the_file_that_stands_there(tmp_path: Path) -> None:
    target = tmp_path / "a.asice"
    report = write(target, *ENTRIES)
    data = target.read_bytes()
    content = hashlib.sha256(zipfile.ZipFile(target).read(MANIFEST)).hexdigest()
    digest = hashlib.sha256(data).hexdigest()
    assert report == SealReport(PACKAGE_ID, digest, len(data), content)
    assert list(tmp_path.iterdir()) == [target]


def test_it_can_be_written_into_what_only_takes_bytes(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe()
    report = seal_into(pipe, header(), ENTRIES, ec_signer(), at=NOW)
    data = pipe.getvalue()
    assert (report.sha256, report.size) == (hashlib.sha256(data).hexdigest(), len(data))
    path = tmp_path / "a.asice"
    path.write_bytes(data)
    assert verify_package(path, trust(), now=NOW).content_sha256 == report.content_sha256


def test_an_older_package_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.asice").write_bytes(b"old")
    write(tmp_path / "a.asice", *ENTRIES)
    assert zipfile.is_zipfile(tmp_path / "a.asice")


def test_the_same_data_give_the_same_bytes_but_for_the_signature(tmp_path: Path) -> None:
    packages = []
    for number, order in enumerate(itertools.permutations(ENTRIES)):
        target = tmp_path / f"{number}.asice"
        write(target, *order)
        with zipfile.ZipFile(target) as archive:
            signature = archive.getinfo("META-INF/signature001.p7s")
            names = archive.namelist()
        packages.append((names, target.read_bytes()[: signature.header_offset]))
    assert all(package == packages[0] for package in packages)
    assert packages[0][0] == [
        "mimetype",
        "package.json",
        "attachments/anh.jpg",
        "data/recall.json",
        "papers/to-trinh.pdf",
        "META-INF/ASiCManifest001.xml",
        "META-INF/signature001.p7s",
    ]


@pytest.mark.parametrize("make", [ec_signer, rsa_signer])
def test_common_tools_unpack_and_verify_it_without_this_program(
    tmp_path: Path, make: Callable[..., object]
) -> None:
    need("unzip", "openssl")
    signer = make()
    content = {**CONTENT, "papers/Tờ trình số 45.pdf": b"%PDF"}
    package = seal_content(tmp_path / "a.asice", content, signer)
    (tmp_path / "certificate.pem").write_bytes(to_pem(signer.info))
    out = tmp_path / "out"
    subprocess.run(["unzip", "-q", package, "-d", out], check=True)
    unpacked = {path: path.read_bytes() for path in out.rglob("*.*")}
    assert b"%PDF" in unpacked[out / "papers" / "Tờ trình số 45.pdf"]
    command = (
        "openssl cms -verify -cades -binary -inform DER -in META-INF/signature001.p7s "
        "-content META-INF/ASiCManifest001.xml -CAfile ../certificate.pem -out /dev/null "
        f"-attime {int(NOW.timestamp())}"
    )
    subprocess.run(command.split(), cwd=out, check=True, capture_output=True)


def test_its_kind_can_be_told_from_its_first_bytes(tmp_path: Path) -> None:
    data = seal_content(tmp_path / "a.asice").read_bytes()
    assert data[30:69] == b"mimetypeapplication/vnd.etsi.asic-e+zip"
    with zipfile.ZipFile(tmp_path / "a.asice") as archive:
        assert archive.testzip() is None
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


def test_progress_is_told_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    big = Entry.from_bytes("attachments/big.jpg", bytes(3 * CHUNK + 1))
    report = write(tmp_path / "a.asice", big, report=lambda *step: told.append(step))
    packing = [(done, total) for done, total, step in told if step == SealStep.PACK.label]
    assert [done for done, _ in packing] == sorted(done for done, _ in packing)
    assert packing[-1][0] == packing[-1][1] >= big.size
    assert told[-1] == (report.size, report.size, SealStep.PACK.label)
    steps = list(dict.fromkeys(step for _, _, step in told))
    assert steps == [SealStep.CHECK.label, SealStep.SIGN.label, SealStep.PACK.label]


@pytest.mark.parametrize("moment", range(8))
def test_stopping_at_any_moment_leaves_nothing(tmp_path: Path, moment: int) -> None:
    target = tmp_path / "a.asice"
    target.write_bytes(b"old")
    calls = itertools.count()

    def report(*_: object) -> None:
        if next(calls) == moment:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(target, *ENTRIES, report=report)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


# --- content that is not what was announced -----------------------------------------------------


class FailingStream(io.BytesIO):
    """A stream on a disk that gives up."""

    def read(self, _size: int | None = -1, /) -> bytes:
        raise OSError(5, "I/O error")


def test_content_that_is_missing_or_cannot_be_read_is_said(tmp_path: Path) -> None:
    missing = Entry("attachments/a", 5, lambda: (tmp_path / "no").open("rb"))
    assert refusal_of(tmp_path, missing).code is AttachmentRefused.Code.STORED_COPY_MISSING
    failing = Entry("attachments/a", 5, FailingStream)
    refusal = refusal_of(tmp_path, failing)
    assert refusal.code is AttachmentRefused.Code.UNREADABLE
    assert refusal.data == {"entry": "attachments/a"}


@pytest.mark.parametrize("size", [0, 4, 6, CHUNK])
def test_content_of_another_length_is_refused(tmp_path: Path, size: int) -> None:
    entry = Entry("attachments/a", size, lambda: io.BytesIO(b"12345"))
    assert refusal_of(tmp_path, entry).code is AttachmentRefused.Code.STORED_COPY_DAMAGED


def test_content_that_changes_between_signing_and_packing_is_refused(tmp_path: Path) -> None:
    contents = iter([b"12345", b"12346"])
    entry = Entry("attachments/a", 5, lambda: io.BytesIO(next(contents)))
    refusal = refusal_of(tmp_path, entry)
    assert refusal.code is AttachmentRefused.Code.STORED_COPY_DAMAGED
    assert refusal.data == {"entry": "attachments/a"}


def test_an_empty_file_can_be_packed(tmp_path: Path) -> None:
    write(tmp_path / "a.asice", Entry.from_bytes("papers/rong.txt", b""))
    assert verify_package(tmp_path / "a.asice", trust(), now=NOW).signature.outcome == "valid"


def test_each_content_is_opened_twice_and_closed(tmp_path: Path) -> None:
    opened: list[BinaryIO] = []

    def content() -> BinaryIO:
        opened.append(io.BytesIO(b"12345"))
        return opened[-1]

    write(tmp_path / "a.asice", Entry("attachments/a", 5, content))
    assert [stream.closed for stream in opened] == [True, True]


# --- what the reader would refuse is not written ------------------------------------------------


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["../a"], PackageRefused.Code.BAD_NAME),
        (["papers/to\u031b.pdf"], PackageRefused.Code.BAD_NAME),
        (["a", "a"], PackageRefused.Code.DUPLICATE_NAME),
        (["package.json"], PackageRefused.Code.DUPLICATE_NAME),
        (["mimetype"], PackageRefused.Code.DUPLICATE_NAME),
        (["META-INF/signature001.p7s"], PackageRefused.Code.DUPLICATE_NAME),
        (["meta-inf/SIGNATURE001.p7s"], PackageRefused.Code.CASE_CLASH),
        (["papers/A", "papers/a"], PackageRefused.Code.CASE_CLASH),
    ],
)
def test_a_name_the_reader_would_refuse_is_not_written(
    tmp_path: Path, names: list[str], code: PackageRefused.Code
) -> None:
    entries = [Entry.from_bytes(name, b"x") for name in names]
    assert refusal_of(tmp_path, *entries).code is code


def test_a_package_over_a_limit_is_not_written(tmp_path: Path) -> None:
    Code = PackageRefused.Code  # noqa: N806 - as elsewhere
    assert refusal_of(tmp_path, *ENTRIES, limits=Limits(entries=6)).code is Code.TOO_MANY_ENTRIES
    write(tmp_path / "a.asice", *ENTRIES, limits=Limits(entries=7))
    (tmp_path / "a.asice").unlink()
    endless = Entry("attachments/a", 400 << 20, io.BytesIO)
    assert refusal_of(tmp_path, endless).code is Code.TOO_LARGE


def test_what_fits_the_writers_limit_fits_the_readers(tmp_path: Path) -> None:
    entries = [Entry.from_bytes(f"attachments/{'ờ' * 60}{n:03}.jpg", b"x") for n in range(100)]
    size = write(tmp_path / "a.asice", *entries).size
    assert refusal_of_size(tmp_path, entries, size) is PackageRefused.Code.TOO_LARGE


def refusal_of_size(folder: Path, entries: list[Entry], limit: int) -> object:
    (folder / "a.asice").unlink()
    return refusal_of(folder, *entries, limits=Limits(package=limit)).code


# --- the world is wrong -------------------------------------------------------------------------

SEAL_IN_A_PROCESS = """
import os, resource, signal, sys
from pathlib import Path
from desktop.errors import AppError
from desktop.sealing.seal import Entry, SealStep, seal
from tests.sealing.packages import NOW, ec_signer, header

how, target = sys.argv[1], Path(sys.argv[2])
big = Entry.from_bytes("attachments/big.jpg", bytes(5_000_000))

def die(done, total, step):
    if done > 2_000_000 and step == SealStep.PACK.label:
        os.kill(os.getpid(), signal.SIGKILL)

if how == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
try:
    seal(target, header(), [big], ec_signer(), at=NOW, report=die if how == "kill" else None)
except AppError as refusal:
    print(refusal.code)
"""


def seal_in_a_process(how: str, target: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SEAL_IN_A_PROCESS, how, target]
    return subprocess.run(
        command, check=False, cwd=ROOT, env={"PYTHONPATH": "."}, capture_output=True, text=True
    )


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    done = seal_in_a_process("full", tmp_path / "a.asice")
    assert done.stdout.strip() == "DISK_FULL"
    assert list(tmp_path.iterdir()) == []


def test_a_process_killed_while_sealing_leaves_no_package_and_the_next_one_succeeds(
    tmp_path: Path,
) -> None:
    target = tmp_path / "a.asice"
    assert seal_in_a_process("kill", target).returncode == -signal.SIGKILL
    assert not target.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a.asice.part"]
    write(target, *ENTRIES)
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        write(tmp_path / "no" / "a.asice", *ENTRIES)
    assert refused.value.code is StorageError.Code.FILE_MISSING


def test_memory_stays_flat_whatever_is_packed(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.write_bytes(random.Random(1).randbytes(24 << 20))
    entry = Entry("attachments/big.jpg", 24 << 20, lambda: content.open("rb"))
    tracemalloc.start()
    try:
        write(tmp_path / "a.asice", entry)
        verify_package(tmp_path / "a.asice", trust(), now=NOW)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6 << 20
