"""Keys, tokens and lines: the world around a package."""

from __future__ import annotations

from enum import StrEnum

from desktop.errors.base import AppError


class SigningFailed(AppError):
    """The signature could not be made; nothing was written."""

    class Code(StrEnum):
        """Why not."""

        KEY_UNREADABLE = "KEY_UNREADABLE"
        WRONG_PASSPHRASE = "WRONG_PASSPHRASE"
        PASSPHRASE_TOO_SHORT = "PASSPHRASE_TOO_SHORT"
        KEY_EXPIRED = "KEY_EXPIRED"
        KEY_NOT_FOR_SIGNING = "KEY_NOT_FOR_SIGNING"
        KEY_NOT_FOR_ENCRYPTION = "KEY_NOT_FOR_ENCRYPTION"
        CERTIFICATE_UNREADABLE = "CERTIFICATE_UNREADABLE"
        CERTIFICATE_OF_OTHER_OFFICE = "CERTIFICATE_OF_OTHER_OFFICE"
        NO_DRIVER = "NO_DRIVER"
        DRIVER_UNUSABLE = "DRIVER_UNUSABLE"
        WRONG_BITNESS = "WRONG_BITNESS"
        DRIVER_FAILED = "DRIVER_FAILED"
        NO_TOKEN = "NO_TOKEN"
        TOKEN_BLANK = "TOKEN_BLANK"
        SEVERAL_TOKENS = "SEVERAL_TOKENS"
        TOKEN_BUSY = "TOKEN_BUSY"
        TOKEN_REMOVED = "TOKEN_REMOVED"
        TOKEN_CLOSED = "TOKEN_CLOSED"
        TOKEN_CANNOT_SIGN = "TOKEN_CANNOT_SIGN"
        WRONG_PIN = "WRONG_PIN"
        WRONG_PIN_ONE_LEFT = "WRONG_PIN_ONE_LEFT"
        PIN_LAST_TRY = "PIN_LAST_TRY"
        PIN_LOCKED = "PIN_LOCKED"
        PIN_NOT_SET = "PIN_NOT_SET"
        PIN_TO_CHANGE = "PIN_TO_CHANGE"
        NO_CERTIFICATE = "NO_CERTIFICATE"
        SEVERAL_CERTIFICATES = "SEVERAL_CERTIFICATES"
        NO_KEY = "NO_KEY"
        KEY_MISMATCH = "KEY_MISMATCH"
        CERTIFICATE_NOT_YET_VALID = "CERTIFICATE_NOT_YET_VALID"
        NOT_BOUND = "NOT_BOUND"


class TokenUnavailable(SigningFailed):
    """A signing token cannot be reached: driver, reader, the token itself; codes as above."""

    exit_code = 6


class TransportFailed(AppError):
    """A package could not be carried over the line now; it stays where it was."""

    exit_code = 6

    class Code(StrEnum):
        """Why not; ``place`` in the data names the server."""

        UNREACHABLE = "UNREACHABLE"
        TIMED_OUT = "TIMED_OUT"
        TLS_UNTRUSTED = "TLS_UNTRUSTED"
        CLIENT_REFUSED = "CLIENT_REFUSED"
        HOST_KEY_CHANGED = "HOST_KEY_CHANGED"
        BOX_MISSING = "BOX_MISSING"
        SERVER_FULL = "SERVER_FULL"
        SERVER_FAILED = "SERVER_FAILED"
        SERVER_LIED = "SERVER_LIED"
        PARTS_MISSING = "PARTS_MISSING"
        OFFER_BAD = "OFFER_BAD"
        ADDRESS_BAD = "ADDRESS_BAD"
        KEY_UNUSABLE = "KEY_UNUSABLE"
        HOST_KEY_MISSING = "HOST_KEY_MISSING"
