"""The whole tree of refusals. English here; Vietnamese sentences stand in ``views/messages.py``.

    AppError                       exit code
    ├── StorageError               6   disk, file, database
    │   └── ServerFailed           6   the database server of an office with many staff
    │       └── ServerRefused      4   a database there that is not to be used like this
    ├── AccessDenied               4   password, recovery code
    ├── NotAllowed                 4   the officer's role, or whose dossiers they handle
    ├── StaleRecord                4   somebody else saved first
    ├── NotFound                   4   no such record
    ├── MoveRefused                4   a move outside product.md §5, or a guard not met
    ├── PackageRefused             4   container, manifest, digest, meaning
    ├── TrustUndecided             5   signer cannot be judged yet
    ├── ConflictFound              5   two sides that cannot both be so; a person chooses
    ├── HandoverRefused            4   a whole office given to another machine
    ├── TrustRefused               4   request, grant, trust bundle, revocation list, root key
    ├── SigningFailed              4   key or passphrase, PIN, certificate
    │   └── TokenUnavailable       6   driver, reader or token: the world around a signing token
    ├── TransportFailed            6   line, server, or the keys of either
    ├── AttachmentRefused          3   an attached file is not acceptable
    ├── ReadingRefused             4   an attached file cannot be shown inside the program
    ├── DocumentFailed             4   a paper or certificate cannot be drawn
    ├── LayoutRefused              4   a layout of certificates is not kept or changed as asked
    ├── PrintRefused               4   printing on blanks: proof, run, printer, calibration
    ├── TemplateRefused            3   a sentence of a paper is not acceptable as a template
    ├── LawSilent                  3   the law data has no answer for that day
    └── UsageError                 2   the command's words are off
    Cancelled                          the user stopped a long job; never shown as an error

Adding a code means adding its sentence; ``tests/architecture/test_messages.py`` walks all codes.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class Cancelled(Exception):
    """Raised by ``report`` inside a job when the user stopped it."""


class AppError(Exception):
    """A refusal the program expects: a code plus plain data for the sentence.

    Attributes:
        code: member of the subclass's ``Code`` enumeration.
        data: plain values the sentence needs; never citizens' names, which may not reach the log.
    """

    exit_code: ClassVar[int] = 4

    class Code(StrEnum):
        """Codes of this kind of refusal."""

    def __init__(self, code: StrEnum, **data: object) -> None:
        self.code = code
        self.data = data
        super().__init__(f"{type(self).__name__}.{code.name} {data or ''}".strip())
