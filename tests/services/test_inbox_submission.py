"""A signed submission may still say what cannot be: each lie is refused and nothing is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from desktop.errors import PackageRefused
from desktop.law.lifecycle import DossierState
from desktop.models import Nomination
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.keys import Pkcs12Signer, make_key
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from tests.services.two_offices import TwoOffices, contents, sealed, state_of

R, Code = ReceiveResult, PackageRefused.Code
DATA = PackageKind.SUBMISSION.data_entry
Edit = Callable[[dict[str, Any], dict[str, bytes]], None]


def received(two: TwoOffices, edit: Edit, **changes: object) -> ReceiveReport:
    """Let the commune sign an edited dossier, and the district take it in."""
    header, files = contents(two.package, two.district)
    document = json.loads(files[DATA])
    edit(document, files)
    files[DATA] = json.dumps(document, ensure_ascii=False).encode()
    path = two.stick / f"{uuid4()}.asice"
    label = replace(header, **{"package_id": uuid4(), **changes})
    return two.district.inbox.receive(sealed(path, two.commune, label, files))


def _lying_name(document: dict[str, Any], files: dict[str, bytes]) -> None:
    document["attachments"][0]["file_name"] = "Biên bản.png"


def _program(document: dict[str, Any], files: dict[str, bytes]) -> None:
    document["attachments"][0]["file_name"] = "Biên bản.pdf.exe"


def _missing(document: dict[str, Any], files: dict[str, bytes]) -> None:
    del files[document["attachments"][0]["entry"]]


def _unlisted(_document: dict[str, Any], files: dict[str, bytes]) -> None:
    files["attachments/99-them.pdf"] = b"%PDF-1.4 %%EOF"


def _empty(document: dict[str, Any], files: dict[str, bytes]) -> None:
    item = document["attachments"][0]
    files[item["entry"]] = b""
    item["sha256"] = hashlib.sha256(b"").hexdigest()


def _other_content(document: dict[str, Any], files: dict[str, bytes]) -> None:
    files[document["attachments"][0]["entry"]] += b" "


def _nobodys(document: dict[str, Any], files: dict[str, bytes]) -> None:
    document["attachments"][0]["owner"] = str(uuid4())


@pytest.mark.parametrize(
    "edit",
    [_lying_name, _program, _missing, _unlisted, _other_content, _nobodys],
)
def test_an_attachment_that_is_not_what_is_said_refuses_the_package(
    sent: TwoOffices, edit: Edit
) -> None:
    report = received(sent, edit)
    assert (report.result, report.code) == (R.REFUSED, Code.ATTACHMENT_BAD)
    assert sent.district.dossiers.list_rows() == []
    sent.receive()


def _twice(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["nominations"].append(document["nominations"][0])


def _no_such_type(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["dossier"]["award_type"] = "XX"


def _no_type(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["dossier"]["award_type"] = None


def _nomination_type(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["nominations"][0]["award_type"] = "XX"


def _decomposed(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["nominations"][0]["recipient"]["name"] = "Đa\u0323\u0306ng"


def _no_such_day(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["nominations"][0]["period_from"] = "2023-02-30"


def _before_time(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["events"][0]["at"] = "0001-01-01T00:00:00+14:00"


def _nobody(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["nominations"] = []


def _empty_listed(document: dict[str, Any], files: dict[str, bytes]) -> None:
    _empty(document, files)
    document["attachments"][0]["size"] = 0


@pytest.mark.parametrize(
    "edit",
    [
        _twice,
        _no_such_type,
        _no_type,
        _nomination_type,
        _decomposed,
        _no_such_day,
        _before_time,
        _nobody,
        _empty_listed,
    ],
)
def test_data_that_cannot_be_refuses_the_package(sent: TwoOffices, edit: Edit) -> None:
    report = received(sent, edit)
    assert (report.result, report.code) == (R.REFUSED, Code.DATA_BAD)
    assert sent.district.dossiers.list_rows() == []


def _other_dossier(document: dict[str, Any], files: dict[str, bytes]) -> None:
    document["dossier"]["id"] = str(uuid4())
    for item in document["attachments"]:
        item["owner"] = document["dossier"]["id"]


@pytest.mark.parametrize("kept", ["nominations", "attachments", "events"])
def test_ids_of_another_dossiers_records_are_refused(sent: TwoOffices, kept: str) -> None:
    sent.receive()

    def _stolen(document: dict[str, Any], files: dict[str, bytes]) -> None:
        _other_dossier(document, files)
        for part in ("nominations", "attachments", "events"):
            for item in document[part]:
                item["id"] = item["id"] if part == kept else str(uuid4())

    report = received(sent, _stolen)
    assert (report.result, report.code) == (R.REFUSED, Code.DATA_BAD)
    (only,) = sent.district.dossiers.list_rows()
    assert only.id == sent.dossier_id


def _revision(number: int) -> Edit:
    def edit(document: dict[str, Any], _files: dict[str, bytes]) -> None:
        document["dossier"]["revision"] = number

    return edit


def test_an_older_revision_of_the_same_database_is_refused_and_a_second_copy_is_harmless(
    sent: TwoOffices,
) -> None:
    assert received(sent, _revision(2)).result is R.NEW
    report = received(sent, _revision(1))
    assert (report.result, report.code) == (R.REFUSED, Code.OLD_REVISION)
    assert received(sent, _revision(2)).result is R.ALREADY
    (row,) = sent.district.dossiers.list_rows()
    assert row.revision == 2


def test_a_newer_revision_of_a_dossier_at_work_here_waits_for_a_persons_choice(
    sent: TwoOffices,
) -> None:
    sent.receive()
    report = received(sent, _revision(2))
    assert (report.result, report.code) == (R.CONFLICT, "REVISION_TOO_EARLY")
    assert state_of(sent.district, sent.dossier_id) is DossierState.RECEIVED


def test_another_offices_dossier_cannot_be_overwritten(sent: TwoOffices) -> None:
    sent.receive()
    name = "Ủy ban nhân dân xã Khác"
    signer = Pkcs12Signer.from_bytes(
        make_key(name, name, "mật khẩu dài", sent.clock()), "mật khẩu dài"
    )
    header, files = contents(sent.package, sent.district)
    label = replace(header, package_id=uuid4(), sender=Party(uuid4(), name))
    path = sealed(sent.stick / "x", sent.commune, label, files, signer)
    report = sent.district.inbox.receive(path, accept_unknown=True)
    assert (report.result, report.code) == (R.REFUSED, Code.STATE_CONFLICT)


def test_events_said_to_have_happened_elsewhere_are_not_believed(sent: TwoOffices) -> None:
    def forged(document: dict[str, Any], _files: dict[str, bytes]) -> None:
        event = dict(document["events"][0])
        elsewhere = {"id": str(uuid4()), "office_id": str(uuid4()), "event": "mark_ready"}
        not_theirs = {"id": str(uuid4()), "event": "decide"}
        document["events"] += [event | elsewhere, event | not_theirs]

    assert received(sent, forged).result is R.NEW
    told = [e.event for e in sent.district.dossiers.history(sent.dossier_id)]
    assert told == ["create", "mark_ready", "receive", "package_written"]
    assert state_of(sent.district, sent.dossier_id) is DossierState.RECEIVED


def test_records_keep_their_ids_and_their_words(sent: TwoOffices) -> None:
    def unseen(document: dict[str, Any], _files: dict[str, bytes]) -> None:
        document["nominations"][0]["recipient"]["name"] = "  Đặng \u200bThị\n Ước "

    report = received(sent, unseen)
    assert report.result is R.NEW
    rows = sent.district.nominations.rows(sent.dossier_id)
    assert [r.id for r in rows] == [r.id for r in sent.commune.nominations.rows(sent.dossier_id)]
    assert rows[0].name == "Đặng Thị Ước"
    assert [m.id for m in sent.district.dossiers.find("tong ket nam 2023")] == [sent.dossier_id]
    files = sent.district.attachments.list_for_dossier(sent.dossier_id)
    assert [(file.file_name, file.item_code) for file in files] == [
        ("Biên bản họp xét.pdf", "BIEN_BAN"),
        ("Tờ trình 45-TTr-UBND.pdf", "TO_TRINH"),
    ]
    for file in files:
        with sent.district.attachments.open(file.id) as content:
            assert content.read().startswith(b"%PDF")


def test_a_file_named_like_a_path_stays_in_the_folder_it_is_copied_to(sent: TwoOffices) -> None:
    def elsewhere(document: dict[str, Any], _files: dict[str, bytes]) -> None:
        document["attachments"][0]["file_name"] = "../../Biên bản.pdf"
        document["dossier"]["letter"]["number"] = "4" * 900

    assert received(sent, elsewhere).result is R.NEW
    files = sent.district.attachments.list_for_dossier(sent.dossier_id)
    minutes, letter = (file.file_name for file in files)
    assert minutes == "..-..-Biên bản.pdf"
    assert letter.endswith("44.pdf")
    assert len(letter.encode()) < 255


def test_the_links_of_the_sender_do_not_come_along(sent: TwoOffices) -> None:
    sent.receive()
    with sent.district.store.reading() as session:
        for row in sent.district.nominations.rows(sent.dossier_id):
            nomination = session.get(Nomination, row.id)
            assert nomination is not None
            links = (nomination.person_id, nomination.unit_id, nomination.household_id)
            assert links == (None, None, None)
