"""The key of an office's data, held in slots: one per officer plus the recovery code.

``keys.json`` beside the database holds the random 32-byte data key wrapped once per slot:
AES-256-GCM under a key that Argon2id (RFC 9106) derives from the officer's password. Nobody's name
stands in it, only the login. Losing every slot loses the data, so the last officer's slot cannot be
removed.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.disk import storage_errors, write_whole
from desktop.errors import AccessDenied, AppError, StorageError

FILE_NAME = "keys.json"
ATTEMPTS_NAME = "attempts.json"
RECOVERY = "recovery"
SHORTEST_PASSWORD = 4
_FORMAT = 1
# 64 MiB, 3 passes, 2 lanes: about 0.1 s on the PCs this runs on (choices.md part 1 §4).
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 2
_FREE_TRIES = 3
_LONGEST_WAIT_S = 300
# No I, L, O, U, 0, 1: nobody can misread the code from paper.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_GROUPS, _CODE_GROUP = 6, 5


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The data key, and whose slot opened it (None for the recovery code)."""

    key: bytes
    slot_id: UUID
    login: str


def new_key() -> bytes:
    """Return a fresh 32-byte data key."""
    return secrets.token_bytes(32)


def checked_password(password: str) -> str:
    """Return the password, refusing one that is too short (``AccessDenied``)."""
    if len(password) < SHORTEST_PASSWORD:
        raise AccessDenied(AccessDenied.Code.PASSWORD_TOO_SHORT, shortest=SHORTEST_PASSWORD)
    return password


def checked_login(login: str, taken: tuple[str, ...] = ()) -> str:
    """Return the login, refusing one in use or the recovery slot's own (``AccessDenied``)."""
    if login == RECOVERY or login in taken:
        raise AccessDenied(AccessDenied.Code.LOGIN_TAKEN)
    return login


def new_recovery_code() -> str:
    """Return a fresh code of 30 letters in six groups (147 bits)."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_GROUP)) for _ in range(_CODE_GROUPS)
    )
    return "-".join(groups)


def normal_code(typed: str) -> str:
    """Return a recovery code as typed without spaces, dashes and case."""
    return "".join(c for c in typed.upper() if c.isalnum())


class Keyring:
    """The key slots of one data folder.

    Args:
        folder: the office's data folder.
        clock: gives the present, aware UTC; the delay after wrong passwords counts from it.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._path = folder / FILE_NAME
        self._attempts = folder / ATTEMPTS_NAME
        self._clock = clock

    @property
    def exists(self) -> bool:
        """Whether this folder holds an office."""
        return self._path.exists()

    def create(self, key: bytes, login: str, password: str) -> tuple[Unlocked, str]:
        """Put a new data key into one officer's slot and a recovery slot.

        Args:
            key: 32 random bytes from ``new_key``.
            login: the officer's login.
            password: the officer's password.

        Returns:
            the unlocked key and the recovery code, which is shown once and kept nowhere.

        Raises:
            StorageError: an office is already here, or the folder cannot be written.
            AccessDenied: the password is too short, or the login is the recovery slot's.
        """
        if self.exists:
            raise StorageError(StorageError.Code.OFFICE_EXISTS)
        code = new_recovery_code()
        slots = [
            _slot(key, checked_login(login), checked_password(password)),
            _slot(key, RECOVERY, normal_code(code)),
        ]
        self._write(slots)
        return Unlocked(key, UUID(slots[0]["id"]), login), code

    def logins(self) -> tuple[str, ...]:
        """Return the officers' logins, for the unlock screen."""
        return tuple(s["login"] for s in self._read() if s["login"] != RECOVERY)

    def mark(self, login: str) -> str:
        """Return what changes with an officer's password, "" where their slot cannot be read."""
        try:
            return str(self._slot_of(login)["salt"])
        except (AppError, OSError, KeyError):
            return ""

    def unlock(self, login: str, password: str) -> Unlocked:
        """Open one officer's slot.

        Raises:
            AccessDenied: wrong password, unknown officer, or too soon after wrong ones.
        """
        self._refuse_while_waiting()
        slot = self._slot_of(login)
        key = _unwrap(slot, password)
        if key is None:
            self._count_failure()
            raise AccessDenied(AccessDenied.Code.WRONG_PASSWORD, wait=self._wait_s())
        self._forget_failures()
        return Unlocked(key, UUID(slot["id"]), login)

    def key_of_code(self, code: str) -> bytes:
        """Return the data key the recovery code opens; nothing changes yet.

        Raises:
            AccessDenied: wrong code, or too soon after wrong ones.
        """
        self._refuse_while_waiting()
        recovery = next((s for s in self._read() if s["login"] == RECOVERY), None)
        key = _unwrap(recovery, normal_code(code)) if recovery else None
        if key is None:
            self._count_failure()
            raise AccessDenied(AccessDenied.Code.WRONG_RECOVERY_CODE, wait=self._wait_s())
        return key

    def recover(self, code: str, login: str, new_password: str) -> tuple[Unlocked, str]:
        """Open with the recovery code, give ``login`` a new password and make a new code.

        Returns:
            the unlocked key and the new recovery code; the old one no longer opens anything.

        Raises:
            AccessDenied: wrong code, too soon after wrong ones, password too short, or no officer
                of that login.
        """
        checked_password(new_password)
        key = self.key_of_code(code)
        slots, old = self._read(), self._slot_of(login)
        renewed = _slot(key, login, new_password, old["id"])
        fresh_code = new_recovery_code()
        kept = [s for s in slots if s["login"] not in {login, RECOVERY}]
        self._write([*kept, renewed, _slot(key, RECOVERY, normal_code(fresh_code))])
        self._forget_failures()
        return Unlocked(key, UUID(renewed["id"]), login), fresh_code

    def set_password(self, key: bytes, login: str, password: str) -> UUID:
        """Give an officer a slot, or a new password in the one they have."""
        slots = self._read()
        old = next((s for s in slots if s["login"] == login), None)
        slot = _slot(key, login, checked_password(password), old["id"] if old else None)
        self._write([*(s for s in slots if s["login"] != login), slot])
        return UUID(slot["id"])

    def remove(self, login: str) -> None:
        """Take an officer's slot away.

        Raises:
            AccessDenied: it is the last officer's, or there is no such officer.
        """
        slots = self._read()
        self._slot_of(login)
        kept = [s for s in slots if s["login"] != login]
        if all(s["login"] == RECOVERY for s in kept):
            raise AccessDenied(AccessDenied.Code.LAST_SLOT)
        self._write(kept)

    def _slot_of(self, login: str) -> dict[str, Any]:
        for slot in self._read():
            if slot["login"] == login and login != RECOVERY:
                return slot
        raise AccessDenied(AccessDenied.Code.NO_SUCH_OFFICER)

    def _read(self) -> list[dict[str, Any]]:
        if not self.exists:
            raise StorageError(StorageError.Code.NO_OFFICE)
        try:
            content = json.loads(self._path.read_bytes())
            slots = content["slots"]
            if content["format"] > _FORMAT:
                raise StorageError(StorageError.Code.NEWER_DATABASE)
            return [dict(s) for s in slots]
        except (ValueError, KeyError, TypeError) as error:
            raise AccessDenied(AccessDenied.Code.KEYS_DAMAGED) from error

    def _write(self, slots: list[dict[str, Any]]) -> None:
        content = {"format": _FORMAT, "slots": slots}
        write_whole(self._path, json.dumps(content, indent=1).encode())

    def _failures(self) -> tuple[int, float]:
        try:
            content = json.loads(self._attempts.read_bytes())
            return int(content["failures"]), float(content["last"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0.0

    def _wait_s(self) -> int:
        failures, last = self._failures()
        if failures < _FREE_TRIES:
            return 0
        delay = min(1 << (failures - _FREE_TRIES + 1), _LONGEST_WAIT_S)
        elapsed = self._clock().timestamp() - last
        # A clock set back must not lock the office for longer than one delay.
        return max(0, min(delay, round(delay - elapsed)))

    def _refuse_while_waiting(self) -> None:
        if wait := self._wait_s():
            raise AccessDenied(AccessDenied.Code.WAIT, wait=wait)

    def _count_failure(self) -> None:
        failures, _ = self._failures()
        content = {"failures": failures + 1, "last": self._clock().timestamp()}
        with storage_errors(self._attempts):
            self._attempts.write_text(json.dumps(content))

    def _forget_failures(self) -> None:
        with storage_errors(self._attempts):
            self._attempts.unlink(missing_ok=True)


def _slot(key: bytes, login: str, secret: str, slot_id: str | None = None) -> dict[str, Any]:
    salt, nonce = os.urandom(16), os.urandom(12)
    identity = slot_id or str(uuid4())
    work = {"memory_kib": _MEMORY_KIB, "passes": _PASSES, "lanes": _LANES}
    wrapping = _derive(secret, salt, work)
    wrapped = AESGCM(wrapping).encrypt(nonce, key, f"{identity}:{login}".encode())
    return {
        "id": identity,
        "login": login,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "wrapped": _text(wrapped),
        **work,
    }


def _unwrap(slot: dict[str, Any], secret: str) -> bytes | None:
    try:
        wrapping = _derive(secret, _bytes(slot["salt"]), slot)
        bound = f"{slot['id']}:{slot['login']}".encode()
        return AESGCM(wrapping).decrypt(_bytes(slot["nonce"]), _bytes(slot["wrapped"]), bound)
    except InvalidTag:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise AccessDenied(AccessDenied.Code.KEYS_DAMAGED) from error


def _derive(secret: str, salt: bytes, work: dict[str, Any]) -> bytes:
    derivation = Argon2id(
        salt=salt,
        length=32,
        iterations=work["passes"],
        lanes=work["lanes"],
        memory_cost=work["memory_kib"],
    )
    # One keyboard composes «ậ», another sends its marks apart: the password is the same.
    return derivation.derive(unicodedata.normalize("NFC", secret).encode())


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
