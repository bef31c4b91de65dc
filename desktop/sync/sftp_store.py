"""Objects on an OpenSSH server, by SFTP."""

from __future__ import annotations

import errno
import hashlib
import itertools
import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import paramiko

from desktop.errors import TransportFailed
from desktop.sync.flow import BLOCK, Flow
from desktop.sync.object_store import LineBrokenError, StoreFactory
from desktop.sync.settings import BoxSettings, server_address
from desktop.sync.sftp_line import SftpLine, login_of

_Code = TransportFailed.Code
_PART = ".part"
_REQUEST = 32 << 10  # bytes paramiko puts into one request
# Workers beyond these share them: an object takes three more ways there and back (open, close,
# rename), and while one worker waits for those, another sends.
_CONNECTIONS = 4


def sftp_stores(settings: BoxSettings, box: str) -> StoreFactory:
    """Return what opens a worker's session with one box.

    Raises:
        TransportFailed: ADDRESS_BAD or KEY_UNUSABLE.
    """
    address = server_address(settings)
    login = login_of(settings, address)
    lines = itertools.cycle([SftpLine(login) for _ in range(_CONNECTIONS)])
    root = posixpath.join("/", address.path, box)
    parts: set[str] = set()
    return lambda flow: SftpStore(next(lines), root, flow, parts)


class SftpStore:
    """One worker's session, on a connection it may share."""

    def __init__(self, line: SftpLine, root: str, flow: Flow, parts: set[str]) -> None:
        self._line = line
        self._root = root
        self._flow = flow
        self._parts = parts  # what the listings of all workers showed as begun
        self._client: paramiko.SFTPClient | None = None
        self._unfinished: dict[str, bytes] = {}

    def check(self) -> None:
        with self._errors() as client:
            try:
                client.listdir(self._root)  # "stat" would be answered for another's box as well
            except FileNotFoundError as error:
                raise self._line.login.refusal(_Code.BOX_MISSING) from error

    def sizes(self, folder: str) -> dict[str, int]:
        path = self._path(folder)
        with self._errors() as client:
            try:
                found = list(client.listdir_iter(path))
            except FileNotFoundError:
                return {}
        names = {file.filename for file in found}
        self._parts |= {posixpath.join(path, name) for name in names if name.endswith(_PART)}
        return {f.filename: f.st_size or 0 for f in found if not f.filename.endswith(_PART)}

    def put(self, name: str, data: bytes) -> None:
        path = self._path(name)
        with self._errors() as client:
            file = self._begun(client, path + _PART, data)
            self._write(file, data)
            client.posix_rename(path + _PART, path)
            # Nobody waits for the answer: what counts was answered, and the file has its name.
            closing: Any = file
            closing._close(async_=True)  # noqa: SLF001
        self._unfinished.clear()

    def get(self, name: str, at_most: int) -> bytes | None:
        with self._errors() as client:
            try:
                file = client.open(self._path(name), "rb")
            except FileNotFoundError:
                return None
            with file:
                return self._read(file, at_most + 1)

    def remove(self, name: str) -> None:
        path = self._path(name)
        with self._errors() as client:
            try:
                client.remove(path)
            except FileNotFoundError:
                with suppress(FileNotFoundError):
                    client.remove(path + _PART)

    def close(self) -> None:
        if self._client is not None:
            self._line.leave(self._client)
            self._client = None

    def _path(self, name: str) -> str:
        return posixpath.join(self._root, name)

    def _write(self, file: paramiko.SFTPFile, data: bytes) -> None:
        """Write the rest of an object, and make sure that every byte was taken."""
        start, last = file.tell(), max(file.tell(), len(data) - _REQUEST)
        with self._line.sending:
            file.set_pipelined(True)
            for at in range(start, last, _REQUEST):
                self._send(file, data[at : min(at + _REQUEST, last)])
        # Paramiko hears of a full disk only where it waits; it waits for all answers at once here.
        file.set_pipelined(False)
        self._send(file, data[last:])

    def _send(self, file: paramiko.SFTPFile, block: bytes) -> None:
        self._flow.send(len(block))
        file.write(block)

    def _begun(self, client: paramiko.SFTPClient, path: str, data: bytes) -> paramiko.SFTPFile:
        """Open the part of an object where the last try broke off, or at its start.

        A part was written in order. One of this session came from the same bytes, and so did one of
        an object named after its digest; sizes are looked at afterwards, digests by the receiver.
        """
        if self._unfinished == {path: data} or self._was_left(path, data):
            with suppress(FileNotFoundError):
                file = client.open(path, "r+b")
                size = file.stat().st_size or 0
                if size <= len(data):
                    file.seek(size)
                    return file
        self._unfinished = {path: data}
        return self._created(client, path)

    def _was_left(self, path: str, data: bytes) -> bool:
        if path not in self._parts:
            return False
        self._parts.discard(path)
        return posixpath.basename(path) == hashlib.sha256(data).hexdigest() + _PART

    def _created(self, client: paramiko.SFTPClient, path: str) -> paramiko.SFTPFile:
        try:
            return client.open(path, "wb")
        except FileNotFoundError:
            self._make_folders(client, posixpath.dirname(path))
            return client.open(path, "wb")

    def _make_folders(self, client: paramiko.SFTPClient, folder: str) -> None:
        """Make a folder and those above it, inside the box only."""
        parts = posixpath.relpath(folder, self._root).split("/")
        for depth in range(1, len(parts) + 1):
            try:
                client.mkdir(posixpath.join(self._root, *parts[:depth]))
            except FileNotFoundError as error:
                raise self._line.login.refusal(_Code.BOX_MISSING) from error
            except OSError as error:
                if error.errno is not None:  # "Failure" without a number: it is there already
                    raise

    def _read(self, file: paramiko.SFTPFile, at_most: int) -> bytes:
        size = min(file.stat().st_size or 0, at_most)
        # WORKAROUND: paramiko asks ahead in a thread that prints a traceback when the line breaks;
        # whoever reads is told of the break anyway.
        asking: Any = file
        asking._prefetch_thread = _quiet(asking._prefetch_thread)  # noqa: SLF001
        file.prefetch(size)
        body = bytearray()
        while len(body) < size and (block := file.read(min(BLOCK, size - len(body)))):
            body += block
            self._flow.receive(len(block))
        return bytes(body)

    @contextmanager
    def _errors(self) -> Iterator[paramiko.SFTPClient]:
        if self._client is None:
            self._client = self._line.enter()
        try:
            yield self._client
        except PermissionError as error:
            raise self._line.login.refusal(_Code.CLIENT_REFUSED) from error
        except TimeoutError as error:
            self._line.break_off()
            raise LineBrokenError(_Code.TIMED_OUT) from error
        except (OSError, EOFError, paramiko.SSHException) as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> Exception:
        is_of_file = isinstance(error, OSError) and not isinstance(error, ConnectionError)
        if not is_of_file or not self._line.is_alive():
            return LineBrokenError(_Code.UNREACHABLE)
        if isinstance(error, FileNotFoundError):
            return LineBrokenError(_Code.SERVER_FAILED, status=errno.ENOENT)
        # SSH_FX_FAILURE: OpenSSH has no other word for a disk that is full.
        return LineBrokenError(_Code.SERVER_FULL, status=4)


def _quiet(ask_ahead: Callable[..., None]) -> Callable[..., None]:
    def ask(*words: Any) -> None:
        with suppress(OSError, EOFError, paramiko.SSHException):
            ask_ahead(*words)

    return ask
