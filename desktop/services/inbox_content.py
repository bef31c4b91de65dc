"""What every kind of package has in common once it was checked and waits to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.sealing.header import PackageHeader
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class Arrival:
    """The file a package came in.

    Attributes:
        package_id: as its header says.
        sha256: of the file as it travelled, hex.
        content_sha256: of what was signed, hex.
        signature: what was thought of the signature: valid, undecided.
        chosen: that a person took this side of a conflict, so that what contradicts it gives way.
        clock: what the sender is told of its clock; "" where nothing speaks against it.
    """

    package_id: UUID
    sha256: str
    content_sha256: str
    signature: str
    chosen: bool = False
    clock: str = ""


class Content(Protocol):
    """A package whose data was checked and whose files are in the blob store."""

    @property
    def header(self) -> PackageHeader:
        """Its label."""
        ...

    @property
    def dossier_id(self) -> UUID | None:
        """The dossier it is about, if any."""
        ...

    @property
    def revision(self) -> int | None:
        """Which revision of it."""
        ...

    def take_in(self, store: Store, session: Session, arrival: Arrival) -> UUID | None:
        """Write what it brings, in the caller's transaction.

        Returns:
            the event its receipt tells of; None where the receipt tells of the package alone.

        Raises:
            PackageRefused: it does not fit what is here; nothing was changed.
            ConflictFound: it contradicts what is here, and a person must choose.
        """
        ...
