"""Where an office's database is, when it is on a server: one small file beside the key slots.

The address holds a password, so it is sealed with AES-256-GCM under a key derived from the office's
own; whoever reads the shared folder without an officer's password learns nothing from it. The root
certificate that proves the server travels inside: every officer's PC then knows the same one, and
whoever may write into the folder cannot put another in its place.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.database.postgres import checked_url
from desktop.disk import storage_errors, write_whole
from desktop.errors import ServerFailed

FILE_NAME = "database.json"
_FORMAT = 1
_ROOT = "sslrootcert"
# Folders that go when the program does.
_FOLDERS: list[TemporaryDirectory[str]] = []
_BOUND = b"guongsang database address 1"


def read_address(root: Path, key: bytes) -> str:
    """Return the address of the office's database, "" where it lies in the folder itself.

    Args:
        root: the office's data folder.
        key: the office's 32-byte data key.

    Raises:
        ServerFailed: ADDRESS_DAMAGED, the file is damaged or of another office.
        StorageError: it cannot be read.
    """
    path = root / FILE_NAME
    if not path.exists():
        return ""
    with storage_errors(path):
        raw = path.read_bytes()
    try:
        fields = json.loads(raw)
        nonce, sealed = (base64.b64decode(fields[name]) for name in ("nonce", "sealed"))
        return _unpacked(AESGCM(_derived(key, _BOUND)).decrypt(nonce, sealed, _BOUND).decode())
    except (ValueError, KeyError, TypeError, InvalidTag) as error:
        raise ServerFailed(ServerFailed.Code.ADDRESS_DAMAGED) from error


def packed(address: str) -> str:
    """Return an address as it is noted: with its root certificate instead of where that lies here.

    Raises:
        ServerFailed: ADDRESS_BAD, it is none, or the certificate cannot be read.
    """
    url = checked_url(address)
    file = str(url.query.get(_ROOT, ""))
    try:
        pem = Path(file).read_text(encoding="ascii") if file else ""
    except (OSError, ValueError) as error:
        raise ServerFailed(ServerFailed.Code.ADDRESS_BAD, part=_ROOT) from error
    plain = url.difference_update_query([_ROOT]).render_as_string(hide_password=False)
    return json.dumps({"address": plain, "root": pem})


def _unpacked(noted: str) -> str:
    fields = json.loads(noted)
    url = checked_url(fields["address"])
    if fields["root"]:
        url = url.update_query_dict({_ROOT: str(_laid_out(fields["root"]))})
    return url.render_as_string(hide_password=False)


@cache
def _laid_out(pem: str) -> Path:
    """Write a root certificate where the driver can read it, until the program ends."""
    folder = TemporaryDirectory(prefix="guongsang-")
    _FOLDERS.append(folder)
    path = Path(folder.name) / "root.crt"
    path.write_text(pem, encoding="ascii")
    return path


def write_address(root: Path, key: bytes, noted: str) -> None:
    """Note where the office's database is from now on.

    Args:
        root: the office's data folder.
        key: the office's 32-byte data key.
        noted: from ``packed``.

    Raises:
        StorageError: the folder is full or cannot be written.
    """
    nonce = os.urandom(12)
    sealed = AESGCM(_derived(key, _BOUND)).encrypt(nonce, noted.encode(), _BOUND)
    fields = {
        "format": _FORMAT,
        "nonce": base64.b64encode(nonce).decode(),
        "sealed": base64.b64encode(sealed).decode(),
    }
    write_whole(root / FILE_NAME, json.dumps(fields, indent=1).encode())


def is_noted(root: Path) -> bool:
    """Whether an office notes that its database is on a server."""
    return (root / FILE_NAME).exists()


def forget_address(root: Path) -> None:
    """Note that the office's database lies in the folder itself again."""
    with storage_errors(root / FILE_NAME):
        (root / FILE_NAME).unlink(missing_ok=True)


def office_check(key: bytes) -> str:
    """Return what an office's database keeps to tell it from another's: a digest of the key."""
    return hmac.new(_derived(key, b"guongsang office check"), b"1", hashlib.sha256).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(key)
