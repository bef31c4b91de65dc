"""What arrives, encrypted or plain, through one door."""

from __future__ import annotations

import hashlib
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import Cancelled, PackageRefused, StorageError
from desktop.sealing.encryption import EncryptionStep
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.limits import Limits
from desktop.sealing.measuring import STEP
from desktop.sealing.opening import open_sealed, verify_sealed
from desktop.sealing.outer_label import OuterLabel
from desktop.sealing.trust import SignatureOutcome, Trust
from desktop.sealing.verification import PackageReport, verify_package
from tests.sealing.encrypted import (
    LABEL,
    commune_key,
    district_key,
    encrypted,
    quick_key,
    sealed_and_encrypted,
)
from tests.sealing.packages import (
    COMMUNE,
    CONTENT,
    NEIGHBOUR,
    NOW,
    build,
    header,
    seal_content,
    signed_pieces,
    stranger,
    trust,
)

Code = PackageRefused.Code
PAPER = "papers/to-trinh.pdf"
KEYS = [district_key()]


def verified(data: bytes, scratch: Path, **options: object) -> PackageReport:
    return verify_sealed(io.BytesIO(data), trust(), KEYS, now=NOW, scratch=scratch, **options)


def refusal_of(data: bytes, scratch: Path, **options: object) -> PackageRefused.Code:
    with pytest.raises(PackageRefused) as refused:
        verified(data, scratch, **options)
    assert list(scratch.iterdir()) == []
    return refused.value.code


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def test_an_encrypted_package_arrives_as_it_was_sent(tmp_path: Path, scratch: Path) -> None:
    path = sealed_and_encrypted(tmp_path)
    plain = (tmp_path / "a.asice").read_bytes()
    with open_sealed(path, trust(), KEYS, now=NOW, scratch=scratch) as package:
        report = package.report
        assert package.read(PAPER, 100) == CONTENT[PAPER]
    assert report.signature.outcome is SignatureOutcome.VALID
    assert report.header == header()
    assert report.label == LABEL
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert report.size == path.stat().st_size
    assert report.inner_sha256 == hashlib.sha256(plain).hexdigest()


def test_a_plain_package_is_read_as_before(tmp_path: Path, scratch: Path) -> None:
    path = seal_content(tmp_path / "a.asice")
    with open_sealed(path, trust(), [], now=NOW, scratch=scratch) as package:
        assert package.read(PAPER, 100) == CONTENT[PAPER]
        report = package.report
    assert report == verify_package(path, trust(), now=NOW)
    assert report.label is None
    assert report.sha256 == report.inner_sha256


def test_an_open_file_is_read_and_stays_open(tmp_path: Path, scratch: Path) -> None:
    for path in (sealed_and_encrypted(tmp_path), tmp_path / "a.asice"):
        with path.open("rb") as file:
            file.seek(100)
            report = verify_sealed(file, trust(), KEYS, now=NOW, scratch=scratch)
            assert not file.closed
        assert report.size == path.stat().st_size


def test_the_sender_opens_what_it_sent(tmp_path: Path, scratch: Path) -> None:
    path = sealed_and_encrypted(tmp_path)
    report = verify_sealed(path, trust(), [commune_key()], now=NOW, scratch=scratch)
    assert report.header == header()
    with pytest.raises(PackageRefused) as refused:
        verify_sealed(path, trust(), [quick_key()], now=NOW, scratch=scratch)
    assert refused.value.code is Code.NOT_FOR_OUR_KEY


def test_nothing_is_left_and_nothing_lies_in_the_clear(tmp_path: Path, scratch: Path) -> None:
    content = {PAPER: b"%PDF " + "Đặng Thị Ơn ".encode() * 200_000}
    plain = seal_content(tmp_path / "a.asice", content).read_bytes()
    (tmp_path / "b.p7m").write_bytes(encrypted(plain, [district_key().info]))
    with open_sealed(tmp_path / "b.p7m", trust(), KEYS, now=NOW, scratch=scratch) as package:
        assert list(scratch.iterdir()) == []
        handles = [h for h in Path("/proc/self/fd").iterdir() if h.is_symlink()]
        (inside,) = [h for h in handles if str(h.readlink()).startswith(str(scratch))]
        assert "Đặng Thị Ơn ".encode() not in inside.read_bytes()
        out = io.BytesIO()
        with package.stream(PAPER) as stream:
            shutil.copyfileobj(stream, out)
    assert out.getvalue() == content[PAPER]


@pytest.mark.parametrize(
    "label",
    [
        replace(LABEL, kind=PackageKind.RETURN),
        replace(LABEL, sender=NEIGHBOUR),
        replace(LABEL, receiver=NEIGHBOUR),
        replace(LABEL, sender=Party(COMMUNE.office_id, "UBND xã Tân Lập")),
        OuterLabel(LABEL.receiver, LABEL.sender, LABEL.kind),
    ],
    ids=["kind", "sender", "receiver", "name", "turned round"],
)
def test_a_label_that_is_not_what_was_signed_is_refused(
    tmp_path: Path, scratch: Path, label: OuterLabel
) -> None:
    """Anybody can encrypt to us what somebody else has signed, and write on it what he likes."""
    data = sealed_and_encrypted(tmp_path, label).read_bytes()
    assert refusal_of(data, scratch) is Code.OUTER_MISMATCH


def test_a_signature_that_does_not_hold_is_a_result_inside_too(scratch: Path) -> None:
    plain = build(signed_pieces(signature=lambda _: stranger().sign(b"x", NOW)))
    report = verified(encrypted(plain, [district_key().info]), scratch)
    assert report.signature.outcome is SignatureOutcome.INVALID
    assert report.header is None
    assert report.label is None


def test_an_unknown_signer_is_undecided_inside_too(tmp_path: Path, scratch: Path) -> None:
    path = sealed_and_encrypted(tmp_path)
    report = verify_sealed(path, Trust(), KEYS, now=NOW, scratch=scratch)
    assert report.signature.outcome is SignatureOutcome.UNDECIDED
    assert report.label == LABEL


def test_every_defect_outside_and_inside_is_refused(tmp_path: Path, scratch: Path) -> None:
    data = sealed_and_encrypted(tmp_path).read_bytes()
    to = [district_key().info]
    assert refusal_of(b"", scratch) is Code.NOT_A_PACKAGE
    assert refusal_of(b"hello", scratch) is Code.NOT_A_PACKAGE
    assert refusal_of(data[:-1], scratch) is Code.TRUNCATED
    assert refusal_of(data[:-1] + bytes([data[-1] ^ 1]), scratch) is Code.ENVELOPE_TAMPERED
    assert refusal_of(encrypted(b"hello", to), scratch) is Code.NOT_A_PACKAGE
    assert refusal_of(encrypted(data, to), scratch) is Code.NOT_A_PACKAGE  # encrypted twice
    few = Limits(package=100)
    assert refusal_of(data, scratch, limits=few) is Code.TOO_LARGE


def test_opening_can_be_followed_and_stopped(tmp_path: Path, scratch: Path) -> None:
    data = sealed_and_encrypted(tmp_path).read_bytes()
    told: list[str] = []
    verified(data, scratch, report=lambda _done, _total, step: told.append(step))
    assert list(dict.fromkeys(told)) == [EncryptionStep.DECRYPT.label, STEP]

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        verified(data, scratch, report=stop)


def test_a_missing_folder_for_scratch_is_said_where_it_is_needed(
    tmp_path: Path, scratch: Path
) -> None:
    plain = seal_content(tmp_path / "a.asice", {PAPER: bytes(2 << 20)}).read_bytes()
    scratch.rmdir()
    with pytest.raises(StorageError) as refused:
        verified(encrypted(plain, [district_key().info]), scratch)
    assert refused.value.code is StorageError.Code.FILE_MISSING


@pytest.mark.parametrize("path", [Path("no.p7m"), Path("/proc/self/mem")])
def test_a_file_the_system_will_not_read_is_said(path: Path, scratch: Path) -> None:
    with pytest.raises(StorageError) as refused:
        verify_sealed(path, trust(), KEYS, now=NOW, scratch=scratch)
    assert refused.value.code in {StorageError.Code.FILE_MISSING, StorageError.Code.CANNOT_READ}


class Failing(io.BytesIO):
    """A file on a stick that is pulled out."""

    name = "/media/stick/a.p7m"

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 500:
            raise OSError(5, "I/O error")
        return super().read(size)


def test_a_stick_pulled_out_is_said_with_the_file(tmp_path: Path, scratch: Path) -> None:
    for path in (sealed_and_encrypted(tmp_path), tmp_path / "a.asice"):
        with pytest.raises(StorageError) as refused:
            verify_sealed(Failing(path.read_bytes()), trust(), KEYS, now=NOW, scratch=scratch)
        assert refused.value.code is StorageError.Code.CANNOT_READ
        assert refused.value.data == {"path": "/media/stick/a.p7m"}
