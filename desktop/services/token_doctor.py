"""bác sĩ thiết bị ký số: looks at a token step by step and keeps its report as a file.

Needs no office: without one, whether the certificate is registered is simply not looked at. The
steps and their order stand in ``desktop.sealing.token_diagnosis``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from desktop.disk import whole_file
from desktop.sealing.token_report import (
    StepState,
    TokenCheck,
    TokenReport,
    TokenStep,
    TriesLeft,
)

__all__ = [
    "StepState",
    "TokenCheck",
    "TokenDoctor",
    "TokenReport",
    "TokenStep",
    "TriesLeft",
    "write_report",
]


class TokenDoctor:
    """Use cases of looking at a token that does not work.

    Args:
        clock: gives the present as aware UTC.
        bound: returns the fingerprints registered for this office; None where none is open.
    """

    def __init__(
        self, clock: Callable[[], datetime], bound: Callable[[], Collection[str]] | None = None
    ) -> None:
        self._clock = clock
        self._bound = bound

    def examine(
        self,
        module: Path,
        pin: str | None = None,
        *,
        label: str = "",
        fingerprint: str = "",
        allow_last_try: bool = False,
    ) -> TokenReport:
        """Try every step up to a verified test signature; raises nothing for a sick token.

        Args:
            module: the driver's file.
            pin: as typed; None leaves out what lies behind the log-in, and tries none.
            label: which of several tokens.
            fingerprint: which of several certificates, hex.
            allow_last_try: whether a PIN may be sent that would lock the token if it were wrong.
        """
        from desktop.sealing.token_diagnosis import diagnose

        return diagnose(
            module,
            now=self._clock(),
            pin=pin,
            bound=self._bound() if self._bound else None,
            label=label,
            fingerprint=fingerprint,
            allow_last_try=allow_last_try,
        )


def write_report(target: Path, text: str) -> None:
    """Write a report to hand over, whole or not at all.

    Raises:
        StorageError: the folder is full, missing, read-only or cannot be written.
    """
    with whole_file(target) as file:
        file.write(text.encode())
