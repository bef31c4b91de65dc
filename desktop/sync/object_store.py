"""Small objects under names, on a server or in a folder: what the chunks of packages rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from desktop.errors import TransportFailed
from desktop.sync.flow import Flow


class LineBrokenError(Exception):
    """The line or the server gave way in the middle; another try may succeed.

    Attributes:
        code: what to say when no try succeeds.
        status: the server's own code, 0 for none.
        is_connected: False when not even a connection came about.
    """

    def __init__(
        self, code: TransportFailed.Code, *, status: int = 0, is_connected: bool = True
    ) -> None:
        self.code = code
        self.status = status
        self.is_connected = is_connected
        super().__init__(f"{code} {status}")


class ObjectStore(Protocol):
    """One worker's own session with the place where objects lie.

    Names are ``folder/…/file`` below the box, of plain letters, digits, "-", "." and "_". All
    calls raise ``LineBrokenError`` where trying again may help, and ``TransportFailed`` or
    ``StorageError`` where it will not.
    """

    def check(self) -> None:
        """See that the box is there and may be read; BOX_MISSING where it is not."""

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the finished objects of a folder with their sizes in bytes, by last name."""
        ...

    def put(self, name: str, data: bytes) -> None:
        """Store an object whole or not at all; a former one of that name is replaced."""

    def get(self, name: str, at_most: int) -> bytes | None:
        """Return an object, cut off after ``at_most`` + 1 bytes; None where there is none."""
        ...

    def remove(self, name: str) -> None:
        """Remove an object, and what a broken ``put`` of it may have left; none is no error."""

    def close(self) -> None:
        """End the session; the next call begins a new one."""


StoreFactory = Callable[[Flow], ObjectStore]
"""Makes a worker's session; the flow paces what it sends and stops it when the work is called off.
"""
