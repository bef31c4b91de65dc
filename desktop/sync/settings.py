"""Where a box is, who we are there, and opening it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from desktop.errors import TransportFailed
from desktop.sync.box import Box, Side
from desktop.sync.object_store import StoreFactory
from desktop.sync.workers import WORKERS

_PORTS = {"https": 443, "http": 80, "sftp": 22}


class Way(StrEnum):
    """How packages travel."""

    FOLDER = "folder"
    """Whole files on a USB stick or in a shared folder."""
    TREE = "tree"
    """The boxes of a server that stands on this machine's own disk or network share."""
    WEBDAV = "webdav"
    SFTP = "sftp"


@dataclass(frozen=True, slots=True)
class BoxSettings:
    """One office's connection to a place where packages are exchanged.

    Attributes:
        way: how packages travel.
        address: a folder's path, or ``https://host[:port]/path`` or ``sftp://host[:port]/path``;
            the folder ``boxes`` of the server's tree stands below it.
        user: the account for SFTP, or for a password over WebDAV; "" for none.
        password: over WebDAV only, beside the certificate; "" for none.
        ca_pem: the authority that issued the server's certificate; b"" means the public ones this
            computer trusts.
        client_certificate_pem: ours for TLS, with those above it if any; b"" for none.
        client_key_pem: our transport key, PKCS#8, unencrypted; held in memory only.
        host_key: the SFTP server's key as in ``ssh_host_*_key.pub`` ("ssh-ed25519 AAAA…").
        bytes_per_second: at most, over all connections together; 0 for no limit.
    """

    way: Way
    address: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_pem: bytes = b""
    client_certificate_pem: bytes = b""
    client_key_pem: bytes = field(default=b"", repr=False)
    host_key: str = ""
    bytes_per_second: int = 0

    @property
    def place(self) -> str:
        """The server or folder as people know it: host and port, or the path."""
        return self.address.partition("://")[2].split("/")[0].rpartition("@")[2] or self.address


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A server's address taken apart; ``path`` has neither a leading nor a trailing slash."""

    scheme: str
    host: str
    port: int
    path: str


def server_address(settings: BoxSettings) -> ServerAddress:
    """Take the address of a server apart.

    Raises:
        TransportFailed: ADDRESS_BAD; also for a line without TLS to another machine.
    """
    refusal = TransportFailed(TransportFailed.Code.ADDRESS_BAD, place=settings.place)
    try:
        parts = urlsplit(settings.address)
        port = parts.port
    except ValueError as error:
        raise refusal from error
    schemes = {"sftp"} if settings.way is Way.SFTP else {"https", "http"}
    host = parts.hostname or ""
    if parts.scheme not in schemes or not host or parts.query or parts.fragment or parts.password:
        raise refusal
    if parts.scheme == "http" and not _is_loopback(host):
        raise refusal
    path = parts.path.strip("/")
    if ".." in path.split("/"):
        raise refusal
    return ServerAddress(parts.scheme, host, port or _PORTS[parts.scheme], path)


def open_box(
    settings: BoxSettings,
    office_id: UUID,
    side: Side,
    *,
    scratch: Path,
    box_of: UUID | None = None,
) -> Box:
    """Return the box behind a connection; nothing is contacted yet.

    Args:
        settings: where and as whom.
        office_id: this office.
        side: UP for an office that reports to the other end, DOWN for the one that keeps the boxes.
        scratch: a folder of ours for what has come in part; made when needed.
        box_of: the office below whose box it is, when that is not this one (side DOWN).

    Raises:
        TransportFailed: ADDRESS_BAD or KEY_UNUSABLE.
    """
    if settings.way is Way.FOLDER:
        from desktop.sync.folder_box import FolderBox

        return FolderBox(Path(settings.address), office_id)
    from desktop.sync.chunk_box import ChunkBox

    box = str(box_of or office_id)
    return ChunkBox(
        _store_factory(settings, f"boxes/{box}"),
        side,
        place=settings.place,
        scratch=scratch / box,
        bytes_per_second=settings.bytes_per_second,
        # Two on each SFTP connection: while one waits for an answer, the other sends.
        workers=2 * WORKERS if settings.way is Way.SFTP else WORKERS,
    )


def _store_factory(settings: BoxSettings, box: str) -> StoreFactory:
    # Each is imported only where it is used: together they take a second to load.
    if settings.way is Way.TREE:
        from desktop.sync.folder_store import FolderStore

        root = Path(settings.address) / box
        return lambda flow: FolderStore(root, settings.place, flow)
    if settings.way is Way.WEBDAV:
        from desktop.sync.webdav_store import webdav_stores

        return webdav_stores(settings, box)
    from desktop.sync.sftp_store import sftp_stores

    return sftp_stores(settings, box)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
