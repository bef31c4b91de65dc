"""What cannot both be so waits, whole, for a person who chooses with a reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound, PackageRefused
from desktop.law.lifecycle import DossierState
from desktop.sealing.json_form import canonical_json
from desktop.services.appraisal import ReturnPoint
from desktop.services.conflict_differences import differences
from desktop.services.conflict_words import KINDS, choices_of
from desktop.services.conflicts import ConflictService
from desktop.services.desk import Desk
from desktop.services.inbox_reports import InboxState, ReceiveReport, ReceiveResult
from desktop.services.outbox import OutboxState
from desktop.views.messages import sentence
from tests.services.exchange import carry, deliver, file_of, only_conflict, sent_by
from tests.services.two_offices import TwoOffices, contents, sealed, state_of

R, Code = ReceiveResult, PackageRefused.Code
Edit = Callable[[dict[str, Any]], None]


def forged(two: TwoOffices, edit: Edit, **changes: object) -> Path:
    """Let the commune seal another submission, as its second machine would."""
    header, files = contents(two.package, two.district)
    document = json.loads(files["data/submission.json"])
    edit(document)
    files["data/submission.json"] = canonical_json(document)
    label = replace(header, **{"database_id": uuid4(), **changes})
    return sealed(two.stick / f"{uuid4()}.asice", two.commune, label, files)


def _retitled(document: dict[str, Any]) -> None:
    document["dossier"]["title"] = "Hồ sơ sửa ở máy thứ hai"
    document["nominations"] = document["nominations"][:-1]


def _another(document: dict[str, Any]) -> None:
    """Make every id new: the dossier of another day."""
    text = json.dumps(document)
    for record in (document["dossier"], *document["nominations"], *document["attachments"]):
        text = text.replace(record["id"], str(uuid4()))
    for event in document["events"]:
        text = text.replace(event["id"], str(uuid4()))
    document.clear()
    document.update(json.loads(text))


def numbered(revision: int) -> Edit:
    def edit(document: dict[str, Any]) -> None:
        document["dossier"]["revision"] = revision

    return edit


def disputed(two: TwoOffices, edit: Edit = _retitled, **changes: object) -> UUID:
    """Let the district receive the dossier, and then what contradicts it."""
    two.receive()
    found = two.district.inbox.receive(forged(two, edit, **changes))
    assert found.result is R.CONFLICT, found
    assert found.conflict_id is not None
    return found.conflict_id


def restored_commune(two: TwoOffices, backup: Path) -> Desk:
    """Put an older database in the place of the commune's, as one does with a backup."""
    two.desks[0].close()
    database = two.desks[0].store.paths.database
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(backup, database)
    two.desks[0] = two.open_one("commune")
    return two.desks[0]


def backup_of(two: TwoOffices, to: str) -> Path:
    two.desks[0].close()
    copy = shutil.copyfile(two.root / "commune" / "office.db", two.root / to)
    two.desks[0] = two.open_one("commune")
    return copy


def test_two_contents_of_one_revision_show_both_sides_and_what_differs(sent: TwoOffices) -> None:
    conflict_id = disputed(sent)
    detail = sent.district.conflicts.open(conflict_id)
    assert detail.row.title == "Một lần gửi, hai nội dung"
    assert detail.row.dossier_id == sent.dossier_id
    assert detail.left.who == "Trần Quốc Đạt"
    assert detail.right.who == "Nguyễn Thị Mơ"
    assert detail.left.machine != detail.right.machine
    assert detail.left.at is not None
    assert detail.right.came_at is not None
    title, gone = detail.differences
    assert (title.field, title.right) == ("Tên hồ sơ", "Hồ sơ sửa ở máy thứ hai")
    assert (gone.field, gone.left, gone.right) == ("Đề nghị", "có", "(không có)")
    (row,) = [r for r in sent.district.inbox.list_rows() if r.state is InboxState.CONFLICT]
    assert file_exists(sent.district, row.file_name)


def file_exists(desk: Desk, file_name: str) -> bool:
    return (desk.store.paths.root / file_name).is_file()


def test_keeping_the_left_side_refuses_the_right_one_with_the_reason(sent: TwoOffices) -> None:
    conflict_id = disputed(sent)
    before = sent.district.dossiers.list_rows()
    settled = sent.district.conflicts.settle(conflict_id, "left", "Máy kia nhập thử")
    assert sent.district.dossiers.list_rows() == before
    assert settled.answer is not None
    document = json.loads(contents(settled.answer, sent.commune)[1]["data/receipt.json"])
    assert (document["outcome"], document["code"]) == ("refused", "NOT_CHOSEN")
    assert document["why"].endswith("Lý do: Máy kia nhập thử")
    (kept,) = [r for r in sent.district.inbox.list_rows() if r.state is InboxState.REFUSED]
    assert file_exists(sent.district, kept.file_name)
    row = sent.district.conflicts.open(conflict_id).row
    assert (row.choice, row.settled_by, row.is_open) == ("left", "Trần Quốc Đạt", False)


def test_taking_the_right_side_puts_its_content_in_and_receipts_it(sent: TwoOffices) -> None:
    conflict_id = disputed(sent)
    settled = sent.district.conflicts.settle(conflict_id, "right", "Bản máy hai mới đúng")
    (row,) = sent.district.dossiers.list_rows()
    assert (row.title, row.state) == ("Hồ sơ sửa ở máy thứ hai", DossierState.RECEIVED)
    assert len(sent.district.appraisal.open(sent.dossier_id).nominations) == 2
    assert settled.answer is not None
    events = [e.event for e in sent.district.dossiers.history(sent.dossier_id)]
    assert events.count("receive") == 2
    assert "conflict_settled" in events
    assert sent.district.store.broken_event() is None


def test_a_choice_is_made_once_with_a_reason_and_only_where_it_is_offered(
    sent: TwoOffices,
) -> None:
    conflict_id = disputed(sent)
    for choice, reason, code in (
        ("left", " ", MoveRefused.Code.NEEDS_REASON),
        ("both", "Cả hai", MoveRefused.Code.CHOICE_IMPOSSIBLE),
    ):
        with pytest.raises(MoveRefused) as refused:
            sent.district.conflicts.settle(conflict_id, choice, reason)
        assert refused.value.code is code
    sent.district.conflicts.settle(conflict_id, "left", "Giữ bản đầu")
    with pytest.raises(MoveRefused) as refused:
        sent.district.conflicts.settle(conflict_id, "right", "Đổi ý")
    assert refused.value.code is MoveRefused.Code.CONFLICT_SETTLED
    with pytest.raises(NotFound):
        sent.district.conflicts.open(uuid4())


def test_two_windows_settle_once(sent: TwoOffices, monkeypatch: pytest.MonkeyPatch) -> None:
    conflict_id = disputed(sent)
    other = sent.open_one("district")
    real = ConflictService._close

    def closed_after_the_other(*args: Any) -> None:
        monkeypatch.undo()
        other.close()
        real(*args)

    assert other.conflicts.waiting() == 1
    other.conflicts.settle(conflict_id, "left", "Cửa sổ kia")
    monkeypatch.setattr(ConflictService, "_close", closed_after_the_other)
    with pytest.raises(MoveRefused):
        sent.district.conflicts.settle(conflict_id, "right", "Cửa sổ này")
    assert sent.district.conflicts.waiting() == 0


def test_an_appraised_dossier_can_no_longer_be_replaced(appraised: TwoOffices) -> None:
    found = appraised.district.inbox.receive(forged(appraised, _retitled))
    assert found.conflict_id is not None
    left, right = appraised.district.conflicts.open(found.conflict_id).offers
    assert (left.why_not, bool(right.why_not)) == ("", True)
    with pytest.raises(MoveRefused):
        appraised.district.conflicts.settle(found.conflict_id, "right", "Thử")


def test_the_package_that_waits_is_found_again_and_refused_for_good_once_chosen_against(
    sent: TwoOffices,
) -> None:
    sent.receive()
    path = forged(sent, _retitled)
    first, again = sent.district.inbox.receive(path), sent.district.inbox.receive(path)
    assert first.conflict_id == again.conflict_id
    assert first.conflict_id is not None
    assert len(sent.district.conflicts.list_rows()) == 1
    sent.district.conflicts.settle(first.conflict_id, "left", "Giữ bản đầu")
    late = sent.district.inbox.receive(path)
    assert (late.result, late.code) == (R.REFUSED, Code.NOT_CHOSEN)
    assert len(sent.district.outbox.list_rows()) == 2


def test_one_number_twice_means_two_copies_at_work_and_both_may_be_taken(
    sent: TwoOffices,
) -> None:
    sent.receive()
    header, _ = contents(sent.package, sent.district)
    twin = forged(sent, _another, package_id=uuid4(), database_id=header.database_id)
    found = sent.district.inbox.receive(twin)
    assert (found.result, found.code) == (R.CONFLICT, "SEQUENCE_TWICE")
    assert found.refusal is not None
    assert "Đông An" in sentence(found.refusal).what
    assert len(sent.district.dossiers.list_rows()) == 1
    assert found.conflict_id is not None
    assert [o.choice for o in sent.district.conflicts.open(found.conflict_id).offers] == [
        "left",
        "both",
    ]
    sent.district.conflicts.settle(found.conflict_id, "both", "Hai hồ sơ khác nhau")
    assert len(sent.district.dossiers.list_rows()) == 2


def test_an_old_revision_of_another_machine_waits_and_one_of_the_same_is_refused(
    sent: TwoOffices,
) -> None:
    database_id = uuid4()
    second = forged(sent, numbered(2), package_id=uuid4(), database_id=database_id)
    assert sent.district.inbox.receive(second).result is R.NEW
    late = forged(sent, _retitled, sequence=2, database_id=database_id)
    assert sent.district.inbox.receive(late).code == Code.OLD_REVISION
    found = sent.district.inbox.receive(sent.package)
    assert (found.result, found.code) == (R.CONFLICT, "REVISION_FORKED")
    assert found.refusal is not None
    assert found.refusal.data["sender"] == sent.commune.store.actor.office_name
    assert found.conflict_id is not None
    sent.district.conflicts.settle(found.conflict_id, "right", "Máy chính gửi lần 1")
    (row,) = sent.district.dossiers.list_rows()
    assert row.revision == 1


def test_a_new_revision_too_early_is_taken_by_itself_once_the_dossier_was_returned(
    sent: TwoOffices,
) -> None:
    sent.receive()
    path = forged(sent, numbered(2), package_id=uuid4())
    found = sent.district.inbox.receive(path)
    assert found.code == "REVISION_TOO_EARLY"
    points = [ReturnPoint(text="Thiếu biên bản")]
    sent.district.appraisal.return_for_correction(sent.dossier_id, points)
    assert sent.district.inbox.receive(path).result is R.NEW
    (row,) = sent.district.conflicts.list_rows()
    assert (row.choice, row.is_open) == ("right", False)


def test_gaps_in_the_numbers_of_a_sender_are_named(sent: TwoOffices) -> None:
    database_id = uuid4()
    for number in (1, 2, 5):
        path = forged(sent, _another, package_id=uuid4(), sequence=number, database_id=database_id)
        assert sent.district.inbox.receive(path).result is R.NEW
    (gap,) = sent.district.conflicts.gaps(sent.commune.store.actor.office_id)
    assert gap.missing == (3, 4)
    assert gap.machine == str(database_id)[:8]
    assert sent.district.conflicts.gaps(uuid4()) == ()


def test_an_answer_about_what_a_restored_backup_forgot_is_the_persons_to_believe(
    sent: TwoOffices,
) -> None:
    deliver(sent.receive(), sent.commune)
    backup = backup_of(sent, "backup.db")
    points = [ReturnPoint(text="Thiếu biên bản")]
    sent.district.appraisal.return_for_correction(sent.dossier_id, points)
    carry(sent.district, sent.commune, "return")
    sent.commune.dossiers.revise(sent.dossier_id)
    _ready(sent.commune, sent.dossier_id)
    package = sent.commune.outbox.export(sent.dossier_id).path
    assert sent.district.inbox.receive(package).result is R.NEW
    sent.district.appraisal.return_for_correction(sent.dossier_id, points)
    commune = restored_commune(sent, backup)
    found = carry(sent.district, commune, "return")
    assert (found.result, found.code) == (R.CONFLICT, "ANSWER_MISFIT")
    assert state_of(commune, sent.dossier_id) is DossierState.RECEIVED
    detail = only_conflict(commune)
    assert (detail.left.revision, detail.right.revision) == (1, 2)
    settled = commune.conflicts.settle(detail.row.id, "right", "Dữ liệu ở đây là bản khôi phục")
    assert state_of(commune, sent.dossier_id) is DossierState.RETURNED
    assert settled.answer is not None
    sent.district.inbox.receive(settled.answer)
    assert sent_by(sent.district, "return").state is OutboxState.RECEIVED
    commune.dossiers.revise(sent.dossier_id)
    assert only_revision(commune) == 3


def _ready(desk: Desk, dossier_id: UUID) -> None:
    assert desk.dossiers.mark_ready(dossier_id, "Đã sửa theo góp ý").ready


def only_revision(desk: Desk) -> int:
    (row,) = desk.dossiers.list_rows()
    return row.revision


def test_refusing_to_believe_an_answer_tells_the_district(sent: TwoOffices) -> None:
    sent.receive()
    points = [ReturnPoint(text="Thiếu biên bản")]
    with sent.commune.store.writing() as session:
        from desktop.services.moves import dossier_of

        dossier_of(session, sent.dossier_id).state = DossierState.DRAFT
        session.commit()
    sent.district.appraisal.return_for_correction(sent.dossier_id, points)
    found = carry(sent.district, sent.commune, "return")
    assert found.conflict_id is not None
    settled = sent.commune.conflicts.settle(found.conflict_id, "left", "Chưa gửi hồ sơ này")
    assert settled.answer is not None
    sent.district.inbox.receive(settled.answer)
    (failure,) = sent.district.outbox.unread_failures()
    assert failure.why.endswith("Lý do: Chưa gửi hồ sơ này")


def test_the_same_dossier_sent_by_two_machines_with_the_same_words_is_one(
    sent: TwoOffices,
) -> None:
    sent.receive()
    twin = sent.district.inbox.receive(forged(sent, lambda _document: None))
    assert (twin.result, twin.refusal) == (R.ALREADY, None)
    assert twin.receipt is not None
    document = json.loads(contents(twin.receipt, sent.commune)[1]["data/receipt.json"])
    assert [e["event"] for e in document["events"]] == ["receive"]
    assert sent.district.conflicts.list_rows() == []
    assert len(sent.district.inbox.list_rows()) == 2


@pytest.mark.parametrize("kind", list(KINDS), ids=str)
def test_every_kind_has_its_words_and_a_safe_way_first(kind: Any) -> None:
    first, *others = choices_of(kind)
    assert first.choice == "left"
    assert not first.needs
    assert others
    assert KINDS[kind].title
    assert KINDS[kind].explanation.endswith(".")


def test_sides_without_a_dossier_in_them_have_no_differences() -> None:
    assert differences(None, {"dossier": {}}) == ()
    assert differences({"dossier": {}}, {"reason": "Gửi nhầm"}) == ()


def test_a_changed_file_and_a_changed_award_are_told_in_words() -> None:
    nomination = {
        "id": "1",
        "recipient": {"name": "Ông Ơn", "kind": "INDIVIDUAL", "birth_date": "1980-01-02"},
        "award_code": "LDTT",
    }
    changed = {
        **nomination,
        "recipient": {"name": "Ông Ơn", "kind": "COLLECTIVE", "birth_date": None},
        "award_code": "X9",
    }
    file = {"id": "2", "file_name": "bao-cao.pdf", "sha256": "a" * 64}
    left = {"dossier": {}, "nominations": [nomination], "attachments": [file]}
    right = {
        "dossier": {},
        "nominations": [changed],
        "attachments": [{**file, "sha256": "b" * 64}, {**file, "id": "3"}],
    }
    found = {d.field: (d.left, d.right) for d in differences(left, right)}
    assert found["Ngày sinh"] == ("02/01/1980", "(không có)")
    assert found["Hình thức khen thưởng"][1] == "X9"
    assert found["Nội dung tệp"][0].startswith("SHA-256 aaaa")
    assert found["Tệp kèm theo"] == ("(không có)", "có")


def test_what_waits_can_be_carried_again_by_the_sender_without_harm(sent: TwoOffices) -> None:
    sent.receive()
    recall = sent.commune.recalls.recall(sent.dossier_id, "Nhầm").path
    reports: list[ReceiveReport] = [sent.district.inbox.receive(recall) for _ in range(3)]
    assert {report.conflict_id for report in reports} == {reports[0].conflict_id}
    assert file_of(sent.commune, sent_by(sent.commune, "recall")) == recall


def test_a_disputed_dossier_is_not_marked_ready_until_somebody_chose(sent: TwoOffices) -> None:
    received = sent.receive()
    sent.commune.recalls.recall(sent.dossier_id, "Gửi nhầm danh sách")
    deliver(received, sent.commune)
    with pytest.raises(MoveRefused) as refused:
        sent.commune.dossiers.mark_ready(sent.dossier_id, "Đã rà soát")
    assert refused.value.code is MoveRefused.Code.CONFLICT_OPEN
    assert state_of(sent.commune, sent.dossier_id) is DossierState.DRAFT
    sent.commune.conflicts.settle(only_conflict(sent.commune).row.id, "left", "Danh sách sai")
    assert sent.commune.dossiers.mark_ready(sent.dossier_id, "Đã rà soát").ready


def test_a_recalls_side_tells_of_the_recall_and_not_of_what_was_sent(sent: TwoOffices) -> None:
    sent.receive()
    recall = sent.commune.recalls.recall(sent.dossier_id, "Gửi nhầm danh sách")
    header = contents(recall.path, sent.district)[0]
    assert sent.district.inbox.receive(recall.path).conflict_id is not None
    right = only_conflict(sent.district).right
    assert (right.what, right.state) == ("Thu hồi hồ sơ đã gửi", "Đang soạn")
    assert (right.at, right.number) == (header.created_at, header.sequence)
    assert right.package_id == recall.package_id
    assert right.reason == "Gửi nhầm danh sách"
