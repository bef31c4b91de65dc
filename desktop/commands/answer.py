"""What a command gets and what it gives back."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.errors import UsageError
from desktop.paths import OfficePaths

if TYPE_CHECKING:
    from desktop.services.desk import Desk

DONE, FIXABLE, REFUSED, UNDECIDED = 0, 3, 4, 5
PASSWORD_VARIABLE = "GUONGSANG_PASSWORD"  # noqa: S105 - the variable's name
KEY_PASSWORD_VARIABLE = "GUONGSANG_KEY_PASSWORD"  # noqa: S105 - the variable's name
PIN_VARIABLE = "GUONGSANG_TOKEN_PIN"
_FILE_OPTIONS = {
    PASSWORD_VARIABLE: "--password-file",
    KEY_PASSWORD_VARIABLE: "--key-password-file",
    PIN_VARIABLE: "--pin-file",
}
DATABASE_VARIABLE = "GUONGSANG_DATABASE"


_NUMBER = re.compile(r"-?[0-9]{1,9}")
_MONEY = re.compile(r"-?[0-9]{1,15}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gives back.

    Attributes:
        data: the JSON document.
        lines: what people read on standard output.
        code: the exit code.
    """

    data: Any
    lines: Sequence[str] = field(default=())
    code: int = DONE


@dataclass(frozen=True, slots=True)
class Context:
    """The options every command shares."""

    arguments: argparse.Namespace

    @property
    def paths(self) -> OfficePaths:
        """The office's folder: ``--data`` or the platform's; its database, where one is given."""
        given = self.arguments.data
        paths = OfficePaths(Path(given)) if given else OfficePaths.default()
        server = self.arguments.database or os.environ.get(DATABASE_VARIABLE, "")
        return replace(paths, server=server)

    @property
    def quiet(self) -> bool:
        """Whether standard output belongs to JSON alone."""
        return bool(self.arguments.json)

    def password(self, prompt: str = "Mật khẩu: ") -> str:
        """Return the password from the file, the variable or the prompt, in this order.

        Raises:
            UsageError: the file cannot be read, or there is nobody to ask.
        """
        return self._secret(self.arguments.password_file, PASSWORD_VARIABLE, prompt)

    def key_password(self) -> str:
        """Return the passphrase of the key file ``--key``; found and refused as ``password``."""
        file = self.arguments.key_password_file
        return self._secret(file, KEY_PASSWORD_VARIABLE, "Mật khẩu của khóa ký: ")

    def pin(self) -> str:
        """Return the PIN of the token ``--token``; found and refused as ``password``."""
        return self._secret(self.arguments.pin_file, PIN_VARIABLE, "PIN của thiết bị ký số: ")

    def pin_if_given(self) -> str | None:
        """Return the PIN from the file or the variable; None where neither is, and nobody asked."""
        given = self.arguments.pin_file or PIN_VARIABLE in os.environ
        return self.pin() if given else None

    def secret(self, variable: str, prompt: str, option: str = "") -> str:
        """Return a secret from an environment variable or the prompt; refused as ``password``.

        ``option`` names the file it may be given by instead, where the command has such a one.
        """
        return self._secret(None, variable, prompt, option)

    def _secret(self, file: str | None, variable: str, prompt: str, option: str = "") -> str:
        if file:
            return read_text(Path(file)).rstrip("\r\n")
        if variable in os.environ:
            return os.environ[variable]
        if self.arguments.yes or not sys.stdin.isatty():
            by_file = option or _FILE_OPTIONS.get(variable, "")
            or_file = f" hoặc dùng {by_file}" if by_file else ""
            raise UsageError(UsageError.Code.NO_PASSWORD, variable=variable, or_file=or_file)
        return getpass.getpass(prompt)

    @contextmanager
    def desk(
        self,
        data: Path | None = None,
        password: str | None = None,
        *,
        upgrades_server: bool = False,
    ) -> Iterator[Desk]:
        """Unlock and open the office for the time of the command."""
        from desktop.services.access import logins, unlock
        from desktop.services.desk import open_desk

        paths = OfficePaths(data) if data else self.paths
        if not self.arguments.officer and len(known := logins(paths, now)) > 1:
            raise UsageError(UsageError.Code.OFFICER_NEEDED, known=", ".join(known))
        secret = self.password() if password is None else password
        unlocked = unlock(paths, self.arguments.officer or "", secret, now)
        desk = open_desk(paths, unlocked, now, upgrades_server=upgrades_server)
        try:
            yield desk
        finally:
            desk.close()

    def report(self, done: int, total: int, step: str) -> None:
        """Show progress on standard error, overwriting one line where there is a screen."""
        if sys.stderr.isatty():
            percent = 100 * done // total if total else 0
            end = "\n" if total and done >= total else ""
            sys.stderr.write(f"\r\033[K{percent:3d} % {step}{end}")
            sys.stderr.flush()

    def say(self, line: str) -> None:
        """Tell people something while the command works, on standard error."""
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


Command = Callable[[Context], Answer]


def now() -> datetime:
    """Return the present as aware UTC."""
    return datetime.now(UTC)


def read_text(path: Path) -> str:
    """Return a file's text.

    Raises:
        UsageError: it is missing or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(UsageError.Code.FILE_UNREADABLE, path=str(path)) from error


def read_json(path: Path) -> Any:
    """Return a file's JSON document (``UsageError`` as above)."""
    try:
        return json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise UsageError(UsageError.Code.FILE_UNREADABLE, path=str(path)) from error


def identity(value: str) -> UUID:
    """Return an id as typed (argparse type)."""
    try:
        return UUID(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{value}» không phải mã bản ghi") from error


def number(value: str) -> int:
    """Return a whole number as typed (argparse type)."""
    # Python alone would also read 1_0 and the digits of other scripts.
    if not _NUMBER.fullmatch(value):
        raise argparse.ArgumentTypeError(f"«{value}» không phải số nguyên (tối đa 9 chữ số)")
    return int(value)


def money(value: str) -> int:
    """Return an amount in đồng as typed (argparse type); a province's fund has eleven digits."""
    if not _MONEY.fullmatch(value):
        raise argparse.ArgumentTypeError(f"«{value}» không phải số tiền (đồng, chỉ gồm chữ số)")
    return int(value)


def day(value: str) -> date:
    """Return a date typed as YYYY-MM-DD (argparse type)."""
    try:
        # Python alone would also read 20231222 and 2023-W51-5.
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    text = f"«{value}» không phải ngày có thật dạng NĂM-THÁNG-NGÀY, như 2023-12-22"
    raise argparse.ArgumentTypeError(text)


_HIDDEN = {"search_key", "sort_key"}


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: ids and paths as text, times with offset, codes."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in _HIDDEN
        }
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        # Whole ones without a point; 0.15 as it stands, since a float's own text is the shortest.
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, UUID | Path) else value
