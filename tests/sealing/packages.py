"""Signers, sample content and a zip builder that can be told to lie, for the tests of packages."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from desktop.sealing.header import PackageHeader, PackageKind, Party, write_header
from desktop.sealing.keys import Pkcs12Signer, PrivateKey
from desktop.sealing.manifest import row, write_manifest
from desktop.sealing.seal import Entry, seal
from desktop.sealing.trust import Trust

NOW = datetime(2023, 11, 2, 8, 30, tzinfo=UTC)
COMMUNE = Party(UUID("11111111-1111-4111-8111-111111111111"), "UBND xã Đồng Tâm")
DISTRICT = Party(UUID("22222222-2222-4222-8222-222222222222"), "Phòng Nội vụ huyện An Phước")
NEIGHBOUR = Party(UUID("33333333-3333-4333-8333-333333333333"), "UBND xã Tân Lập")
PACKAGE_ID = UUID("44444444-4444-4444-8444-444444444444")

SIGNING = {"digital_signature": True, "content_commitment": True}
_USES = """digital_signature content_commitment key_encipherment data_encipherment key_agreement
    key_cert_sign crl_sign encipher_only decipher_only"""
_NO_USE = dict.fromkeys(_USES.split(), False)


def certificate_for(
    key: Any,
    *,
    start: datetime = NOW - timedelta(days=1),
    days: int = 730,
    usage: Mapping[str, bool] | None = SIGNING,
    name: str = "Nguyễn Thị Ánh",
    signed_with: Any = None,
) -> x509.Certificate:
    """Return a self-signed certificate; ``usage`` None leaves the extension out."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
    )
    if usage is not None:
        builder = builder.add_extension(x509.KeyUsage(**(_NO_USE | dict(usage))), critical=True)
    return builder.sign(signed_with or key, hashes.SHA256())


def signer_of(key: PrivateKey, **certificate: Any) -> Pkcs12Signer:
    return Pkcs12Signer(key, certificate_for(key, **certificate))


@cache
def ec_signer() -> Pkcs12Signer:
    return signer_of(ec.generate_private_key(ec.SECP256R1()))


@cache
def stranger() -> Pkcs12Signer:
    return signer_of(ec.generate_private_key(ec.SECP256R1()), name="Trần Văn Lạ")


@cache
def rsa_signer() -> Pkcs12Signer:
    return signer_of(rsa.generate_private_key(public_exponent=65537, key_size=2048))


def trust(signer: Pkcs12Signer | None = None, office: Party = COMMUNE) -> Trust:
    """Return a trust list that pins one signer for one office."""
    return Trust.of({office.office_id: [(signer or ec_signer()).info.fingerprint]})


def header(**changes: Any) -> PackageHeader:
    values = {
        "package_id": PACKAGE_ID,
        "kind": PackageKind.RECALL,
        "sequence": 7,
        "sender": COMMUNE,
        "receiver": DISTRICT,
        "created_at": NOW,
    }
    return PackageHeader(**(values | changes))


CONTENT = {
    "data/recall.json": b'{"format":"1.0"}',
    "papers/to-trinh.pdf": b"%PDF-1.7 to trinh",
    "attachments/anh.jpg": b"\xff\xd8 anh",
}


def seal_content(
    target: Path, content: Mapping[str, bytes] = CONTENT, signer: Pkcs12Signer | None = None
) -> Path:
    entries = [Entry.from_bytes(name, data) for name, data in content.items()]
    seal(target, header(), entries, signer or ec_signer(), at=NOW)
    return target


# --- a zip that can be told to lie --------------------------------------------------------------

_MIDDLE = "needed flags method time date crc packed size name_length extra_length"
_LOCAL_FIELDS = _MIDDLE.split()
_CENTRAL_FIELDS = f"made_by {_MIDDLE} comment_length disk internal attributes offset".split()
_END_FIELDS = ("disk", "first_disk", "here", "count", "length", "offset", "comment_length")


@dataclass
class Piece:
    """One entry, with whatever its two headers should say instead of the truth."""

    name: bytes
    data: bytes
    local: dict[str, int] = field(default_factory=dict)
    central: dict[str, int] = field(default_factory=dict)
    both: dict[str, int] = field(default_factory=dict)
    local_name: bytes | None = None
    local_extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    gap_before: bytes = b""
    in_directory: bool = True
    in_file: bool = True

    def truth(self, offset: int) -> dict[str, int]:
        return {
            "made_by": 3 << 8 | 20,
            "needed": 20,
            "flags": 0 if self.name.isascii() else 0x800,
            "method": 0,
            "time": 0,
            "date": 33,
            "crc": zlib.crc32(self.data),
            "packed": len(self.data),
            "size": len(self.data),
            "disk": 0,
            "internal": 0,
            "attributes": 0o100644 << 16,
            "offset": offset,
            "comment_length": len(self.comment),
        } | self.both


def build(
    pieces: list[Piece],
    *,
    prefix: bytes = b"",
    before_directory: bytes = b"",
    after_directory: bytes = b"",
    suffix: bytes = b"",
    end: Mapping[str, int] | None = None,
) -> bytes:
    """Write the pieces as a zip, honest unless told otherwise; offsets leave out the prefix."""
    body, directory, count = b"", b"", 0
    for piece in pieces:
        body += piece.gap_before
        offset = len(body)
        if piece.in_file:
            body += _local(piece, offset) + piece.data
        if piece.in_directory:
            directory += _central(piece, offset)
            count += 1
    body += before_directory
    values = {
        "disk": 0,
        "first_disk": 0,
        "here": count,
        "count": count,
        "length": len(directory),
        "offset": len(body),
        "comment_length": 0,
    } | dict(end or {})
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", *(values[name] for name in _END_FIELDS))
    return prefix + body + directory + after_directory + tail + suffix


def _local(piece: Piece, offset: int) -> bytes:
    name = piece.name if piece.local_name is None else piece.local_name
    lengths = {"name_length": len(name), "extra_length": len(piece.local_extra)}
    values = piece.truth(offset) | lengths | piece.local
    fixed = struct.pack("<4s5H3L2H", b"PK\x03\x04", *(values[name] for name in _LOCAL_FIELDS))
    return fixed + name + piece.local_extra


def _central(piece: Piece, offset: int) -> bytes:
    lengths = {"name_length": len(piece.name), "extra_length": len(piece.central_extra)}
    values = piece.truth(offset) | lengths | piece.central
    fixed = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *(values[name] for name in _CENTRAL_FIELDS))
    return fixed + piece.name + piece.central_extra + piece.comment


Edit = Callable[[bytes], bytes]


def _same(data: bytes) -> bytes:
    return data


def signed_pieces(
    content: Mapping[str, bytes] = CONTENT,
    *,
    label: bytes | None = None,
    manifest: Edit = _same,
    signed: Edit = _same,
    signature: Edit = _same,
    listed: Mapping[str, bytes] | None = None,
) -> list[Piece]:
    """Return the pieces of a package that is good in every way not asked for otherwise.

    ``manifest`` edits the manifest before it is signed, ``signed`` after; ``signature`` edits the
    signature; ``listed`` is what the manifest lists instead of what is there.
    """
    label = write_header(header()) if label is None else label
    files = {"package.json": label, **content}
    rows = [row(name, hashlib.sha256(data).digest()) for name, data in (listed or files).items()]
    xml = manifest(write_manifest(rows))
    cms = signature(ec_signer().sign(xml, NOW))
    return [
        Piece(b"mimetype", b"application/vnd.etsi.asic-e+zip"),
        *(Piece(name.encode(), data) for name, data in files.items()),
        Piece(b"META-INF/ASiCManifest001.xml", signed(xml)),
        Piece(b"META-INF/signature001.p7s", cms),
    ]
