"""The small authority, held against ``openssl`` as the reader that is not ours."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from desktop.errors import SigningFailed, TrustRefused
from desktop.sealing.authority import Authority, Holder, make_authority
from desktop.sealing.certificates import CertificateInfo, read_certificate, to_pem
from desktop.sealing.keys import Pkcs12Signer, make_key
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import RevocationReason, Revoked
from desktop.sealing.seal import Entry, seal
from desktop.sealing.trust import SignatureOutcome, Trust
from desktop.sealing.verification import open_package
from tests.other_tools import need
from tests.sealing.packages import COMMUNE, NOW, header
from tests.sealing.trust_papers import (
    DAY,
    HOLDER,
    OFFICE,
    PASSPHRASE,
    binding,
    certificates,
    commune_signer,
    ec_key,
    issued,
    known_root,
    other_root,
    root,
    root_file,
    rsa_key,
)

Code = TrustRefused.Code
AT = f"-attime {int(NOW.timestamp())}"


def openssl(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    need("openssl")
    words = ["openssl", *command.split()]
    return subprocess.run(words, cwd=folder, check=False, capture_output=True, text=True)


def lay_out(folder: Path, certificate: CertificateInfo, *revoked: Revoked) -> None:
    """Write root, list and certificate where openssl finds them."""
    (folder / "root.pem").write_bytes(to_pem(root().info))
    (folder / "crl.der").write_bytes(root().crl(revoked, 3, NOW))
    openssl(folder, "crl -inform DER -in crl.der -out crl.pem")
    (folder / "cert.pem").write_bytes(to_pem(certificate))


def extension(certificate: CertificateInfo, kind: type[x509.ExtensionType]) -> x509.Extension:  # type: ignore[type-arg]
    loaded = x509.load_der_x509_certificate(certificate.der)
    return loaded.extensions.get_extension_for_class(kind)


def serial(certificate: CertificateInfo) -> int:
    return x509.load_der_x509_certificate(certificate.der).serial_number


def test_the_root_may_issue_to_holders_only_and_lasts_ten_years() -> None:
    info = root().info
    basic = extension(info, x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    usage = extension(info, x509.KeyUsage)
    assert usage.critical
    assert usage.value.key_cert_sign
    assert usage.value.crl_sign
    assert not usage.value.digital_signature
    assert timedelta(days=3650) <= info.valid_to - NOW <= timedelta(days=3653)
    key = x509.load_der_x509_certificate(info.der).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)


def test_two_roots_of_one_office_do_not_bear_one_name() -> None:
    names = [x509.load_der_x509_certificate(one.info.der).subject for one in (root(), other_root())]
    assert names[0] != names[1]


@pytest.mark.parametrize("purpose", KeyPurpose)
def test_openssl_follows_the_chain_and_the_revocation_list(
    purpose: KeyPurpose, tmp_path: Path
) -> None:
    lay_out(tmp_path, certificates()[purpose])
    command = f"verify -x509_strict {AT} -CAfile root.pem -CRLfile crl.pem -crl_check cert.pem"
    done = openssl(tmp_path, command)
    assert (done.returncode, done.stdout) == (0, "cert.pem: OK\n")


def test_openssl_refuses_what_the_list_names(tmp_path: Path) -> None:
    found = certificates()[KeyPurpose.SIGN]
    lay_out(tmp_path, found, Revoked(serial(found), NOW, RevocationReason.SUPERSEDED))
    command = f"verify -x509_strict {AT} -CAfile root.pem -CRLfile crl.pem -crl_check cert.pem"
    done = openssl(tmp_path, command)
    assert done.returncode != 0
    assert "certificate revoked" in done.stderr


def test_openssl_refuses_a_certificate_under_the_other_root(tmp_path: Path) -> None:
    lay_out(tmp_path, issued(ec_key(), authority=other_root()))
    assert openssl(tmp_path, f"verify {AT} -CAfile root.pem cert.pem").returncode != 0


def test_openssl_reads_the_list_with_number_reasons_and_dates(tmp_path: Path) -> None:
    lost = Revoked(0xABC, NOW, RevocationReason.KEY_COMPROMISE, NOW - 3 * DAY)
    plain = Revoked(0xDEF, NOW - DAY, RevocationReason.UNSPECIFIED)
    lay_out(tmp_path, certificates()[KeyPurpose.SIGN], lost, plain)
    text = openssl(tmp_path, "crl -in crl.pem -noout -text -CAfile root.pem").stdout
    for words in (
        "Next Update: Dec  2 08:30:00 2023 GMT",
        "X509v3 CRL Number: \n                3",
        "Serial Number: 0ABC",
        "Key Compromise",
        "Invalidity Date: \n                Oct 30 08:30:00 2023 GMT",
        "Serial Number: 0DEF",
    ):
        assert words in text
    assert text.count("X509v3 CRL Reason Code") == 1
    assert "verify OK" in openssl(tmp_path, "crl -in crl.pem -noout -CAfile root.pem").stderr


@pytest.mark.parametrize(
    ("purpose", "is_usable"),
    [(KeyPurpose.SIGN, False), (KeyPurpose.ENCRYPT, False), (KeyPurpose.TRANSPORT, True)],
)
def test_only_the_transport_certificate_is_a_tls_clients(
    purpose: KeyPurpose, is_usable: bool, tmp_path: Path
) -> None:
    lay_out(tmp_path, certificates()[purpose])
    extended = openssl(tmp_path, "x509 -in cert.pem -noout -ext extendedKeyUsage").stdout
    assert ("TLS Web Client Authentication" in extended) is is_usable
    command = f"verify {AT} -purpose sslclient -CAfile root.pem cert.pem"
    if is_usable:
        assert openssl(tmp_path, command).returncode == 0


def test_a_package_signed_with_an_issued_key_is_good_to_us_and_to_openssl(tmp_path: Path) -> None:
    package = tmp_path / "goi.asice"
    content = Entry.from_bytes("data/recall.json", b'{"format":"1.0"}')
    seal(package, header(), [content], commune_signer(), at=NOW)
    pin = binding(certificates()[KeyPurpose.SIGN], KeyPurpose.SIGN, HOLDER).pin
    with open_package(package, Trust((pin,), (known_root(),)), now=NOW) as opened:
        assert opened.report.signature.outcome is SignatureOutcome.VALID
    need("unzip", "openssl")
    subprocess.run(["unzip", "-q", "goi.asice"], cwd=tmp_path, check=True)
    lay_out(tmp_path, certificates()[KeyPurpose.SIGN])
    command = (
        "cms -verify -cades -binary -inform DER -in META-INF/signature001.p7s "
        f"-content META-INF/ASiCManifest001.xml -CAfile root.pem {AT} -out content"
    )
    done = openssl(tmp_path, command)
    assert done.returncode == 0, done.stderr
    (tmp_path / "META-INF/ASiCManifest001.xml").write_bytes(b"<other/>")
    assert openssl(tmp_path, command).returncode != 0


def test_a_certificate_names_person_office_and_post_and_nothing_else_of_them() -> None:
    loaded = x509.load_der_x509_certificate(certificates()[KeyPurpose.SIGN].der)
    assert loaded.subject.rfc4514_string() == (
        "2.5.4.12=Công chức văn hóa,O=UBND xã Đồng Tâm,CN=Nguyễn Thị Ánh"
    )
    names = extension(certificates()[KeyPurpose.SIGN], x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.UniformResourceIdentifier) == [
        f"urn:uuid:{COMMUNE.office_id}"
    ]


def test_the_offices_own_certificate_bears_its_name() -> None:
    found = issued(ec_key(), holder=OFFICE)
    assert (found.subject, found.organization) == (OFFICE.office_name, OFFICE.office_name)


def test_long_names_and_posts_are_shortened_to_what_certificates_allow() -> None:
    long = Holder(COMMUNE.office_id, COMMUNE.name, "Nguyễn " * 20, "Phó Trưởng phòng " * 9)
    loaded = x509.load_der_x509_certificate(issued(ec_key(), holder=long).der)
    assert all(len(str(part.value).encode()) <= 64 for part in loaded.subject)


def test_it_lasts_two_years_from_the_day_before() -> None:
    found = issued(ec_key())
    assert found.valid_from == NOW - DAY
    assert timedelta(days=730) <= found.valid_to - NOW <= timedelta(days=732)


def test_it_never_outlasts_the_root() -> None:
    late = root().info.valid_to - 10 * DAY
    assert issued(ec_key(), now=late).valid_to == root().info.valid_to


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_root_out_of_its_dates_issues_nothing(when: str) -> None:
    moment = root().info.valid_to + DAY if when == "after" else NOW - 2 * DAY
    with pytest.raises(TrustRefused) as refused:
        issued(ec_key(), now=moment)
    assert refused.value.code is Code.AUTHORITY_EXPIRED


@pytest.mark.parametrize(
    ("key", "purpose"),
    [
        (ec_key(), KeyPurpose.ENCRYPT),
        (rsa_key("short", 2048), KeyPurpose.ENCRYPT),
        (rsa_key("commune"), KeyPurpose.TRANSPORT),
        (ec.generate_private_key(ec.SECP224R1()), KeyPurpose.SIGN),
    ],
)
def test_a_key_that_does_not_fit_its_purpose_gets_no_certificate(
    key: ec.EllipticCurvePrivateKey, purpose: KeyPurpose
) -> None:
    with pytest.raises(TrustRefused) as refused:
        issued(key, purpose)
    assert (refused.value.code, refused.value.data) == (
        Code.REQUEST_KEY_UNFIT,
        {"key": purpose.label},
    )


def test_serial_numbers_are_long_and_never_the_same() -> None:
    serials = {serial(issued(ec_key())) for _ in range(8)}
    assert len(serials) == 8
    assert all(one.bit_length() > 120 for one in serials)


def test_two_sticks_hold_the_same_root_each_under_its_own_passphrase() -> None:
    for passphrase in ("câu của két thứ nhất", "câu của két thứ hai"):
        stick = root().export(passphrase)
        again = Authority.restore(stick, passphrase, root().info)
        assert again.info == root().info
        with pytest.raises(SigningFailed) as refused:
            Authority.from_bytes(stick, PASSPHRASE)
        assert refused.value.code is SigningFailed.Code.WRONG_PASSPHRASE
    found = issued(ec_key(), authority=again)
    assert known_root().status_of(serial(found), NOW).value == "good"


def test_openssl_opens_a_stick_and_finds_strong_encryption(tmp_path: Path) -> None:
    (tmp_path / "root.p12").write_bytes(root_file())
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")
    done = openssl(tmp_path, "pkcs12 -in root.p12 -passin file:passphrase -info -noout")
    assert "AES-256-CBC, Iteration 600000" in done.stderr
    assert "MAC: sha256, Iteration 600000" in done.stderr


def test_the_stick_of_another_authority_is_told_by_both_codes() -> None:
    with pytest.raises(TrustRefused) as refused:
        Authority.restore(root_file(), PASSPHRASE, other_root().info)
    assert refused.value.code is Code.AUTHORITY_OTHER
    assert refused.value.data == {
        "found": root().info.short_code,
        "expected": other_root().info.short_code,
    }


def test_a_key_that_may_not_issue_is_no_authority() -> None:
    signing = make_key("A", "B", PASSPHRASE, NOW)
    with pytest.raises(TrustRefused) as refused:
        Authority.from_bytes(signing, PASSPHRASE)
    assert refused.value.code is Code.AUTHORITY_BAD


def test_a_root_key_does_not_sign_packages() -> None:
    with pytest.raises(SigningFailed) as refused:
        Pkcs12Signer.from_bytes(root_file(), PASSPHRASE)
    assert refused.value.code is SigningFailed.Code.KEY_NOT_FOR_SIGNING


def test_a_short_passphrase_is_refused_before_any_key_is_made() -> None:
    for make in (lambda: make_authority("A", "1234567", NOW), lambda: root().export("1234567")):
        with pytest.raises(SigningFailed) as refused:
            make()
        assert refused.value.code is SigningFailed.Code.PASSPHRASE_TOO_SHORT


def test_the_root_in_its_file_is_the_one_it_says() -> None:
    key, certificate, _ = pkcs12.load_key_and_certificates(root_file(), PASSPHRASE.encode())
    assert key is not None
    assert certificate is not None
    assert read_certificate(root().info.der) == root().info
    assert certificate.public_key() == key.public_key()
