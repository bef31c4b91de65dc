"""Notes and handlers: they are kept, and they never leave the office but in its handover."""

from __future__ import annotations

from uuid import uuid4

import pytest

from desktop.errors import NotFound
from desktop.law.problems import ProblemCode
from desktop.services.handler_notes import LONGEST
from desktop.views.messages import problem_sentence
from tests.services.came_dossiers import nominations_of
from tests.services.two_offices import TwoOffices, contents

SECRET = "Người này bà con dị nghị, cần hỏi thêm"


@pytest.fixture
def received(sent: TwoOffices) -> TwoOffices:
    sent.receive()
    return sent


def test_notes_tell_who_wrote_them_about_whom_the_newest_first(received: TwoOffices) -> None:
    desk, dossier = received.district, received.dossier_id
    first = nominations_of(desk, dossier)[0]
    assert desk.handler_notes.write(dossier, SECRET, first) == ()
    assert desk.handler_notes.write(dossier, "Đã gọi điện cho xã") == ()
    whole, own = desk.handler_notes.of_dossier(dossier)
    assert (whole.text, whole.about, whole.nomination_id) == ("Đã gọi điện cho xã", "", None)
    assert (own.text, own.about, own.nomination_id) == (SECRET, "Đặng Thị Ước", first)
    assert own.written_by == desk.store.actor.name

    desk.handler_notes.remove(whole.id)
    assert desk.handler_notes.of_dossier(dossier) == (own,)


def test_an_empty_or_endless_note_is_not_kept(received: TwoOffices) -> None:
    write = received.district.handler_notes.write
    assert write(received.dossier_id, " \n")[0].code is ProblemCode.REQUIRED
    assert write(received.dossier_id, "a" * (LONGEST + 1))[0].code is ProblemCode.TOO_LONG
    assert received.district.handler_notes.of_dossier(received.dossier_id) == ()


def test_notes_go_out_in_no_package_no_event_and_no_answer(received: TwoOffices) -> None:
    desk, dossier = received.district, received.dossier_id
    desk.handler_notes.write(dossier, SECRET)
    desk.handler_notes.assign([dossier], desk.handler_notes.mine())
    points = [desk.appraisal_items.of_dossier(dossier)[0]]
    desk.appraisal_items.set_item(dossier, points[0].nomination_id, points[0].code, False, "mờ")
    back = desk.appraisal.return_for_correction(dossier, desk.appraisal_items.points(dossier))
    for content in contents(back, received.commune)[1].values():
        assert SECRET.encode() not in content
        assert b"noted" not in content
        assert b"handler_set" not in content
    for event in desk.dossiers.history(dossier):
        assert SECRET not in f"{event.reason}{event.data}"
    received.commune.inbox.receive(back)
    told = {e.event for e in received.commune.dossiers.history(dossier)}
    assert not told & {"noted", "handler_set", "item_judged", "verdict_set"}


def test_the_process_sheet_holds_notes_verdicts_and_who_did_what(received: TwoOffices) -> None:
    desk, dossier = received.district, received.dossier_id
    desk.handler_notes.write(dossier, SECRET)
    import pypdfium2

    from desktop.law.terms import Verdict

    desk.appraisal.set_all(dossier, Verdict.HOLD, "Chờ kết luận")
    with pypdfium2.PdfDocument(desk.process_sheets.draw(dossier, problem_sentence)) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    text = " ".join(text.split())
    for said in ("PHIẾU THẨM ĐỊNH", SECRET, "Tạm dừng xem xét", "Chờ kết luận", "45/TTr-UBND"):
        assert said in text


def test_a_dossier_is_given_from_hand_to_hand(received: TwoOffices) -> None:
    desk, dossier = received.district, received.dossier_id
    notes = desk.handler_notes
    mine = notes.mine()
    assert mine is not None
    assert notes.assign([dossier], mine) == 1
    assert notes.assign([dossier], mine) == 0
    assert notes.handler(dossier) == desk.store.actor.name
    (row,) = desk.appraisal.list_rows()
    assert (row.handler, row.handler_id) == (desk.store.actor.name, mine)
    assert notes.assign([dossier], None) == 1
    assert notes.handler(dossier) == ""
    assert [e.event for e in desk.dossiers.history(dossier)].count("handler_set") == 2


def test_what_is_not_here_is_not_found(received: TwoOffices) -> None:
    notes, dossier = received.district.handler_notes, received.dossier_id
    for act in (
        lambda: notes.write(uuid4(), "a"),
        lambda: notes.write(dossier, "a", uuid4()),
        lambda: notes.remove(uuid4()),
        lambda: notes.assign([dossier], uuid4()),
    ):
        with pytest.raises(NotFound):
            act()
