"""Who may do what to which record, and in which state."""

from __future__ import annotations

from enum import StrEnum

from desktop.errors.base import AppError


class AccessDenied(AppError):
    """The office stays locked."""

    class Code(StrEnum):
        """Why it stays locked."""

        WRONG_PASSWORD = "WRONG_PASSWORD"
        WRONG_RECOVERY_CODE = "WRONG_RECOVERY_CODE"
        WAIT = "WAIT"
        NO_SUCH_OFFICER = "NO_SUCH_OFFICER"
        KEYS_DAMAGED = "KEYS_DAMAGED"
        PASSWORD_TOO_SHORT = "PASSWORD_TOO_SHORT"
        LAST_SLOT = "LAST_SLOT"
        LOGIN_TAKEN = "LOGIN_TAKEN"


class NotAllowed(AppError):
    """The officer at work may not do this; nothing was changed."""

    class Code(StrEnum):
        """Why not."""

        ROLE = "ROLE"
        SCOPE = "SCOPE"
        REMOVED = "REMOVED"
        PASSWORD_SET = "PASSWORD_SET"
        LAST_HEAD = "LAST_HEAD"
        OWN_LOGIN = "OWN_LOGIN"


class StaleRecord(AppError):
    """The record changed since it was opened."""

    class Code(StrEnum):
        """Which way it changed."""

        CHANGED = "CHANGED"
        JUDGED = "JUDGED"


class NotFound(AppError):
    """There is no such record here."""

    class Code(StrEnum):
        """What was looked for."""

        RECORD = "RECORD"
        SUBJECT = "SUBJECT"


class MoveRefused(AppError):
    """A record may not make this move from the state it is in."""

    class Code(StrEnum):
        """Why not."""

        NOT_FROM_HERE = "NOT_FROM_HERE"
        GUARD = "GUARD"
        FROZEN = "FROZEN"
        IN_USE = "IN_USE"
        NEEDS_REASON = "NEEDS_REASON"
        WRONG_SEAT = "WRONG_SEAT"
        NOT_OURS_TO_DECIDE = "NOT_OURS_TO_DECIDE"
        ALREADY_DECIDED = "ALREADY_DECIDED"
        OWN_OFFICE = "OWN_OFFICE"
        LAW_CONTRADICTS = "LAW_CONTRADICTS"
        LAW_TWICE = "LAW_TWICE"
        CONFLICT_SETTLED = "CONFLICT_SETTLED"
        CONFLICT_OPEN = "CONFLICT_OPEN"
        CHOICE_IMPOSSIBLE = "CHOICE_IMPOSSIBLE"
        PERIOD_NOT_BEGUN = "PERIOD_NOT_BEGUN"
        NO_OFFICE_ABOVE = "NO_OFFICE_ABOVE"
        COPIED = "COPIED"
        NOT_CONSOLIDATED = "NOT_CONSOLIDATED"
        NOTHING_TO_CONSOLIDATE = "NOTHING_TO_CONSOLIDATE"
        FOR_OWN_MEETING = "FOR_OWN_MEETING"
        PURPOSE_FIXED = "PURPOSE_FIXED"
        NOTHING_FROM_ABOVE = "NOTHING_FROM_ABOVE"
