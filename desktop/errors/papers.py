"""Attached files, papers, certificates, and the words of a command."""

from __future__ import annotations

from enum import StrEnum

from desktop.errors.base import AppError


class AttachmentRefused(AppError):
    """A file cannot be attached."""

    exit_code = 3

    class Code(StrEnum):
        """Why not."""

        EMPTY = "EMPTY"
        TOO_LARGE = "TOO_LARGE"
        KIND_NOT_ALLOWED = "KIND_NOT_ALLOWED"
        NOT_WHAT_ITS_NAME_SAYS = "NOT_WHAT_ITS_NAME_SAYS"
        UNREADABLE = "UNREADABLE"
        STORED_COPY_MISSING = "STORED_COPY_MISSING"
        STORED_COPY_DAMAGED = "STORED_COPY_DAMAGED"


class ReadingRefused(AppError):
    """An attached file cannot be shown inside the program; it is kept all the same."""

    class Code(StrEnum):
        """Why not."""

        BROKEN = "BROKEN"
        LOCKED = "LOCKED"
        FILE_TOO_LARGE = "FILE_TOO_LARGE"
        TOO_MANY_PAGES = "TOO_MANY_PAGES"
        PICTURE_TOO_LARGE = "PICTURE_TOO_LARGE"


class DocumentFailed(AppError):
    """A paper or a certificate cannot be drawn as asked."""

    class Code(StrEnum):
        """Why not."""

        LETTER_MISSING_IN_FONT = "LETTER_MISSING_IN_FONT"
        CERTIFICATE_LETTER_MISSING = "CERTIFICATE_LETTER_MISSING"
        CERTIFICATE_NAMELESS = "CERTIFICATE_NAMELESS"
        TEXT_DOES_NOT_FIT = "TEXT_DOES_NOT_FIT"
        QR_TOO_LONG = "QR_TOO_LONG"
        LAYOUT_BAD = "LAYOUT_BAD"
        LAYOUT_NEWER = "LAYOUT_NEWER"
        LAYOUT_FILE_DAMAGED = "LAYOUT_FILE_DAMAGED"
        LAYOUT_FILE_TOO_LARGE = "LAYOUT_FILE_TOO_LARGE"
        LAYOUT_SCAN_UNREADABLE = "LAYOUT_SCAN_UNREADABLE"
        LAYOUT_SCAN_TOO_LARGE = "LAYOUT_SCAN_TOO_LARGE"
        LAYOUT_SCAN_WRONG_SHAPE = "LAYOUT_SCAN_WRONG_SHAPE"
        LAYOUT_SCAN_TOO_COARSE = "LAYOUT_SCAN_TOO_COARSE"
        CALIBRATION_IMPOSSIBLE = "CALIBRATION_IMPOSSIBLE"
        CALIBRATION_CONTRADICTORY = "CALIBRATION_CONTRADICTORY"
        NOTHING_TO_PRINT = "NOTHING_TO_PRINT"
        VALUE_MISSING = "VALUE_MISSING"
        NAMES_DIFFER = "NAMES_DIFFER"


class LayoutRefused(AppError):
    """A layout of this office is not kept, changed or put away as asked; it is as it was."""

    class Code(StrEnum):
        """Why not."""

        BUNDLED = "BUNDLED"
        HAS_PROBLEMS = "HAS_PROBLEMS"
        USED_TWICE = "USED_TWICE"
        IS_DEFAULT = "IS_DEFAULT"
        HAS_HEIRS = "HAS_HEIRS"
        BASE_FIXES_PAPER = "BASE_FIXES_PAPER"
        NOTHING_TO_CHANGE = "NOTHING_TO_CHANGE"


class TemplateRefused(AppError):
    """A sentence of a paper, as an office has written it, cannot be used."""

    exit_code = 3

    class Code(StrEnum):
        """Why not."""

        UNKNOWN_FIELD = "UNKNOWN_FIELD"
        UNKNOWN_SLOT = "UNKNOWN_SLOT"
        NOT_ALLOWED = "NOT_ALLOWED"
        BROKEN = "BROKEN"
        TOO_LONG = "TOO_LONG"
        EMPTY = "EMPTY"
        LETTER_UNPRINTABLE = "LETTER_UNPRINTABLE"


class PrintRefused(AppError):
    """Certificates are not printed on blanks as asked; no blank was used."""

    class Code(StrEnum):
        """Why not."""

        PROOF_MISSING = "PROOF_MISSING"
        PROOF_CHANGED = "PROOF_CHANGED"
        PROOF_REORDERED = "PROOF_REORDERED"
        ALREADY_PRINTED = "ALREADY_PRINTED"
        NOTHING_WAITS = "NOTHING_WAITS"
        SHEET_NOT_OUT = "SHEET_NOT_OUT"
        SHEET_SPOILED = "SHEET_SPOILED"
        SERIAL_USED = "SERIAL_USED"
        NO_CALIBRATION = "NO_CALIBRATION"
        PRINTER_GONE = "PRINTER_GONE"
        PRINTER_BUSY = "PRINTER_BUSY"


class LawSilent(AppError):
    """The law data has no answer; nothing is guessed in its place."""

    exit_code = 3

    class Code(StrEnum):
        """What it is silent on."""

        NO_REGIME = "NO_REGIME"
        NO_BONUS = "NO_BONUS"
        OUTSIDE_CALENDAR = "OUTSIDE_CALENDAR"


class UsageError(AppError):
    """The command was called with words it does not know."""

    exit_code = 2

    class Code(StrEnum):
        """What is off."""

        BAD_VALUE = "BAD_VALUE"
        NO_SUCH_AWARD = "NO_SUCH_AWARD"
        NO_PASSWORD = "NO_PASSWORD"
        OFFICER_NEEDED = "OFFICER_NEEDED"
        FILE_UNREADABLE = "FILE_UNREADABLE"
        NO_TOKEN_MODULE = "NO_TOKEN_MODULE"
