"""What a database server's errors mean: one code each, told by SQLSTATE where there is one.

The codes are those of PostgreSQL's Appendix A. While a connection is being made libpq gives none,
only the server's sentence; one that is not known counts as a server that cannot be reached.
"""

from __future__ import annotations

import sqlalchemy as sa

from desktop.errors import ServerFailed, StorageError

_Code = ServerFailed.Code
# By SQLSTATE, the longest beginning that fits.
_BY_STATE: tuple[tuple[str, StorageError.Code | ServerFailed.Code], ...] = (
    ("28", _Code.LOGIN_REFUSED),
    ("3D", _Code.NO_DATABASE),
    ("42501", _Code.NO_RIGHTS),
    ("53300", _Code.TOO_MANY),
    ("53100", StorageError.Code.DISK_FULL),
    ("53", _Code.TOO_MANY),
    ("25006", StorageError.Code.READ_ONLY),
    ("25P03", _Code.SERVER_LOST),
    ("55P03", StorageError.Code.LOCKED),
    ("40", StorageError.Code.LOCKED),
    ("57014", _Code.TOO_SLOW),
    ("57P03", _Code.UNREACHABLE),
    ("57P", _Code.SERVER_LOST),
    ("08", _Code.SERVER_LOST),
    ("58030", StorageError.Code.CANNOT_WRITE),
    ("58", StorageError.Code.CORRUPT),
    ("XX001", StorageError.Code.CORRUPT),
    ("XX002", StorageError.Code.CORRUPT),
    ("GS001", StorageError.Code.DATABASE_MOVED),
)
# While connecting: what the server, or libpq, says in English.
_BY_WORDS: tuple[tuple[str, ServerFailed.Code], ...] = (
    ("password authentication failed", _Code.LOGIN_REFUSED),
    ("no password supplied", _Code.LOGIN_REFUSED),
    ("authentication failed", _Code.LOGIN_REFUSED),
    ("authentication method requirement", _Code.LOGIN_REFUSED),
    ("no pg_hba.conf entry", _Code.LOGIN_REFUSED),
    ("is not permitted to log in", _Code.LOGIN_REFUSED),
    ("permission denied for database", _Code.NO_RIGHTS),
    ("too many", _Code.TOO_MANY),
    ("remaining connection slots", _Code.TOO_MANY),
    ("server does not support ssl", _Code.TLS_MISSING),
    ("certificate", _Code.TLS_UNTRUSTED),
    ("ssl", _Code.TLS_UNTRUSTED),
    ("timeout", _Code.UNREACHABLE),
    ("starting up", _Code.UNREACHABLE),
    ("does not exist", _Code.NO_DATABASE),
)
# A role that is not there is a login that does not work, whatever the sentence ends with.
_ROLE = 'role "'


def refusal_of(
    context: sa.engine.ExceptionContext, place: str, *, committing: bool
) -> BaseException | None:
    """Return the refusal that fits an error of the driver; None where it stays as it is.

    Args:
        context: what SQLAlchemy knows of the error.
        place: server and database, for the sentence.
        committing: whether the answer to COMMIT was being waited for.
    """
    from psycopg import Error, IntegrityError

    error = context.original_exception
    if not isinstance(error, Error) or isinstance(error, IntegrityError):
        return None
    code = _of_state(error.sqlstate or "")
    if code is None and context.connection is None:
        code = _of_words(str(error))
    if code is None and context.is_disconnect:
        code = _Code.SERVER_LOST
    if code is _Code.SERVER_LOST and committing:
        code = _Code.COMMIT_UNKNOWN
    return _refusal(code, place)


def _refusal(code: StorageError.Code | ServerFailed.Code | None, place: str) -> StorageError | None:
    if code is None:
        return None
    if isinstance(code, ServerFailed.Code):
        return ServerFailed(code, place=place)
    return StorageError(code)


def _of_state(state: str) -> StorageError.Code | ServerFailed.Code | None:
    fitting = [(start, code) for start, code in _BY_STATE if state.startswith(start)]
    return max(fitting, key=lambda pair: len(pair[0]))[1] if state and fitting else None


def _of_words(text: str) -> ServerFailed.Code:
    said = text.lower()
    if _ROLE in said and "does not exist" in said:
        return _Code.LOGIN_REFUSED
    return next((code for words, code in _BY_WORDS if words in said), _Code.UNREACHABLE)
