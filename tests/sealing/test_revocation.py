from __future__ import annotations

import subprocess
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.errors import TrustRefused
from desktop.sealing.revocation import (
    RevocationList,
    RevocationReason,
    RevocationStatus,
    Revoked,
    read_revocation_list,
)
from tests.other_tools import need
from tests.sealing.packages import NOW, SIGNING, certificate_for
from tests.sealing.trust_papers import DAY, ec_key, known_root, other_root, root

Status = RevocationStatus
Reason = RevocationReason
SERIAL = 0x1234


def read(data: bytes, authority: bytes | None = None) -> RevocationList:
    return read_revocation_list(data, authority or root().info.der)


def refused(data: bytes, authority: bytes | None = None) -> TrustRefused.Code:
    with pytest.raises(TrustRefused) as error:
        read(data, authority)
    return error.value.code


def by_hand(key: Any, issuer: x509.Name, **changes: Any) -> bytes:
    """Return a list made by somebody else's program."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer).last_update(NOW)
    builder = builder.next_update(NOW + 30 * DAY)
    for extension, critical in changes.get("extensions", [(x509.CRLNumber(1), False)]):
        builder = builder.add_extension(extension, critical=critical)
    for entry in changes.get("entries", []):
        builder = builder.add_revoked_certificate(entry)
    made = builder.sign(key, hashes.SHA256())
    return made.public_bytes(Encoding.DER)


def foreign() -> tuple[Any, x509.Certificate]:
    key = ec_key()
    return key, certificate_for(key, usage=SIGNING | {"key_cert_sign": True, "crl_sign": True})


def test_a_list_says_number_dates_and_what_was_taken_back() -> None:
    taken_back = [
        Revoked(SERIAL + index, NOW - index * DAY, reason)
        for index, reason in enumerate(RevocationReason)
    ]
    taken_back.append(Revoked(9, NOW, Reason.KEY_COMPROMISE, NOW - 9 * DAY))
    data = root().crl(taken_back, 7, NOW, valid_days=10)
    found = read(data)
    assert found.number == 7
    assert found.this_update < NOW
    assert found.next_update == NOW + 10 * DAY
    assert found.revoked == {one.serial: one for one in taken_back}
    assert found.der == data


def test_a_list_is_read_as_pem_too() -> None:
    data = root().crl([], 1, NOW)
    pem = x509.load_der_x509_crl(data).public_bytes(Encoding.PEM)
    assert read(b"\n" + pem) == read(data)


@pytest.mark.parametrize(
    ("moment", "fresh"), [(NOW - 400 * DAY, True), (NOW + 30 * DAY, True), (NOW + 31 * DAY, False)]
)
def test_a_list_counts_until_its_next_update_and_for_all_that_was_before(
    moment: datetime, fresh: bool
) -> None:
    found = read(root().crl([], 1, NOW))
    assert found.is_fresh_at(moment) is fresh
    assert found.status_of(SERIAL, moment) is (Status.GOOD if fresh else Status.STALE)


LOST = Reason.KEY_COMPROMISE


@pytest.mark.parametrize(
    ("reason", "since", "received", "status"),
    [
        # reason, compromised since (days before the revocation), received (days after it), status
        (Reason.SUPERSEDED, None, -1, Status.GOOD),
        (Reason.SUPERSEDED, None, 0, Status.REVOKED),
        (Reason.SUPERSEDED, None, 40, Status.REVOKED),
        (Reason.AFFILIATION_CHANGED, None, -1, Status.GOOD),
        (Reason.AFFILIATION_CHANGED, None, 1, Status.REVOKED),
        (Reason.CESSATION, None, -1, Status.GOOD),
        (Reason.CESSATION, None, 1, Status.REVOKED),
        (Reason.UNSPECIFIED, None, -1, Status.GOOD),
        (Reason.UNSPECIFIED, None, 1, Status.REVOKED),
        (LOST, None, -700, Status.COMPROMISED_LATER),
        (LOST, None, -1, Status.COMPROMISED_LATER),
        (LOST, None, 0, Status.REVOKED),
        (LOST, 5, -6, Status.GOOD),
        (LOST, 5, -5, Status.COMPROMISED_LATER),
        (LOST, 5, -1, Status.COMPROMISED_LATER),
        (LOST, 5, 1, Status.REVOKED),
    ],
)
def test_what_a_revocation_means_depends_on_reason_and_time_of_receipt(
    reason: RevocationReason, since: int | None, received: int, status: RevocationStatus
) -> None:
    compromised = None if since is None else NOW - since * DAY
    one = Revoked(SERIAL, NOW, reason, compromised)
    assert one.status_at(NOW + received * DAY) is status
    known = known_root(one)
    assert known.status_of(SERIAL, NOW + received * DAY) in {status, Status.STALE}
    if received <= 30:
        assert known.status_of(SERIAL, NOW + received * DAY) is status


def test_what_is_listed_stays_revoked_when_the_list_is_stale() -> None:
    known = known_root(Revoked(SERIAL, NOW, Reason.SUPERSEDED))
    assert known.status_of(SERIAL, NOW + 400 * DAY) is Status.REVOKED
    assert known.status_of(SERIAL + 1, NOW + 400 * DAY) is Status.STALE


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"]
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    assert refused(data) is TrustRefused.Code.CRL_BAD


def test_no_flipped_bit_of_a_list_changes_what_it_says() -> None:
    data = root().crl([Revoked(SERIAL, NOW, LOST, NOW - DAY)], 1, NOW)
    accepted: list[RevocationList] = []
    for position in range(len(data)):
        for bit in range(8):
            bad = bytearray(data)
            bad[position] ^= 1 << bit
            with suppress(TrustRefused):
                accepted.append(replace(read(bytes(bad)), der=b""))
    # How many bits of the signature's last byte count stands outside the signature.
    assert all(one == replace(read(data), der=b"") for one in accepted)
    assert len(accepted) <= 1


def test_a_list_of_another_authority_is_refused() -> None:
    other = other_root().crl([], 1, NOW)
    assert refused(other) is TrustRefused.Code.CRL_BAD
    assert read(other, other_root().info.der).number == 1


def test_a_list_signed_by_another_in_our_authoritys_name_is_refused() -> None:
    name = x509.load_der_x509_certificate(root().info.der).subject
    assert refused(by_hand(ec_key(), name)) is TrustRefused.Code.CRL_BAD


ONE_REASON = x509.IssuingDistributionPoint(
    full_name=None,
    relative_name=None,
    only_contains_user_certs=False,
    only_contains_ca_certs=False,
    only_some_reasons=frozenset({x509.ReasonFlags.key_compromise}),
    indirect_crl=False,
    only_contains_attribute_certs=False,
)


@pytest.mark.parametrize(
    "changes",
    [
        {"extensions": []},
        {"extensions": [(x509.CRLNumber(1), False), (x509.DeltaCRLIndicator(1), True)]},
        {"extensions": [(x509.CRLNumber(1), False), (ONE_REASON, True)]},
    ],
    ids=["without number", "only changes", "only one reason"],
)
def test_a_list_that_cannot_be_relied_on_is_refused(changes: dict[str, Any]) -> None:
    key, certificate = foreign()
    whole = by_hand(key, certificate.subject)
    assert read(whole, certificate.public_bytes(Encoding.DER)).number == 1
    data = by_hand(key, certificate.subject, **changes)
    assert refused(data, certificate.public_bytes(Encoding.DER)) is TrustRefused.Code.CRL_BAD


def test_an_authority_with_a_weak_key_is_not_believed() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    certificate = certificate_for(key)
    data = by_hand(key, certificate.subject)
    assert refused(data, certificate.public_bytes(Encoding.DER)) is TrustRefused.Code.CRL_BAD


def test_reasons_only_other_programs_give_are_understood() -> None:
    flags = x509.ReasonFlags
    expected = {
        flags.ca_compromise: LOST,
        flags.aa_compromise: LOST,
        flags.certificate_hold: Reason.UNSPECIFIED,
        flags.privilege_withdrawn: Reason.UNSPECIFIED,
    }
    entries = [
        x509.RevokedCertificateBuilder()
        .serial_number(number)
        .revocation_date(NOW)
        .add_extension(x509.CRLReason(flag), critical=False)
        .build()
        for number, flag in enumerate(expected, start=1)
    ]
    key, certificate = foreign()
    data = by_hand(key, certificate.subject, entries=entries)
    found = read(data, certificate.public_bytes(Encoding.DER))
    assert [found.revoked[number].reason for number in (1, 2, 3, 4)] == list(expected.values())


def openssl_authority(folder: Path, digest: str = "sha256") -> tuple[bytes, x509.Certificate]:
    """Let openssl's own small authority take its certificate back; give list and authority."""
    (folder / "index.txt").touch()
    (folder / "number").write_text("2A")
    (folder / "ca.cnf").write_text(
        "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=number\n"
        f"default_md={digest}\ndefault_crl_days=30\ncrl_extensions=e\n[e]\n"
        "authorityKeyIdentifier=keyid:always\n"
    )
    ca = "ca -config ca.cnf -keyfile key.pem -cert ca.pem"
    request = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=VG -days 30 "
        "-keyout key.pem -out ca.pem -addext keyUsage=critical,keyCertSign,cRLSign"
    )
    revoke = f"{ca} -revoke ca.pem -crl_compromise 20231101000000Z"
    need("openssl")
    for command in (request, f"{ca} -valid ca.pem", revoke, f"{ca} -gencrl -out crl.pem"):
        words = ["openssl", *command.split()]
        subprocess.run(words, cwd=folder, check=True, capture_output=True)
    authority = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
    return (folder / "crl.pem").read_bytes(), authority


def test_a_list_made_by_openssl_is_read(tmp_path: Path) -> None:
    data, authority = openssl_authority(tmp_path)
    found = read(data, authority.public_bytes(Encoding.DER))
    assert found.number == 0x2A
    one = found.revoked[authority.serial_number]
    assert (one.reason, one.compromised_since) == (LOST, datetime(2023, 11, 1, tzinfo=UTC))


def test_a_list_signed_over_a_broken_digest_is_refused(tmp_path: Path) -> None:
    data, authority = openssl_authority(tmp_path, "sha1")
    assert refused(data, authority.public_bytes(Encoding.DER)) is TrustRefused.Code.CRL_BAD
