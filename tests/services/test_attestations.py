"""Words given on conditions: once each, in bulk, taken back, and only while it is a draft."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound
from desktop.services.desk import Desk
from tests.services.commune_dossier import Commune

ETHICS, UNITY = "LDTT.R2003.ETHICS", "LDTT.R2003.UNITY"


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


@pytest.fixture
def nominations(commune: Commune, tmp_path: Path) -> list[UUID]:
    dossier_id = commune.complete_dossier(tmp_path)
    return [row.id for row in commune.desk.nominations.rows(dossier_id)]


def _words(desk: Desk, nomination_id: UUID) -> dict[str, bool]:
    dossier_id = desk.nominations.open_draft(nomination_id).dossier_id
    assert dossier_id is not None
    rows = desk.attestations.of_dossier(dossier_id).get(nomination_id, ())
    return {row.condition: row.holds for row in rows}


def test_a_word_is_kept_with_who_gave_it_and_stands_in_the_history(
    office: Desk, nominations: list[UUID]
) -> None:
    one = nominations[0]
    office.attestations.attest(one, ETHICS, holds=True, note="Chi bộ nhận xét ngày 12/11")

    (row,) = office.attestations.of_dossier(office.nominations.open_draft(one).dossier_id)[one]
    assert (row.condition, row.holds, row.note) == (ETHICS, True, "Chi bộ nhận xét ngày 12/11")
    assert row.attested_by == "Nguyễn Thị Mơ"
    event = office.nominations.history(one)[-1]
    assert (event.event, event.data) == ("attested", {"conditions": [ETHICS], "holds": True})


def test_the_same_word_twice_is_one_event(office: Desk, nominations: list[UUID]) -> None:
    for _ in range(2):
        office.attestations.attest(nominations[0], ETHICS, holds=True)

    events = [e.event for e in office.nominations.history(nominations[0])]
    assert events.count("attested") == 1


def test_a_word_may_be_changed_and_taken_back(office: Desk, nominations: list[UUID]) -> None:
    one = nominations[0]
    office.attestations.attest(one, ETHICS, holds=True)
    office.attestations.attest(one, ETHICS, holds=False, note="Vi phạm quy ước thôn")
    assert _words(office, one) == {ETHICS: False}

    office.attestations.withdraw(one, ETHICS, "Ghi nhầm người")
    office.attestations.withdraw(one, ETHICS)

    assert _words(office, one) == {}
    taken_back = [e for e in office.nominations.history(one) if e.event == "attestation_withdrawn"]
    assert [e.reason for e in taken_back] == ["Ghi nhầm người"]


def test_many_conditions_of_many_nominations_get_one_word_and_what_was_said_before_stands(
    office: Desk, nominations: list[UUID]
) -> None:
    first, second, third = nominations
    office.attestations.attest(first, ETHICS, holds=True)
    office.attestations.attest(second, ETHICS, holds=False)
    asked = [(n, c) for n in nominations for c in (ETHICS, UNITY)]

    foreseen = office.attestations.preview(asked, holds=True)
    done = office.attestations.attest_many(asked, holds=True, note="Họp thôn ngày 10/11")

    assert foreseen == done
    assert (done.written, done.nominations, done.already, done.contrary) == (4, 3, 1, 1)
    assert _words(office, second) == {ETHICS: False, UNITY: True}
    assert _words(office, third) == {ETHICS: True, UNITY: True}
    assert len([e for e in office.nominations.history(third) if e.event == "attested"]) == 1


def test_a_frozen_dossier_takes_no_word_back_and_no_new_one(
    commune: Commune, office: Desk, tmp_path: Path
) -> None:
    frozen = commune.ready_dossier(tmp_path)
    one = office.nominations.rows(frozen)[0].id

    for act in (
        lambda: office.attestations.attest(one, ETHICS, holds=True),
        lambda: office.attestations.attest_many([(one, ETHICS)], holds=True),
        lambda: office.attestations.withdraw(one, ETHICS),
    ):
        with pytest.raises(MoveRefused):
            act()
    assert _words(office, one) == {}


def test_one_unknown_nomination_among_many_writes_nothing(
    office: Desk, nominations: list[UUID]
) -> None:
    with pytest.raises(NotFound):
        office.attestations.attest_many([(nominations[0], ETHICS), (uuid4(), ETHICS)], holds=True)

    assert _words(office, nominations[0]) == {}


def test_words_on_one_person_do_not_pass_to_another_put_in_the_same_place(
    commune: Commune, office: Desk, nominations: list[UUID]
) -> None:
    one = nominations[0]
    office.attestations.attest(one, ETHICS, holds=True)
    draft = office.nominations.open_draft(one)
    office.nominations.save_draft(replace(draft, recipient_post="Giáo viên hạng II"))
    assert _words(office, one) == {ETHICS: True}

    draft = office.nominations.open_draft(one)
    office.nominations.save_draft(replace(draft, person_id=commune.farmer))

    assert _words(office, one) == {}
