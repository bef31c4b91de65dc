"""Encryption keys and encrypted packages for the tests."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.decryption_keys import DecryptionKey, make_encryption_key
from desktop.sealing.encryption import PassedFile, encrypt
from desktop.sealing.header import PackageKind
from desktop.sealing.outer_label import OuterLabel
from tests.sealing.packages import COMMUNE, DISTRICT, NOW, certificate_for, header, seal_content

PASSPHRASE = "mật khẩu của phòng"
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
ENCRYPTING = {"key_encipherment": True}
LABEL = OuterLabel(COMMUNE, DISTRICT, PackageKind.RECALL)


@cache
def made_encryption_key() -> bytes:
    return make_encryption_key("Phòng Nội vụ", DISTRICT.name, PASSPHRASE, NOW)


@cache
def district_key() -> DecryptionKey:
    return DecryptionKey.from_bytes(made_encryption_key(), PASSPHRASE)


def quick_key(name: str = "Văn thư") -> DecryptionKey:
    """Return a shorter key, whose certificate has no key identifier of its own."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return DecryptionKey(key, certificate_for(key, usage=ENCRYPTING, name=name))


@cache
def commune_key() -> DecryptionKey:
    return quick_key("UBND xã")


def encrypted(
    content: bytes,
    recipients: Sequence[CertificateInfo] | None = None,
    label: OuterLabel = LABEL,
) -> bytes:
    return encrypted_with_report(content, recipients, label)[0]


def encrypted_with_report(
    content: bytes,
    recipients: Sequence[CertificateInfo] | None = None,
    label: OuterLabel = LABEL,
) -> tuple[bytes, PassedFile]:
    target = io.BytesIO()
    to = [commune_key().info] if recipients is None else recipients
    report = encrypt(io.BytesIO(content), len(content), target, label, to)
    return target.getvalue(), report


def sealed_and_encrypted(folder: Path, label: OuterLabel | None = None) -> Path:
    """Write the usual package, and beside it the same one encrypted to commune and district."""
    plain = seal_content(folder / "a.asice").read_bytes()
    path = folder / "a.asice.p7m"
    to = [district_key().info, commune_key().info]
    path.write_bytes(encrypted(plain, to, label or OuterLabel.of(header())))
    return path
