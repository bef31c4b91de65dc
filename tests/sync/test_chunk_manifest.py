"""Manifests and requests: what was not written by this program is refused as a whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.sync.chunk_manifest import (
    CHUNK,
    LARGEST_MANIFEST,
    LARGEST_PACKAGE,
    ChunkManifest,
    ChunkRequest,
    ManifestBadError,
    read_manifest,
    read_request,
)

_PACKAGE, _A, _B = "1" * 64, "a" * 64, "b" * 64
_GOOD = ChunkManifest(_PACKAGE, CHUNK + 5, (_A, _B))
_ASKED = ChunkRequest(_PACKAGE, (_A, _B))


def changed(good: bytes, **fields: Any) -> bytes:
    document = json.loads(good) | fields
    return json.dumps(document, separators=(",", ":")).encode()


def without(good: bytes, field: str) -> bytes:
    document = json.loads(good)
    del document[field]
    return json.dumps(document, separators=(",", ":")).encode()


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert read_manifest(_GOOD.to_bytes(), _PACKAGE) == _GOOD
    answered = ChunkManifest(_PACKAGE, 5, (_A,), _ASKED.digest)
    assert read_manifest(answered.to_bytes(), _PACKAGE) == answered


def test_the_largest_package_has_a_manifest_that_may_be_read() -> None:
    chunks = tuple(f"{n:064x}" for n in range(LARGEST_PACKAGE // CHUNK))
    data = ChunkManifest(_PACKAGE, LARGEST_PACKAGE, chunks, _A).to_bytes()

    assert len(data) <= LARGEST_MANIFEST
    assert len(read_manifest(data, _PACKAGE).chunks) == len(chunks)


_BAD_MANIFESTS = {
    "empty": b"",
    "no JSON": b"{",
    "not UTF-8": b"\xff\xfe{}",
    "deep": b"[" * 100_000,
    "a list": b"[]",
    "too large": b" " * (LARGEST_MANIFEST + 1),
    "spelt otherwise": json.dumps(json.loads(_GOOD.to_bytes())).encode(),
    "more after it": _GOOD.to_bytes() + b"\n",
    "another format": changed(_GOOD.to_bytes(), format="guongsang-chunks/2"),
    "a field more": changed(_GOOD.to_bytes(), more=1),
    **{f"no {f}": without(_GOOD.to_bytes(), f) for f in ("format", "package", "size", "chunks")},
    "another package": changed(_GOOD.to_bytes(), package=_A),
    "no size": changed(_GOOD.to_bytes(), size=0),
    "a negative size": changed(_GOOD.to_bytes(), size=-1),
    "a size that is true": changed(_GOOD.to_bytes(), size=True),
    "a broken size": changed(_GOOD.to_bytes(), size=1.5),
    "too large a size": changed(_GOOD.to_bytes(), size=LARGEST_PACKAGE + 1),
    "a size that does not fit": changed(_GOOD.to_bytes(), size=CHUNK + 6),
    "no chunks": changed(_GOOD.to_bytes(), chunks=[]),
    "chunks that are no list": changed(_GOOD.to_bytes(), chunks={}),
    "a chunk too many": changed(_GOOD.to_bytes(), chunks=[[_A, CHUNK], [_B, 5], [_A, 0]]),
    "sizes that do not add up": changed(_GOOD.to_bytes(), chunks=[[_A, 5], [_B, CHUNK]]),
    "a name that leads elsewhere": changed(_GOOD.to_bytes(), chunks=[["../x", CHUNK], [_B, 5]]),
    "a name in capitals": changed(_GOOD.to_bytes(), chunks=[[_A.upper(), CHUNK], [_B, 5]]),
    "a chunk that is no pair": changed(_GOOD.to_bytes(), chunks=[_A, [_B, 5]]),
    "a chunk that is a number": changed(_GOOD.to_bytes(), chunks=[[1, CHUNK], [_B, 5]]),
    "an answer to nothing": changed(_GOOD.to_bytes(), answers="x"),
}


@pytest.mark.parametrize("data", _BAD_MANIFESTS.values(), ids=_BAD_MANIFESTS.keys())
def test_a_manifest_with_one_thing_wrong_is_refused(data: bytes) -> None:
    with pytest.raises(ManifestBadError):
        read_manifest(data, _PACKAGE)


def test_each_request_differs_from_the_one_before() -> None:
    second = ChunkRequest(_PACKAGE, _ASKED.chunks, _ASKED.digest)

    assert second.digest != _ASKED.digest
    assert read_request(second.to_bytes(), _PACKAGE) == second


_BAD_REQUESTS = {
    "empty": b"",
    "too large": b" " * (LARGEST_MANIFEST + 1),
    "another package": changed(_ASKED.to_bytes(), package=_A),
    "a field more": changed(_ASKED.to_bytes(), more=1),
    "a name that leads elsewhere": changed(_ASKED.to_bytes(), missing=["../../x"]),
    "no list": changed(_ASKED.to_bytes(), missing=_A),
    "after nothing": changed(_ASKED.to_bytes(), after="x"),
    "spelt otherwise": json.dumps(json.loads(_ASKED.to_bytes())).encode(),
}


@pytest.mark.parametrize("data", _BAD_REQUESTS.values(), ids=_BAD_REQUESTS.keys())
def test_a_request_with_one_thing_wrong_is_refused(data: bytes) -> None:
    with pytest.raises(ManifestBadError):
        read_request(data, _PACKAGE)
