"""Every Vietnamese sentence the program refuses or warns with: the one place to change one.

No Qt here: the command line speaks the same sentences. ``sentence`` takes an ``AppError``,
``problem_sentence`` a ``Problem``. A test walks every code of ``desktop/errors/`` and every
``ProblemCode`` and asks for a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from desktop.errors import (
    AccessDenied,
    AppError,
    AttachmentRefused,
    ConflictFound,
    DocumentFailed,
    HandoverRefused,
    LawSilent,
    LayoutRefused,
    MoveRefused,
    NotAllowed,
    NotFound,
    PackageRefused,
    PrintRefused,
    ReadingRefused,
    ServerFailed,
    ServerRefused,
    SigningFailed,
    StaleRecord,
    StorageError,
    TemplateRefused,
    TokenUnavailable,
    TransportFailed,
    TrustRefused,
    TrustUndecided,
    UsageError,
)
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem
from desktop.vietnamese.dates import short_date
from desktop.views.access_sentences import ACCESS, RIGHTS
from desktop.views.database_sentences import SERVERS
from desktop.views.document_sentences import DOCUMENTS
from desktop.views.handover_sentences import HANDOVERS
from desktop.views.layout_sentences import LAYOUTS, layout_cause, layout_place
from desktop.views.message import Message
from desktop.views.package_sentences import PACKAGES
from desktop.views.print_sentences import PRINTING
from desktop.views.problem_sentences import SENTENCES
from desktop.views.reading_sentences import READING
from desktop.views.record_sentences import RECORDS
from desktop.views.refusal_sentences import FILES, LAW, SIGNING
from desktop.views.storage_sentences import STORAGE
from desktop.views.token_sentences import TOKENS
from desktop.views.transport_sentences import TRANSPORT
from desktop.views.trust_sentences import TRUST

# By class first: two classes may have a code of the same name.
_TABLES: Mapping[type[AppError], Mapping[StrEnum, Message]] = {
    StorageError: STORAGE,
    ServerFailed: SERVERS,
    ServerRefused: SERVERS,
    AccessDenied: ACCESS,
    NotAllowed: RIGHTS,
    StaleRecord: RECORDS,
    NotFound: RECORDS,
    MoveRefused: RECORDS,
    PackageRefused: PACKAGES,
    TrustUndecided: PACKAGES,
    ConflictFound: PACKAGES,
    HandoverRefused: HANDOVERS,
    TrustRefused: TRUST,
    SigningFailed: {**SIGNING, **TOKENS},
    TokenUnavailable: {**SIGNING, **TOKENS},
    TransportFailed: TRANSPORT,
    AttachmentRefused: FILES,
    ReadingRefused: READING,
    DocumentFailed: DOCUMENTS,
    LayoutRefused: LAYOUTS,
    PrintRefused: PRINTING,
    TemplateRefused: DOCUMENTS,
    UsageError: FILES,
    LawSilent: LAW,
}

_UNVERIFIED = "chưa đối chiếu"


class _Known(dict[str, object]):
    """Fills the blanks of a sentence; one that is not known is left out rather than shown."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(error: AppError) -> Message:
    """Return what is told about a refusal."""
    data = _Known({key: _shown(value) for key, value in error.data.items()})
    if error.code is DocumentFailed.Code.LAYOUT_BAD:
        data["place"] = layout_place(error.data.get("field"))
        data["cause"] = layout_cause(error.data.get("why"))
    if isinstance(data.get("state"), str):
        data["state"] = _state_label(str(data["state"]))
    found = _TABLES[type(error)][error.code]
    return Message(*(part.format_map(data) for part in (found.what, found.kept, found.do)))


def _shown(value: object) -> object:
    """Return a date and a measure as Vietnamese writes them: «297», «41,4»."""
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return short_date(value) if isinstance(value, date) else value


def problem_sentence(problem: Problem) -> str:
    """Return what is told about a problem, with its citation and «chưa đối chiếu» where due."""
    text = SENTENCES[problem.code].format_map(_Known(problem.data))
    notes = [problem.citation] if problem.citation else []
    if not problem.verified:
        notes.append(_UNVERIFIED)
    return f"{text} ({'; '.join(notes)})" if notes else text


def _state_label(code: str) -> str:
    return {s.value: s.label for s in DossierState}.get(code, code)
