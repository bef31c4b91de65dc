"""What lies on a token: certificates, the private keys that go with them, and which one signs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cryptography import x509

from desktop.errors import SigningFailed
from desktop.sealing.certificates import (
    CERTIFICATE_ERRORS,
    CertificateInfo,
    describe,
    signing_key_of,
)
from desktop.sealing.token_driver import translated

if TYPE_CHECKING:
    from pkcs11 import Session

_Code = SigningFailed.Code

# In the order in which one is only found out after the other: how far a certificate got.
LADDER = (
    _Code.NO_KEY,
    _Code.KEY_NOT_FOR_SIGNING,
    _Code.KEY_EXPIRED,
    _Code.CERTIFICATE_NOT_YET_VALID,
    _Code.NOT_BOUND,
)


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate on a token, not one of an authority.

    Attributes:
        info: what it says.
        key_id: CKA_ID, the name it shares with its private key.
        for_signing: whether its key is strong enough and meant for signing documents.
    """

    info: CertificateInfo
    key_id: bytes
    for_signing: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which certificate may sign.

    Attributes:
        now: the present, aware.
        bound: fingerprints registered for this office; None where nobody asks.
        fingerprint: the one chosen, hex; "" for the only one that can sign.
    """

    now: datetime
    bound: Collection[str] | None = None
    fingerprint: str = ""

    def obstacles(
        self, certificate: TokenCertificate, key_ids: Collection[bytes] | None
    ) -> list[SigningFailed]:
        """Return everything that keeps a certificate from signing, in the order of ``LADDER``.

        Args:
            certificate: looked at.
            key_ids: CKA_ID of the private keys; None while nobody logged in and they stay hidden.
        """
        info = certificate.info
        found = []
        if key_ids is not None and certificate.key_id not in key_ids:
            found.append(SigningFailed(_Code.NO_KEY))
        if not certificate.for_signing:
            found.append(SigningFailed(_Code.KEY_NOT_FOR_SIGNING))
        if self.now > info.valid_to:
            found.append(SigningFailed(_Code.KEY_EXPIRED, valid_to=info.valid_to))
        if self.now < info.valid_from:
            late = SigningFailed(_Code.CERTIFICATE_NOT_YET_VALID, valid_from=info.valid_from)
            found.append(late)
        if self.bound is not None and info.fingerprint not in self.bound:
            found.append(SigningFailed(_Code.NOT_BOUND, short_code=info.short_code))
        return found


def certificates_in(session: Session) -> list[TokenCertificate]:
    """Return the certificates of persons and offices; those of authorities stay out.

    What cannot be read as a certificate is passed over: tokens hold other makers' data too.

    Raises:
        SigningFailed: as ``token_driver.translated``.
    """
    from pkcs11 import Attribute, ObjectClass

    found = []
    with translated(session.token.slot):
        for thing in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
            read = _read(attribute(thing, Attribute.VALUE), attribute(thing, Attribute.ID))
            if read is not None:
                found.append(read)
    return found


def private_keys_in(session: Session) -> dict[bytes, Any]:
    """Return the private keys a session sees, by CKA_ID; none before the log-in."""
    from pkcs11 import Attribute, ObjectClass

    with translated(session.token.slot):
        things = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
        return {attribute(thing, Attribute.ID) or b"": thing for thing in things}


def chosen(
    found: Sequence[TokenCertificate], wanted: Wanted, key_ids: Collection[bytes] | None
) -> TokenCertificate:
    """Return the one certificate to sign with.

    Raises:
        SigningFailed: NO_CERTIFICATE; SEVERAL_CERTIFICATES; or what stands in the way of the one
            that got furthest: NO_KEY, KEY_NOT_FOR_SIGNING, KEY_EXPIRED, CERTIFICATE_NOT_YET_VALID
            or NOT_BOUND.
    """
    certificate = nearest(found, wanted, key_ids)
    for obstacle in wanted.obstacles(certificate, key_ids):
        raise obstacle
    return certificate


def nearest(
    found: Sequence[TokenCertificate], wanted: Wanted, key_ids: Collection[bytes] | None
) -> TokenCertificate:
    """Return the certificate that comes closest to signing, the first of equals.

    Raises:
        SigningFailed: NO_CERTIFICATE, or SEVERAL_CERTIFICATES when more than one could sign.
    """
    asked = [c for c in found if wanted.fingerprint in {"", c.info.fingerprint}]
    if not asked:
        raise SigningFailed(_Code.NO_CERTIFICATE)
    steps = [_step(wanted.obstacles(c, key_ids)) for c in asked]
    if steps.count(len(LADDER)) > 1:
        raise SigningFailed(_Code.SEVERAL_CERTIFICATES, count=steps.count(len(LADDER)))
    return asked[steps.index(max(steps))]


def attribute(thing: Any, name: Any) -> Any:
    """Return an attribute of an object on the token, None where the token keeps it to itself."""
    from pkcs11 import exceptions as raised

    try:
        return thing[name]
    except (raised.AttributeTypeInvalid, raised.AttributeSensitive, KeyError):
        return None


def _step(obstacles: Sequence[SigningFailed]) -> int:
    """Return how far a certificate got on the ladder; its length when nothing is in the way."""
    return LADDER.index(_Code(obstacles[0].code)) if obstacles else len(LADDER)


def _read(value: bytes | None, key_id: bytes | None) -> TokenCertificate | None:
    try:
        certificate = x509.load_der_x509_certificate(value or b"")
        if _is_of_authority(certificate):
            return None
        for_signing = signing_key_of(certificate) is not None
        return TokenCertificate(describe(certificate), key_id or b"", for_signing)
    except CERTIFICATE_ERRORS:
        return None


def _is_of_authority(certificate: x509.Certificate) -> bool:
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False
