"""Where a package stands in words: its journey, why it waits, and every try to carry it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.law.lifecycle import DossierState
from desktop.services.attempts import AttemptRow
from desktop.services.connections import LineDraft, LineState, Way
from desktop.services.outbox import OutboxState, PackageRow
from desktop.views.exchange.words import why_waiting
from desktop.views.outbox.words import STATES, Mark, attempt_result, journey
from tests.services.two_offices import TwoOffices

AT = datetime(2023, 11, 20, 3, 0, tzinfo=UTC)
SET = LineState(LineDraft(Way.WEBDAV, "https://hop.example"), True, AT, AT, "")


@pytest.fixture
def package(sent: TwoOffices) -> PackageRow:
    return sent.commune.outbox.list_rows()[0]


def marks(package: PackageRow) -> str:
    return " ".join(step.mark for step in journey(package))


def test_every_state_has_words() -> None:
    assert set(STATES) == set(OutboxState)


@pytest.mark.parametrize(
    ("state", "dossier", "expected"),
    [
        (OutboxState.QUEUED, DossierState.SENT, "done done now later later later"),
        (OutboxState.CARRIED, DossierState.SENT, "done done now later later later"),
        (OutboxState.RECEIVED, DossierState.RECEIVED, "done done done now later later"),
        (OutboxState.RECEIVED, DossierState.RETURNED, "done done done done failed later"),
        (OutboxState.RECEIVED, DossierState.APPRAISED, "done done done done now later"),
        (OutboxState.RECEIVED, DossierState.DECIDED, "done done done done done done"),
        (OutboxState.RECEIVED, DossierState.REFUSED, "done done done done done failed"),
        (OutboxState.REFUSED, DossierState.SENT, "done done done failed later later"),
        (OutboxState.RECALLED, DossierState.DRAFT, "done done done failed later later"),
    ],
)
def test_a_journey_shows_how_far_a_dossier_came(
    package: PackageRow, state: OutboxState, dossier: DossierState, expected: str
) -> None:
    assert marks(replace(package, state=state, dossier_state=dossier)) == expected


def test_an_older_revision_ended_when_it_was_given_back(package: PackageRow) -> None:
    older = replace(
        package,
        state=OutboxState.RECEIVED,
        dossier_state=DossierState.DRAFT,
        dossier_revision=2,
    )
    steps = journey(older)
    assert (steps[4].label, steps[4].mark) == ("Trả lại", Mark.FAILED)


@pytest.mark.parametrize(
    ("road", "said"),
    [
        (None, "gói đi bằng USB"),
        (replace(SET, is_set=False), "Chưa đặt đường truyền"),
        (replace(SET, draft=replace(SET.draft, is_on=False)), "Đường truyền đang tắt"),
        (replace(SET, failure="UNREACHABLE"), "từ sau 20/11/2023 10:00"),
        (replace(SET, failure="TIMED_OUT", last_done_at=None), "từ đầu tới nay"),
        (replace(SET, failure="CLIENT_REFUSED"), "mã CLIENT_REFUSED"),
        (SET, "tự đi ở lần đồng bộ tới"),
    ],
)
def test_why_a_package_waits_is_said(road: LineState | None, said: str) -> None:
    assert said in why_waiting(road)


@pytest.mark.parametrize(
    ("way", "code", "sent_bytes", "said"),
    [
        ("webdav", "", 10, "Đã tới nơi"),
        ("webdav", "", 0, "Đã có đủ ở đó từ trước"),
        ("copy", "", 10, "Đã chép"),
        ("folder", "TAKEN_AWAY", 0, "Đã dọn bản ở đó vì nơi nhận đã trả lời"),
        ("sftp", "ASKED_AGAIN", 0, "Cán bộ yêu cầu gửi lại"),
        ("folder", "STICK_FULL", 0, "không đủ chỗ cho gói này. (mã STICK_FULL)"),
    ],
)
def test_every_try_is_told_in_words(way: str, code: str, sent_bytes: int, said: str) -> None:
    assert said in attempt_result(AttemptRow(AT, AT, way, "nơi ấy", code, sent_bytes))
