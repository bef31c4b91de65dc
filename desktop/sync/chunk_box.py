"""Packages as chunks on a server: ``boxes/<office>/{up,down}/{plans,chunks,manifests,missing}``.

Each side writes only its own half. A package counts as there once its manifest is there, which
comes last; so a line that breaks, or a machine that dies, at any moment leaves chunks at most, and
the next try sends only what is missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self
from uuid import UUID

from desktop.errors import TransportFailed
from desktop.sync.box import Delivered, Offer, ReportProgress, Side
from desktop.sync.chunk_manifest import (
    LARGEST_MANIFEST,
    ChunkManifest,
    ManifestBadError,
    is_sha256,
    read_manifest,
)
from desktop.sync.flow import Flow, TokenBucket
from desktop.sync.object_store import ObjectStore, StoreFactory
from desktop.sync.patience import Line, Patience
from desktop.sync.receiving import Receiving
from desktop.sync.sending import Half, Sending, package_manifest
from desktop.sync.workers import WORKERS, Workers

_SUFFIX = ".json"
_DEFAULT_PATIENCE = Patience()


class ChunkBox:
    """One office's box on a server, seen from one side.

    Args:
        open_store: opens a worker's session with the box's own folder.
        side: whose half is ours to write.
        place: the server's name, for sentences.
        scratch: a folder of ours, for this box alone; made when needed.
        bytes_per_second: at most, over all workers and both directions; 0 for no limit.
        patience: how often and how long to try again.
        chance: spreads the waits and picks what is read back.
        reread: how many of the chunks sent are read back and hashed, None for all. None are by
            default: sizes are looked at anyway, and what the receiver finds damaged it asks for.
        workers: sessions at once.
    """

    def __init__(
        self,
        open_store: StoreFactory,
        side: Side,
        *,
        place: str,
        scratch: Path,
        bytes_per_second: int = 0,
        patience: Patience = _DEFAULT_PATIENCE,
        chance: Random | None = None,
        reread: int | None = 0,
        workers: int = WORKERS,
    ) -> None:
        self._open_store = open_store
        self._side = side
        self._place = place
        self._scratch = scratch
        self._bucket = TokenBucket(bytes_per_second)
        self._patience = patience
        self._chance = chance or Random()  # noqa: S311 - spreads waits, guards nothing
        self._reread = reread
        self._count = workers
        self._is_held = False
        self._kept: Workers | None = None

    def __enter__(self) -> Self:
        self._is_held = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_held = False
        self._let_go()

    def check(self) -> None:
        with self._workers() as workers:
            workers.one(lambda store: store.check())

    def deliver(
        self,
        source: Path,
        sha256: str,
        receiver: UUID,  # noqa: ARG002 - a box on a server has one receiver
        report: ReportProgress | None = None,
    ) -> Delivered:
        manifest = package_manifest(source, sha256, report)
        with self._workers() as workers:
            sending = Sending(workers, self._side, source, manifest, report)
            return sending.run(self._reread, self._chance)

    def waiting(self, known: Container[str] = ()) -> list[Offer]:
        folder = Half(self._side.other).manifests
        with self._workers() as workers:
            offered = _packages(workers.one(lambda store: store.sizes(folder)))
            self._drop_scratch(offered)
            wanted = [package for package in offered if package not in known]
            found = workers.gather(lambda store, name: _read(store, folder, name), wanted)
        return [_offer(package, found[package]) for package in wanted]

    def fetch(self, offer: Offer, target: Path, report: ReportProgress | None = None) -> str:
        if offer.sha256 is None or not is_sha256(offer.sha256):
            raise TransportFailed(TransportFailed.Code.OFFER_BAD, place=self._place)
        with self._workers() as workers:
            receiving = Receiving(workers, self._side, offer.sha256, self._scratch, report)
            return receiving.run(target)

    def settle(self, sha256: str) -> bool:
        half = Half(self._side)
        with self._workers() as workers:
            listed = workers.gather(lambda s, folder: s.sizes(folder), [half.plans, half.manifests])
            packages = {name for folder in listed.values() for name in _packages(folder)}
            if sha256 not in packages:
                return False
            known = workers.gather(lambda store, name: _plan(store, half, name), packages)
            # The manifest goes first, so that nobody begins to fetch what is being taken away.
            workers.one(lambda store: store.remove(f"{half.manifests}/{sha256}{_SUFFIX}"))
            _remove_chunks(workers, half, sha256, known)
        return True

    @contextmanager
    def _workers(self) -> Iterator[Workers]:
        if self._kept is None:
            line = Line(self._place, Flow(self._bucket), self._patience, self._chance)
            self._kept = Workers(self._open_store, line, self._count)
        try:
            yield self._kept
        except BaseException:
            self._kept.stop()  # whatever is still under way is called off
            self._let_go()
            raise
        if not self._is_held:
            self._let_go()

    def _let_go(self) -> None:
        if self._kept is not None:
            workers, self._kept = self._kept, None
            workers.close()

    def _drop_scratch(self, offered: Container[str]) -> None:
        """Forget what came in part of packages that are no longer offered."""
        for folder in self._scratch.iterdir() if self._scratch.is_dir() else ():
            if is_sha256(folder.name) and folder.name not in offered:
                shutil.rmtree(folder, ignore_errors=True)


def _packages(listed: dict[str, int]) -> list[str]:
    names = sorted(name for name in listed if name.endswith(_SUFFIX))
    return [digest for name in names if is_sha256(digest := name.removesuffix(_SUFFIX))]


def _read(store: ObjectStore, folder: str, package: str) -> ChunkManifest | None:
    data = store.get(f"{folder}/{package}{_SUFFIX}", LARGEST_MANIFEST)
    try:
        return read_manifest(data or b"", package)
    except ManifestBadError:
        return None


def _offer(package: str, manifest: ChunkManifest | None) -> Offer:
    if manifest is None:
        return Offer(package, package, 0, is_readable=False)
    return Offer(package, package, manifest.size)


def _plan(store: ObjectStore, half: Half, package: str) -> ChunkManifest | None:
    return _read(store, half.plans, package) or _read(store, half.manifests, package)


def _remove_chunks(
    workers: Workers, half: Half, package: str, known: dict[str, ChunkManifest | None]
) -> None:
    """Remove the chunks that only this package used, then its plan.

    While another plan of ours cannot be read nobody knows what it uses: then all chunks stay, and
    the plan with them, for the next try.
    """
    manifest = known.pop(package)
    others = list(known.values())
    if None in others:
        return
    used = {chunk for other in others if other for chunk in other.chunks}
    own = set(manifest.chunks) - used if manifest else set()
    workers.gather(lambda store, chunk: store.remove(f"{half.chunks}/{chunk}"), sorted(own))
    workers.one(lambda store: store.remove(f"{half.plans}/{package}{_SUFFIX}"))
