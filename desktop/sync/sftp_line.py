"""A connection to an SSH server: one pinned host key, one key of ours, nothing from ``~/.ssh``."""

from __future__ import annotations

import base64
import io
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import paramiko
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from desktop.errors import TransportFailed
from desktop.sync.flow import BLOCK
from desktop.sync.object_store import LineBrokenError
from desktop.sync.settings import BoxSettings, ServerAddress

_Code = TransportFailed.Code
_CONNECTING = 10.0  # seconds; the others as well
_GREETING = 20.0
_ANSWERING = 30.0
_UNUSABLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    paramiko.SSHException,
    paramiko.pkey.UnknownKeyType,
)
_RSA_SIGNATURES = ("rsa-sha2-512", "rsa-sha2-256")

# Everything it would tell is told by our own refusals; its lines hold names of hosts and files.
logging.getLogger("paramiko").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Login:
    """Where, as whom, and which key the server must show."""

    address: ServerAddress
    place: str
    user: str
    key: paramiko.PKey
    host_key: paramiko.PKey

    def refusal(self, code: TransportFailed.Code) -> TransportFailed:
        """Return a refusal that names the server."""
        return TransportFailed(code, place=self.place)


def login_of(settings: BoxSettings, address: ServerAddress) -> Login:
    """Read the keys of a connection.

    Raises:
        TransportFailed: KEY_UNUSABLE.
    """
    try:
        key, host_key = _own_key(settings.client_key_pem), _host_key(settings.host_key)
    except _UNUSABLE as error:
        raise TransportFailed(_Code.KEY_UNUSABLE, place=settings.place) from error
    return Login(address, settings.place, settings.user, key, host_key)


def _own_key(pem: bytes) -> paramiko.PKey:
    key = load_pem_private_key(pem, None)
    kinds: dict[type, type[paramiko.PKey]] = {
        ec.EllipticCurvePrivateKey: paramiko.ECDSAKey,
        ed25519.Ed25519PrivateKey: paramiko.Ed25519Key,
        rsa.RSAPrivateKey: paramiko.RSAKey,
    }
    for kind, reader in kinds.items():
        if isinstance(key, kind):
            text = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
            return reader.from_private_key(io.StringIO(text.decode()))
    raise ValueError("not a key for SSH")


def _host_key(line: str) -> paramiko.PKey:
    kind, _, rest = line.strip().partition(" ")
    data = base64.b64decode(rest.split(" ")[0], validate=True)
    return paramiko.PKey.from_type_string(kind, data)


class SftpLine:
    """One connection, shared by workers: while one waits for an answer, another one sends.

    Opened by the first who needs it, closed with the last who leaves it.
    """

    def __init__(self, login: Login) -> None:
        self.login = login
        # Whole objects in turn: were two sent at once, a break would cost both.
        self.sending = threading.Lock()
        self._lock = threading.Lock()
        self._transport: paramiko.Transport | None = None
        self._users = 0

    def enter(self) -> paramiko.SFTPClient:
        """Return a session of the caller's own.

        Raises:
            TransportFailed: HOST_KEY_CHANGED or CLIENT_REFUSED.
            LineBrokenError: it did not come about this time.
        """
        with self._lock:
            if self._transport is None or not self._transport.is_active():
                self._hang_up()
                self._transport = self._connected()
            with _line_errors():
                client = paramiko.SFTPClient.from_transport(self._transport)
            if client is None:
                raise LineBrokenError(_Code.UNREACHABLE)
            self._users += 1
        channel = client.get_channel()
        if channel is not None:
            channel.settimeout(_ANSWERING)
        return client

    def leave(self, client: paramiko.SFTPClient) -> None:
        """End a session that ``enter`` gave."""
        with suppress(OSError, EOFError, paramiko.SSHException):
            client.close()
        with self._lock:
            self._users -= 1
            if not self._users:
                self._hang_up()

    def break_off(self) -> None:
        """End the connection for all who use it: it hangs."""
        with self._lock:
            self._hang_up()

    def is_alive(self) -> bool:
        """Say whether the connection still stands."""
        transport = self._transport
        return transport is not None and transport.is_active()

    def _hang_up(self) -> None:
        if self._transport is not None:
            _end(self._transport)
            self._transport = None

    def _connected(self) -> paramiko.Transport:
        address = self.login.address
        try:
            line = socket.create_connection((address.host, address.port), _CONNECTING)
        except TimeoutError as error:
            raise LineBrokenError(_Code.TIMED_OUT, is_connected=False) from error
        except OSError as error:
            raise LineBrokenError(_Code.UNREACHABLE, is_connected=False) from error
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Small, so that an object counts as sent when it has nearly left and not when it is queued:
        # whatever is queued behind it would be lost with it.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BLOCK)
        transport = paramiko.Transport(line)
        try:
            self._introduce(transport)
        except BaseException:
            _end(transport)
            raise
        return transport

    def _introduce(self, transport: paramiko.Transport) -> None:
        transport.banner_timeout = transport.handshake_timeout = _GREETING
        transport.auth_timeout = transport.channel_timeout = _GREETING
        kind = self.login.host_key.get_name()
        options = transport.get_security_options()
        options.key_types = _RSA_SIGNATURES if kind == "ssh-rsa" else (kind,)
        try:
            with _line_errors():
                transport.start_client(timeout=_GREETING)
                if transport.get_remote_server_key() != self.login.host_key:
                    raise self.login.refusal(_Code.HOST_KEY_CHANGED)
                transport.auth_publickey(self.login.user, self.login.key)
        except paramiko.ssh_exception.IncompatiblePeer as error:
            # It has no key of the kind that is pinned.
            raise self.login.refusal(_Code.HOST_KEY_CHANGED) from error
        except paramiko.AuthenticationException as error:
            raise self.login.refusal(_Code.CLIENT_REFUSED) from error


def _end(transport: paramiko.Transport) -> None:
    transport.close()
    # WORKAROUND: paramiko leaves the socket open and its timer running when the two ends could not
    # agree; both calls are harmless otherwise.
    transport.packetizer.complete_handshake()
    transport.sock.close()


@contextmanager
def _line_errors() -> Iterator[None]:
    try:
        yield
    except (paramiko.ssh_exception.IncompatiblePeer, paramiko.AuthenticationException):
        raise
    except TimeoutError as error:
        raise LineBrokenError(_Code.TIMED_OUT) from error
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise LineBrokenError(_Code.UNREACHABLE) from error
