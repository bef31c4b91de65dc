"""The files by which two offices are joined: a request or a grant, signed, plain, small.

Neither signer is known to the reader yet, so the signature proves only that nothing was changed
since; who made it, the code read over the telephone tells.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from desktop.disk import open_regular, read_failure, write_whole
from desktop.errors import PackageRefused
from desktop.models import Office
from desktop.sealing.data import dump_data, load_data
from desktop.sealing.header import PackageHeader, PackageKind, Party
from desktop.sealing.keys import Signer
from desktop.sealing.limits import LIMITS
from desktop.sealing.opening import open_sealed
from desktop.sealing.seal import Entry, seal_into
from desktop.sealing.signature_report import SignatureReport
from desktop.services.inbox_judgement import label_of
from desktop.services.store import Store
from desktop.services.submission_data import slug
from desktop.services.trust import TrustService
from desktop.vietnamese.text import fold

_LARGEST = 4 << 20
_STEMS = {PackageKind.ENROLMENT: "de-nghi-ket-noi", PackageKind.GRANT: "chap-nhan-ket-noi"}
_Code = PackageRefused.Code


@dataclass(frozen=True, slots=True)
class EnrolmentFile:
    """A request or a grant whose signature holds and which is made out to this office."""

    header: PackageHeader
    document: dict[str, Any]
    signature: SignatureReport
    data: bytes


def sealed(
    store: Store,
    kind: PackageKind,
    receiver: Party,
    document: Mapping[str, Any],
    signer: Signer,
) -> bytes:
    """Return the file of a request or a grant, signed; it is small enough to be kept whole.

    Raises:
        SigningFailed: the key or token is unusable.
    """
    now = store.clock()
    header = PackageHeader(
        package_id=uuid4(),
        kind=kind,
        # The queue of packages begins once both are joined; this one answers to nobody's count.
        sequence=1,
        sender=Party(store.actor.office_id, store.actor.office_name),
        receiver=receiver,
        created_at=now,
    )
    data = dump_data(kind, document)
    buffer = io.BytesIO()
    seal_into(buffer, header, [Entry.from_bytes(kind.data_entry, data)], signer, at=now)
    return buffer.getvalue()


def written(folder: Path, kind: PackageKind, office: str, code: str, data: bytes) -> Path:
    """Write a file to a stick or folder and return where; again gives the same file.

    Raises:
        StorageError: the folder is full, missing or cannot be written.
    """
    target = folder / f"{_STEMS[kind]}-{slug(office)}-{code[:4]}.asice"
    write_whole(target, data)
    return target


def read_file(
    store: Store, trust: TrustService, path: Path, kind: PackageKind | None = None
) -> EnrolmentFile:
    """Read a request or a grant; nothing is changed.

    Args:
        store: gives the time and this office.
        trust: to say whether the signer is known.
        path: the file.
        kind: which of the two is expected; None takes either.

    Raises:
        StorageError: the file is missing or cannot be read.
        PackageRefused: as the reader of packages; SIGNATURE_INVALID, NOT_FOR_US, WRONG_KIND.
    """
    data = _bytes_of(path)
    now, scratch = store.clock(), store.paths.quarantine
    with open_sealed(io.BytesIO(data), trust.trust(), (), now=now, scratch=scratch) as package:
        header = label_of(package.report)
        wanted = {kind} if kind else set(_STEMS)
        if header.kind not in wanted:
            raise PackageRefused(_Code.WRONG_KIND, kind=header.kind.label)
        _check_receiver(store, header)
        document = load_data(header.kind, package.read(header.kind.data_entry, LIMITS.data))
        return EnrolmentFile(header, document, package.report.signature, data)


def _check_receiver(store: Store, header: PackageHeader) -> None:
    """Refuse a stick that was carried to another office; who asks first can only guess our id."""
    with store.reading() as session:
        own = session.scalars(sa.select(Office).where(Office.is_self)).one()
    same_name = fold(header.receiver.name) == fold(own.name)
    if header.receiver.office_id != own.id and not same_name:
        raise PackageRefused(_Code.NOT_FOR_US, receiver=header.receiver.name)


def _bytes_of(path: Path) -> bytes:
    try:
        with open_regular(path) as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise read_failure(error, path) from error
    if len(data) > _LARGEST:
        raise PackageRefused(_Code.TOO_LARGE, entry=path.name, size=len(data), limit=_LARGEST)
    return data


def same_code(typed: str, code: str) -> bool:
    """Say whether a code as typed is the one meant; spaces, hyphens and case do not count."""
    return _letters(typed) == _letters(code)


def _letters(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
