from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import fastjsonschema
import pytest

from desktop.errors import PackageRefused
from desktop.law.terms import (
    DecisionKind,
    Gender,
    Outcome,
    RankGroup,
    RecipientKind,
    ReportPeriod,
    Tier,
    Verdict,
)
from desktop.sealing.json_form import DEEPEST, canonical_json, read_json
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import RevocationReason
from desktop.sealing.trust import SignatureOutcome

Code = PackageRefused.Code
SCHEMAS = sorted((Path(__file__).parents[2] / "desktop" / "resources" / "schemas").glob("*.json"))
ID = UUID("44444444-4444-4444-8444-444444444444")


def read(data: bytes) -> dict[str, object]:
    return read_json(data, "data/x.json", Code.DATA_BAD)


def test_the_same_value_has_one_form() -> None:
    assert (
        canonical_json({"b": [1, None, True], "a": "Đ"}) == '{"a":"Đ","b":[1,null,true]}'.encode()
    )
    assert canonical_json({"a": 1, "b": 2}) == canonical_json({"b": 2, "a": 1})


def test_text_and_keys_are_composed() -> None:
    assert canonical_json({"to\u031b": "o\u031b"}) == '{"tơ":"ơ"}'.encode()


def test_ids_dates_times_and_terms_are_written_as_text() -> None:
    value = (ID, date(2023, 11, 2), datetime(2023, 11, 2, 8, 30, tzinfo=UTC), Gender.FEMALE)
    written = json.loads(canonical_json(value))
    assert written == [str(ID), "2023-11-02", "2023-11-02T08:30:00+00:00", "FEMALE"]


@pytest.mark.parametrize("value", [1.5, b"x", {1: 2}, {"a": object()}, datetime(2023, 1, 1)])  # noqa: DTZ001
def test_what_json_cannot_carry_exactly_is_a_mistake_of_ours(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


def test_what_was_written_is_read() -> None:
    value = {"name": "Đặng Thị Ơn", "list": [1, -2, True, None, {"x": ""}]}
    assert read(canonical_json(value)) == value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"a":1}x',
        b'{"a":1,"a":2}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'\xef\xbb\xbf{"a":1}',
        '{"a":"ă"}'.encode("utf-16"),
        b'{"a":"\xff"}',
        '{"a":"o\u031b"}'.encode(),
        '{"o\u031b":1}'.encode(),
        b'{"a":"\\u0000"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\n"}',
        b'{"a":' * 100_000,
        b'{"a":' * DEEPEST + b"1" + b"}" * DEEPEST,
    ],
)
def test_json_that_can_be_read_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(PackageRefused) as refused:
        read(data)
    assert refused.value.code is Code.DATA_BAD
    assert refused.value.data["entry"] == "data/x.json"


def test_escaped_text_is_looked_at_as_what_it_means() -> None:
    assert read(b'{"a":["\\u0111"]}') == {"a": ["đ"]}
    with pytest.raises(PackageRefused):
        read(b'{"a":["\\u006f\\u031b"]}')


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = DEEPEST - 1
    assert read(b'{"a":' * depth + b"1" + b"}" * depth)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_each_published_schema_is_a_sound_draft_07_schema(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["$id"] == f"urn:guongsang:schema:{path.stem.removesuffix('-1.0')}:1.0"
    assert schema["title"]
    fastjsonschema.compile(schema)


def enums(value: object) -> Iterator[list[object]]:
    if isinstance(value, dict):
        if "enum" in value:
            yield value["enum"]
        for item in value.values():
            yield from enums(item)
    elif isinstance(value, list):
        for item in value:
            yield from enums(item)


def test_the_closed_lists_in_the_schemas_are_those_of_the_law() -> None:
    terms = (
        RecipientKind,
        Gender,
        RankGroup,
        Verdict,
        Outcome,
        SignatureOutcome,
        ReportPeriod,
        Tier,
        KeyPurpose,
        RevocationReason,
        DecisionKind,
    )
    known = [{term.value for term in kind} for kind in terms]
    known += [{"guongsang-package"}, {"accepted", "refused"}]
    for path in SCHEMAS:
        for enum in enums(json.loads(path.read_text("utf-8"))):
            # A list of one is no list but a value that may be nothing else.
            assert len(enum) == 1 or set(enum) - {None} in known


def test_objects_leave_room_for_fields_of_later_versions() -> None:
    # How to reach a server is all or nothing: a setting not understood must not be passed over.
    for path in [path for path in SCHEMAS if path.stem != "grant-1.0"]:
        assert '"additionalProperties"' not in path.read_text("utf-8")
