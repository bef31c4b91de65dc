"""What a sender's people attested travels with the dossier, as their word and never as a fact."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.errors import PackageRefused
from desktop.law.terms import Verdict
from desktop.models import Nomination
from desktop.sealing.data import load_data
from desktop.sealing.header import PackageKind
from desktop.services.appraisal_findings import Findings
from desktop.services.desk import Desk
from desktop.services.sent_attestations import SentWord, words_to_send
from desktop.views.appraisal.findings_view import FindingsView
from tests.services.three_offices import ThreeOffices, province_template, three
from tests.services.two_offices import contents

__all__ = ["province_template", "three"]

ETHICS, NOTE = "LDTT.R2003.ethics", "Chi bộ nhận xét ngày 12/11"
UNKNOWN = "SOME.CONDITION.OF.ANOTHER.YEAR"


def words(desk: Desk, dossier: UUID) -> list[tuple[SentWord, ...]]:
    nominations = desk.appraisal.open(dossier).nominations
    found = desk.findings.of_dossier(dossier)
    return [found.of(n.id).words for n in nominations]


@pytest.fixture
def attested(three: ThreeOffices) -> UUID:
    """A dossier of two received, with two words on the first of its list and none on the other."""
    commune = three.commune
    dossier = three.drafted(["BK_TINH", "BK_TINH"])
    one = commune.nominations.rows(dossier)[0].id
    commune.attestations.attest(one, ETHICS, holds=True, note=NOTE)
    commune.attestations.attest(one, UNKNOWN, holds=False)
    return three.sent(dossier)


def test_words_arrive_with_who_gave_them_when_and_on_what(
    three: ThreeOffices, attested: UUID
) -> None:
    first, second = words(three.district, attested)
    assert second == ()
    ethics, unknown = first
    rows = three.commune.attestations.of_dossier(attested)
    (given, _) = next(iter(rows.values()))
    assert (ethics.holds, ethics.note, ethics.attested_by) == (True, NOTE, given.attested_by)
    assert ethics.attested_at == given.attested_at
    assert "đạo đức" in ethics.text
    assert (unknown.text, unknown.holds, unknown.note) == (UNKNOWN, False, "")


def test_more_nominations_than_a_statement_takes_values_go_with_their_words(
    three: ThreeOffices, attested: UUID
) -> None:
    store = three.district.store
    with store.reading() as session:
        received = three.district.appraisal.open(attested).nominations
        gathered = Nomination(id=uuid4(), origin_id=received[0].id)
        others = [Nomination(id=uuid4(), origin_id=uuid4()) for _ in range(70_000)]
        found = words_to_send(session, [*others, gathered])
    assert list(found) == [gathered.id]
    assert [word["condition"] for word in found[gathered.id]] == [ETHICS, UNKNOWN]


def test_no_rule_of_the_receiver_counts_them(three: ThreeOffices, attested: UUID) -> None:
    assert three.district.attestations.of_dossier(attested) == {}
    nomination = three.district.appraisal.open(attested).nominations[0].id
    assert three.district.standings.of_nomination(nomination).words == {}


def test_they_go_up_with_what_is_gathered(three: ThreeOffices, attested: UUID) -> None:
    three.appraise(three.district, attested, Verdict.SEND_HIGHER, Verdict.SEND_HIGHER)
    gathered = three.gather_above()
    three.send_above(gathered)
    told = words(three.province, gathered)
    assert sorted(told, key=len) == sorted(words(three.district, attested), key=len)
    assert {len(one) for one in told} == {0, 2}


def test_an_older_reader_and_an_older_sender_are_both_served(
    three: ThreeOffices, attested: UUID
) -> None:
    _, files = contents(next(three.two.stick.glob("*xa*lan-1*.p7m")), three.district)
    document = json.loads(files["data/submission.json"])
    plain = three.sent_dossier(["BK_TINH"], "Không có lời xác nhận")
    assert words(three.district, plain) == [()]
    for nomination in document["nominations"]:
        nomination.pop("attestations", None)
    data = json.dumps(document, ensure_ascii=False).encode()
    assert load_data(PackageKind.SUBMISSION, data)["nominations"]
    document["nominations"][0]["attestations"] = [{"condition": ETHICS}]
    with pytest.raises(PackageRefused):
        load_data(PackageKind.SUBMISSION, json.dumps(document, ensure_ascii=False).encode())


def test_whoever_appraises_reads_them_as_the_sender_s(
    qtbot: QtBot, three: ThreeOffices, attested: UUID
) -> None:
    view = FindingsView()
    qtbot.addWidget(view)
    view.show_findings(Findings(words=words(three.district, attested)[0]))
    label = view.findChild(QLabel, "findings")
    assert label is not None
    said = label.text()
    assert "Lời nơi gửi: " in said
    assert f"({NOTE})" in said
    assert "xác nhận không đạt" in said
