"""What every way of carrying packages can do, whatever lies beneath it.

A box is seen from one side. What we put into it we also take away again, once it is settled by a
receipt; what the other side put there we only read. So neither side can lose the other's packages.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

ReportProgress = Callable[[int, int, str], None]
"""Told (done, total, step); may raise ``Cancelled``, which stops the work between two pieces."""


class Side(StrEnum):
    """Whose half of a box is ours to write: a sender's is "up", its receiver's "down"."""

    UP = "up"
    DOWN = "down"

    @property
    def other(self) -> Side:
        """The half the other side writes."""
        return Side.DOWN if self is Side.UP else Side.UP


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one delivery moved.

    Attributes:
        bytes_sent: content that left this machine, in bytes, repeats after a broken line included.
        chunks_sent: pieces put, or 1 for a file copied whole; 0 when all was there already.
        skipped: pieces that were there already.
    """

    bytes_sent: int
    chunks_sent: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A package of the other side that waits for us.

    Attributes:
        name: the file's name, or the package's digest where a box knows no names.
        sha256: of the whole file, hex; None where only reading it will tell.
        size: in bytes; 0 when ``is_readable`` is False.
        is_readable: False for an offer whose own description is damaged; fetching it is refused.
    """

    name: str
    sha256: str | None
    size: int
    is_readable: bool = True


class Box(Protocol):
    """One way to one office. Every call may be repeated at any time and does no harm.

    Each call opens what it needs and closes it again. Inside ``with box:`` connections are kept
    from one call to the next, which saves most of the time of many small packages.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def check(self) -> None:
        """See that the other end answers, is the right one, and lets us in.

        Raises:
            TransportFailed: any code of the line.
            StorageError: a folder is gone or takes no file.
        """

    def deliver(
        self, source: Path, sha256: str, receiver: UUID, report: ReportProgress | None = None
    ) -> Delivered:
        """Carry one finished package there and make sure that it arrived whole.

        Args:
            source: the finished file, in the outbox.
            sha256: what it must be, hex; a file that is anything else does not leave.
            receiver: the office it is for.
            report: told (bytes done, bytes in all, step).

        Raises:
            PackageRefused: DIGEST; the file was changed after it was made.
            TransportFailed: the line, or SERVER_LIED when what arrived is not what was sent.
            StorageError: the file is gone; the stick is full, gone or damaged.
            Cancelled: from ``report``; what arrived so far is not sent again.
        """
        ...

    def waiting(self, known: Container[str] = ()) -> list[Offer]:
        """Return what the other side left for us, in the order of names.

        Args:
            known: digests (hex) of packages already taken in, which are not asked about again.

        Raises:
            TransportFailed, StorageError: the place cannot be read.
        """
        ...

    def fetch(self, offer: Offer, target: Path, report: ReportProgress | None = None) -> str:
        """Bring an offered package to ``target``, whole or not at all, and return its SHA-256, hex.

        Raises:
            TransportFailed: the line; OFFER_BAD; PARTS_MISSING when pieces are lost or damaged
                there: the sender has then been asked for them and what came so far is kept.
            StorageError: no room here; the stick was pulled out.
            Cancelled: from ``report``; what came so far is kept.
        """
        ...

    def settle(self, sha256: str) -> bool:
        """Take away a package that we ourselves delivered; say whether anything was there.

        Raises:
            TransportFailed, StorageError: the place cannot be read or written.
        """
        ...
