"""What a revision said is kept at both ends, once for each package."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from desktop.models import DossierRevision
from desktop.services.desk import Desk
from desktop.services.dossier_revisions import keep_revision, revision_document
from tests.services.conftest import TickingClock
from tests.services.two_offices import TwoOffices, contents

NOW = TickingClock().now


def kept(desk: Desk) -> int:
    with desk.store.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(DossierRevision)) or 0


def test_both_ends_keep_what_was_signed_word_for_word(sent: TwoOffices) -> None:
    sent.receive()
    _, files = contents(sent.package, sent.district)
    signed = json.loads(files["data/submission.json"])
    for desk in (sent.commune, sent.district):
        with desk.store.reading() as session:
            assert revision_document(session, sent.dossier_id, 1) == signed
            assert revision_document(session, sent.dossier_id, 2) is None
            assert revision_document(session, uuid4(), 1) is None
        assert kept(desk) == 1


def test_a_package_taken_in_again_is_kept_once(sent: TwoOffices) -> None:
    sent.receive()
    sent.district.inbox.receive(sent.package)
    sent.commune.outbox.export(sent.dossier_id, sent.stick)
    assert (kept(sent.district), kept(sent.commune)) == (1, 1)


def test_of_two_packages_that_claim_a_revision_both_are_kept_and_the_later_is_shown(
    office: Desk,
) -> None:
    dossier, first, second = uuid4(), uuid4(), uuid4()
    with office.store.writing() as session:
        keep_revision(session, dossier, 1, first, NOW, {"title": "sau"})
        keep_revision(session, dossier, 1, second, NOW - timedelta(hours=1), {"title": "trước"})
        keep_revision(session, dossier, 1, first, NOW, {"title": "không đổi"})
        session.commit()
    assert kept(office) == 2
    with office.store.reading() as session:
        assert revision_document(session, dossier, 1) == {"title": "sau"}


def test_a_transaction_undone_keeps_nothing(office: Desk) -> None:
    with office.store.writing() as session:
        keep_revision(session, uuid4(), 1, uuid4(), NOW, {})
    assert kept(office) == 0
