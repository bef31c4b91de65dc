"""What was chosen to sign with, and opening it for as many packages as a block signs."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.tokens import TokenSigner

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.tokens import Signer


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """An officer's key file with its passphrase, or a token; neither means the office's own key."""

    key_file: Path | None = None
    passphrase: str = field(default="", repr=False)
    token: TokenSigner | None = None

    def opened(self, desk: Desk) -> AbstractContextManager[Signer | None]:
        """Open the key for the time of the block; None is the office's own. Runs in a job.

        Raises:
            SigningFailed: the key, the token or the certificate cannot be used.
            StorageError: the key file cannot be read.
        """
        if self.token is not None:
            return desk.tokens.signer(self.token)
        if self.key_file is not None:
            return nullcontext(desk.keys.signer_from_file(self.key_file, self.passphrase))
        return nullcontext(None)
