"""bản soát: everything that will reach paper, read and signed off before a blank is fed.

What is signed is a digest over the drawing instructions of every page in print order, thus over
each letter, its font, size and place, whichever layout, change or register it came from. Printing
on blanks asks for a signature on exactly the present digest; each page's own digest is kept beside
it, so that a refusal can say which certificates changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import PrintRefused
from desktop.models import ProofSignOff
from desktop.services.certificate_pages import CertificatePage, CertificatePages, Look
from desktop.services.fields import clean
from desktop.services.store import Store

_MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ProofState:
    """How the present pages stand to the last signature on them.

    Attributes:
        digest: over the present pages, in order.
        certificates: how many there are.
        signed_by: who signed last, "" for nobody yet.
        signed_at: when.
        note: what they wrote beside it.
        changed: award records whose page is another now, or was not there.
        removed: how many pages were signed that are no longer printed.
        is_reordered: the same pages in another order.
    """

    digest: str
    certificates: int
    signed_by: str = ""
    signed_at: datetime | None = None
    note: str = ""
    changed: frozenset[UUID] = frozenset()
    removed: int = 0
    is_reordered: bool = False

    @property
    def is_signed(self) -> bool:
        """Whether somebody signed exactly what is printed now."""
        differs = self.changed or self.removed or self.is_reordered
        return self.signed_at is not None and not differs


@dataclass(frozen=True, slots=True)
class Proof:
    """The pages to read, and how they stand to the last signature."""

    pages: tuple[CertificatePage, ...]
    state: ProofState


class CertificateProofService:
    """Use cases of proofs."""

    subject = "decisions"

    def __init__(self, store: Store, pages: CertificatePages) -> None:
        self._store = store
        self._pages = pages

    def open(self, decision_id: UUID, look: Look) -> Proof:
        """Return the pages to read and how they stand to the last signature.

        Raises:
            NotFound, MoveRefused, DocumentFailed: as ``CertificatePages.pages``.
        """
        pages = self._pages.pages(decision_id, look)
        with self._store.reading() as session:
            return Proof(pages, _state(_last(session, decision_id, look.layout, pages), pages))

    def state(self, decision_id: UUID, look: Look) -> ProofState:
        """Return how the present pages stand to the last signature; refusals as ``open``."""
        return self.open(decision_id, look).state

    def sign_off(self, decision_id: UUID, look: Look, seen: str, note: str = "") -> ProofState:
        """Sign the pages that were read.

        Args:
            decision_id: which decision.
            look: how it is printed.
            seen: the digest of what was read; signing something else is refused.
            note: anything to remember, "" for nothing.

        Raises:
            PrintRefused: PROOF_CHANGED; the pages changed while they were read.
            NotFound, MoveRefused, DocumentFailed: as ``CertificatePages.pages``.
        """
        pages = self._pages.pages(decision_id, look)
        digest = digest_of(pages)
        if digest != seen:
            raise PrintRefused(PrintRefused.Code.PROOF_CHANGED, changed="một số")
        with self._store.writing() as session:
            signed = ProofSignOff(
                decision_id=decision_id,
                digest=digest,
                certificates=len(pages),
                layout_code=look.layout,
                is_overlay=pages[0].on_blank,
                pages={"order": [str(p.award_id) for p in pages], "digests": _digests(pages)},
                signed_by=self._store.actor.name,
                signed_at=self._store.clock(),
                note=clean(note),
            )
            session.add(signed)
            data = {"certificates": len(pages), "layout": look.layout, "digest": digest}
            self._store.record_event(
                session, self.subject, decision_id, "proof_signed", reason=signed.note, data=data
            )
            session.flush()
            state = _state(signed, pages)
            session.commit()
        return state

    def require_signed(self, decision_id: UUID, look: Look) -> str:
        """Return the digest that is signed and printed.

        Raises:
            PrintRefused: PROOF_MISSING; PROOF_CHANGED with how many ``changed``; PROOF_REORDERED.
            NotFound, MoveRefused, DocumentFailed: as ``CertificatePages.pages``.
        """
        state = self.state(decision_id, look)
        if state.signed_at is None:
            raise PrintRefused(PrintRefused.Code.PROOF_MISSING)
        if differing := len(state.changed) + state.removed:
            raise PrintRefused(PrintRefused.Code.PROOF_CHANGED, changed=differing)
        if state.is_reordered:
            raise PrintRefused(PrintRefused.Code.PROOF_REORDERED)
        return state.digest


def digest_of(pages: Sequence[CertificatePage]) -> str:
    """Return the digest over pages and their order."""
    told = "\n".join(f"{page.award_id} {page.digest}" for page in pages)
    return hashlib.sha256(told.encode()).hexdigest()


def short_code(digest: str) -> str:
    """Return what stands on the proof sheet for a digest: «3F9A-07C2»."""
    letters = digest[:8].upper()
    return f"{letters[:4]}-{letters[4:]}"


def _digests(pages: Sequence[CertificatePage]) -> dict[str, str]:
    return {str(page.award_id): page.digest for page in pages}


def _last(
    session: Session, decision_id: UUID, layout: str, pages: Sequence[CertificatePage]
) -> ProofSignOff | None:
    """Return the last signature on a proof of the same layout, on blanks or not alike."""
    query = (
        sa.select(ProofSignOff)
        .where(
            ProofSignOff.decision_id == decision_id,
            ProofSignOff.layout_code == layout,
            ProofSignOff.is_overlay == pages[0].on_blank,
        )
        .order_by(ProofSignOff.signed_at.desc())
        .limit(1)
    )
    return session.scalar(query)


def _state(signed: ProofSignOff | None, pages: Sequence[CertificatePage]) -> ProofState:
    digest = digest_of(pages)
    if signed is None:
        return ProofState(digest, len(pages))
    read: dict[str, str] = signed.pages["digests"]
    present = _digests(pages)
    changed = frozenset(
        page.award_id for page in pages if read.get(str(page.award_id), _MISSING) != page.digest
    )
    removed = len(read.keys() - present.keys())
    reordered = not changed and not removed and signed.digest != digest
    return ProofState(
        digest,
        len(pages),
        signed.signed_by,
        signed.signed_at,
        signed.note,
        changed,
        removed,
        reordered,
    )
