"""Fetching one package out of a box: chunk by chunk, each one checked, nothing fetched twice."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from desktop.disk import read_failure, storage_errors, whole_file
from desktop.errors import TransportFailed
from desktop.sync.box import ReportProgress, Side
from desktop.sync.chunk_manifest import (
    LARGEST_MANIFEST,
    ChunkManifest,
    ChunkRequest,
    ManifestBadError,
    read_manifest,
    read_request,
)
from desktop.sync.object_store import ObjectStore
from desktop.sync.sending import Half
from desktop.sync.workers import Workers

_FETCHING = "Tải gói về máy"
_READINGS = 2  # of a chunk that does not fit; a damaged one stays damaged


class Receiving:
    """One fetch; what has come is kept in ``scratch`` until the package is whole."""

    def __init__(
        self,
        workers: Workers,
        side: Side,
        package: str,
        scratch: Path,
        report: ReportProgress | None,
    ) -> None:
        self._workers = workers
        self._half = Half(side)
        self._theirs = Half(side.other)
        self._package = package
        self._name = f"{package}.json"
        self._scratch = scratch / package
        self._report = report
        self._done = 0
        self._total = 0

    def run(self, target: Path) -> str:
        """Put the package together at ``target`` and return its digest."""
        manifest = self._manifest()
        sizes = manifest.sizes()
        self._total = manifest.size
        with storage_errors(self._scratch):
            self._scratch.mkdir(parents=True, exist_ok=True)
        lacking = [chunk for chunk in sizes if not self._is_here(chunk)]
        self._done = manifest.size - sum(sizes[chunk] for chunk in lacking)
        bad = self._fetched(lacking, sizes)
        if bad:
            self._ask_for(bad, manifest)
            raise self._refusal(TransportFailed.Code.PARTS_MISSING, count=len(bad))
        self._assemble(manifest, target)
        self._tidy_up()
        return self._package

    def _manifest(self) -> ChunkManifest:
        name = f"{self._theirs.manifests}/{self._name}"
        data = self._workers.one(lambda store: store.get(name, LARGEST_MANIFEST))
        try:
            return read_manifest(data or b"", self._package)
        except ManifestBadError as error:
            raise self._refusal(TransportFailed.Code.OFFER_BAD) from error

    def _is_here(self, chunk: str) -> bool:
        # What a kill cut short carries another name; what a disk lost shows in the digest.
        self._tell()
        path = self._scratch / chunk
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == chunk

    def _fetched(self, chunks: Iterable[str], sizes: dict[str, int]) -> list[str]:
        """Fetch chunks into the scratch folder; return those that are lost or damaged there."""
        bad: list[str] = []

        def count(chunk: str, is_good: bool) -> None:
            if not is_good:
                bad.append(chunk)
            self._done += sizes[chunk]
            self._tell()

        def fetch(store: ObjectStore, chunk: str) -> bool:
            return self._fetch(store, chunk, sizes[chunk])

        self._workers.each(fetch, chunks, count, self._tell)
        return bad

    def _fetch(self, store: ObjectStore, chunk: str, size: int) -> bool:
        for _ in range(_READINGS):
            data = store.get(f"{self._theirs.chunks}/{chunk}", size)
            if data is not None and hashlib.sha256(data).hexdigest() == chunk:
                self._keep(chunk, data)
                return True
        return False

    def _keep(self, chunk: str, data: bytes) -> None:
        # Not synced: after a power cut the digest tells, and one chunk is fetched again.
        part = self._scratch / f"{chunk}.part"
        with storage_errors(part):
            part.write_bytes(data)
            part.replace(self._scratch / chunk)

    def _tell(self) -> None:
        if self._report:
            self._report(min(self._done, self._total), self._total, _FETCHING)

    def _assemble(self, manifest: ChunkManifest, target: Path) -> None:
        digest = hashlib.sha256()
        with whole_file(target) as file:
            for chunk in manifest.chunks:
                data = self._kept(chunk)
                digest.update(data)
                file.write(data)
                self._tell()
            if digest.hexdigest() != self._package:
                shutil.rmtree(self._scratch, ignore_errors=True)
                raise self._refusal(TransportFailed.Code.OFFER_BAD)

    def _kept(self, chunk: str) -> bytes:
        path = self._scratch / chunk
        try:
            return path.read_bytes()
        except OSError as error:
            raise read_failure(error, path) from error

    def _ask_for(self, chunks: list[str], manifest: ChunkManifest) -> None:
        """Leave a request for chunks where the sender looks; one that is still open stays."""
        name = f"{self._half.missing}/{self._name}"
        former = self._former_request(name)
        wanted = tuple(sorted(chunks))
        if former and former.chunks == wanted and former.digest != manifest.answers:
            return
        request = ChunkRequest(self._package, wanted, former.digest if former else "")
        self._workers.one(lambda store: store.put(name, request.to_bytes()))

    def _former_request(self, name: str) -> ChunkRequest | None:
        data = self._workers.one(lambda store: store.get(name, LARGEST_MANIFEST))
        try:
            return read_request(data, self._package) if data else None
        except ManifestBadError:
            return None

    def _tidy_up(self) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)
        folder, name = self._half.missing, self._name
        if name in self._workers.one(lambda store: store.sizes(folder)):
            self._workers.one(lambda store: store.remove(f"{folder}/{name}"))

    def _refusal(self, code: TransportFailed.Code, **data: object) -> TransportFailed:
        return TransportFailed(code, place=self._workers.line.place, **data)
