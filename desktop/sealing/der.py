"""Writing DER (X.690) where a form is fixed: tag, length, content, and nothing left to choose.

What varies is parsed by asn1crypto; what never varies is written here byte by byte, so that it can
be written again and compared.
"""

# mypy: disable-error-code="no-untyped-call"
# asn1crypto is not typed; what leaves this module is.

from __future__ import annotations

from asn1crypto.core import ObjectIdentifier

INTEGER, OCTETS, NULL, OBJECT, UTF8 = 0x02, 0x04, 0x05, 0x06, 0x0C
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31


def tlv(tag: int, *parts: bytes) -> bytes:
    """Return one value with its tag and length."""
    content = b"".join(parts)
    return head(tag, len(content)) + content


def head(tag: int, length: int) -> bytes:
    """Return tag and length, for a content that follows by itself."""
    if length < 0x80:
        return bytes((tag, length))
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets


def oid(dotted: str) -> bytes:
    """Return an object identifier."""
    return bytes(ObjectIdentifier(dotted).dump())


def set_of(*elements: bytes) -> bytes:
    """Return a SET OF; its elements stand in the order of their bytes (X.690 11.6)."""
    return tlv(SET, *sorted(elements))
