from __future__ import annotations

import hashlib
import io

import pytest

from desktop.errors import PackageRefused
from desktop.sealing.checked_reader import CheckedReader, EntryInfo
from desktop.sealing.limits import CHUNK

CONTENT = b"mot hai ba"


def reader(content: bytes = CONTENT, stored: bytes | None = None) -> CheckedReader:
    entry = EntryInfo("papers/a.pdf", len(content), hashlib.sha256(content).hexdigest())
    return CheckedReader(io.BytesIO(b"----" + (stored or content) + b"----"), 4, entry)


def test_it_gives_the_content_whole_and_in_pieces() -> None:
    assert reader().readall() == CONTENT
    with reader() as stream:
        assert stream.readable()
        assert [stream.read(4) for _ in range(4)] == [b"mot ", b"hai ", b"ba", b""]


def test_it_gives_large_content_at_once() -> None:
    content = bytes(range(256)) * (CHUNK // 128)
    assert reader(content).readall() == content


def test_an_empty_file_is_read_as_empty() -> None:
    assert reader(b"").readall() == b""


def test_the_last_bytes_of_changed_content_are_not_given() -> None:
    stream = reader(stored=b"mot HAI ba")
    assert stream.read(8) == b"mot HAI "
    with pytest.raises(PackageRefused) as refused:
        stream.read(8)
    assert refused.value.code is PackageRefused.Code.DIGEST
    assert refused.value.data == {"entry": "papers/a.pdf"}


def test_content_that_ends_too_early_is_refused() -> None:
    entry = EntryInfo("a", 10, "")
    with pytest.raises(PackageRefused) as refused:
        CheckedReader(io.BytesIO(b"short"), 0, entry).readall()
    assert refused.value.code is PackageRefused.Code.TRUNCATED


def test_two_readers_of_one_file_keep_their_own_places() -> None:
    file = io.BytesIO(b"aabb")
    one = CheckedReader(file, 0, EntryInfo("a", 2, hashlib.sha256(b"aa").hexdigest()))
    two = CheckedReader(file, 2, EntryInfo("b", 2, hashlib.sha256(b"bb").hexdigest()))
    assert [one.read(1), two.read(1), one.read(1), two.read(1)] == [b"a", b"b", b"a", b"b"]
