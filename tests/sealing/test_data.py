from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.errors import PackageRefused
from desktop.sealing.checked_reader import EntryInfo
from desktop.sealing.data import check_attachments, dump_data, load_data
from desktop.sealing.header import FORMAT_VERSION, PackageKind
from desktop.sealing.json_form import canonical_json
from desktop.sealing.limits import Limits
from tests.sealing.documents import DOSSIER, PHOTO, PHOTO_DIGEST, PHOTO_ENTRY, document

Code = PackageRefused.Code
PHOTO_FILE = EntryInfo(PHOTO_ENTRY, len(PHOTO), PHOTO_DIGEST)
DATA_FILE = EntryInfo("data/submission.json", 100, "0" * 64)


def changed(kind: PackageKind, path: str, value: object) -> dict[str, Any]:
    """Return a sound document with one value replaced, or taken out for ``...``."""
    found = document(kind)
    *parents, last = path.split(".")
    place: Any = found
    for key in parents:
        place = place[int(key) if key.isdigit() else key]
    if value is ...:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return found


@pytest.mark.parametrize("kind", PackageKind)
def test_a_document_is_read_back_as_it_was_written(kind: PackageKind) -> None:
    read = load_data(kind, dump_data(kind, document(kind)))
    assert read == {"format": FORMAT_VERSION, **document(kind)}


@pytest.mark.parametrize("kind", PackageKind)
def test_fields_of_a_higher_minor_version_are_kept(kind: PackageKind) -> None:
    newer = {**document(kind), "format": "1.3", "nickname": {"a": [1]}}
    assert load_data(kind, canonical_json(newer)) == newer


@pytest.mark.parametrize(
    ("format_version", "code"),
    [("2.0", Code.NEWER_FORMAT), ("0.9", Code.DATA_BAD), (None, Code.DATA_BAD)],
)
def test_a_document_of_another_major_version_is_refused(
    format_version: str | None, code: PackageRefused.Code
) -> None:
    data = canonical_json({**document(PackageKind.RECALL), "format": format_version})
    with pytest.raises(PackageRefused) as refused:
        load_data(PackageKind.RECALL, data)
    assert refused.value.code is code


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        (PackageKind.SUBMISSION, "nominations.0.recipient.kind", "ANIMAL"),
        (PackageKind.SUBMISSION, "nominations.1.recipient.name", ""),
        (PackageKind.SUBMISSION, "nominations.0.award_code", "GK HUYEN\n"),
        (PackageKind.SUBMISSION, "nominations.0.award_code", "GK_HUYEN\n"),
        (PackageKind.SUBMISSION, "nominations.0.recipient.gender", "X"),
        (PackageKind.SUBMISSION, "nominations.0.position", -1),
        (PackageKind.SUBMISSION, "nominations.0.position", True),
        (PackageKind.SUBMISSION, "nominations", []),
        (PackageKind.SUBMISSION, "attachments.0.size", 0),
        (PackageKind.SUBMISSION, "attachments.0.sha256", "ABC"),
        (PackageKind.SUBMISSION, "attachments.0.entry", "papers/a.pdf"),
        (PackageKind.SUBMISSION, "attachments.0.entry", "attachments/../a"),
        (PackageKind.SUBMISSION, "attachments.0.media_type", "picture"),
        (PackageKind.SUBMISSION, "dossier.revision", 0),
        (PackageKind.SUBMISSION, "dossier.letter.date", "01/11/2023"),
        (PackageKind.SUBMISSION, "dossier.letter.date", "2023-02-29"),
        (PackageKind.SUBMISSION, "events.0.at", "2023-11-02 08:30"),
        (PackageKind.SUBMISSION, "events.0.office_id", "commune"),
        (PackageKind.RECEIPT, "signature_outcome", "perhaps"),
        (PackageKind.RECEIPT, "package_sha256", "0" * 63),
        (PackageKind.DECISION, "outcomes.0.outcome", "maybe"),
        (PackageKind.DECISION, "decision.number", ""),
        (PackageKind.DECISION, "papers.0.entry", "data/decision.json"),
        (PackageKind.RETURN, "points", []),
        (PackageKind.RETURN, "points.0.text", ""),
        (PackageKind.RECALL, "reason", ""),
        (PackageKind.RECALL, "dossier_id", 5),
    ],
)
def test_a_wrong_value_is_refused_and_its_place_is_named(
    kind: PackageKind, path: str, value: object
) -> None:
    with pytest.raises(PackageRefused) as refused:
        dump_data(kind, changed(kind, path, value))
    assert refused.value.code is Code.DATA_BAD
    assert refused.value.data["entry"] == f"data/{kind.value}.json"
    assert str(refused.value.data["path"]).startswith(path.rpartition(".")[0])


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (PackageKind.SUBMISSION, "dossier"),
        (PackageKind.SUBMISSION, "nominations.0.recipient"),
        (PackageKind.SUBMISSION, "events.0.reason"),
        (PackageKind.RECEIPT, "package_sha256"),
        (PackageKind.DECISION, "decision.date"),
        (PackageKind.RETURN, "points.0.id"),
        (PackageKind.RECALL, "revision"),
    ],
)
def test_a_missing_field_is_refused(kind: PackageKind, path: str) -> None:
    with pytest.raises(PackageRefused) as refused:
        dump_data(kind, changed(kind, path, ...))
    assert refused.value.code is Code.DATA_BAD


def test_the_refusal_says_where_and_never_what() -> None:
    name = "Đặng Thị Ơn" * 100
    with pytest.raises(PackageRefused) as refused:
        dump_data(
            PackageKind.SUBMISSION,
            changed(PackageKind.SUBMISSION, "nominations.0.recipient.name", name),
        )
    assert "Đặng" not in str(refused.value)
    assert "Đặng" not in str(refused.value.__cause__)
    assert refused.value.data["path"] == "nominations.0.recipient.name"


def test_a_document_of_another_kind_is_refused() -> None:
    with pytest.raises(PackageRefused) as refused:
        load_data(PackageKind.RECEIPT, dump_data(PackageKind.RECALL, document(PackageKind.RECALL)))
    assert refused.value.code is Code.DATA_BAD


def test_an_endless_document_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(PackageRefused) as refused:
        load_data(PackageKind.RECALL, b"{" * 100, Limits(data=99))
    assert refused.value.code is Code.TOO_LARGE


def test_a_district_dossier_of_a_thousand_nominations_is_read_at_once() -> None:
    big = document(PackageKind.SUBMISSION)
    big["nominations"] *= 500
    assert len(load_data(PackageKind.SUBMISSION, dump_data(PackageKind.SUBMISSION, big))) == 5


# --- attachments against the package --------------------------------------------------------------


def submission(**attachment: object) -> dict[str, Any]:
    found = document(PackageKind.SUBMISSION)
    found["attachments"][0] |= attachment
    return json.loads(json.dumps(found))


def test_attachments_that_are_there_are_accepted() -> None:
    check_attachments(submission(), [DATA_FILE, PHOTO_FILE])
    check_attachments(submission(owner=DOSSIER), [DATA_FILE, PHOTO_FILE])


def test_one_file_may_serve_two_items() -> None:
    twice = submission()
    twice["attachments"] *= 2
    check_attachments(twice, [PHOTO_FILE])


@pytest.mark.parametrize(
    ("found", "files"),
    [
        (submission(), [DATA_FILE]),
        (submission(size=5), [PHOTO_FILE]),
        (submission(sha256="0" * 64), [PHOTO_FILE]),
        (submission(owner="00000000-0000-4000-8000-000000000000"), [PHOTO_FILE]),
        (submission(), [PHOTO_FILE, EntryInfo("attachments/them.pdf", 1, "0" * 64)]),
    ],
    ids=["absent", "other size", "other digest", "nobody's", "unlisted"],
)
def test_attachments_that_do_not_agree_are_refused(
    found: dict[str, Any], files: list[EntryInfo]
) -> None:
    with pytest.raises(PackageRefused) as refused:
        check_attachments(found, files)
    assert refused.value.code is Code.ATTACHMENT_BAD
    assert str(refused.value.data["entry"]).startswith("attachments/")
