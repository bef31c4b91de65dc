"""What a key is for: an office has three, and none does the work of another.

Signing keys sign packages, encryption keys open what was sent to the office, transport keys are
shown to a server. A certificate says so in its key usage (RFC 5280 4.2.1.3), which ``openssl`` and
every server read too.
"""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from desktop.sealing.certificates import strong_key
from desktop.vietnamese.labels import Labelled

SMALLEST_ENCRYPTION_KEY = 3072
"""Bits of an RSA key that opens what was encrypted: such a file may be stolen now, read later."""


class KeyPurpose(Labelled):
    """mục đích của khóa."""

    SIGN = "sign", "Ký số"
    ENCRYPT = "encrypt", "Mã hóa"
    TRANSPORT = "transport", "Kết nối đường truyền"


_USES: dict[KeyPurpose, frozenset[str]] = {
    KeyPurpose.SIGN: frozenset({"digital_signature", "content_commitment"}),
    KeyPurpose.ENCRYPT: frozenset({"key_encipherment"}),
    KeyPurpose.TRANSPORT: frozenset({"digital_signature"}),
}


def usage_of(purpose: KeyPurpose) -> x509.KeyUsage:
    """Return the key usage a certificate for the purpose carries."""
    return key_usage(_USES[purpose])


def key_usage(uses: frozenset[str]) -> x509.KeyUsage:
    """Return a key usage with these uses, named as ``x509.KeyUsage`` names them, and no other."""
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in uses for name in names})


def extended_usage_of(purpose: KeyPurpose) -> x509.ExtendedKeyUsage | None:
    """Return the extended key usage of the purpose; only a server asks for one."""
    is_shown = purpose is KeyPurpose.TRANSPORT
    return x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]) if is_shown else None


def is_fit(key: object, purpose: KeyPurpose) -> bool:
    """Say whether a public key is of a kind and strength this office accepts for the purpose."""
    strong = strong_key(key)
    if purpose is KeyPurpose.ENCRYPT:
        return isinstance(strong, rsa.RSAPublicKey) and strong.key_size >= SMALLEST_ENCRYPTION_KEY
    if purpose is KeyPurpose.TRANSPORT:
        return isinstance(strong, ec.EllipticCurvePublicKey)
    return strong is not None
