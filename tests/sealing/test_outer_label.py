from __future__ import annotations

import json
from uuid import UUID

import pytest

from desktop.errors import PackageRefused
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.json_form import canonical_json
from desktop.sealing.limits import Limits
from desktop.sealing.outer_label import OuterLabel, read_label, write_label
from tests.sealing.encrypted import LABEL
from tests.sealing.packages import COMMUNE, DISTRICT, header

Code = PackageRefused.Code


def changed(**changes: object) -> bytes:
    return canonical_json(json.loads(write_label(LABEL)) | changes)


def refusal_of(data: bytes, limits: Limits | None = None) -> PackageRefused.Code:
    with pytest.raises(PackageRefused) as refused:
        read_label(data, *([limits] if limits else []))
    return refused.value.code


@pytest.mark.parametrize("kind", list(PackageKind))
def test_a_label_is_read_back_as_it_was_written(kind: PackageKind) -> None:
    label = OuterLabel(COMMUNE, DISTRICT, kind)
    assert read_label(write_label(label)) == label


def test_it_says_what_the_header_says_and_nothing_else() -> None:
    label = OuterLabel.of(header())
    assert json.loads(write_label(label)) == {
        "format": "guongsang-envelope",
        "format_version": "1.0",
        "kind": "recall",
        "sender": {"office_id": str(COMMUNE.office_id), "name": "UBND xã Đồng Tâm"},
        "receiver": {"office_id": str(DISTRICT.office_id), "name": DISTRICT.name},
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.ENVELOPE_BAD),
        (b"[]", Code.ENVELOPE_BAD),
        (b"\xff", Code.ENVELOPE_BAD),
        (b" " + write_label(LABEL), Code.ENVELOPE_BAD),
        (json.dumps(json.loads(write_label(LABEL))).encode(), Code.ENVELOPE_BAD),
        (changed(format="guongsang-package"), Code.ENVELOPE_BAD),
        (changed(format_version="0.9"), Code.ENVELOPE_BAD),
        (changed(format_version=None), Code.ENVELOPE_BAD),
        (changed(format_version="2.0"), Code.NEWER_FORMAT),
        (changed(kind="telegram"), Code.ENVELOPE_BAD),
        (changed(kind="telegram", format_version="1.1"), Code.NEWER_FORMAT),
        (changed(kind=""), Code.ENVELOPE_BAD),
        (changed(sender={"office_id": "1", "name": "A"}), Code.ENVELOPE_BAD),
        (changed(receiver={"office_id": str(DISTRICT.office_id)}), Code.ENVELOPE_BAD),
    ],
)
def test_what_is_no_label_is_refused(data: bytes, code: PackageRefused.Code) -> None:
    assert refusal_of(data) is code


def test_a_label_of_a_higher_minor_version_is_read() -> None:
    assert read_label(changed(format_version="1.9", priority="khẩn")) == LABEL


def test_a_label_beyond_the_limit_is_refused() -> None:
    data = write_label(LABEL)
    assert read_label(data, Limits(label=len(data))) == LABEL
    assert refusal_of(data, Limits(label=len(data) - 1)) is Code.ENVELOPE_BAD


def test_the_longest_names_fit_and_longer_ones_are_not_written() -> None:
    longest = Party(UUID(int=1), "ợ" * 1000)
    label = OuterLabel(longest, longest, PackageKind.SUBMISSION)
    assert read_label(write_label(label)) == label
    too_long = OuterLabel(COMMUNE, Party(UUID(int=1), "ợ" * 1001), PackageKind.SUBMISSION)
    with pytest.raises(PackageRefused) as refused:
        write_label(too_long)
    assert refused.value.code is Code.ENVELOPE_BAD
