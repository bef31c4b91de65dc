from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from desktop.errors import TrustRefused
from desktop.sealing.certificates import CertificateInfo, describe, to_pem
from desktop.sealing.issuers import TrustedAuthority, Vouching, ask_issuers, read_authority
from desktop.sealing.purposes import key_usage
from desktop.sealing.revocation import RevocationReason, Revoked, read_revocation_list
from desktop.sealing.signature_report import SignatureReason
from tests.sealing.packages import NOW, certificate_for, ec_signer
from tests.sealing.trust_papers import DAY, ec_key, issued, known_root, other_root, root

Reason = SignatureReason
Code = TrustRefused.Code
ISSUING = frozenset({"key_cert_sign", "crl_sign"})


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def made(
    key: Any, subject: str, issuer: str, issuer_key: Any, *, ca: bool = True, **changes: Any
) -> x509.Certificate:
    """Return a certificate of some foreign authority."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(changes.get("serial", x509.random_serial_number()))
        .not_valid_before(NOW - 30 * DAY)
        .not_valid_after(changes.get("until", NOW + 300 * DAY))
    )
    for extension in changes.get(
        "extensions",
        (
            x509.BasicConstraints(ca=ca, path_length=None),
            key_usage(ISSUING if ca else frozenset({"digital_signature"})),
        ),
    ):
        builder = builder.add_extension(extension, critical=True)
    return builder.sign(issuer_key, hashes.SHA256())


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def listed(certificate: x509.Certificate, key: Any, *serials: int, **when: datetime) -> bytes:
    start = when.get("start", NOW)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(certificate.subject)
        .last_update(start)
        .next_update(start + 30 * DAY)
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for serial in serials:
        entry = x509.RevokedCertificateBuilder().serial_number(serial)
        builder = builder.add_revoked_certificate(entry.revocation_date(start).build())
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


class Government:
    """A foreign authority of two storeys and a token of its own issue."""

    def __init__(self, until: datetime = NOW + 300 * DAY) -> None:
        self.root_key, self.sub_key = ec_key(), rsa.generate_private_key(65537, 2048)
        self.root = made(self.root_key, "Gốc", "Gốc", self.root_key, until=until)
        self.sub = made(self.sub_key, "Trung gian", "Gốc", self.root_key, serial=77)
        self.token = made(ec_key(), "Bà Ơn", "Trung gian", self.sub_key, ca=False, serial=99)

    def known(self, crl: bytes | None = None, root_crl: bytes | None = None) -> Any:
        return [
            TrustedAuthority.read(der(self.root), root_crl, requires_crl=False),
            TrustedAuthority.read(der(self.sub), crl, requires_crl=False),
        ]


def ask(certificate: CertificateInfo, *known: TrustedAuthority, at: datetime = NOW) -> Vouching:
    return ask_issuers(certificate.der, known, at)


def test_its_own_authority_vouches_for_what_it_issued() -> None:
    known = known_root()
    assert ask(issued(ec_key()), known) == Vouching(authorities=(known,))


def test_nobody_vouches_where_the_issuer_is_not_known() -> None:
    assert ask(ec_signer().info, known_root()) == Vouching()
    assert ask(issued(ec_key())) == Vouching()
    assert ask(issued(ec_key()), known_root(authority=other_root())) == Vouching()


def test_a_forgery_in_the_authoritys_name_breaks_the_chain() -> None:
    real = x509.load_der_x509_certificate(root().info.der)
    forger = ec_key()
    forged = (
        x509.CertificateBuilder()
        .subject_name(name("Nguyễn Thị Ánh"))
        .issuer_name(real.subject)
        .public_key(ec_key().public_key())
        .serial_number(1)
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
        .sign(forger, hashes.SHA256())
    )
    assert ask(describe(forged), known_root()) == Vouching(reasons=(Reason.CHAIN_BROKEN,))


def test_two_authorities_of_one_name_are_told_apart_by_their_keys() -> None:
    government, impostor = Government(), Government()
    known = [*impostor.known(), *government.known()]
    vouching = ask_issuers(der(government.token), known, NOW)
    assert Reason.CHAIN_BROKEN not in vouching.reasons
    assert [one.certificate.subject for one in vouching.authorities] == ["Trung gian", "Gốc"]


@pytest.mark.parametrize(
    ("revoked", "at", "reasons"),
    [
        ((RevocationReason.SUPERSEDED, None), NOW + DAY, (Reason.REVOKED,)),
        ((RevocationReason.SUPERSEDED, None), NOW - DAY, ()),
        ((RevocationReason.KEY_COMPROMISE, None), NOW - DAY, (Reason.KEY_COMPROMISED,)),
        ((RevocationReason.KEY_COMPROMISE, NOW), NOW - DAY, ()),
        (None, NOW, ()),
        (None, NOW + 31 * DAY, (Reason.CRL_STALE,)),
        ((RevocationReason.SUPERSEDED, None), NOW + 31 * DAY, (Reason.REVOKED,)),
    ],
)
def test_its_list_is_asked_at_the_moment_of_receipt(
    revoked: tuple[RevocationReason, datetime | None] | None,
    at: datetime,
    reasons: tuple[SignatureReason, ...],
) -> None:
    certificate = issued(ec_key())
    serial = x509.load_der_x509_certificate(certificate.der).serial_number
    taken_back = [Revoked(serial, NOW, *revoked)] if revoked else []
    vouching = ask(certificate, known_root(*taken_back), at=at)
    assert (vouching.reasons, vouching.remarks) == (reasons, ())


def test_without_a_list_its_own_authority_cannot_vouch() -> None:
    bare = replace(known_root(), crl=None)
    assert ask(issued(ec_key()), bare).reasons == (Reason.CRL_MISSING,)


def test_an_expired_authority_cannot_vouch() -> None:
    late = root().info.valid_to
    known = known_root(now=late)
    vouching = ask(issued(ec_key()), known, at=late + DAY)
    assert vouching.reasons == (Reason.AUTHORITY_EXPIRED,)


def test_a_foreign_chain_is_followed_to_its_root() -> None:
    government = Government()
    known = government.known(
        listed(government.sub, government.sub_key), listed(government.root, government.root_key)
    )
    assert ask_issuers(der(government.token), known, NOW) == Vouching((), (), (known[1], known[0]))
    assert ask_issuers(der(government.token), known[1:], NOW).authorities == (known[1],)


def test_what_a_foreign_authority_leaves_open_is_only_remarked_on() -> None:
    government = Government(until=NOW + 40 * DAY)
    stale = listed(government.sub, government.sub_key)
    at = NOW + 60 * DAY
    vouching = ask_issuers(der(government.token), government.known(stale), at)
    assert vouching.reasons == ()
    assert vouching.remarks == (Reason.CRL_STALE, Reason.AUTHORITY_EXPIRED, Reason.CRL_MISSING)


@pytest.mark.parametrize("storey", ["token", "authority between"])
def test_what_a_foreign_authority_took_back_is_revoked(storey: str) -> None:
    government = Government()
    token, sub = (99, ()) if storey == "token" else (1, (77,))
    known = government.known(
        listed(government.sub, government.sub_key, token),
        listed(government.root, government.root_key, *sub),
    )
    assert ask_issuers(der(government.token), known, NOW + DAY).reasons == (Reason.REVOKED,)


def test_a_foreign_chain_broken_above_is_broken() -> None:
    government, impostor = Government(), Government()
    known = [impostor.known()[0], government.known()[1]]
    vouching = ask_issuers(der(government.token), known, NOW)
    assert vouching == Vouching(reasons=(Reason.CHAIN_BROKEN,))


def test_two_authorities_that_issued_each_other_end_the_walk() -> None:
    one_key, two_key = ec_key(), ec_key()
    one = made(one_key, "Một", "Hai", two_key)
    two = made(two_key, "Hai", "Một", one_key)
    known = [TrustedAuthority.read(der(c), requires_crl=False) for c in (one, two)]
    token = made(ec_key(), "Bà Ơn", "Một", one_key, ca=False)
    assert len(ask_issuers(der(token), known, NOW).authorities) == 2


def test_an_authority_is_read_as_pem_and_as_der() -> None:
    assert read_authority(to_pem(root().info)) == read_authority(root().info.der) == root().info


def test_its_list_must_be_its_own() -> None:
    data = other_root().crl([], 1, NOW)
    with pytest.raises(TrustRefused) as refused:
        TrustedAuthority.read(root().info.der, data)
    assert refused.value.code is Code.CRL_BAD
    assert TrustedAuthority.read(other_root().info.der, data).crl is not None


def test_a_newer_list_takes_the_place_of_an_older_one_and_not_the_reverse() -> None:
    def numbered(number: int) -> Any:
        return read_revocation_list(root().crl([], number, NOW), root().info.der)

    known = TrustedAuthority(root().info)
    for number in (4, 4, 9):
        known = known.with_crl(numbered(number))
    assert known.crl is not None
    assert known.crl.number == 9
    with pytest.raises(TrustRefused) as refused:
        known.with_crl(numbered(8))
    assert (refused.value.code, refused.value.data) == (Code.CRL_OLDER, {"held": 9, "offered": 8})


def _no_authority() -> dict[str, bytes]:
    key, weak = ec_key(), ec.generate_private_key(ec.SECP224R1())
    basic = x509.BasicConstraints(ca=True, path_length=None)
    return {
        "nothing": b"",
        "not a certificate": b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "a holder": issued(ec_key()).der,
        "without extensions": der(certificate_for(key, usage=None)),
        "without use": der(made(key, "A", "A", key, extensions=(basic,))),
        "may not issue": der(
            made(key, "A", "A", key, extensions=(basic, key_usage(frozenset({"crl_sign"}))))
        ),
        "weak": der(made(weak, "A", "B", key)),
        "a root another signed": der(made(key, "A", "A", ec_key())),
    }


@pytest.mark.parametrize("what", _no_authority())
def test_what_may_not_issue_is_no_authority(what: str) -> None:
    with pytest.raises(TrustRefused) as refused:
        read_authority(_no_authority()[what])
    assert refused.value.code is Code.AUTHORITY_BAD
