"""The one DER form an encrypted package has: what stands before and after the encrypted content.

It is a CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084): the outer label as information
about the originator, recipients by key identifier, RSAES-OAEP with SHA-256 (RFC 4055), definite
lengths throughout. ``Envelope`` gives the only bytes that may stand around a content;
``read_envelope`` takes the varying values out of a file, builds the rest again and refuses any
other byte.

CMS leaves originator and recipients outside the tag. Here they are not: the nonce is taken from the
digest of everything before the content, so whoever changes a bit there has to change the nonce, and
then the tag fails. A nonce must be new for each use of a key, and each key here encrypts one file.

The label is an OtherCertificateFormat (RFC 5652 10.2.2) rather than an unauthenticated attribute,
since OpenSSL 3.0 looks for those under another tag than RFC 5083 gives them and reads no such file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from desktop.errors import PackageRefused
from desktop.sealing.der import (
    INTEGER,
    NULL,
    OBJECT,
    OCTETS,
    SEQUENCE,
    SET,
    UTF8,
    Reader,
    head,
    oid,
    set_of,
    tlv,
)
from desktop.sealing.directory import read_at
from desktop.sealing.limits import LIMITS, Limits

TAG_SIZE = 16
TRAILER_SIZE = 2 + TAG_SIZE
"""Bytes after the encrypted content: the tag and its frame."""
_NONCE_SIZE = 12
_IMPLICIT_0 = 0x80
_CONTEXT_0, _CONTEXT_1, _CONTEXT_3 = 0xA0, 0xA1, 0xA3

_Code = PackageRefused.Code


_AUTH_ENVELOPED_DATA = oid("1.2.840.113549.1.9.16.1.23")
_DATA = oid("1.2.840.113549.1.7.1")
_AES_256_GCM = oid("2.16.840.1.101.3.4.1.46")
# A UUID made for this program (ITU-T X.667): «nhãn ngoài của gói».
_OUTER_LABEL = oid("2.25.301051928115317343953927490996535376923")
_SHA256 = tlv(SEQUENCE, oid("2.16.840.1.101.3.4.2.1"), tlv(NULL))
_MGF1_SHA256 = tlv(SEQUENCE, oid("1.2.840.113549.1.1.8"), _SHA256)
_OAEP_SHA256 = tlv(
    SEQUENCE,
    oid("1.2.840.113549.1.1.7"),
    tlv(SEQUENCE, tlv(_CONTEXT_0, _SHA256), tlv(_CONTEXT_1, _MGF1_SHA256)),
)
_VERSION_0, _VERSION_2 = tlv(INTEGER, b"\x00"), tlv(INTEGER, b"\x02")
_ICV_SIZE = tlv(INTEGER, bytes((TAG_SIZE,)))


@dataclass(frozen=True, slots=True)
class Recipient:
    """One key the content key is wrapped for: its identifier, and what only it can unwrap."""

    key_id: bytes
    wrapped: bytes

    def der(self) -> bytes:
        """Return the KeyTransRecipientInfo (RFC 5652 6.2.1)."""
        key_id = tlv(_IMPLICIT_0, self.key_id)
        return tlv(SEQUENCE, _VERSION_2, key_id, _OAEP_SHA256, tlv(OCTETS, self.wrapped))


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around an encrypted content.

    Attributes:
        recipients: who can open it, in any order.
        label: the outer label, UTF-8.
        size: bytes of content; the encrypted content has as many.
    """

    recipients: tuple[Recipient, ...]
    label: bytes
    size: int

    @property
    def nonce(self) -> bytes:
        """The nonce of the content: the digest of all that stands before it, cut to 12 bytes."""
        return hashlib.sha256(self._header(bytes(_NONCE_SIZE))).digest()[:_NONCE_SIZE]

    def header(self) -> bytes:
        """Return the bytes before the encrypted content."""
        return self._header(self.nonce)

    def _header(self, nonce: bytes) -> bytes:
        """Nest from the inside out; each level's length counts the content and the tag too."""
        algorithm = tlv(SEQUENCE, _AES_256_GCM, tlv(SEQUENCE, tlv(OCTETS, nonce), _ICV_SIZE))
        content = _DATA + algorithm + head(_IMPLICIT_0, self.size)
        content = head(SEQUENCE, len(content) + self.size) + content
        header = _VERSION_0 + self._originator() + self._recipients() + content
        behind = self.size + TRAILER_SIZE
        header = head(SEQUENCE, len(header) + behind) + header
        header = _AUTH_ENVELOPED_DATA + head(_CONTEXT_0, len(header) + behind) + header
        return head(SEQUENCE, len(header) + behind) + header

    def _originator(self) -> bytes:
        label = tlv(_CONTEXT_3, _OUTER_LABEL, tlv(UTF8, self.label))
        return tlv(_CONTEXT_0, tlv(_CONTEXT_0, label))

    def _recipients(self) -> bytes:
        return set_of(*(recipient.der() for recipient in self.recipients))


def trailer(tag: bytes) -> bytes:
    """Return the bytes after the encrypted content, whose tag is given."""
    return tlv(OCTETS, tag)


@dataclass(frozen=True, slots=True)
class FoundEnvelope:
    """An envelope found in a file, every byte of it as it must be.

    Attributes:
        envelope: its values.
        start: where the encrypted content begins.
        tag: GCM's tag over it, not checked yet.
        size: length of the whole file in bytes.
    """

    envelope: Envelope
    start: int
    tag: bytes
    size: int


def is_envelope(file: BinaryIO) -> bool:
    """Say by the first byte whether a file is ASN.1 rather than a zip."""
    return read_at(file, 0, 1) == bytes((SEQUENCE,))


def read_envelope(file: BinaryIO, limits: Limits = LIMITS) -> FoundEnvelope:
    """Read what stands around the content, and nothing of the content.

    Args:
        file: seekable.
        limits: largest sizes accepted.

    Raises:
        PackageRefused: NOT_A_PACKAGE, TRUNCATED, ENVELOPE_BAD, HIDDEN_DATA (bytes after the end) or
            TOO_LARGE.
    """
    size = file.seek(0, 2)
    head = Reader(read_at(file, 0, limits.envelope))
    claimed = _claimed_size(head)
    if claimed > size:
        raise PackageRefused(_Code.TRUNCATED)
    envelope = _checked_header(head, limits)
    tail = read_at(file, head.place + envelope.size, TRAILER_SIZE)
    tag = tail[-TAG_SIZE:]
    if tail != trailer(tag):
        raise PackageRefused(_Code.ENVELOPE_BAD)
    if claimed < size:
        raise PackageRefused(_Code.HIDDEN_DATA)
    return FoundEnvelope(envelope, head.place, tag, size)


def _claimed_size(head: Reader) -> int:
    """Return how long the file says it is, having seen that it is one of these."""
    try:
        length = head.open(SEQUENCE)
        claimed = head.place + length
        head.expect(_AUTH_ENVELOPED_DATA)
    except ValueError as error:
        raise PackageRefused(_Code.NOT_A_PACKAGE) from error
    return claimed


def _checked_header(head: Reader, limits: Limits) -> Envelope:
    try:
        envelope = _take_envelope(head)
    except ValueError as error:
        raise PackageRefused(_Code.ENVELOPE_BAD) from error
    key_ids = {recipient.key_id for recipient in envelope.recipients}
    is_for_some = 0 < len(key_ids) == len(envelope.recipients) <= limits.recipients
    if not is_for_some or head.passed != envelope.header():
        raise PackageRefused(_Code.ENVELOPE_BAD)
    if envelope.size > limits.package:
        raise PackageRefused(_Code.TOO_LARGE, size=envelope.size, limit=limits.package)
    return envelope


def _take_envelope(head: Reader) -> Envelope:
    """Take out what varies; the rest is compared afterwards, not looked at."""
    for tag in (_CONTEXT_0, SEQUENCE):
        head.open(tag)
    head.take(INTEGER)
    for tag in (_CONTEXT_0, _CONTEXT_0, _CONTEXT_3):
        head.open(tag)
    head.take(OBJECT)
    label = head.take(UTF8)
    length = head.open(SET)
    end = head.place + length
    recipients: list[Recipient] = []
    while head.place < end:
        recipients.append(_take_recipient(head))
    head.open(SEQUENCE)
    head.take(OBJECT)
    head.take(SEQUENCE)
    return Envelope(tuple(recipients), label, head.open(_IMPLICIT_0))


def _take_recipient(head: Reader) -> Recipient:
    head.open(SEQUENCE)
    head.take(INTEGER)
    key_id = head.take(_IMPLICIT_0)
    head.take(SEQUENCE)
    return Recipient(key_id, head.take(OCTETS))
