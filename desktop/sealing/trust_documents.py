"""What requests, grants and trust bundles have in common: a schema, DER as text, times as text."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

from desktop.errors import PackageRefused, SigningFailed, TrustRefused
from desktop.sealing.certificates import CertificateInfo, read_certificate
from desktop.sealing.header import check_version
from desktop.sealing.json_form import canonical_json, check_schema, read_json

_BROKEN = PackageRefused.Code.DATA_BAD


def check_document(name: str, document: Mapping[str, Any], code: TrustRefused.Code) -> None:
    """Hold a document against its published schema and the rules of ``read_json``.

    Args:
        name: of the schema.
        document: as read from a package or from the office's database.
        code: what to refuse it with.

    Raises:
        PackageRefused: NEWER_FORMAT.
        TrustRefused: ``code``, with ``path`` where known.
    """
    try:
        read_json(canonical_json(document), name, _BROKEN)
        check_version(document.get("format"), name, _BROKEN)
        check_schema(name, dict(document), name, _BROKEN)
    except TypeError as error:
        raise TrustRefused(code) from error
    except PackageRefused as error:
        if error.code is not _BROKEN:
            raise
        raise TrustRefused(code, path=error.data.get("path", "")) from error


def encoded(data: bytes) -> str:
    """Return DER as it stands in a document."""
    return base64.b64encode(data).decode()


def decoded(text: str, code: TrustRefused.Code, path: str) -> bytes:
    """Return the DER that stands in a document.

    Raises:
        TrustRefused: ``code`` with ``path``, where it is not the one base64 form of any bytes.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise TrustRefused(code, path=path) from error
    if encoded(data) != text:
        refuse(code, path)
    return data


def certificate_in(text: str, code: TrustRefused.Code, path: str) -> CertificateInfo:
    """Return the certificate that stands in a document.

    Raises:
        TrustRefused: ``code`` with ``path``.
    """
    data = decoded(text, code, path)
    try:
        info = read_certificate(data)
    except SigningFailed as error:
        raise TrustRefused(code, path=path) from error
    # A certificate may also be read from PEM; in a document it has one form only.
    return info if info.der == data else refuse(code, path)


def moment_text(moment: datetime) -> str:
    """Return an aware time as it stands in a document."""
    return moment.astimezone(UTC).isoformat()


def moment_in(text: str) -> datetime:
    """Return the time that stands in a document which its schema accepted."""
    return datetime.fromisoformat(text).astimezone(UTC)


def refuse(code: TrustRefused.Code, path: str) -> NoReturn:
    """Refuse a document because of the value at ``path``."""
    raise TrustRefused(code, path=path)
