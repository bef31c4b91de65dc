"""A ready dossier read as one package: label, data document, papers and attached files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from desktop.errors import MoveRefused
from desktop.law.catalogue import Catalogue
from desktop.law.lifecycle import MoveKind
from desktop.law.problems import Severity
from desktop.law.readiness import MINUTES
from desktop.models import Dossier, Office
from desktop.sealing.data import dump_data
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.seal import Entry
from desktop.services.attachments import AttachmentRow, attachment_rows
from desktop.services.council_minutes import MINUTES_STEM
from desktop.services.dossier_check import dossier_problems, files_of
from desktop.services.moves import row_of
from desktop.services.package_writer import Parcel
from desktop.services.paper_files import DrawnPaper
from desktop.services.paper_sources import dossier_source
from desktop.services.papers import PaperService
from desktop.services.store import Store
from desktop.services.submission_data import drawn_id, packed_files, slug, submission_document

ReportProgress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Submission:
    """What goes into the package of one revision.

    Attributes:
        version: the dossier's version when it was read; another one means it was touched since.
        document: its data, as the package tells it.
        parcel: its entries are in no particular order; attached files are opened when their turn
            comes.
    """

    dossier_id: UUID
    version: int
    document: Mapping[str, Any]
    parcel: Parcel


def submission_id(dossier_id: UUID, revision: int) -> UUID:
    """Return the id of the package of a revision: the same one however often it is made."""
    return uuid5(dossier_id, f"submission {revision}")


def read_submission(
    store: Store, papers: PaperService, dossier_id: UUID, report: ReportProgress | None = None
) -> Submission:
    """Read a ready dossier as a package; the same records give the same content every time.

    Raises:
        NotFound: there is no such dossier.
        MoveRefused: NOT_FROM_HERE, or GUARD with ``count`` problems.
        DocumentFailed: a paper cannot be drawn.
        PackageRefused: DATA_BAD; the receiver's program would refuse it.
    """
    with store.reading() as session:
        source = dossier_source(session, dossier_id, store.today())
        dossier = source.dossier
        row_of(dossier, MoveKind.SEND)
        refuse_unready(session, dossier, store.today())
        drawn = papers.draw_dossier(session, dossier_id, report)
        minutes = {
            paper: _minutes_row(dossier, paper)
            for paper in drawn
            if paper.name.startswith(MINUTES_STEM)
        }
        attached = attachment_rows(session, files_of(dossier_id))
        made, files = packed_files([*minutes.values()]), packed_files(attached, len(minutes))
        office_id = store.actor.office_id
        document = submission_document(
            session, dossier, source.nominations, (*made, *files), office_id, store.today()
        )
        data = dump_data(PackageKind.SUBMISSION, document)
        entries = (
            Entry.from_bytes(PackageKind.SUBMISSION.data_entry, data),
            *(
                Entry.from_bytes(f"papers/{paper.name}", paper.data)
                for paper in drawn
                if paper not in minutes
            ),
            *(
                Entry.from_bytes(packed.entry, paper.data)
                for packed, paper in zip(made, minutes, strict=True)
            ),
            *(
                Entry(
                    packed.entry,
                    packed.file.size,
                    partial(store.blobs.open, packed.file.sha256),
                )
                for packed in files
            ),
        )
        parcel = _parcel(dossier, source.office, source.decider, entries)
        return Submission(dossier_id, dossier.version, json.loads(data), parcel)


def _minutes_row(dossier: Dossier, paper: DrawnPaper) -> AttachmentRow:
    """Return the council's minutes as a file of the dossier, which the receiver keeps as one.

    Who appraises asks for the minutes themselves and has no session they could be drawn from.
    """
    item = Catalogue.load().item(MINUTES)
    return AttachmentRow(
        id=drawn_id(dossier.id, paper.name, dossier.revision),
        owner_subject="dossiers",
        owner_id=dossier.id,
        file_name=paper.name,
        media_type="application/pdf",
        size=len(paper.data),
        sha256=sha256(paper.data).hexdigest(),
        item_code=item.code,
        item=item.label,
        added_at=dossier.state_since,
    )


def refuse_unready(session: Session, dossier: Dossier, today: date) -> None:
    """Refuse to send a dossier that has no receiver, or that lacks something after all.

    Raises:
        MoveRefused: GUARD, with ``count`` blocking problems.
    """
    problems = dossier_problems(session, dossier.id, today)
    count = sum(1 for problem in problems if problem.severity is Severity.BLOCKING)
    receiver = (
        session.get(Office, dossier.receiver_office_id) if dossier.receiver_office_id else None
    )
    count += receiver is None or receiver.is_self
    if count:
        raise MoveRefused(MoveRefused.Code.GUARD, move=MoveKind.SEND.value, count=count)


def _parcel(
    dossier: Dossier, office: Office, receiver: Office, entries: tuple[Entry, ...]
) -> Parcel:
    return Parcel(
        package_id=submission_id(dossier.id, dossier.revision),
        kind=PackageKind.SUBMISSION,
        receiver=Party(receiver.id, receiver.name),
        # When it was declared ready, not when this try began: the bytes must not depend on it.
        created_at=dossier.state_since,
        entries=entries,
        stem=f"ho-so-{slug(office.name)}-lan-{dossier.revision}",
        dossier_id=dossier.id,
        revision=dossier.revision,
    )
