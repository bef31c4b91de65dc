"""The door: outcomes, what may be read after which, and files that change under the reader."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.errors import Cancelled, PackageRefused, StorageError
from desktop.sealing.data import check_attachments, dump_data, load_data
from desktop.sealing.header import PackageKind, write_header
from desktop.sealing.keys import Pkcs12Signer
from desktop.sealing.seal import Entry, seal
from desktop.sealing.trust import SignatureOutcome, SignatureReason, Trust
from desktop.sealing.verification import open_package, verify_package
from tests.sealing.documents import PHOTO, PHOTO_ENTRY, document
from tests.sealing.packages import (
    COMMUNE,
    CONTENT,
    NEIGHBOUR,
    NOW,
    build,
    ec_signer,
    header,
    rsa_signer,
    seal_content,
    signed_pieces,
    stranger,
    trust,
)

Code = PackageRefused.Code
Outcome = SignatureOutcome
Reason = SignatureReason
PAPER = "papers/to-trinh.pdf"
# Larger than a file's buffer, so that it is read from the disk each time.
BIG = {PAPER: b"%PDF" + bytes(100_000) + b"end"}
FINGERPRINT_1_0 = "ec66971feb09fa330540abeb99e68cb4a5a48645503a8d858918f94a33c175ed"
RELEASED = Path(__file__).parents[1] / "fixtures" / "packages"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return seal_content(tmp_path / "a.asice")


def hostile(folder: Path, **defects: object) -> Path:
    path = folder / "hostile.asice"
    path.write_bytes(build(signed_pieces(**defects)))
    return path


# --- the whole way ------------------------------------------------------------------------------


@pytest.mark.parametrize("signer", [ec_signer(), rsa_signer()], ids=["EC", "RSA"])
def test_a_dossier_arrives_as_it_was_sent(tmp_path: Path, signer: Pkcs12Signer) -> None:
    path = tmp_path / "hồ sơ.asice"
    label = header(kind=PackageKind.SUBMISSION)
    data = dump_data(PackageKind.SUBMISSION, document(PackageKind.SUBMISSION))
    entries = [
        Entry.from_bytes(PackageKind.SUBMISSION.data_entry, data),
        Entry.from_bytes(PHOTO_ENTRY, PHOTO),
    ]
    sealed = seal(path, label, entries, signer, at=NOW)
    with open_package(path, trust(signer), now=NOW) as opened:
        report = opened.report
        assert report.header == label
        assert (report.sha256, report.size) == (sealed.sha256, sealed.size)
        signature = report.signature
        assert (signature.outcome, signature.reasons) == (Outcome.VALID, ())
        assert (signature.signer, signature.signed_at) == (signer.info, NOW)
        assert [entry.name for entry in report.entries] == [
            "package.json",
            PHOTO_ENTRY,
            "data/submission.json",
        ]
        found = load_data(label.kind, opened.read(label.kind.data_entry, 1 << 20))
        check_attachments(found, report.entries)
        assert found["nominations"][0]["recipient"]["name"] == "Đặng Thị Ơn"
        assert opened.read(PHOTO_ENTRY, len(PHOTO)) == PHOTO


def test_a_label_of_a_higher_minor_version_is_accepted(tmp_path: Path) -> None:
    label = json.dumps(
        json.loads(write_header(header())) | {"format_version": "1.9", "seal": "red"}
    )
    report = verify_package(hostile(tmp_path, label=label.encode()), trust(), now=NOW)
    assert report.header is not None
    assert report.header.extra == {"seal": "red"}


# --- outcomes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "now", "outcome", "reason"),
    [
        (Trust(), NOW, Outcome.UNDECIDED, Reason.SIGNER_UNKNOWN),
        (trust(stranger()), NOW, Outcome.UNDECIDED, Reason.SIGNER_UNKNOWN),
        (trust(), NOW + timedelta(days=800), Outcome.UNDECIDED, Reason.SIGNER_EXPIRED),
        (trust(office=NEIGHBOUR), NOW, Outcome.INVALID, Reason.SIGNER_MISMATCH),
    ],
)
def test_a_good_signature_of_a_doubtful_signer_is_reported_with_its_label(
    package: Path, known: Trust, now: datetime, outcome: SignatureOutcome, reason: SignatureReason
) -> None:
    report = verify_package(package, known, now=now)
    assert report.signature.outcome is outcome
    assert report.signature.reasons[0] is reason
    assert report.signature.signer == ec_signer().info
    assert report.header == header()


@pytest.mark.parametrize(
    ("defect", "reason"),
    [
        ({"signature": lambda _: b"hello"}, Reason.SIGNATURE_UNREADABLE),
        ({"signature": lambda _: stranger().sign(b"x", NOW)}, Reason.CONTENT_CHANGED),
        (
            {"signed": lambda xml: xml.replace(b"application/pdf", b"application/pdx")},
            Reason.CONTENT_CHANGED,
        ),
    ],
    ids=["unreadable", "of another package", "list changed after signing"],
)
def test_a_signature_that_does_not_hold_is_a_result_without_label_and_signer(
    tmp_path: Path, defect: dict[str, object], reason: SignatureReason
) -> None:
    report = verify_package(hostile(tmp_path, **defect), trust(), now=NOW)
    assert report.header is None
    assert report.signature.outcome is Outcome.INVALID
    assert report.signature.reasons == (reason,)
    assert report.signature.signer is None
    assert report.signature.signed_at is None


def test_nothing_is_parsed_before_the_signature_holds(tmp_path: Path) -> None:
    """The label is no JSON at all; with a bad signature nobody even looks."""
    path = hostile(tmp_path, label=b"{", signature=lambda _: b"hello")
    assert verify_package(path, trust(), now=NOW).signature.outcome is Outcome.INVALID


# --- reading ------------------------------------------------------------------------------------


def test_files_of_an_undecided_package_can_be_read(package: Path) -> None:
    with open_package(package, Trust(), now=NOW) as opened:
        assert opened.read(PAPER, 100) == CONTENT[PAPER]


@pytest.mark.parametrize(
    ("known", "signature", "code"),
    [
        (trust(office=NEIGHBOUR), None, Code.SIGNER_MISMATCH),
        (trust(), b"hello", Code.SIGNATURE_INVALID),
    ],
)
def test_nothing_of_an_invalid_package_can_be_read(
    tmp_path: Path, known: Trust, signature: bytes | None, code: PackageRefused.Code
) -> None:
    path = hostile(tmp_path, signature=lambda cms: signature or cms)
    with open_package(path, known, now=NOW) as opened:
        for read in (opened.stream, lambda name: opened.read(name, 100)):
            with pytest.raises(PackageRefused) as refused:
                read(PAPER)
            assert refused.value.code is code


def test_a_stream_copies_a_file_out(package: Path) -> None:
    copy = io.BytesIO()
    with open_package(package, trust(), now=NOW) as opened, opened.stream(PAPER) as stream:
        shutil.copyfileobj(stream, copy)
    assert copy.getvalue() == CONTENT[PAPER]


@pytest.mark.parametrize(
    ("name", "limit", "code"),
    [
        ("papers/no.pdf", 100, Code.MISSING_ENTRY),
        ("mimetype", 100, Code.MISSING_ENTRY),
        ("META-INF/signature001.p7s", 10_000, Code.MISSING_ENTRY),
        (PAPER, 5, Code.TOO_LARGE),
    ],
)
def test_only_signed_files_within_the_limit_can_be_read(
    package: Path, name: str, limit: int, code: PackageRefused.Code
) -> None:
    with (
        open_package(package, trust(), now=NOW) as opened,
        pytest.raises(PackageRefused) as refused,
    ):
        opened.read(name, limit)
    assert refused.value.code is code


# --- files that change under the reader ---------------------------------------------------------


def test_content_written_over_after_the_check_is_refused(package: Path) -> None:
    seal_content(package, BIG)
    with open_package(package, trust(), now=NOW) as opened:
        with package.open("r+b") as file:
            file.seek(package.read_bytes().index(BIG[PAPER]) + 50_000)
            file.write(b"x")
        with pytest.raises(PackageRefused) as refused:
            opened.read(PAPER, 1 << 20)
    assert refused.value.code is Code.DIGEST


def test_a_file_cut_after_the_check_is_refused(package: Path) -> None:
    seal_content(package, BIG)
    with open_package(package, trust(), now=NOW) as opened:
        os.truncate(package, 100)
        with pytest.raises(PackageRefused) as refused:
            opened.read(PAPER, 1 << 20)
    assert refused.value.code is Code.TRUNCATED


def test_a_file_exchanged_after_the_check_is_not_the_one_that_is_read(package: Path) -> None:
    other = seal_content(package.with_name("other"), {PAPER: b"%PDF forged"}, stranger())
    with open_package(package, trust(), now=NOW) as opened:
        other.replace(package)
        assert opened.read(PAPER, 100) == CONTENT[PAPER]


# --- the world is wrong -------------------------------------------------------------------------


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        verify_package(tmp_path / "no.asice", trust(), now=NOW)
    assert refused.value.code is StorageError.Code.FILE_MISSING


@pytest.mark.parametrize("path", [Path("a" * 300), Path("/proc/self/mem")])
def test_a_file_the_system_will_not_read_is_said(path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        verify_package(path, trust(), now=NOW)
    assert refused.value.code is StorageError.Code.CANNOT_READ


def test_a_folder_or_a_pipe_is_no_package_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.asice")
    for path in (tmp_path, tmp_path / "pipe.asice"):
        with pytest.raises(PackageRefused) as refused:
            verify_package(path, trust(), now=NOW)
        assert refused.value.code is Code.NOT_A_PACKAGE


def test_a_check_can_be_followed_and_stopped(package: Path) -> None:
    told: list[tuple[int, int, str]] = []
    verify_package(package, trust(), now=NOW, report=lambda *step: told.append(step))
    assert told
    assert told[-1][0] <= told[-1][1] == package.stat().st_size

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        verify_package(package, trust(), now=NOW, report=stop)


# --- packages of released versions --------------------------------------------------------------


def test_the_package_of_version_1_0_is_still_read_and_still_written_alike(tmp_path: Path) -> None:
    path = RELEASED / "submission-1.0.asice"
    pinned = Trust.of({COMMUNE.office_id: [FINGERPRINT_1_0]})
    with open_package(path, pinned, now=datetime(2023, 11, 3, tzinfo=UTC)) as opened:
        report = opened.report
        assert report.signature.outcome is Outcome.VALID
        assert report.header is not None
        content = {e.name: opened.read(e.name, 1 << 20) for e in report.entries[1:]}
    found = load_data(report.header.kind, content[report.header.kind.data_entry])
    check_attachments(found, report.entries)
    entries = [Entry.from_bytes(name, data) for name, data in content.items()]
    again = tmp_path / "again.asice"
    seal(again, report.header, entries, ec_signer(), at=NOW)
    old, new = path.read_bytes(), again.read_bytes()
    signature = old.index(b"META-INF/signature001.p7s") - 30
    assert hashlib.sha256(new[:signature]).digest() == hashlib.sha256(old[:signature]).digest()
