"""Encrypting a finished package to its receiver, and opening one: streamed, in flat memory.

The form is a CMS AuthEnvelopedData (``envelope_form``), which ``openssl cms -decrypt`` opens too.
Sign first, then encrypt: what is inside is a whole ``.asice`` with its own signed header.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import GCM

from desktop.errors import PackageRefused
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.decryption_keys import DecryptionKey, EncryptionKey
from desktop.sealing.envelope_form import Envelope, Recipient, read_envelope, trailer
from desktop.sealing.header import PackageHeader
from desktop.sealing.keys import Signer
from desktop.sealing.limits import CHUNK, LIMITS, Limits
from desktop.sealing.measuring import ReportProgress
from desktop.sealing.outer_label import OuterLabel, read_label, write_label
from desktop.sealing.seal import Entry, SealReport, prepare
from desktop.sealing.verification import open_source, reading
from desktop.vietnamese.labels import Labelled

_KEY_SIZE = 32

_Code = PackageRefused.Code


class EncryptionStep(Labelled):
    """bước mã hóa, shown beside the progress bar."""

    ENCRYPT = "encrypt", "Mã hóa gói"
    DECRYPT = "decrypt", "Giải mã gói"


@dataclass(frozen=True, slots=True)
class OuterFile:
    """An encrypted package as seen from outside.

    Attributes:
        label: who sends what to whom; a claim, until it was held against the header inside.
        recipients: identifiers of the keys it is encrypted for, hex, in file order.
        content_size: bytes of the package inside.
        size: bytes of the encrypted file.
    """

    label: OuterLabel
    recipients: tuple[str, ...]
    content_size: int
    size: int


@dataclass(frozen=True, slots=True)
class PassedFile:
    """An encrypted package that went by: its label, SHA-256 of the whole (hex), size in bytes."""

    label: OuterLabel
    sha256: str
    size: int


def encrypt(
    source: BinaryIO,
    size: int,
    target: BinaryIO,
    label: OuterLabel,
    recipients: Sequence[CertificateInfo],
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> PassedFile:
    """Encrypt a package for some certificates, in one pass.

    Args:
        source: the package, read from where it stands.
        size: its length in bytes.
        target: takes the encrypted file from where it stands; need not be seekable.
        label: what to write outside.
        recipients: whose keys open it; a key that comes twice is used once.
        report: told ``(done, total, step)`` in bytes; may raise ``Cancelled``.
        limits: largest sizes; what the reader would refuse is not written.

    Raises:
        SigningFailed: KEY_NOT_FOR_ENCRYPTION or CERTIFICATE_UNREADABLE.
        PackageRefused: TOO_LARGE; TRUNCATED, the source ended early; ENVELOPE_BAD, the label or the
            number of recipients is not one the reader would take.
        OSError: from source or target.
        Cancelled: from ``report``.
    """
    return _encrypt(_chunks(source, size), size, target, label, recipients, report, limits)


def seal_encrypted(
    target: BinaryIO,
    header: PackageHeader,
    entries: Sequence[Entry],
    signer: Signer,
    recipients: Sequence[CertificateInfo],
    *,
    at: datetime,
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> SealReport:
    """Sign a package and write it encrypted, without the plain one lying anywhere in between.

    Args:
        target: takes the encrypted file from where it stands; need not be seekable.
        header: the label on the package, from which the outer one is taken.
        entries: what it carries, in any order.
        signer: who signs.
        recipients: whose keys open it.
        at: the signing time to claim, aware.
        report: told ``(done, total, step)`` in bytes; may raise ``Cancelled``.
        limits: largest sizes; what the reader would refuse is not written.

    Returns:
        what was written: digest and size are those of the encrypted file.

    Raises:
        PackageRefused, AttachmentRefused: as ``seal``; SigningFailed, OSError, Cancelled: as
            ``encrypt``.
    """
    package = prepare(header, entries, signer, at=at, report=report, limits=limits)
    label = OuterLabel.of(header)
    written = _encrypt(package.chunks(), package.size, target, label, recipients, report, limits)
    return SealReport(header.package_id, written.sha256, written.size, package.content_sha256)


def _encrypt(
    content: Iterable[bytes],
    size: int,
    target: BinaryIO,
    label: OuterLabel,
    recipients: Sequence[CertificateInfo],
    report: ReportProgress | None,
    limits: Limits,
) -> PassedFile:
    if size > limits.package:
        raise PackageRefused(_Code.TOO_LARGE, size=size, limit=limits.package)
    key = secrets.token_bytes(_KEY_SIZE)
    envelope = Envelope(_wrapped(key, recipients, limits), write_label(label), size)
    cipher = Cipher(AES256(key), GCM(envelope.nonce)).encryptor()
    out = _HashedTarget(target)
    out.write(envelope.header())
    for chunk in content:
        out.write(cipher.update(chunk))
        _tell(report, out.size, size, EncryptionStep.ENCRYPT)
    cipher.finalize()
    out.write(trailer(cipher.tag))
    return PassedFile(label, out.digest.hexdigest(), out.size)


def read_outer(source: Path | BinaryIO, limits: Limits = LIMITS) -> OuterFile:
    """Describe an encrypted package without decrypting it; only its first and last bytes are read.

    Raises:
        PackageRefused: NOT_A_PACKAGE, TRUNCATED, TOO_LARGE, HIDDEN_DATA, ENVELOPE_BAD or
            NEWER_FORMAT.
        StorageError: the file is missing or cannot be read.
    """
    with open_source(source) as file, reading(file):
        found = read_envelope(file, limits)
    label = read_label(found.envelope.label, limits)
    recipients = tuple(recipient.key_id.hex() for recipient in found.envelope.recipients)
    return OuterFile(label, recipients, found.envelope.size, found.size)


def decrypt(
    source: BinaryIO,
    target: BinaryIO,
    keys: Sequence[DecryptionKey],
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> PassedFile:
    """Decrypt a package in one pass.

    Nothing written to the target may be used unless this returns: the tag stands at the end. The
    target is therefore a temporary file that the caller throws away when this raises.

    Args:
        source: the encrypted package, seekable, from its first byte.
        target: takes the package.
        keys: ours, old ones too.
        report: told ``(done, total, step)`` in bytes; may raise ``Cancelled``.
        limits: largest sizes accepted.

    Raises:
        PackageRefused: as ``read_outer``; NOT_FOR_OUR_KEY, no recipient is ours; ENVELOPE_TAMPERED,
            the tag does not hold.
        OSError: from source or target.
        Cancelled: from ``report``.
    """
    found = read_envelope(source, limits)
    label = read_label(found.envelope.label, limits)
    key = _unwrapped(found.envelope.recipients, keys)
    digest = hashlib.sha256(found.envelope.header())
    source.seek(found.start)
    cipher = Cipher(AES256(key), GCM(found.envelope.nonce, found.tag)).decryptor()
    done = 0
    for chunk in _chunks(source, found.envelope.size):
        digest.update(chunk)
        target.write(cipher.update(chunk))
        done += len(chunk)
        _tell(report, done, found.envelope.size, EncryptionStep.DECRYPT)
    try:
        cipher.finalize()
    except InvalidTag as error:
        raise PackageRefused(_Code.ENVELOPE_TAMPERED) from error
    digest.update(trailer(found.tag))
    return PassedFile(label, digest.hexdigest(), found.size)


def _wrapped(
    key: bytes, recipients: Iterable[CertificateInfo], limits: Limits
) -> tuple[Recipient, ...]:
    by_id = {public.key_id: public for public in map(EncryptionKey.of, recipients)}
    if not 0 < len(by_id) <= limits.recipients:
        raise PackageRefused(_Code.ENVELOPE_BAD, path="recipients")
    return tuple(Recipient(key_id, public.wrap(key)) for key_id, public in by_id.items())


def _unwrapped(recipients: Iterable[Recipient], keys: Iterable[DecryptionKey]) -> bytes:
    ours = {key.key_id: key for key in keys}
    for recipient in recipients:
        if mine := ours.get(recipient.key_id.hex()):
            return _checked(mine.unwrap(recipient.wrapped))
    raise PackageRefused(_Code.NOT_FOR_OUR_KEY)


def _checked(key: bytes | None) -> bytes:
    if key is None or len(key) != _KEY_SIZE:
        raise PackageRefused(_Code.ENVELOPE_TAMPERED)
    return key


def _chunks(source: BinaryIO, size: int) -> Iterator[bytes]:
    for start in range(0, size, CHUNK):
        wanted = min(CHUNK, size - start)
        chunk = source.read(wanted)
        if len(chunk) < wanted:
            raise PackageRefused(_Code.TRUNCATED)
        yield chunk


class _HashedTarget:
    """Writes, and knows the digest and the length of what was written."""

    def __init__(self, target: BinaryIO) -> None:
        self.digest = hashlib.sha256()
        self.size = 0
        self._target = target

    def write(self, data: bytes) -> None:
        self.digest.update(data)
        self._target.write(data)
        self.size += len(data)


def _tell(report: ReportProgress | None, done: int, total: int, step: EncryptionStep) -> None:
    if report:
        report(min(done, total), total, step.label)
