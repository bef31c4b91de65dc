"""A district with its authority and a commune that asked and was granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from desktop.law.terms import Tier
from desktop.sealing.authority import Authority, Holder, make_authority
from desktop.sealing.certificates import CertificateInfo, read_certificate
from desktop.sealing.enrolment import Applicant, RequestKeys, make_request, read_request
from desktop.sealing.grant import CHUNK_SIZE, Granting, write_grant
from desktop.sealing.issuers import TrustedAuthority
from desktop.sealing.keys import Pkcs12Signer, PrivateKey
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import Revoked, read_revocation_list
from desktop.sealing.trust import Pin
from desktop.sealing.trust_bundle import Binding, write_bundle
from tests.sealing.packages import COMMUNE, DISTRICT, NOW

DAY = timedelta(days=1)
PASSPHRASE = "câu dài của khóa gốc"
APPLICANT = Applicant(
    COMMUNE.office_id, COMMUNE.name, Tier.COMMUNE, "Nguyễn Thị Ánh", "Công chức văn hóa"
)
HOLDER = Holder(COMMUNE.office_id, COMMUNE.name, APPLICANT.person, APPLICANT.role)
OFFICE = Holder(DISTRICT.office_id, DISTRICT.name)
TRANSPORT = {
    "way": "webdav",
    "address": "https://guong-sang.example.vn:8443/hop",
    "user": "",
    "server_ca": "",
    "host_key": "",
    "chunk_size": CHUNK_SIZE,
}


def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rsa_key(which: str, size: int = 3072) -> rsa.RSAPrivateKey:
    """Return the RSA key of that name; making one costs a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


@cache
def root_file() -> bytes:
    return make_authority(DISTRICT.name, PASSPHRASE, NOW)


@cache
def root() -> Authority:
    return Authority.from_bytes(root_file(), PASSPHRASE)


@cache
def other_root() -> Authority:
    """Return an authority of the same office name with another key."""
    return Authority.from_bytes(make_authority(DISTRICT.name, PASSPHRASE, NOW), PASSPHRASE)


@cache
def commune_keys() -> RequestKeys:
    return RequestKeys(ec_key(), rsa_key("commune"), ec_key())


@cache
def request_document() -> dict[str, Any]:
    return make_request(APPLICANT, commune_keys(), NOW)


def issued(
    key: PrivateKey,
    purpose: KeyPurpose = KeyPurpose.SIGN,
    holder: Holder = HOLDER,
    authority: Authority | None = None,
    **when: Any,
) -> CertificateInfo:
    now = when.pop("now", NOW)
    data = (authority or root()).issue(key.public_key(), purpose, holder, now, **when)
    return read_certificate(data)


def signer_with(key: PrivateKey, certificate: CertificateInfo) -> Pkcs12Signer:
    return Pkcs12Signer(key, x509.load_der_x509_certificate(certificate.der))


@cache
def certificates() -> dict[KeyPurpose, CertificateInfo]:
    """Return what was issued to the commune."""
    keys = read_request(request_document()).keys
    return {use: read_certificate(root().issue(key, use, HOLDER, NOW)) for use, key in keys.items()}


@cache
def commune_signer() -> Pkcs12Signer:
    key = commune_keys().sign
    assert isinstance(key, PrivateKey)
    return signer_with(key, certificates()[KeyPurpose.SIGN])


def known_root(
    *revoked: Revoked, number: int = 1, now: Any = NOW, authority: Authority | None = None
) -> TrustedAuthority:
    """Return the district's authority as another office knows it, with a fresh list."""
    made = authority or root()
    crl = read_revocation_list(made.crl(revoked, number, now), made.info.der)
    return TrustedAuthority(made.info, crl)


@cache
def district_certificates() -> dict[KeyPurpose, CertificateInfo]:
    return {
        KeyPurpose.SIGN: issued(ec_key(), KeyPurpose.SIGN, OFFICE),
        KeyPurpose.ENCRYPT: issued(rsa_key("district"), KeyPurpose.ENCRYPT, OFFICE),
    }


def binding(
    certificate: CertificateInfo, purpose: KeyPurpose, holder: Holder, **pin: Any
) -> Binding:
    bound = Pin(
        holder.office_id,
        certificate.fingerprint,
        person=holder.person,
        role=holder.role,
        purpose=purpose,
        issuer=root().info.fingerprint,
    )
    return Binding(replace(bound, **pin), holder.office_name, certificate)


def bindings() -> list[Binding]:
    return [
        *(binding(one, use, OFFICE) for use, one in district_certificates().items()),
        *(binding(one, use, HOLDER) for use, one in certificates().items()),
    ]


def bundle_document(
    serial: int = 1, lines: Sequence[Binding] | None = None, **known: Any
) -> dict[str, Any]:
    authority = known_root(**known)
    lines = bindings() if lines is None else lines
    return write_bundle(serial, NOW, DISTRICT.office_id, [authority], lines)


def granting(**changes: Any) -> Granting:
    values = {
        "office_id": DISTRICT.office_id,
        "office_name": DISTRICT.name,
        "tier": Tier.DISTRICT,
        "encryption_certificate": district_certificates()[KeyPurpose.ENCRYPT],
        "signing_certificates": (district_certificates()[KeyPurpose.SIGN],),
        "transport": TRANSPORT,
    }
    return Granting(**(values | changes))


@cache
def grant_document() -> dict[str, Any]:
    request = read_request(request_document())
    return write_grant(request, granting(), certificates(), root().info, bundle_document(), NOW)


def pem(key: PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
