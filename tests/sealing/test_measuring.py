from __future__ import annotations

import hashlib
import io

import pytest

from desktop.errors import Cancelled, PackageRefused
from desktop.sealing.directory import read_directory
from desktop.sealing.limits import CHUNK
from desktop.sealing.measuring import measure
from desktop.sealing.zipform import Record
from tests.sealing.packages import Piece, build

MIMETYPE = Piece(b"mimetype", b"application/vnd.etsi.asic-e+zip")
BIG = bytes(CHUNK + 5)


def package(*pieces: Piece) -> tuple[bytes, tuple[Record, ...]]:
    data = build([MIMETYPE, *pieces])
    return data, read_directory(io.BytesIO(data), len(data))


def test_it_takes_the_digest_of_each_file_and_of_the_whole() -> None:
    data, records = package(Piece(b"big", BIG), Piece(b"empty", b""))
    measures = measure(io.BytesIO(data), len(data), records)
    assert measures.digests["big"] == hashlib.sha256(BIG).digest()
    assert measures.digests["empty"] == hashlib.sha256().digest()
    assert measures.sha256 == hashlib.sha256(data).hexdigest()
    assert measures.wrong_sums == ()


def test_it_names_the_files_whose_checksum_is_wrong() -> None:
    data, records = package(Piece(b"a", b"a"), Piece(b"b", b"b", both={"crc": 1}))
    assert measure(io.BytesIO(data), len(data), records).wrong_sums == ("b",)


def test_it_tells_how_far_it_is() -> None:
    data, records = package(Piece(b"big", BIG))
    told: list[tuple[int, int, str]] = []
    measure(io.BytesIO(data), len(data), records, lambda *progress: told.append(progress))
    done = [step[0] for step in told]
    assert done == sorted(done)
    assert len(told) == 3
    assert {step[1] for step in told} == {len(data)}


def test_it_stops_when_the_user_does() -> None:
    data, records = package(Piece(b"big", BIG))

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        measure(io.BytesIO(data), len(data), records, stop)


def test_a_file_that_became_shorter_meanwhile_is_refused() -> None:
    data, records = package(Piece(b"big", BIG))
    with pytest.raises(PackageRefused) as refused:
        measure(io.BytesIO(data[:-3]), len(data), records)
    assert refused.value.code is PackageRefused.Code.TRUNCATED
