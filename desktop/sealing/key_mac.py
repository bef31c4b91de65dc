"""Makes the checksum of a key file as costly to guess against as its encryption.

A PKCS#12 file is guarded twice by one passphrase: its contents by PBKDF2, its checksum by the older
function of RFC 7292, Appendix B. cryptography lets us choose the rounds of the first only and
leaves the second at 2,048, so whoever steals the file would guess there, 300 times faster. The
checksum is therefore made again with more rounds.
"""

# mypy: disable-error-code="no-untyped-call"
# asn1crypto is not typed; what leaves this module is.

from __future__ import annotations

import hashlib
import hmac

_BLOCK = 64  # bytes SHA-256 works on at a time
_PURPOSE_MAC = 3


def with_costly_mac(data: bytes, passphrase: str, rounds: int) -> bytes:
    """Return the PKCS#12 file with its HMAC-SHA256 checksum made in so many rounds.

    Args:
        data: the file, its checksum of any strength.
        passphrase: in the form it is typed in, letters of the Basic Multilingual Plane.
        rounds: as many as the encryption's, or guessing moves here.
    """
    # Only the making of a key needs it, and it weighs three megabytes.
    from asn1crypto import pkcs12

    file = pkcs12.Pfx.load(data)
    mac = file["mac_data"]
    key = _derive(passphrase.encode("utf-16-be") + b"\x00\x00", mac["mac_salt"].native, rounds)
    content: bytes = file["auth_safe"]["content"].native
    mac["iterations"] = rounds
    mac["mac"]["digest"] = hmac.digest(key, content, "sha256")
    return bytes(file.dump(force=True))


def _derive(passphrase: bytes, salt: bytes, rounds: int) -> bytes:
    """Derive a key of one digest's length (RFC 7292 B.2, whose steps 6B and 6C then fall away)."""
    digest = hashlib.sha256(
        bytes([_PURPOSE_MAC]) * _BLOCK + _filled(salt) + _filled(passphrase)
    ).digest()
    for _ in range(rounds - 1):
        digest = hashlib.sha256(digest).digest()
    return digest


def _filled(text: bytes) -> bytes:
    """Repeat to a whole number of blocks."""
    length = -(-len(text) // _BLOCK) * _BLOCK
    return (text * _BLOCK)[:length]
