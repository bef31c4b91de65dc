"""Signing with a key that never leaves its token: the same CAdES-B as a key file's, by PKCS#11.

``token_signer`` logs in once and gives a ``Signer`` for as many packages as its block signs. The
PIN goes to the token and nowhere else; only for a key that asks for it at every signature
(CKA_ALWAYS_AUTHENTICATE) it stays in memory until the block ends.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509 import load_der_x509_certificate

from desktop.errors import SigningFailed, TokenUnavailable
from desktop.sealing.cades import HeldSignature, assemble, check_signature, signed_attributes
from desktop.sealing.token_driver import state_of, token_driver, translated
from desktop.sealing.token_keys import (
    TokenCertificate,
    Wanted,
    attribute,
    certificates_in,
    chosen,
    private_keys_in,
)

if TYPE_CHECKING:
    from pkcs11 import Session, Slot, Token

_Code = SigningFailed.Code

# DER of DigestInfo up to the digest itself, for SHA-256 (RFC 8017 9.2, note 1).
_DIGEST_INFO_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")


class Pkcs11Signer:
    """Signs with one key of a token, while the session it comes from is open.

    Args:
        certificate: whose key it is.
        key: the private key's object in a session logged in.
        slot: the reader, asked whether the token is still there when something fails.
        pin: kept only if the key asks for it at every signature.

    Raises:
        SigningFailed: KEY_NOT_FOR_SIGNING; the token keeps this key from signing.
    """

    def __init__(self, certificate: TokenCertificate, key: Any, slot: Slot, pin: str) -> None:
        from pkcs11 import Attribute

        if not attribute(key, Attribute.SIGN):
            raise SigningFailed(_Code.KEY_NOT_FOR_SIGNING)
        self.info = certificate.info
        self.certificate = certificate.info.der
        self._key = key
        self._slot = slot
        public = load_der_x509_certificate(certificate.info.der).public_key()
        self._is_rsa = isinstance(public, rsa.RSAPublicKey)
        self._pin = pin if attribute(key, Attribute.ALWAYS_AUTHENTICATE) else None
        self._process = os.getpid()
        self._one_at_a_time = threading.Lock()

    def sign(self, manifest: bytes, at: datetime) -> bytes:
        """Return the CAdES-B signature over the manifest, DER, claiming the time ``at``.

        Raises:
            SigningFailed: KEY_MISMATCH when the token's signature does not fit the certificate,
                TOKEN_CANNOT_SIGN, TOKEN_REMOVED, TOKEN_CLOSED after the block or in another
                process, DRIVER_FAILED.
        """
        digest = hashlib.sha256(manifest).digest()
        attributes = signed_attributes(self.certificate, digest, at)
        signature = assemble(self.certificate, attributes, self._value(attributes))
        if not isinstance(check_signature(signature, manifest), HeldSignature):
            raise SigningFailed(_Code.KEY_MISMATCH)
        return signature

    def close(self) -> None:
        """Forget the key and the PIN; the log-in itself ends with ``token_signer``."""
        with self._one_at_a_time:
            self._key = self._pin = None

    def _value(self, attributes: bytes) -> bytes:
        from pkcs11.exceptions import MechanismInvalid

        sign = self._rsa_value if self._is_rsa else self._ec_value
        with self._one_at_a_time:
            if self._key is None or self._process != os.getpid():
                raise TokenUnavailable(_Code.TOKEN_CLOSED)
            with translated(self._slot):
                try:
                    return sign(attributes)
                except MechanismInvalid as error:
                    raise SigningFailed(_Code.TOKEN_CANNOT_SIGN) from error

    def _rsa_value(self, attributes: bytes) -> bytes:
        from pkcs11 import Mechanism
        from pkcs11.exceptions import MechanismInvalid

        try:
            return self._signed(attributes, Mechanism.SHA256_RSA_PKCS)
        except MechanismInvalid:
            # Older tokens sign a digest made outside and know nothing of hashing.
            digest = hashlib.sha256(attributes).digest()
            return self._signed(_DIGEST_INFO_SHA256 + digest, Mechanism.RSA_PKCS)

    def _ec_value(self, attributes: bytes) -> bytes:
        from pkcs11 import Mechanism

        value = self._signed(hashlib.sha256(attributes).digest(), Mechanism.ECDSA)
        # PKCS#11 v2.40 mechanisms 2.3.1: r and s side by side, each half of the whole.
        half = len(value) // 2
        r, s = int.from_bytes(value[:half]), int.from_bytes(value[half:])
        return encode_dss_signature(r, s)

    def _signed(self, data: bytes, mechanism: Any) -> bytes:
        more = {} if self._pin is None else {"pin": self._pin}
        return bytes(self._key.sign(data, mechanism=mechanism, **more))


@contextmanager
def token_signer(
    module: Path, pin: str, wanted: Wanted, *, label: str = "", allow_last_try: bool = False
) -> Iterator[Pkcs11Signer]:
    """Log in once and give what signs, for as many packages as the block needs.

    Args:
        module: the driver's file.
        pin: as typed.
        wanted: which certificate may sign.
        label: which of several tokens.
        allow_last_try: whether a PIN may be tried that would lock the token if it were wrong.

    Raises:
        SigningFailed: whatever ``token_driver``, ``log_in`` and ``token_keys.chosen`` refuse.
    """
    with token_driver(module) as driver:
        token = driver.token(label)
        with log_in(token, pin, allow_last_try=allow_last_try) as session:
            keys = private_keys_in(session)
            certificate = chosen(certificates_in(session), wanted, keys)
            signer = Pkcs11Signer(certificate, keys[certificate.key_id], token.slot, pin)
            try:
                yield signer
            finally:
                signer.close()


@contextmanager
def log_in(token: Token, pin: str, *, allow_last_try: bool = False) -> Iterator[Session]:
    """Log into a token for the time of the block, looking first at how many tries are left.

    Raises:
        SigningFailed: PIN_LOCKED, PIN_NOT_SET, PIN_TO_CHANGE or PIN_LAST_TRY before any PIN is
            sent; WRONG_PIN, WRONG_PIN_ONE_LEFT, or PIN_LOCKED by this very try.
    """
    check_tries(token, allow_last_try=allow_last_try)
    if not pin:
        # Some tokens count an empty PIN as a wrong one.
        raise SigningFailed(_Code.WRONG_PIN)
    try:
        with translated(token.slot):
            session = token.open(user_pin=pin)
    except SigningFailed as failure:
        if failure.code is _Code.WRONG_PIN:
            raise _after_wrong_pin(token) from failure
        raise
    try:
        yield session
    finally:
        close_quietly(session)


def check_tries(token: Token, *, allow_last_try: bool = False) -> None:
    """Refuse to send a PIN that cannot help or that could lock the token; asks flags only.

    Raises:
        SigningFailed: PIN_LOCKED, PIN_NOT_SET, PIN_TO_CHANGE, PIN_LAST_TRY.
    """
    state = state_of(token)
    if state.locked:
        raise SigningFailed(_Code.PIN_LOCKED)
    if not state.pin_set:
        raise SigningFailed(_Code.PIN_NOT_SET)
    if state.pin_to_change:
        raise SigningFailed(_Code.PIN_TO_CHANGE)
    if state.last_try and not allow_last_try:
        raise SigningFailed(_Code.PIN_LAST_TRY)


def _after_wrong_pin(token: Token) -> SigningFailed:
    with translated(token.slot):
        state = state_of(token.slot.get_token())
    if state.locked:
        return SigningFailed(_Code.PIN_LOCKED)
    return SigningFailed(_Code.WRONG_PIN_ONE_LEFT if state.last_try else _Code.WRONG_PIN)


def close_quietly(session: Session) -> None:
    """Close a session; one whose token was pulled out is closed already."""
    from pkcs11.exceptions import PKCS11Error

    # A token pulled out has no session left to close.
    with suppress(PKCS11Error):
        session.close()
