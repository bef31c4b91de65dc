"""Tokens of an office: remembered by machine, registered once, signing what an office sends."""

from __future__ import annotations

import platform
import subprocess
from pathlib import Path
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.errors import SigningFailed, StorageError
from desktop.sealing.certificates import describe
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.token_doctor import StepState, TokenStep, write_report
from desktop.services.tokens import TokenPlace, TokenSigner, TriesLeft
from desktop.services.unsealing import unseal_package
from tests.other_tools import need
from tests.sealing.packages import NOW, certificate_for
from tests.sealing.soft_token import PIN, SoftToken, ec_key, signing_token, soft, token
from tests.services.commune_dossier import Commune

__all__ = ["soft", "token"]

Code = SigningFailed.Code


@pytest.fixture
def certificate(token: SoftToken) -> x509.Certificate:
    """A signing certificate on the token, not registered anywhere."""
    return signing_token(token)


def chosen(token: SoftToken, pin: str = PIN) -> TokenSigner:
    return TokenSigner(token.module, pin)


def test_nothing_is_remembered_of_a_machine_that_had_no_token(office: Desk) -> None:
    assert office.tokens.remembered() is None


def test_what_signed_last_is_remembered_for_this_machine_alone(
    office: Desk,
    token: SoftToken,
    certificate: x509.Certificate,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office.tokens.register(token.module, tmp_path / "x.gscert", "Ký số")
    assert office.tokens.remembered() == TokenPlace(token.module, "Ký số")
    with office.tokens.signer(chosen(token)):
        pass
    assert office.tokens.remembered() == TokenPlace(token.module)
    assert office.tokens.known_modules()[0] == token.module
    monkeypatch.setattr(platform, "node", lambda: "may-khac")
    assert office.tokens.remembered() is None


def test_remembering_the_same_again_writes_nothing(office: Desk, tmp_path: Path) -> None:
    place = TokenPlace(tmp_path / "driver.so", "Ký số")
    office.tokens.remember(place)
    office.tokens.remember(place)
    office.tokens.remember(TokenPlace(tmp_path / "khac.so"))
    assert office.tokens.remembered() == TokenPlace(tmp_path / "khac.so")
    assert office.store.broken_event() is None


def test_a_token_is_listed_with_what_its_certificates_say(
    office: Desk, token: SoftToken, certificate: x509.Certificate
) -> None:
    (row,) = office.tokens.list_rows(token.module)
    assert (row.label, row.tries) == ("Ký số", TriesLeft.FULL)
    (found,) = row.certificates
    assert found.short_code == describe(certificate).short_code
    assert found.for_signing
    assert not found.bound


def test_a_certificate_not_registered_signs_nothing(
    office: Desk, token: SoftToken, certificate: x509.Certificate
) -> None:
    with pytest.raises(SigningFailed) as refused, office.tokens.signer(chosen(token)):
        pass
    assert refused.value.code is Code.NOT_BOUND
    assert office.tokens.remembered() is None


def test_a_registered_token_signs_a_dossier_the_receiver_takes_in(
    office: Desk,
    district: Desk,
    token: SoftToken,
    certificate: x509.Certificate,
    tmp_path: Path,
) -> None:
    need("unzip", "openssl")
    card, above = tmp_path / "chu-tich.gscert", tmp_path / "huyen.gscert"
    district.keys.export_certificate(above)
    office.trust.pin(None, above)
    office.tokens.register(token.module, card)
    district.trust.pin(None, card)
    with office.tokens.signer(chosen(token)) as signer:
        sent = office.outbox.export(_ready(office, tmp_path), tmp_path, signer)
    assert office.outbox.list_rows()[0].signer == describe(certificate).subject
    assert district.inbox.receive(sent.path).result is ReceiveResult.NEW

    plain = tmp_path / "trong.asice"
    unseal_package(district.store, district.trust, district.keys, sent.path, plain)
    (tmp_path / "ca.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    command = (
        "unzip -q trong.asice META-INF/* -d ra && openssl cms -verify -cades -binary -inform DER "
        "-in ra/META-INF/signature001.p7s -content ra/META-INF/ASiCManifest001.xml "
        f"-CAfile ca.pem -partial_chain -attime {int(NOW.timestamp())} -out /dev/null"
    )
    done = subprocess.run(["sh", "-ec", command], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def _ready(office: Desk, folder: Path) -> UUID:
    dossier = Commune(office).complete_dossier(folder)
    assert office.dossiers.mark_ready(dossier, "Đã rà soát").ready
    return dossier


def test_a_certificate_taken_out_of_the_register_signs_no_more(
    office: Desk, token: SoftToken, certificate: x509.Certificate, tmp_path: Path
) -> None:
    office.tokens.register(token.module, tmp_path / "x.gscert")
    (row,) = [
        r for r in office.trust.list_rows() if r.short_code == describe(certificate).short_code
    ]
    office.trust.unpin(row.id, "Mất thiết bị")
    with pytest.raises(SigningFailed) as refused, office.tokens.signer(chosen(token)):
        pass
    assert refused.value.code is Code.NOT_BOUND


def test_a_file_that_cannot_be_written_registers_nothing(
    office: Desk, token: SoftToken, certificate: x509.Certificate, tmp_path: Path
) -> None:
    with pytest.raises(StorageError):
        office.tokens.register(token.module, tmp_path / "khong-co" / "x.gscert")
    assert office.tokens.bound() == frozenset()


def test_an_empty_token_has_nothing_to_register(
    office: Desk, token: SoftToken, tmp_path: Path
) -> None:
    with pytest.raises(SigningFailed) as refused:
        office.tokens.register(token.module, tmp_path / "x.gscert")
    assert refused.value.code is Code.NO_CERTIFICATE


def test_of_two_certificates_one_is_registered_by_its_fingerprint(
    office: Desk, token: SoftToken, certificate: x509.Certificate, tmp_path: Path
) -> None:
    other = certificate_for(ec_key(), name="Người khác")
    token.put(certificate=other, key_id=b"\x02")
    with pytest.raises(SigningFailed) as refused:
        office.tokens.register(token.module, tmp_path / "x.gscert")
    assert refused.value.code is Code.SEVERAL_CERTIFICATES
    fingerprint = describe(other).fingerprint
    made = office.tokens.register(token.module, tmp_path / "x.gscert", fingerprint=fingerprint)
    assert made.subject == "Người khác"
    assert office.tokens.bound() == {fingerprint}


def test_the_doctor_looks_whether_a_certificate_is_registered(
    office: Desk, token: SoftToken, certificate: x509.Certificate, tmp_path: Path
) -> None:
    def bound_state() -> StepState:
        report = office.token_doctor.examine(token.module, PIN)
        return next(c.state for c in report.checks if c.step is TokenStep.BOUND)

    office.store.clock = lambda: certificate.not_valid_before_utc
    assert bound_state() is StepState.FAILED
    office.tokens.register(token.module, tmp_path / "x.gscert")
    assert bound_state() is StepState.OK


def test_a_report_is_written_whole(tmp_path: Path) -> None:
    write_report(tmp_path / "bao-cao.txt", "Thiết bị ký số")
    assert (tmp_path / "bao-cao.txt").read_text("utf-8") == "Thiết bị ký số"


def test_a_pin_is_in_no_text_of_what_carries_it(token: SoftToken) -> None:
    assert PIN not in repr(chosen(token))
