"""The whole tree of refusals. English here; Vietnamese sentences stand in ``views/messages.py``.

    AppError                       exit code
    ├── StorageError               6   disk, file, database
    │   └── ServerFailed           6   the database server of an office with many staff
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


class StorageError(AppError):
    """The world below is wrong: disk, folder, database file."""

    exit_code = 6

    class Code(StrEnum):
        """What is wrong with the storage."""

        DISK_FULL = "DISK_FULL"
        READ_ONLY = "READ_ONLY"
        LOCKED = "LOCKED"
        CORRUPT = "CORRUPT"
        NOT_A_DATABASE = "NOT_A_DATABASE"
        NEWER_DATABASE = "NEWER_DATABASE"
        FILE_MISSING = "FILE_MISSING"
        FILE_EXISTS = "FILE_EXISTS"
        CANNOT_WRITE = "CANNOT_WRITE"
        NOT_A_FOLDER = "NOT_A_FOLDER"
        NAME_TOO_LONG = "NAME_TOO_LONG"
        CANNOT_READ = "CANNOT_READ"
        NO_OFFICE = "NO_OFFICE"
        OFFICE_EXISTS = "OFFICE_EXISTS"
        QUEUED_NOT_COPIED = "QUEUED_NOT_COPIED"
        STICK_GONE = "STICK_GONE"
        STICK_FULL = "STICK_FULL"
        COPY_DIFFERS = "COPY_DIFFERS"
        DATABASE_MOVED = "DATABASE_MOVED"


class ServerFailed(StorageError):
    """The database server cannot be used; ``place`` in the data names server and database."""

    class Code(StrEnum):
        """What is wrong with it."""

        ADDRESS_BAD = "ADDRESS_BAD"
        ADDRESS_DAMAGED = "ADDRESS_DAMAGED"
        UNREACHABLE = "UNREACHABLE"
        TLS_UNTRUSTED = "TLS_UNTRUSTED"
        LOGIN_REFUSED = "LOGIN_REFUSED"
        NO_DATABASE = "NO_DATABASE"
        NO_RIGHTS = "NO_RIGHTS"
        TOO_MANY = "TOO_MANY"
        SERVER_OLD = "SERVER_OLD"
        WRONG_ORDER = "WRONG_ORDER"
        NOT_EMPTY = "NOT_EMPTY"
        EMPTY = "EMPTY"
        OTHER_OFFICE = "OTHER_OFFICE"
        ALREADY_THERE = "ALREADY_THERE"
        NOT_ON_SERVER = "NOT_ON_SERVER"
        COPY_DIFFERS = "COPY_DIFFERS"
        CHAIN_BROKEN = "CHAIN_BROKEN"
        SERVER_LOST = "SERVER_LOST"
        COMMIT_UNKNOWN = "COMMIT_UNKNOWN"
        TOO_SLOW = "TOO_SLOW"


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


class PackageRefused(AppError):
    """A package is not acceptable; nothing of it was used."""

    class Code(StrEnum):
        """The first defect met, in the reader's order (house.md §8)."""

        NOT_A_PACKAGE = "NOT_A_PACKAGE"
        TRUNCATED = "TRUNCATED"
        TOO_LARGE = "TOO_LARGE"
        TOO_MANY_ENTRIES = "TOO_MANY_ENTRIES"
        MIMETYPE = "MIMETYPE"
        BAD_NAME = "BAD_NAME"
        DUPLICATE_NAME = "DUPLICATE_NAME"
        CASE_CLASH = "CASE_CLASH"
        COMPRESSED_BOMB = "COMPRESSED_BOMB"
        COMPRESSED_ENTRY = "COMPRESSED_ENTRY"
        SPECIAL_ENTRY = "SPECIAL_ENTRY"
        HEADERS_DISAGREE = "HEADERS_DISAGREE"
        UNUSUAL_ZIP = "UNUSUAL_ZIP"
        ENCRYPTED_ENTRY = "ENCRYPTED_ENTRY"
        HIDDEN_DATA = "HIDDEN_DATA"
        MANIFEST_MISSING = "MANIFEST_MISSING"
        MANIFEST_BAD = "MANIFEST_BAD"
        MANIFEST_TWICE = "MANIFEST_TWICE"
        UNLISTED_ENTRY = "UNLISTED_ENTRY"
        MISSING_ENTRY = "MISSING_ENTRY"
        DIGEST = "DIGEST"
        DIGEST_ALGORITHM = "DIGEST_ALGORITHM"
        SIGNATURE_MISSING = "SIGNATURE_MISSING"
        SIGNATURE_INVALID = "SIGNATURE_INVALID"
        SIGNER_MISMATCH = "SIGNER_MISMATCH"
        SIGNER_REVOKED = "SIGNER_REVOKED"
        SIGNER_FORGED = "SIGNER_FORGED"
        SIGNER_KEY_UNFIT = "SIGNER_KEY_UNFIT"
        NEWER_FORMAT = "NEWER_FORMAT"
        HEADER_BAD = "HEADER_BAD"
        RECEIVER_KEY_UNKNOWN = "RECEIVER_KEY_UNKNOWN"
        RECEIVER_KEY_EXPIRED = "RECEIVER_KEY_EXPIRED"
        DATA_BAD = "DATA_BAD"
        NOT_FOR_US = "NOT_FOR_US"
        WRONG_KIND = "WRONG_KIND"
        SAME_ID_OTHER_CONTENT = "SAME_ID_OTHER_CONTENT"
        OLD_REVISION = "OLD_REVISION"
        UNKNOWN_DOSSIER = "UNKNOWN_DOSSIER"
        STATE_CONFLICT = "STATE_CONFLICT"
        ATTACHMENT_BAD = "ATTACHMENT_BAD"
        RECALLED = "RECALLED"
        RECALL_DENIED = "RECALL_DENIED"
        NOT_CHOSEN = "NOT_CHOSEN"
        UNKNOWN_PACKAGE = "UNKNOWN_PACKAGE"
        NOT_FROM_ABOVE = "NOT_FROM_ABOVE"
        OLD_BULLETIN = "OLD_BULLETIN"
        TRUST_BUNDLE_OLDER = "TRUST_BUNDLE_OLDER"
        TRUST_BUNDLE_FORKED = "TRUST_BUNDLE_FORKED"
        TRUST_BUNDLE_BAD = "TRUST_BUNDLE_BAD"
        OWN_DATA_BAD = "OWN_DATA_BAD"
        ENVELOPE_BAD = "ENVELOPE_BAD"
        NOT_FOR_OUR_KEY = "NOT_FOR_OUR_KEY"
        ENVELOPE_TAMPERED = "ENVELOPE_TAMPERED"
        OUTER_MISMATCH = "OUTER_MISMATCH"
        NOT_ENCRYPTED = "NOT_ENCRYPTED"


class TrustUndecided(AppError):
    """Nothing is wrong with the package, but its signer is not known here yet."""

    exit_code = 5

    class Code(StrEnum):
        """Why it cannot be decided yet."""

        SIGNER_UNKNOWN = "SIGNER_UNKNOWN"
        SIGNER_OTHER_KEY = "SIGNER_OTHER_KEY"
        SIGNER_EXPIRED = "SIGNER_EXPIRED"
        KEY_COMPROMISED = "KEY_COMPROMISED"
        LIST_NOT_FRESH = "LIST_NOT_FRESH"
        SENDER_CLOCK = "SENDER_CLOCK"
        OWN_CLOCK = "OWN_CLOCK"


class ConflictFound(AppError):
    """A package contradicts what is here; it is kept whole and a person chooses between both."""

    exit_code = 5

    class Code(StrEnum):
        """What contradicts what; also the ``kind`` of the conflict on record."""

        SEQUENCE_TWICE = "SEQUENCE_TWICE"
        REVISION_TWICE = "REVISION_TWICE"
        REVISION_FORKED = "REVISION_FORKED"
        REVISION_TOO_EARLY = "REVISION_TOO_EARLY"
        RECALL_TOO_LATE = "RECALL_TOO_LATE"
        RECEIPT_AFTER_RECALL = "RECEIPT_AFTER_RECALL"
        ANSWER_MISFIT = "ANSWER_MISFIT"


class HandoverRefused(AppError):
    """A handover cannot be written or restored, or this machine gave its work away by one."""

    class Code(StrEnum):
        """Why not."""

        HANDED_OVER = "HANDED_OVER"
        NOT_HANDED_OVER = "NOT_HANDED_OVER"
        NO_ROOM = "NO_ROOM"
        TOO_MUCH = "TOO_MUCH"
        INSIDE_DATA = "INSIDE_DATA"
        NOT_A_HANDOVER = "NOT_A_HANDOVER"
        NOT_EMPTY = "NOT_EMPTY"
        NOT_ITS_OWN = "NOT_ITS_OWN"
        DAMAGED = "DAMAGED"


class TrustRefused(AppError):
    """A paper of trust is not acceptable; what was trusted before still is, and nothing else."""

    class Code(StrEnum):
        """What is wrong with it."""

        REQUEST_BAD = "REQUEST_BAD"
        REQUEST_NOT_PROVEN = "REQUEST_NOT_PROVEN"
        REQUEST_KEY_UNFIT = "REQUEST_KEY_UNFIT"
        REQUEST_OF_OTHER_OFFICE = "REQUEST_OF_OTHER_OFFICE"
        GRANT_BAD = "GRANT_BAD"
        GRANT_NOT_OURS = "GRANT_NOT_OURS"
        BUNDLE_BAD = "BUNDLE_BAD"
        BUNDLE_OLDER = "BUNDLE_OLDER"
        BUNDLE_FORKED = "BUNDLE_FORKED"
        CRL_BAD = "CRL_BAD"
        CRL_OLDER = "CRL_OLDER"
        AUTHORITY_BAD = "AUTHORITY_BAD"
        AUTHORITY_OTHER = "AUTHORITY_OTHER"
        AUTHORITY_EXPIRED = "AUTHORITY_EXPIRED"
        ROOT_MISSING = "ROOT_MISSING"
        ROOT_COPY_THERE = "ROOT_COPY_THERE"
        CODE_DIFFERS = "CODE_DIFFERS"
        CODE_NOT_READ = "CODE_NOT_READ"
        REQUEST_OLDER = "REQUEST_OLDER"
        REQUEST_SETTLED = "REQUEST_SETTLED"
        REQUEST_GRANTED = "REQUEST_GRANTED"
        NO_OFFICE_ABOVE = "NO_OFFICE_ABOVE"
        GRANT_EXPIRED = "GRANT_EXPIRED"
        CLOCK_BEHIND = "CLOCK_BEHIND"


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


class UsageError(AppError):
    """The command was called with words it does not know."""

    exit_code = 2

    class Code(StrEnum):
        """What is off."""

        BAD_VALUE = "BAD_VALUE"
        NO_SUCH_AWARD = "NO_SUCH_AWARD"
        NO_PASSWORD = "NO_PASSWORD"
        FILE_UNREADABLE = "FILE_UNREADABLE"
        NO_TOKEN_MODULE = "NO_TOKEN_MODULE"
