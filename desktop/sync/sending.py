"""Sending one package into a box: what is missing there, in chunks, and the manifest last."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from desktop.disk import read_failure
from desktop.errors import PackageRefused, TransportFailed
from desktop.sync.box import Delivered, ReportProgress, Side
from desktop.sync.chunk_manifest import (
    CHUNK,
    LARGEST_MANIFEST,
    LARGEST_PACKAGE,
    ChunkManifest,
    ChunkRequest,
    ManifestBadError,
    manifest_of,
    read_manifest,
    read_request,
)
from desktop.sync.object_store import ObjectStore
from desktop.sync.workers import Workers

_HASHING = "Tính mã kiểm tra"
_SENDING = "Gửi gói lên máy chủ"
_PLAN, _LISTING = "plan", "listing"  # beside chunks, in one go with them
_ROUNDS = 3  # a server that loses the same object three times will lose it again


@dataclass(frozen=True, slots=True)
class Half:
    """The folders of one side of a box."""

    side: Side

    @property
    def plans(self) -> str:
        """Manifests of everything this side began to send, until it is taken away again.

        A plan leaves with the first chunk and is removed after the last one.
        """
        return f"{self.side}/plans"

    @property
    def chunks(self) -> str:
        """The chunks, by digest."""
        return f"{self.side}/chunks"

    @property
    def manifests(self) -> str:
        """The packages that are whole: what the other side may fetch."""
        return f"{self.side}/manifests"

    @property
    def missing(self) -> str:
        """What this side lacks of the other side's packages."""
        return f"{self.side}/missing"


def package_manifest(source: Path, sha256: str, report: ReportProgress | None) -> ChunkManifest:
    """Read a finished package and return its manifest.

    Raises:
        PackageRefused: DIGEST, TRUNCATED or TOO_LARGE.
        StorageError: it cannot be read.
    """
    name, total = source.name, source.stat().st_size if source.is_file() else 0
    manifest = manifest_of(source, lambda done: report(done, total, _HASHING) if report else None)
    if manifest.package != sha256:
        raise PackageRefused(PackageRefused.Code.DIGEST, entry=name)
    if not manifest.size:
        raise PackageRefused(PackageRefused.Code.TRUNCATED, entry=name)
    if manifest.size > LARGEST_PACKAGE:
        raise PackageRefused(PackageRefused.Code.TOO_LARGE, entry=name)
    return manifest


class Sending:
    """One delivery; made anew for each, so that a repeat starts from what really is there."""

    def __init__(
        self,
        workers: Workers,
        side: Side,
        source: Path,
        manifest: ChunkManifest,
        report: ReportProgress | None,
    ) -> None:
        self._workers = workers
        self._half = Half(side)
        self._theirs = Half(side.other)
        self._source = source
        self._manifest = manifest
        self._report = report
        self._name = f"{manifest.package}.json"
        self._sizes = manifest.sizes()
        self._done = 0
        self._sent: set[str] = set()
        self._flow = workers.line.flow
        self._sent_before = self._flow.sent

    def run(self, reread: int | None, chance: Random) -> Delivered:
        """Bring the box to where the other side can fetch the package.

        Args:
            reread: how many of the chunks sent are read back and hashed, None for all.
            chance: picks them.
        """
        half, theirs = self._half, self._theirs
        there = self._listed([half.plans, half.chunks, half.manifests, theirs.missing])
        request = self._request() if self._name in there[theirs.missing] else None
        own = self._own_manifest() if request and self._name in there[half.manifests] else None
        is_new = request is not None and (own is None or own.answers != request.digest)
        self._manifest = replace(self._manifest, answers=request.digest if request else "")
        lost = self._lost(there[half.chunks], request.chunks if request and is_new else ())
        is_told = not is_new and self._is_listed(there[half.manifests].get(self._name))
        if lost or not is_told:
            self._put_chunks(lost, is_planned=self._is_planned(there[half.plans]))
            self._put_whole(lost, reread, chance)
        if not is_told:
            self._put_manifest()
        skipped = len(self._sizes) - len(self._sent)
        return Delivered(self._flow.sent - self._sent_before, len(self._sent), skipped)

    def _listed(self, folders: Collection[str]) -> dict[str, dict[str, int]]:
        return self._workers.gather(lambda store, folder: store.sizes(folder), folders)

    def _request(self) -> ChunkRequest | None:
        data = self._got(f"{self._theirs.missing}/{self._name}")
        try:
            return read_request(data, self._manifest.package) if data else None
        except ManifestBadError:
            return None  # a request nobody can read asks for nothing

    def _own_manifest(self) -> ChunkManifest | None:
        data = self._got(f"{self._half.manifests}/{self._name}")
        try:
            return read_manifest(data, self._manifest.package) if data else None
        except ManifestBadError:
            return None

    def _got(self, name: str) -> bytes | None:
        return self._workers.one(lambda store: store.get(name, LARGEST_MANIFEST))

    def _is_listed(self, size: int | None) -> bool:
        # A manifest that once answered a request stays as it is after the request is gone.
        forms = (replace(self._manifest, answers=answers) for answers in ("", "0" * 64))
        return size in {len(form.to_bytes()) for form in forms}

    def _lost(self, there: dict[str, int], asked_for: Collection[str] = ()) -> list[str]:
        return [c for c, size in self._sizes.items() if there.get(c) != size or c in asked_for]

    def _plan(self) -> bytes:
        return replace(self._manifest, answers="").to_bytes()

    def _is_planned(self, plans: dict[str, int]) -> bool:
        return plans.get(self._name) == len(self._plan())

    def _put_chunks(self, chunks: Collection[str], *, is_planned: bool = True) -> None:
        self._done = self._manifest.size - sum(self._sizes[chunk] for chunk in chunks)
        self._tell()
        # The plan leaves with the first chunks, not before them: one way there and back less.
        plan = () if is_planned else (_PLAN,)
        self._workers.each(self._putting(), [*plan, *chunks], self._count, self._tell)

    def _putting(self) -> Callable[[ObjectStore, str], None]:
        first_use: dict[str, int] = {}
        for position, chunk in enumerate(self._manifest.chunks):
            first_use.setdefault(chunk, position)

        def put(store: ObjectStore, chunk: str) -> None:
            if chunk == _PLAN:
                store.put(f"{self._half.plans}/{self._name}", self._plan())
                return
            data = _chunk_at(self._source, first_use[chunk])
            if hashlib.sha256(data).hexdigest() != chunk:
                raise PackageRefused(PackageRefused.Code.DIGEST, entry=self._source.name)
            store.put(f"{self._half.chunks}/{chunk}", data)

        return put

    def _count(self, chunk: str, _result: None) -> None:
        if chunk != _PLAN:
            self._done += self._sizes[chunk]
            self._sent.add(chunk)
        self._tell()

    def _tell(self) -> None:
        if self._report:
            self._report(min(self._done, self._manifest.size), self._manifest.size, _SENDING)

    def _put_whole(self, sent: Collection[str], reread: int | None, chance: Random) -> None:
        """Look what the server kept, and put again what it did not, until all is there."""
        for _ in range(_ROUNDS):
            lost = self._not_kept(_some(sent, reread, chance))
            if not lost:
                return
            self._put_chunks(lost)
            sent, reread = lost, None
        raise self._lied(len(lost))

    def _not_kept(self, reread: Collection[str]) -> list[str]:
        """Return the chunks whose size is wrong there, or whose content when read back."""
        folder, sizes = self._half.chunks, self._sizes
        listing: dict[str, int] = {}
        changed: list[str] = []

        def look(store: ObjectStore, chunk: str) -> None:
            if chunk == _LISTING:
                listing.update(store.sizes(folder))
                return
            data = store.get(f"{folder}/{chunk}", sizes[chunk])
            if data is None or hashlib.sha256(data).hexdigest() != chunk:
                changed.append(chunk)

        tell = self._tell
        self._workers.each(look, [_LISTING, *reread], lambda _chunk, _none: tell(), tell)
        return self._lost(listing, changed)

    def _put_manifest(self) -> None:
        name, data = f"{self._half.manifests}/{self._name}", self._manifest.to_bytes()
        for _ in range(_ROUNDS):
            self._workers.one(lambda store: store.put(name, data))
            listed = self._listed([self._half.manifests])[self._half.manifests]
            if listed.get(self._name) == len(data):
                return
        raise self._lied(1)

    def _lied(self, count: int) -> TransportFailed:
        code = TransportFailed.Code.SERVER_LIED
        return TransportFailed(code, place=self._workers.line.place, count=count)


def _some(chunks: Collection[str], count: int | None, chance: Random) -> list[str]:
    ordered = list(chunks)
    return ordered if count is None else chance.sample(ordered, min(count, len(ordered)))


def _chunk_at(source: Path, position: int) -> bytes:
    try:
        with source.open("rb") as content:
            content.seek(position * CHUNK)
            return content.read(CHUNK)
    except OSError as error:
        raise read_failure(error, source) from error
