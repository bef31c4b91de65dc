"""Where an office's files live."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OfficePaths:
    """The files of one office's data folder.

    Attributes:
        root: the data folder; everything of the office is below it.
        server: the address of a database server given for this run, "" for the office's own way;
            it holds a password and is never shown.
    """

    root: Path
    server: str = field(default="", repr=False)

    @classmethod
    def default(cls) -> OfficePaths:
        """Return the platform's place for this user's office."""
        # Imported here: most starts name their folder or have it from the launcher.
        import platformdirs

        return cls(Path(platformdirs.user_data_dir("guongsang", appauthor=False)))

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "office.db"

    @property
    def blobs(self) -> Path:
        """The encrypted attached files."""
        return self.root / "blobs"

    @property
    def quarantine(self) -> Path:
        """Packages taken in and not judged yet."""
        return self.root / "quarantine"

    @property
    def inbox(self) -> Path:
        """Packages accepted, as they came."""
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        """Packages made here, as they left."""
        return self.root / "outbox"

    @property
    def papers(self) -> Path:
        """Papers and certificates made here."""
        return self.root / "papers"

    @property
    def log(self) -> Path:
        """The program's log: ids and codes, never names."""
        return self.root / "log" / "guongsang.log"
