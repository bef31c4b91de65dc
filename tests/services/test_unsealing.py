"""What stands inside an encrypted package is given out whole and vouched for, or not at all."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.errors import Cancelled, PackageRefused, StorageError
from desktop.sealing.encryption import encrypt
from desktop.sealing.header import PackageKind
from desktop.sealing.outer_label import OuterLabel
from desktop.sealing.trust import SignatureOutcome
from desktop.services.desk import Desk
from desktop.services.unsealing import UnsealReport, unseal_package
from tests.services.two_offices import TwoOffices, cleared, contents, party, sealed

Code = PackageRefused.Code


def unseal(
    desk: Desk, package: Path, target: Path, report: Callable[..., None] | None = None
) -> UnsealReport:
    return unseal_package(desk.store, desk.trust, desk.keys, package, target, report)


def enveloped(two: TwoOffices, clear: bytes, label: OuterLabel) -> Path:
    """Encrypt any bytes to the district, with any label outside."""
    out, recipient = io.BytesIO(), two.district.keys.encryption_certificate()
    encrypt(io.BytesIO(clear), len(clear), out, label, [recipient])
    package = two.stick / f"{uuid4()}.asice.p7m"
    package.write_bytes(out.getvalue())
    return package


def label_of(two: TwoOffices) -> OuterLabel:
    return OuterLabel(party(two.commune), party(two.district), PackageKind.SUBMISSION)


def test_both_ends_get_the_same_signed_package(sent: TwoOffices, tmp_path: Path) -> None:
    reports = [
        unseal(desk, sent.package, tmp_path / f"{number}.asice")
        for number, desk in enumerate((sent.commune, sent.district))
    ]
    one, other = (report.path.read_bytes() for report in reports)
    assert one == other
    for report in reports:
        assert (report.sha256, report.size) == (hashlib.sha256(one).hexdigest(), len(one))
        assert (report.sender, report.receiver) == (
            party(sent.commune).name,
            party(sent.district).name,
        )
        assert report.signature.outcome is SignatureOutcome.VALID
    assert sent.district.inbox.receive(reports[0].path).result == "new"
    assert sent.district.inbox.receive(sent.package).result == "already received"


def test_a_signer_nobody_knows_is_told_and_the_package_given_out(
    sent: TwoOffices, tmp_path: Path
) -> None:
    (pin,) = sent.district.trust.list_rows()
    sent.district.trust.unpin(pin.id, "Thử")
    report = unseal(sent.district, sent.package, tmp_path / "x.asice")
    assert report.signature.outcome is SignatureOutcome.UNDECIDED
    assert report.path.exists()


def test_a_label_outside_that_was_not_signed_inside_is_refused(
    sent: TwoOffices, tmp_path: Path
) -> None:
    clear = cleared(sent.package, sent.commune)
    package = enveloped(sent, clear, replace(label_of(sent), kind=PackageKind.REPORT))
    with pytest.raises(PackageRefused) as refused:
        unseal(sent.district, package, tmp_path / "x.asice")
    assert refused.value.code is Code.OUTER_MISMATCH
    assert list(tmp_path.glob("*.asice*")) == []
    assert sent.district.inbox.receive(package).code == Code.OUTER_MISMATCH


def test_a_signer_who_speaks_for_another_office_is_refused(
    sent: TwoOffices, tmp_path: Path
) -> None:
    header, files = contents(sent.package, sent.district)
    forged = replace(header, sender=party(sent.district))
    clear = sealed(sent.stick / "x", sent.commune, forged, files).read_bytes()
    package = enveloped(sent, clear, OuterLabel.of(forged))
    with pytest.raises(PackageRefused) as refused:
        unseal(sent.district, package, tmp_path / "x.asice")
    assert refused.value.code is Code.SIGNER_MISMATCH
    assert list(tmp_path.glob("*.asice*")) == []


def test_what_is_inside_and_no_package_is_refused(sent: TwoOffices, tmp_path: Path) -> None:
    package = enveloped(sent, b"not a package", label_of(sent))
    with pytest.raises(PackageRefused) as refused:
        unseal(sent.district, package, tmp_path / "x.asice")
    assert refused.value.code is Code.NOT_A_PACKAGE


def test_a_file_that_appears_while_it_is_checked_stays(sent: TwoOffices, tmp_path: Path) -> None:
    target = tmp_path / "x.asice"

    def somebody_was_quicker(*_step: object) -> None:
        target.write_bytes(b"somebody's")

    with pytest.raises(StorageError) as refused:
        unseal(sent.district, sent.package, target, somebody_was_quicker)
    assert refused.value.code is StorageError.Code.FILE_EXISTS
    assert target.read_bytes() == b"somebody's"


def test_a_stop_leaves_no_file(sent: TwoOffices, tmp_path: Path) -> None:
    def stop(*_step: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        unseal(sent.district, sent.package, tmp_path / "x.asice", stop)
    assert list(tmp_path.glob("*.asice*")) == []
