"""The ``.gscert`` file: an office's certificate with the office it speaks for, carried by hand.

JSON with the office's id, name and tier beside the certificate as PEM. It is not signed and need
not be: whoever takes it in compares the short code with the office over the telephone, and that
code is a digest of the key itself. From version 1.1 it brings the office's encryption certificate
too, signed by that key, so that the one code vouches for both. A bare PEM or DER certificate is
read too; it names no office.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.disk import open_regular, read_failure, whole_file
from desktop.errors import PackageRefused, SigningFailed
from desktop.law.terms import Tier
from desktop.sealing.cades import HeldSignature, check_signature
from desktop.sealing.certificates import CertificateInfo, read_certificate, to_pem
from desktop.sealing.decryption_keys import EncryptionKey
from desktop.sealing.json_form import canonical_json, read_json
from desktop.services.fields import clean

SUFFIX = ".gscert"
_FORMAT = "guongsang-certificate"
_LARGEST = 64 << 10
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """What a certificate file says.

    Attributes:
        certificate: who signs for the office.
        office_id: the office; None for a bare certificate.
        name: its name.
        tier: where it stands.
        encryption: what to encrypt to it with; None in a file before 1.1.
        vouched: the signature over ``encryption`` by the key of ``certificate``, CMS as DER.
    """

    certificate: CertificateInfo
    office_id: UUID | None = None
    name: str = ""
    tier: Tier | None = None
    encryption: CertificateInfo | None = None
    vouched: bytes = b""


def write_certificate_file(target: Path, content: CertificateFile) -> None:
    """Write a ``.gscert`` file whole, replacing an older one of that name.

    Raises:
        StorageError: the folder is full, missing, read-only or cannot be written.
    """
    fields = {
        "format": _FORMAT,
        "format_version": "1.1",
        "office_id": content.office_id,
        "name": content.name,
        "tier": content.tier,
        "short_code": content.certificate.short_code,
        "certificate": to_pem(content.certificate).decode(),
    }
    if content.encryption is not None:
        fields["encryption_certificate"] = to_pem(content.encryption).decode()
        fields["encryption_signature"] = base64.b64encode(content.vouched).decode()
    with whole_file(target) as file:
        file.write(canonical_json(fields))


def read_certificate_file(path: Path) -> CertificateFile:
    """Read a ``.gscert`` file, or a bare certificate.

    Raises:
        StorageError: the file is missing or cannot be read.
        SigningFailed: CERTIFICATE_UNREADABLE; KEY_NOT_FOR_ENCRYPTION.
    """
    try:
        with open_regular(path) as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise read_failure(error, path) from error
    if not data.lstrip().startswith(b"{"):
        return CertificateFile(read_certificate(data[:_LARGEST]))
    try:
        return _parsed(read_json(data[:_LARGEST], path.name, PackageRefused.Code.HEADER_BAD))
    except (PackageRefused, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SigningFailed(SigningFailed.Code.CERTIFICATE_UNREADABLE) from error


def _parsed(fields: dict[str, Any]) -> CertificateFile:
    name = clean(fields["name"])
    if fields["format"] != _FORMAT or not 0 < len(name) <= _LONGEST_NAME:
        raise ValueError("not a certificate file")
    certificate = read_certificate(fields["certificate"].encode())
    encryption, vouched = _encryption(fields, certificate)
    office_id, tier = UUID(fields["office_id"]), Tier(fields["tier"])
    return CertificateFile(certificate, office_id, name, tier, encryption, vouched)


def _encryption(
    fields: dict[str, Any], signer: CertificateInfo
) -> tuple[CertificateInfo | None, bytes]:
    if "encryption_certificate" not in fields:
        return None, b""
    found = read_certificate(fields["encryption_certificate"].encode())
    vouched = base64.b64decode(fields["encryption_signature"], validate=True)
    held = check_signature(vouched, found.der)
    if not isinstance(held, HeldSignature) or held.signer.fingerprint != signer.fingerprint:
        raise ValueError("the encryption certificate is not vouched for")
    EncryptionKey.of(found)  # one that nothing can be encrypted with would only be found out later
    return found, vouched
