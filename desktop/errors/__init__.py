"""The whole tree of refusals; it is drawn in ``base.py``, which is to be read first.

English here; the Vietnamese sentences stand in ``desktop/views/messages.py``. Each class is one
kind of refusal with its codes and exit code; a file holds those of one part of the world. Everybody
imports from this package, never from its files. Imports nothing but the standard library.
"""

from desktop.errors.base import AppError, Cancelled
from desktop.errors.packages import (
    ConflictFound,
    HandoverRefused,
    PackageRefused,
    TrustRefused,
    TrustUndecided,
)
from desktop.errors.papers import (
    AttachmentRefused,
    DocumentFailed,
    LawSilent,
    LayoutRefused,
    PrintRefused,
    ReadingRefused,
    TemplateRefused,
    UsageError,
)
from desktop.errors.records import AccessDenied, MoveRefused, NotAllowed, NotFound, StaleRecord
from desktop.errors.signing import SigningFailed, TokenUnavailable, TransportFailed
from desktop.errors.storage import ServerFailed, ServerRefused, StorageError

__all__ = [
    "AccessDenied",
    "AppError",
    "AttachmentRefused",
    "Cancelled",
    "ConflictFound",
    "DocumentFailed",
    "HandoverRefused",
    "LawSilent",
    "LayoutRefused",
    "MoveRefused",
    "NotAllowed",
    "NotFound",
    "PackageRefused",
    "PrintRefused",
    "ReadingRefused",
    "ServerFailed",
    "ServerRefused",
    "SigningFailed",
    "StaleRecord",
    "StorageError",
    "TemplateRefused",
    "TokenUnavailable",
    "TransportFailed",
    "TrustRefused",
    "TrustUndecided",
    "UsageError",
]
