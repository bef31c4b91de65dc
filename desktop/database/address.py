"""Where an office's database is, when it is on a server: one small file beside the key slots.

The address holds a password, so it is sealed with AES-256-GCM under a key derived from the office's
own; whoever reads the shared folder without an officer's password learns nothing from it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.disk import storage_errors, write_whole
from desktop.errors import ServerFailed

FILE_NAME = "database.json"
_FORMAT = 1
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
        return AESGCM(_derived(key, _BOUND)).decrypt(nonce, sealed, _BOUND).decode()
    except (ValueError, KeyError, TypeError, InvalidTag) as error:
        raise ServerFailed(ServerFailed.Code.ADDRESS_DAMAGED) from error


def write_address(root: Path, key: bytes, address: str) -> None:
    """Note that the office's database is at ``address`` from now on.

    Raises:
        StorageError: the folder is full or cannot be written.
    """
    nonce = os.urandom(12)
    sealed = AESGCM(_derived(key, _BOUND)).encrypt(nonce, address.encode(), _BOUND)
    fields = {
        "format": _FORMAT,
        "nonce": base64.b64encode(nonce).decode(),
        "sealed": base64.b64encode(sealed).decode(),
    }
    write_whole(root / FILE_NAME, json.dumps(fields, indent=1).encode())


def forget_address(root: Path) -> None:
    """Note that the office's database lies in the folder itself again."""
    with storage_errors(root / FILE_NAME):
        (root / FILE_NAME).unlink(missing_ok=True)


def office_check(key: bytes) -> str:
    """Return what an office's database keeps to tell it from another's: a digest of the key."""
    return hmac.new(_derived(key, b"guongsang office check"), b"1", hashlib.sha256).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(key)
