from __future__ import annotations

import io
import zipfile
import zlib

from desktop.sealing.zipform import Record, directory


def test_what_it_writes_is_a_zip_for_everybody_else() -> None:
    file = io.BytesIO()
    first = Record("a.txt", 0, 2, zlib.crc32(b"42"))
    second = Record("tờ trình.txt", first.end, 0, 0)
    file.write(first.local_header() + b"42" + second.local_header())
    file.write(directory([first, second]))
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        assert [info.filename for info in infos] == ["a.txt", "tờ trình.txt"]
        assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
        assert {info.external_attr >> 16 for info in infos} == {0o100644}
        assert archive.read("a.txt") == b"42"
        assert archive.testzip() is None


def test_a_record_knows_where_its_content_lies() -> None:
    record = Record("tờ", 100, 7, 0)
    assert record.start == 100 + 30 + 4
    assert record.end == record.start + 7
    assert len(record.local_header()) == 34
    assert len(record.central_header()) == 50
