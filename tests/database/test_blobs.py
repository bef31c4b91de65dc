"""Attached files at rest: what goes in comes out, and nothing else does."""

from __future__ import annotations

import hashlib
import io
import os
import resource
from pathlib import Path

import pytest

from desktop.database.blobs import BlobStore
from desktop.errors import AttachmentRefused, StorageError

_MIB = 1 << 20


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs", bytes(32))


def _only_file(folder: Path) -> Path:
    (file,) = [p for p in folder.rglob("*") if p.is_file()]
    return file


@pytest.mark.parametrize("size", [1, _MIB - 1, _MIB, _MIB + 1, 2 * _MIB, 3 * _MIB + 17])
def test_what_goes_in_comes_out(blobs: BlobStore, size: int) -> None:
    content = os.urandom(size)

    sha256, kept = blobs.put(io.BytesIO(content))

    assert (sha256, kept) == (hashlib.sha256(content).hexdigest(), size)
    with blobs.open(sha256) as stream:
        assert stream.read() == content


def test_the_same_content_is_kept_once(blobs: BlobStore, tmp_path: Path) -> None:
    blobs.put(io.BytesIO(b"same"))
    blobs.put(io.BytesIO(b"same"))

    assert _only_file(tmp_path / "blobs").exists()


def test_neither_content_nor_its_hash_shows_on_disk(blobs: BlobStore, tmp_path: Path) -> None:
    content = "Báo cáo thành tích của bà Đặng Thị Ơn".encode() * 10

    sha256, _ = blobs.put(io.BytesIO(content))

    file = _only_file(tmp_path / "blobs")
    assert sha256 not in str(file)
    assert content[:20] not in file.read_bytes()


@pytest.mark.parametrize("position", [0, 9, 30, 100, -1])
def test_a_changed_byte_is_found(blobs: BlobStore, tmp_path: Path, position: int) -> None:
    sha256, _ = blobs.put(io.BytesIO(b"x" * 200))
    file = _only_file(tmp_path / "blobs")
    raw = bytearray(file.read_bytes())
    raw[position] ^= 1
    file.write_bytes(raw)

    with pytest.raises(AttachmentRefused) as refused, blobs.open(sha256) as stream:
        stream.read()

    assert refused.value.code == AttachmentRefused.Code.STORED_COPY_DAMAGED


def test_a_file_cut_at_a_chunk_is_found(blobs: BlobStore, tmp_path: Path) -> None:
    sha256, _ = blobs.put(io.BytesIO(os.urandom(2 * _MIB + 5)))
    file = _only_file(tmp_path / "blobs")
    file.write_bytes(file.read_bytes()[: 24 + 2 * (_MIB + 16)])

    with pytest.raises(AttachmentRefused) as refused, blobs.open(sha256) as stream:
        stream.read()

    assert refused.value.code == AttachmentRefused.Code.STORED_COPY_DAMAGED


def test_chunks_that_change_places_are_found(blobs: BlobStore, tmp_path: Path) -> None:
    sha256, _ = blobs.put(io.BytesIO(os.urandom(3 * _MIB)))
    file = _only_file(tmp_path / "blobs")
    raw, sealed = file.read_bytes(), _MIB + 16
    first, second = raw[24 : 24 + sealed], raw[24 + sealed : 24 + 2 * sealed]
    file.write_bytes(raw[:24] + second + first + raw[24 + 2 * sealed :])

    with pytest.raises(AttachmentRefused), blobs.open(sha256) as stream:
        stream.read()


def test_another_key_opens_nothing(blobs: BlobStore, tmp_path: Path) -> None:
    sha256, _ = blobs.put(io.BytesIO(b"content"))

    stranger = BlobStore(tmp_path / "blobs", bytes(31) + b"1")

    assert not stranger.has(sha256)
    with pytest.raises(AttachmentRefused) as refused:
        stranger.open(sha256)
    assert refused.value.code == AttachmentRefused.Code.STORED_COPY_MISSING


def test_a_source_that_fails_leaves_no_half_file(blobs: BlobStore, tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= _MIB:
                raise OSError(5, "I/O error")
            return super().read(size)

    with pytest.raises(StorageError):
        blobs.put(Broken(os.urandom(3 * _MIB)))

    assert [p for p in (tmp_path / "blobs").rglob("*") if p.is_file()] == []


def test_a_full_disk_is_said_and_leaves_nothing(blobs: BlobStore, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MIB, hard))
    try:
        with pytest.raises(StorageError) as refused:
            blobs.put(io.BytesIO(os.urandom(3 * _MIB)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refused.value.code == StorageError.Code.DISK_FULL
    assert [p for p in (tmp_path / "blobs").rglob("*") if p.is_file()] == []
