"""Disk, file, database and database server."""

from __future__ import annotations

from enum import StrEnum

from desktop.errors.base import AppError


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
        TLS_MISSING = "TLS_MISSING"
        LOGIN_REFUSED = "LOGIN_REFUSED"
        NO_DATABASE = "NO_DATABASE"
        NO_RIGHTS = "NO_RIGHTS"
        TOO_MANY = "TOO_MANY"
        SERVER_OLD = "SERVER_OLD"
        WRONG_ORDER = "WRONG_ORDER"
        NOT_EMPTY = "NOT_EMPTY"
        EMPTY = "EMPTY"
        OTHER_OFFICE = "OTHER_OFFICE"
        OLDER_SCHEMA = "OLDER_SCHEMA"
        ALREADY_THERE = "ALREADY_THERE"
        NOT_ON_SERVER = "NOT_ON_SERVER"
        COPY_DIFFERS = "COPY_DIFFERS"
        CHAIN_BROKEN = "CHAIN_BROKEN"
        SERVER_LOST = "SERVER_LOST"
        COMMIT_UNKNOWN = "COMMIT_UNKNOWN"
        TOO_SLOW = "TOO_SLOW"


class ServerRefused(ServerFailed):
    """The server works, but its database is not to be used like this; codes as above."""

    exit_code = 4
