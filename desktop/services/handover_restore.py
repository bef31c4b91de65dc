"""nhận bàn giao: making an office of a handover, in an empty folder, whole or not at all.

Everything is written beside the folder and gets its name at the very end. The signer is unknown to
a new machine, so the signature alone proves only that nothing was changed; that the office itself
made it, its own database inside proves, which must hold the key that signed.
"""

from __future__ import annotations

import json
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.database.blobs import BlobStore
from desktop.database.engine import create_engine
from desktop.database.keyring import FILE_NAME, Keyring, Unlocked, checked_password
from desktop.database.schema import KNOWN, current_revision, upgrade
from desktop.disk import storage_errors
from desktop.errors import (
    AttachmentRefused,
    HandoverRefused,
    PackageRefused,
    StorageError,
)
from desktop.models import Office, SigningKey
from desktop.paths import OfficePaths
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.data import load_data
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.trust import Trust
from desktop.sealing.verification import OpenedPackage, open_package
from desktop.services.database_identity import own_database_id
from desktop.services.desk import Desk, open_desk
from desktop.services.handed_over import note_restored
from desktop.services.handover import ARCHIVE, DATABASE, entry_of
from desktop.services.handover_files import LIMITS, check_room, copy_checked, unpack
from desktop.services.inbox_judgement import label_of
from desktop.services.store import Clock

ReportProgress = Callable[[int, int, str], None]

_KIND = PackageKind.HANDOVER
_Code = HandoverRefused.Code
_PARTS = (DATABASE, FILE_NAME, ARCHIVE)
_LOG = "log"
_LONG_AGO = 3600.0


@dataclass(frozen=True, slots=True)
class HandoverDetail:
    """What a handover says of itself; nothing of it was used yet.

    Attributes:
        office: the office whose data it holds.
        short_code: of the certificate that signed it, to compare with the old machine.
        made_at: when, aware UTC.
        officer: who made it.
        moving: whether the old machine stopped sending by it.
        logins: the officers who can open it.
        size: of the file in bytes.
    """

    path: Path
    office_id: UUID
    office: str
    short_code: str
    made_at: datetime
    officer: str
    moving: bool
    logins: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class ByPassword:
    """Opening with an officer's password; ``login`` "" takes the only officer there is."""

    password: str
    login: str = ""


@dataclass(frozen=True, slots=True)
class ByCode:
    """Opening with the recovery code, which gives ``login`` a new password."""

    code: str
    login: str
    new_password: str


@dataclass(frozen=True, slots=True)
class Restored:
    """An office restored: its open desk, and the new recovery code where the old one was used."""

    desk: Desk
    recovery_code: str = ""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A handover whose structure, digests and signature hold."""

    package: OpenedPackage
    header: PackageHeader
    signer: CertificateInfo
    document: Mapping[str, Any]


def read_handover(path: Path, clock: Clock, report: ReportProgress | None = None) -> HandoverDetail:
    """Check a handover where it lies and say what it is; nothing is written.

    Args:
        path: the file.
        clock: gives the present.
        report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

    Raises:
        PackageRefused: cut short, changed, or a signature that does not hold.
        HandoverRefused: NOT_A_HANDOVER, DAMAGED.
        StorageError: it cannot be read.
    """
    with _opened(path, clock, report) as checked:
        return HandoverDetail(
            path=path,
            office_id=checked.header.sender.office_id,
            office=checked.header.sender.name,
            short_code=checked.signer.short_code,
            made_at=datetime.fromisoformat(checked.document["made_at"]),
            officer=checked.document["officer"],
            moving=checked.document["moving"],
            logins=_logins(checked),
            size=checked.package.report.size,
        )


def restore_handover(
    path: Path,
    paths: OfficePaths,
    way: ByPassword | ByCode,
    clock: Clock,
    report: ReportProgress | None = None,
) -> Restored:
    """Make an office of a handover; its data folder must be empty or absent.

    Args:
        path: the file.
        paths: where the office is to live.
        way: how its data are opened.
        clock: gives the present.
        report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

    Returns:
        the office, open, under a database id of its own.

    Raises:
        HandoverRefused: NOT_EMPTY, NO_ROOM, NOT_A_HANDOVER, NOT_ITS_OWN, DAMAGED.
        AccessDenied: wrong password or code, unknown officer, new password too short.
        PackageRefused: cut short, changed, or a signature that does not hold.
        StorageError: NEWER_DATABASE, the disk is full or cannot be written.
        Cancelled: from ``report``; nothing is left behind.
    """
    _refuse_taken(paths)
    with _opened(path, clock, report) as checked, _beside(paths) as part:
        check_room(part.root.parent, checked.package.report.size * 2)
        _copy(checked, FILE_NAME, part.root / FILE_NAME)
        key = _key_of(part, way, clock)
        _copy(checked, DATABASE, part.database)
        _check_own(part, key, checked)
        _unpack(checked, part, key, report)
        unlocked, code = _opened_by(part, way, clock)
        _put_in_place(part, paths)
        told = _told(checked)
    # What was handed over lies in the folder, whatever server this run was given.
    desk = open_desk(replace(paths, server=""), unlocked, clock)
    try:
        own_database_id(desk.store)
        note_restored(desk.store, told)
    except BaseException:
        desk.close()
        raise
    return Restored(desk, code)


def _told(checked: _Checked) -> dict[str, Any]:
    return {
        "from_database": checked.document["database_id"],
        "made_at": checked.document["made_at"],
        "short_code": checked.signer.short_code,
    }


@contextmanager
def _opened(path: Path, clock: Clock, report: ReportProgress | None) -> Iterator[_Checked]:
    with open_package(path, Trust(()), now=clock(), report=report, limits=LIMITS) as package:
        header = label_of(package.report)
        if header.kind is not _KIND:
            raise HandoverRefused(_Code.NOT_A_HANDOVER, kind=header.kind.label)
        signer = package.report.signature.signer
        assert signer is not None  # a header is only there where the signature holds
        document = load_data(_KIND, package.read(_KIND.data_entry, LIMITS.data))
        listed = {item["path"]: item for item in document["files"]}
        entries = {entry.name: entry for entry in package.report.entries}
        for name in _PARTS:
            item, entry = listed.get(name), entries.get(entry_of(name))
            if item is None or entry is None or item["sha256"] != entry.sha256:
                raise HandoverRefused(_Code.DAMAGED)
        yield _Checked(package, header, signer, document)


def _logins(checked: _Checked) -> tuple[str, ...]:
    try:
        slots = json.loads(checked.package.read(entry_of(FILE_NAME), LIMITS.data))["slots"]
        return tuple(str(slot["login"]) for slot in slots if slot["login"] != "recovery")
    except (ValueError, KeyError, TypeError) as error:
        raise HandoverRefused(_Code.DAMAGED) from error


def _refuse_taken(paths: OfficePaths) -> None:
    """Refuse a folder that holds anything but the log the program began a moment ago."""
    try:
        names = {path.name for path in paths.root.iterdir()}
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(StorageError.Code.CANNOT_READ, path=str(paths.root)) from error
    if names - {_LOG}:
        raise HandoverRefused(_Code.NOT_EMPTY, path=str(paths.root))


@contextmanager
def _beside(paths: OfficePaths) -> Iterator[OfficePaths]:
    """Give a folder beside the office's to write into; gone afterwards unless it got its name."""
    root = paths.root.absolute()
    for left in root.parent.glob(f"{root.name}.ban-giao-*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONG_AGO:
                shutil.rmtree(left)
    part = OfficePaths(root.with_name(f"{root.name}.ban-giao-{secrets.token_hex(4)}.part"))
    with storage_errors(part.root):
        part.root.mkdir(parents=True)
    try:
        yield part
    finally:
        shutil.rmtree(part.root, ignore_errors=True)


def _copy(checked: _Checked, name: str, target: Path) -> None:
    with checked.package.stream(entry_of(name)) as stream:
        copy_checked(stream, target)  # type: ignore[arg-type]  # a raw stream reads as well


def _key_of(part: OfficePaths, way: ByPassword | ByCode, clock: Clock) -> bytes:
    """Return the data key; the slots are left as they were."""
    keyring = Keyring(part.root, clock)
    if isinstance(way, ByCode):
        checked_password(way.new_password)
        return keyring.key_of_code(way.code)
    return keyring.unlock(_login(keyring, way), way.password).key


def _login(keyring: Keyring, way: ByPassword) -> str:
    known = keyring.logins()
    return way.login or (known[0] if len(known) == 1 else "")


def _opened_by(part: OfficePaths, way: ByPassword | ByCode, clock: Clock) -> tuple[Unlocked, str]:
    keyring = Keyring(part.root, clock)
    if isinstance(way, ByCode):
        return keyring.recover(way.code, way.login, way.new_password)
    return keyring.unlock(_login(keyring, way), way.password), ""


def _check_own(part: OfficePaths, key: bytes, checked: _Checked) -> None:
    """Refuse data of a newer program, and those whose own key did not sign the handover.

    Raises:
        StorageError: NEWER_DATABASE.
        HandoverRefused: NOT_ITS_OWN, DAMAGED.
    """
    engine = create_engine(part.database, key)
    try:
        revision = current_revision(engine)
        if revision is None:
            raise HandoverRefused(_Code.DAMAGED)
        if revision not in KNOWN:
            raise StorageError(StorageError.Code.NEWER_DATABASE)
        upgrade(engine, part.database)
        with Session(engine) as session:
            _check_signer(session, checked)
    except StorageError as error:
        if error.code in {StorageError.Code.NOT_A_DATABASE, StorageError.Code.CORRUPT}:
            raise HandoverRefused(_Code.DAMAGED) from error
        raise
    finally:
        engine.dispose()


def _check_signer(session: Session, checked: _Checked) -> None:
    own = session.scalar(sa.select(Office.id).where(Office.is_self))
    keys = sa.select(SigningKey.fingerprint).where(SigningKey.purpose == KeyPurpose.SIGN.value)
    is_own = checked.signer.fingerprint in set(session.scalars(keys))
    if own != checked.header.sender.office_id or not is_own:
        raise HandoverRefused(_Code.NOT_ITS_OWN)


def _unpack(
    checked: _Checked, part: OfficePaths, key: bytes, report: ReportProgress | None
) -> None:
    """Write the office's files; the archive is decrypted on the way."""
    digest = checked.document["archive_sha256"]
    packed = part.root / ARCHIVE
    blobs = BlobStore(packed, key)
    _copy(checked, ARCHIVE, blobs.path_of(digest))
    size = blobs.path_of(digest).stat().st_size
    try:
        with blobs.open(digest) as stream:
            unpack(stream, part, size, report)
    except (AttachmentRefused, PackageRefused) as error:
        raise HandoverRefused(_Code.DAMAGED) from error
    shutil.rmtree(packed)


def _put_in_place(part: OfficePaths, paths: OfficePaths) -> None:
    """Give the finished folder its name; beside a log that is open, its files one by one.

    The key slots come last then: without them there is no office.
    """
    root = paths.root
    _refuse_taken(paths)
    with storage_errors(root):
        if (root / _LOG).exists():
            names = sorted(part.root.iterdir(), key=lambda path: path.name == FILE_NAME)
            for path in names:
                path.rename(root / path.name)
            return
        if root.exists():
            root.rmdir()
        part.root.rename(root)
