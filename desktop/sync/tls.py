"""Whom we believe over TLS, and with which certificate we show ourselves."""

from __future__ import annotations

import os
import secrets
import ssl
import tempfile
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from desktop.errors import TransportFailed
from desktop.sync.settings import BoxSettings

_UNUSABLE = (ValueError, TypeError, UnsupportedAlgorithm, ssl.SSLError)


def tls_context(settings: BoxSettings) -> ssl.SSLContext:
    """Return a context that trusts the settings' authority alone and shows our certificate.

    Nothing of it comes from the environment: neither ``SSL_CERT_FILE`` nor the browser's list,
    unless the settings name no authority.

    Raises:
        TransportFailed: KEY_UNUSABLE.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        if settings.ca_pem:
            context.load_verify_locations(cadata=settings.ca_pem.decode("ascii"))
        else:
            context.load_default_certs()
        if settings.client_certificate_pem:
            _load_own(context, settings)
    except _UNUSABLE as error:
        code = TransportFailed.Code.KEY_UNUSABLE
        raise TransportFailed(code, place=settings.place) from error
    return context


def _load_own(context: ssl.SSLContext, settings: BoxSettings) -> None:
    # Python reads a client's key from a file only. The one it gets is encrypted with a password
    # that exists for this call alone, so the key itself is never on the disk.
    password = secrets.token_hex(32)
    key = load_pem_private_key(settings.client_key_pem, None)
    encrypted = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode())
    )
    handle, name = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(settings.client_certificate_pem.rstrip() + b"\n" + encrypted)
        context.load_cert_chain(name, password=password)
    finally:
        Path(name).unlink(missing_ok=True)
