"""Packages, whose word they are, and two sides that differ."""

from __future__ import annotations

from enum import StrEnum

from desktop.errors.base import AppError


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
