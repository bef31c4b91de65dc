"""Packages as whole files on a USB stick or in a shared folder: ``guong-sang/<receiver>/…``.

What was copied by hand to the top of a stick is found too, if its outer label names this office.

Beside each package lies ``<name>.sha256``, in the form ``sha256sum -c`` reads. It tells what the
file must be without reading it, and marks it as put there by this program.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from uuid import UUID

from desktop.disk import open_regular, read_failure, write_whole
from desktop.errors import PackageRefused, StorageError
from desktop.sealing.encryption import read_outer
from desktop.sealing.names import is_safe_name
from desktop.sync.box import Delivered, Offer, ReportProgress
from desktop.sync.carriers import FolderCarrier
from desktop.sync.stick import copied_whole, sha256_of, stick_errors

FOLDER = "guong-sang"
"""What the packages of all offices lie below, on every stick."""
_ENDINGS = (".asice.p7m", ".asice")
_FIRST_BYTES = frozenset({b"P", b"\x30"})  # a zip; a CMS
_LABEL = ".sha256"
_LABEL_LINE = re.compile(r"([0-9a-f]{64})[ ][ *](.+)\n?")
_ROOM_TO_SPARE = 1 << 20  # the folder's own entries, the label, the clusters of FAT
_COPYING = "Chép gói ra USB"
_CHECKING = "Đọc lại bản vừa chép"
_TAKING = "Chép gói từ USB vào máy"
_Code = StorageError.Code


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One package on a stick: for whom, under which name, its digest if its label tells, bytes."""

    receiver: UUID
    name: str
    sha256: str | None
    size: int


class FolderBox:
    """The packages of all offices on one stick or in one shared folder, seen from our office."""

    def __init__(self, root: Path, office_id: UUID) -> None:
        self._root = root
        self._own = office_id

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is kept open."""

    def check(self) -> None:
        with self._errors():
            FolderCarrier(self._root).check(0)

    def deliver(
        self, source: Path, sha256: str, receiver: UUID, report: ReportProgress | None = None
    ) -> Delivered:
        with self._errors():
            folder = self._folder(receiver)
            target = _place_for(folder / source.name, sha256)
            if target.is_file() and sha256_of(target) == sha256:
                _write_label(target, sha256)
                return Delivered(0, 0, 1)
            size = self._need_room(source)
            folder.mkdir(parents=True, exist_ok=True)
            with copied_whole(source, target, report, _COPYING) as digest:
                if digest != sha256:
                    raise PackageRefused(PackageRefused.Code.DIGEST, entry=source.name)
            _check_copy(target, sha256, report)
            _write_label(target, sha256)
            return Delivered(size, 1, 0)

    def waiting(self, known: Container[str] = ()) -> list[Offer]:
        folder = self._folder(self._own)
        with self._errors():
            found = [
                Offer(file.name, file.sha256, file.size)
                for file in _held_in(folder, self._own)
                if _is_news(folder / file.name, file.sha256, known)
            ]
            return found + [
                Offer(path.name, None, path.stat().st_size)
                for path in self._loose()
                if _is_news(path, None, known)
            ]

    def _loose(self) -> Iterator[Path]:
        """Give the packages for us that somebody copied by hand, beside the folder of packages."""
        for path in sorted(self._root.iterdir()):
            is_file = path.is_file() and not path.is_symlink()
            if is_file and _is_package_name(path.name) and not self._source(path.name).exists():
                with suppress(PackageRefused, StorageError):
                    if read_outer(path).label.receiver.office_id == self._own:
                        yield path

    def _source(self, name: str) -> Path:
        return self._folder(self._own) / name

    def fetch(self, offer: Offer, target: Path, report: ReportProgress | None = None) -> str:
        if not _is_package_name(offer.name):
            raise StorageError(_Code.FILE_MISSING, path=offer.name)
        source = self._source(offer.name)
        if not source.exists():
            source = self._root / offer.name
        with self._errors(), copied_whole(source, target, report, _TAKING) as digest:
            if offer.sha256 not in {None, digest}:
                raise StorageError(_Code.COPY_DIFFERS, path=str(source))
        return digest

    def settle(self, sha256: str) -> bool:
        with self._errors():
            ours = [file for file in self._held() if file.sha256 == sha256]
            for file in ours:
                path = self._folder(file.receiver) / file.name
                # A label does not make it ours: somebody may have laid another file in its place.
                if sha256_of(path) == sha256:
                    path.unlink()
                    _label(path).unlink(missing_ok=True)
        return bool(ours)

    def holds(self) -> list[HeldFile]:
        """Return every package on the stick, whoever it is for, by receiver and name.

        Raises:
            StorageError: STICK_GONE, or it cannot be read.
        """
        with self._errors():
            return list(self._held())

    def _held(self) -> Iterator[HeldFile]:
        top = self._root / FOLDER
        for folder in sorted(top.iterdir()) if top.is_dir() else []:
            receiver = _office_id(folder.name)
            if receiver is not None:
                yield from _held_in(folder, receiver)

    def _folder(self, receiver: UUID) -> Path:
        return self._root / FOLDER / str(receiver)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        with stick_errors(self._root):
            yield

    def _need_room(self, source: Path) -> int:
        if not source.is_file():
            raise StorageError(_Code.FILE_MISSING, path=str(source))
        size = source.stat().st_size
        if shutil.disk_usage(self._root).free < size + _ROOM_TO_SPARE:
            raise StorageError(_Code.STICK_FULL, path=str(self._root))
        return size


def _place_for(path: Path, sha256: str) -> Path:
    """Return where a package goes: never over another file of the same name."""
    if not path.exists() or _labelled(path) == sha256 or sha256_of(path) == sha256:
        return path
    ending = next((e for e in _ENDINGS if path.name.endswith(e)), "")
    return path.with_name(f"{path.name.removesuffix(ending)}-{sha256[:8]}{ending}")


def _check_copy(path: Path, sha256: str, report: ReportProgress | None) -> None:
    if sha256_of(path, report, _CHECKING) != sha256:
        path.unlink()
        raise StorageError(_Code.COPY_DIFFERS, path=str(path))


def _held_in(folder: Path, receiver: UUID) -> Iterator[HeldFile]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if _is_package_name(path.name) and path.is_file() and not path.is_symlink():
            yield HeldFile(receiver, path.name, _labelled(path), path.stat().st_size)


def _is_news(path: Path, labelled: str | None, known: Container[str]) -> bool:
    """Say whether a file may be a package that was not looked at before.

    What somebody laid there without a label is looked into, so that a stick full of other things
    costs nothing but reading it.
    """
    if labelled is not None:
        return labelled not in known
    with _opened(path) as file:
        looks_right = file.read(1) in _FIRST_BYTES
    return looks_right and sha256_of(path) not in known


def _opened(path: Path) -> BinaryIO:
    try:
        return open_regular(path)
    except OSError as error:
        raise read_failure(error, path) from error


def _is_package_name(name: str) -> bool:
    # "._x.asice" is what a Mac leaves beside every file it copies.
    is_plain = "/" not in name and not name.startswith(".") and is_safe_name(name)
    return is_plain and name.endswith(_ENDINGS)


def _label(path: Path) -> Path:
    return path.with_name(path.name + _LABEL)


def _write_label(path: Path, sha256: str) -> None:
    if _labelled(path) != sha256:
        write_whole(_label(path), f"{sha256}  {path.name}\n".encode())


def _labelled(path: Path) -> str | None:
    """Return the digest a package's label states; None without a label fit for it."""
    label = _label(path)
    if not label.is_file() or label.is_symlink() or label.stat().st_size > 1000:
        return None
    found = _LABEL_LINE.fullmatch(label.read_text("utf-8", errors="replace"))
    return found[1] if found and found[2] == path.name else None


def _office_id(name: str) -> UUID | None:
    try:
        found = UUID(name)
    except ValueError:
        return None
    return found if str(found) == name else None
