"""The label; what is refused in one also stands in test_hostile_packages.py."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop.errors import PackageRefused
from desktop.sealing.header import PackageKind, Party, check_version, read_header, write_header
from tests.sealing.packages import COMMUNE, NOW, header

Code = PackageRefused.Code
SCHEMAS = Path(__file__).parents[2] / "desktop" / "resources" / "schemas"


@pytest.mark.parametrize("kind", PackageKind)
def test_a_label_is_read_back_as_it_was_written(kind: PackageKind) -> None:
    label = header(kind=kind)
    assert read_header(write_header(label)) == label


def test_it_is_one_line_of_sorted_json_people_can_read() -> None:
    data = write_header(header())
    assert data.startswith(
        b'{"created_at":"2023-11-02T08:30:00+00:00","format":"guongsang-package"'
    )
    assert "UBND xã Đồng Tâm".encode() in data


def test_fields_of_a_higher_minor_version_are_kept_and_written_back() -> None:
    fields = json.loads(write_header(header()))
    newer = {**fields, "format_version": "1.7", "urgency": {"level": 2}}
    label = read_header(json.dumps(newer).encode())
    assert label.format_version == "1.7"
    assert label.extra == {"urgency": {"level": 2}}
    assert json.loads(write_header(label)) == newer


def test_a_local_time_is_written_in_utc() -> None:
    local = datetime(2023, 11, 2, 15, 30, tzinfo=timezone(timedelta(hours=7)))
    assert read_header(write_header(header(created_at=local))).created_at == NOW


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"sequence": 0}, "sequence"),
        ({"sequence": True}, "sequence"),
        ({"sender": Party(COMMUNE.office_id, "")}, "sender.name"),
        ({"format_version": "one"}, "format_version"),
    ],
)
def test_a_label_the_reader_would_refuse_is_not_written(
    changes: dict[str, object], path: str
) -> None:
    with pytest.raises(PackageRefused) as refused:
        write_header(header(**changes))
    assert refused.value.code is Code.HEADER_BAD
    assert refused.value.data["path"] == path


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("package_id", "44444444-4444-4444-8444-44444444444X"),
        ("package_id", "44444444444444448444444444444444"),
        ("created_at", "2023-11-02T08:30:00"),
        ("created_at", "2023-02-30T08:30:00Z"),
        # Another day, of a year no calendar has, as soon as it is counted elsewhere.
        ("created_at", "9999-12-31T23:59:59Z"),
        ("created_at", "9999-12-31T08:30:00-14:00"),
        ("created_at", "0001-01-01T00:00:00+07:00"),
        ("created_at", "2023-11-02"),
        ("format", "other-package"),
        ("format_version", 1),
        ("sender", {"office_id": str(COMMUNE.office_id)}),
        ("sequence", 2**60),
    ],
)
def test_a_label_with_nonsense_is_refused(field: str, value: object) -> None:
    fields = json.loads(write_header(header())) | {field: value}
    with pytest.raises(PackageRefused) as refused:
        read_header(json.dumps(fields).encode())
    assert refused.value.code is Code.HEADER_BAD


def test_versions_up_to_this_major_are_read() -> None:
    check_version("1.9999", "x", Code.DATA_BAD)
    for version, code in [
        ("2.0", Code.NEWER_FORMAT),
        ("0.1", Code.DATA_BAD),
        (None, Code.DATA_BAD),
    ]:
        with pytest.raises(PackageRefused) as refused:
            check_version(version, "x", Code.DATA_BAD)
        assert refused.value.code is code


def test_every_kind_has_a_label_a_data_entry_and_a_published_schema() -> None:
    for kind in PackageKind:
        assert kind.label != kind.value
        assert kind.data_entry == f"data/{kind.value}.json"
        assert (SCHEMAS / f"{kind.value}-1.0.json").is_file()
