"""The data document of a submission: a dossier as the receiving office's program reads it.

Its form is published in ``resources/schemas/submission-1.0.json``; ``sealing.data`` holds every
document against it before it is written. To send a new field, add it to the schema and here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from desktop.law.rows import Regime
from desktop.models import Dossier, Nomination
from desktop.services.attachments import AttachmentRow
from desktop.services.law_book import law_of
from desktop.services.package_events import own_moves
from desktop.services.raised_points import replies_to_send
from desktop.services.recipients import honorific_of
from desktop.services.sent_attestations import words_to_send
from desktop.vietnamese.text import fold

_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class PackedFile:
    """An attached file and the entry of the package it becomes."""

    file: AttachmentRow
    entry: str


def packed_files(files: Sequence[AttachmentRow], taken: int = 0) -> tuple[PackedFile, ...]:
    """Return files with readable, unique ASCII names: ``attachments/03-bien-ban-hop-xet.pdf``.

    Args:
        files: in the order to number them.
        taken: how many numbers other files of the package have already.
    """
    width = max(2, len(str(taken + len(files))))
    packed = []
    for number, file in enumerate(files, taken + 1):
        path = PurePath(file.file_name)
        name = slug(path.stem) or slug(file.item) or "tep"
        packed.append(
            PackedFile(file, f"attachments/{number:0{width}d}-{name}{path.suffix.lower()}")
        )
    return tuple(packed)


def drawn_id(dossier_id: UUID, file_name: str, revision: int) -> UUID:
    """Return the id under which a paper the program drew travels among the attached files."""
    return uuid5(dossier_id, f"{file_name} {revision}")


def slug(text: str) -> str:
    """Return text as part of a file's name: ASCII letters and digits, words joined by hyphens."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return words[:_LONGEST_SLUG].rstrip("-")


def submission_document(
    session: Session,
    dossier: Dossier,
    nominations: Sequence[Nomination],
    files: Sequence[PackedFile],
    sender_id: UUID,
    today: date,
) -> dict[str, Any]:
    """Return the document of ``data/submission.json``, without its format version.

    Args:
        session: to read the history with.
        dossier: what is sent.
        nominations: its live nominations in the order of the list.
        files: its attached files and theirs, with their entries.
        sender_id: this office; the history holds what happened here.
        today: chooses the regime where the letter bears no date.
    """
    answers = replies_to_send(session, dossier)
    words = words_to_send(session, nominations)
    return {
        "dossier": _dossier(dossier, law_of(session).regime_on(dossier.letter_date or today)),
        "nominations": [
            _nomination(n, place, files, words.get(n.id)) for place, n in enumerate(nominations, 1)
        ],
        "attachments": [_attachment(packed) for packed in files],
        "events": own_moves(session, dossier.id, sender_id),
        **({"answers": answers} if answers else {}),
    }


def _dossier(dossier: Dossier, regime: Regime | None) -> dict[str, Any]:
    campaign = {"id": dossier.campaign_id, "name": dossier.campaign_name}
    return {
        "id": dossier.id,
        "revision": dossier.revision,
        "title": dossier.title,
        "award_type": dossier.award_type.value,
        "campaign": campaign if dossier.campaign_name else None,
        "letter": {
            "number": dossier.letter_number,
            "date": dossier.letter_date,
            "signatory_name": dossier.signatory_name,
            "signatory_title": dossier.signatory_title,
            "opening": dossier.opening,
        },
        "regime": regime.code if regime else None,
    }


def _nomination(
    nomination: Nomination,
    position: int,
    files: Sequence[PackedFile],
    words: Sequence[Mapping[str, Any]] | None,
) -> dict[str, Any]:
    return {
        "id": nomination.id,
        "position": position,
        "recipient": _recipient(nomination),
        "award_code": nomination.award_code,
        "award_type": nomination.award_type.value,
        "achievement": nomination.achievement,
        "period_from": nomination.period_from,
        "period_to": nomination.period_to,
        "report": nomination.report or None,
        "attachments": [p.file.id for p in files if p.file.owner_id == nomination.id],
        **({"proposed_by": nomination.proposed_by} if nomination.proposed_by else {}),
        **({"attestations": words} if words else {}),
    }


def _recipient(nomination: Nomination) -> dict[str, Any]:
    return {
        "kind": nomination.recipient_kind.value,
        "name": nomination.recipient_name,
        "honorific": honorific_of(nomination.recipient_kind, nomination.recipient_gender),
        "post": nomination.recipient_post or None,
        "unit": nomination.recipient_unit or None,
        "address": nomination.recipient_address or None,
        "gender": nomination.recipient_gender.value,
        "birth_date": nomination.recipient_birth_date,
        "birth_year": nomination.recipient_birth_year,
        "rank_group": nomination.rank_group.value if nomination.rank_group else None,
        "is_enterprise": nomination.is_enterprise,
        "record_id": nomination.person_id or nomination.unit_id or nomination.household_id,
    }


def _attachment(packed: PackedFile) -> dict[str, Any]:
    file = packed.file
    return {
        "id": file.id,
        "owner": file.owner_id,
        "item_code": file.item_code,
        "file_name": file.file_name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "entry": packed.entry,
    }
