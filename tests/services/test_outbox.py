"""A ready dossier is signed, queued and copied; a stop at any point leaves it whole on one side."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop.errors import (
    AppError,
    AttachmentRefused,
    Cancelled,
    MoveRefused,
    NotFound,
    PackageRefused,
    StaleRecord,
    StorageError,
)
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.law.terms import RecipientKind
from desktop.sealing.data import check_attachments
from desktop.sealing.trust import SignatureOutcome, Trust
from desktop.sealing.verification import verify_package
from desktop.services import outbox as outbox_module
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.dossiers import DossierDraft
from desktop.services.moves import apply_move, dossier_of
from desktop.services.outbox import OutboxState
from tests.services.commune_dossier import PDF, Commune, jpeg, png, saved

_REASON = "Đã đối chiếu với bản giấy"


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


@pytest.fixture
def dossier_id(commune: Commune, tmp_path: Path) -> UUID:
    return _ready(commune, tmp_path)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB của xã"
    folder.mkdir()
    return folder


def _ready(commune: Commune, folder: Path, **more: Any) -> UUID:
    dossier_id = commune.complete_dossier(folder, **more)
    photo = folder / "Ảnh hiến đất.JPG"
    photo.write_bytes(jpeg())
    household = commune.desk.nominations.rows(dossier_id)[2].id
    commune.desk.attachments.add("nominations", household, "HINH_ANH", photo)
    assert commune.desk.dossiers.mark_ready(dossier_id, _REASON).ready
    return dossier_id


def _state(desk: Desk, dossier_id: UUID) -> DossierState:
    return next(r.state for r in desk.dossiers.list_rows() if r.id == dossier_id)


def _files(desk: Desk) -> list[str]:
    folder = desk.store.paths.outbox
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def _data(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as archive:
        document: dict[str, Any] = json.loads(archive.read("data/submission.json"))
    return document


def test_the_package_verifies_and_says_who_sends_what_to_whom(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    report = office.outbox.export(dossier_id, stick)
    trust = Trust.of({office.offices.own().id: [office.keys.own_certificate().fingerprint]})
    verified = verify_package(report.path, trust, now=office.store.clock())
    assert verified.signature.outcome is SignatureOutcome.VALID
    assert verified.header.package_id == report.package_id
    assert verified.header.sequence == 1
    assert (verified.header.sender.office_id, verified.header.receiver.office_id) == (
        office.offices.own().id,
        office.offices.own().parent_id,
    )
    assert report.sha256 == hashlib.sha256(report.path.read_bytes()).hexdigest()
    assert report.size == report.path.stat().st_size
    assert [e.name for e in verified.entries if e.name.startswith(("papers/", "attachments/"))] == [
        "attachments/01-bien-ban-hop-xet.pdf",
        "attachments/02-anh-hien-dat.jpg",
        "papers/bao-cao-01-dang-thi-uoc.pdf",
        "papers/bao-cao-02-thon-doai.pdf",
        "papers/bao-cao-03-nguyen-van-on.pdf",
        "papers/danh-sach.pdf",
        "papers/to-trinh.pdf",
    ]


def test_the_data_holds_the_dossier_as_written_and_agrees_with_what_is_packed(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    report = office.outbox.export(dossier_id, stick)
    document = _data(report.path)
    assert document["dossier"]["letter"]["number"] == "45/TTr-UBND"
    assert document["dossier"]["regime"] == "R2003"
    assert document["dossier"]["revision"] == 1
    recipients = [n["recipient"] for n in document["nominations"]]
    assert [r["honorific"] for r in recipients] == ["Bà", "Tập thể", "Hộ gia đình ông"]
    assert recipients[0]["name"] == "Đặng Thị Ước"
    assert recipients[0]["birth_date"] == "1984-03-08"
    assert [n["award_code"] for n in document["nominations"]] == ["CSTDCS", "TTLDTT", "GK_HUYEN"]
    assert [e["event"] for e in document["events"]] == ["create", "mark_ready"]
    assert document["events"][1]["reason"] == _REASON
    (photo,) = [a for a in document["attachments"] if a["item_code"] == "HINH_ANH"]
    assert document["nominations"][2]["attachments"] == [photo["id"]]
    with zipfile.ZipFile(report.path) as archive:
        assert archive.read(photo["entry"]) == jpeg()
    trust = Trust.of({office.offices.own().id: [office.keys.own_certificate().fingerprint]})
    check_attachments(
        document, verify_package(report.path, trust, now=office.store.clock()).entries
    )


def test_sending_is_one_move_with_the_package_in_its_event_and_a_row_in_the_outbox(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    report = office.outbox.export(dossier_id, stick)
    assert _state(office, dossier_id) is DossierState.SENT
    sent = office.dossiers.history(dossier_id)[-1]
    assert (sent.event, sent.from_state, sent.to_state) == ("send", "READY", "SENT")
    assert sent.data["package_id"] == str(report.package_id)
    (row,) = office.outbox.list_rows()
    assert (row.state, row.sequence, row.revision) == (OutboxState.QUEUED, 1, 1)
    assert row.title == "Đề nghị khen thưởng tổng kết năm 2023"
    assert row.receiver == "Ủy ban nhân dân huyện Thanh Bình"
    assert row.signer == "Ủy ban nhân dân xã Đông An"


def test_sending_again_copies_the_same_bytes(office: Desk, dossier_id: UUID, stick: Path) -> None:
    first = office.outbox.export(dossier_id, stick)
    content = first.path.read_bytes()
    first.path.unlink()
    again = office.outbox.export(dossier_id, stick)
    assert again == first
    assert again.path.read_bytes() == content
    other = stick / "khác"
    other.mkdir()
    assert office.outbox.copy_to(first.package_id, other).read_bytes() == content
    assert len(office.outbox.list_rows()) == 1
    assert [e.event for e in office.dossiers.history(dossier_id)].count("send") == 1


def test_without_a_folder_the_package_waits_in_the_outbox(office: Desk, dossier_id: UUID) -> None:
    report = office.outbox.export(dossier_id)
    assert report.path.parent == office.store.paths.outbox
    assert _files(office) == [report.path.name]


def test_the_same_records_give_the_same_content_on_any_machine(
    commune: Commune,
    dossier_id: UUID,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    tmp_path: Path,
) -> None:
    shutil.copytree(tmp_path / "commune", tmp_path / "bản sao")
    other = open_copy(commune_template, "bản sao")
    contents = []
    for desk in (commune.desk, other):
        with zipfile.ZipFile(desk.outbox.export(dossier_id).path) as archive:
            names = [n for n in archive.namelist() if not n.startswith("META-INF/signature")]
            contents.append([(n, archive.read(n)) for n in names])
    assert contents[0] == contents[1]


def test_packages_of_one_sender_are_counted(commune: Commune, tmp_path: Path) -> None:
    for number in (1, 2):
        dossier_id = _ready(commune, tmp_path, letter_number=f"{number}/TTr-UBND")
        commune.desk.outbox.export(dossier_id)
    assert [r.sequence for r in commune.desk.outbox.list_rows()] == [2, 1]


def test_an_officers_own_key_may_sign(office: Desk, dossier_id: UUID, tmp_path: Path) -> None:
    key = tmp_path / "chủ tịch.p12"
    office.keys.make_signer_key(key, "Đỗ Văn Ước", "mật khẩu dài")
    office.outbox.export(dossier_id, signer=office.keys.signer_from_file(key, "mật khẩu dài"))
    assert office.outbox.list_rows()[0].signer == "Đỗ Văn Ước"


def test_a_draft_is_not_sent(commune: Commune, tmp_path: Path) -> None:
    draft = commune.complete_dossier(tmp_path)
    with pytest.raises(MoveRefused) as refused:
        commune.desk.outbox.export(draft)
    assert refused.value.code is MoveRefused.Code.NOT_FROM_HERE
    with pytest.raises(NotFound):
        commune.desk.outbox.export(uuid4())
    with pytest.raises(NotFound):
        commune.desk.outbox.copy_to(uuid4(), tmp_path)


def test_what_this_office_decides_itself_goes_nowhere(commune: Commune) -> None:
    desk = commune.desk
    dossier_id = saved(desk.dossiers, DossierDraft(title="Khen thưởng đột xuất"))
    draft = desk.nominations.draft_for(dossier_id, RecipientKind.HOUSEHOLD, commune.household)
    saved(
        desk.nominations,
        replace(draft, award_code="GDVH", achievement="Gia đình văn hóa năm 2023"),
    )
    with desk.store.writing() as session:
        apply_move(desk.store, session, dossier_of(session, dossier_id), MoveKind.MARK_READY)
        session.commit()
    with pytest.raises(MoveRefused) as refused:
        desk.outbox.export(dossier_id)
    assert refused.value.code is MoveRefused.Code.GUARD
    assert _state(desk, dossier_id) is DossierState.READY


def test_what_turned_wrong_since_it_was_ready_holds_it_back(
    commune: Commune, tmp_path: Path
) -> None:
    desk = commune.desk
    # In 2024 the law that an annual title is held once a year is read, so it blocks.
    dossier_id = commune.complete_dossier(tmp_path, letter_date=date(2024, 3, 1))
    first = desk.nominations.rows(dossier_id)[0].id
    draft = desk.nominations.open_draft(first)
    saved(desk.nominations, replace(draft, award_code="LDTT"))
    assert desk.dossiers.mark_ready(dossier_id, _REASON).ready
    held = PriorAwardLine(year=2023, award_code="LDTT", decision_number="9/QĐ-UBND")
    teacher = desk.people.open_draft(commune.teacher)
    saved(desk.people, replace(teacher, prior_awards=(held,)))
    with pytest.raises(MoveRefused) as refused:
        desk.outbox.export(dossier_id)
    assert refused.value.code is MoveRefused.Code.GUARD
    assert refused.value.data["count"] == 1
    assert _state(desk, dossier_id) is DossierState.READY


@pytest.mark.parametrize("folder", ["không có", "tệp.txt"])
def test_a_bad_folder_is_refused_before_anything_is_signed(
    office: Desk, dossier_id: UUID, stick: Path, folder: str
) -> None:
    (stick / "tệp.txt").write_text("x")
    with pytest.raises(StorageError):
        office.outbox.export(dossier_id, stick / folder)
    assert _state(office, dossier_id) is DossierState.READY
    assert office.outbox.list_rows() == []
    assert _files(office) == []


def test_a_full_stick_is_refused_before_anything_is_signed(
    office: Desk, dossier_id: UUID, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def usage(_path: object) -> Any:
        return type("Usage", (), {"free": 100})

    monkeypatch.setattr(outbox_module.shutil, "disk_usage", usage)
    with pytest.raises(StorageError) as refused:
        office.outbox.export(dossier_id, stick)
    assert refused.value.code is StorageError.Code.DISK_FULL
    assert (_state(office, dossier_id), _files(office)) == (DossierState.READY, [])


def test_a_copy_that_fails_leaves_the_package_queued_and_says_so(
    office: Desk, dossier_id: UUID, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path) -> Any:
        raise StorageError(StorageError.Code.DISK_FULL, path="USB")

    with monkeypatch.context() as broken:
        broken.setattr(outbox_module, "whole_file", full)
        with pytest.raises(StorageError) as refused:
            office.outbox.export(dossier_id, stick)
    assert refused.value.code is StorageError.Code.QUEUED_NOT_COPIED
    assert refused.value.data["cause"] == "DISK_FULL"
    assert _state(office, dossier_id) is DossierState.SENT
    assert list(stick.iterdir()) == []
    report = office.outbox.export(dossier_id, stick)
    assert report.path.exists()


def test_stopping_while_packing_leaves_the_dossier_ready_and_no_half_file(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    steps: list[str] = []

    def count(_done: int, _total: int, step: str) -> None:
        steps.append(step)

    copy = office.outbox
    stops_seen = set()
    for stop_at in range(1, 60):
        steps.clear()

        def stop(_done: int, _total: int, step: str, at: int = stop_at) -> None:
            steps.append(step)
            if len(steps) == at:
                raise Cancelled

        try:
            copy.export(dossier_id, stick, report=stop)
        except Cancelled:
            stops_seen.add(steps[-1])
            state = _state(office, dossier_id)
            assert not list(stick.glob("*.part"))
            if state is DossierState.READY:
                assert (_files(office), list(stick.iterdir())) == ([], [])
            else:
                assert len(_files(office)) == 1
        else:
            break
    assert {"Lập giấy tờ", "Đóng gói tệp", "Ký số"} <= stops_seen
    assert len(list(stick.iterdir())) == 1


@pytest.mark.parametrize("point", ["sealed", "committing"])
def test_a_kill_before_the_commit_leaves_a_ready_dossier_that_can_be_sent(
    office: Desk,
    dossier_id: UUID,
    point: str,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after a kill: nothing of the clean-up runs, what is on the disk stays."""

    class Killed(BaseException):
        pass

    def kill(*_args: object, **_kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(Path, "unlink", lambda *_a, **_k: None)
        if point == "sealed":
            killing.setattr(outbox_module, "next_sequence", kill)
        else:
            killing.setattr(outbox_module, "apply_move", kill)
        with pytest.raises(Killed):
            office.outbox.export(dossier_id)
    left = _files(office)
    assert len(left) == 1
    revived = open_copy(commune_template, "commune")
    assert _state(revived, dossier_id) is DossierState.READY
    assert revived.outbox.list_rows() == []
    report = revived.outbox.export(dossier_id)
    assert _files(revived) == [report.path.name]
    assert report.path.name not in left


def test_a_kill_after_the_commit_leaves_a_package_that_can_be_copied(
    office: Desk,
    dossier_id: UUID,
    stick: Path,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_args: object, **_kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(outbox_module, "_sweep", kill)
        with pytest.raises(Killed):
            office.outbox.export(dossier_id, stick)
    revived = open_copy(commune_template, "commune")
    assert _state(revived, dossier_id) is DossierState.SENT
    (row,) = revived.outbox.list_rows()
    copied = revived.outbox.copy_to(row.package_id, stick)
    assert hashlib.sha256(copied.read_bytes()).hexdigest() == row.sha256


def test_an_attachment_lost_from_the_store_stops_the_export_with_nothing_changed(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    for blob in office.store.paths.blobs.rglob("*"):
        if blob.is_file():
            blob.unlink()
    with pytest.raises(AttachmentRefused):
        office.outbox.export(dossier_id, stick)
    assert _state(office, dossier_id) is DossierState.READY
    assert (_files(office), list(stick.iterdir())) == ([], [])


def test_a_package_changed_in_the_outbox_is_not_handed_over(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    report = office.outbox.export(dossier_id)
    content = bytearray(report.path.read_bytes())
    content[len(content) // 2] ^= 1
    report.path.write_bytes(content)
    with pytest.raises(PackageRefused) as refused:
        office.outbox.copy_to(report.package_id, stick)
    assert refused.value.code is PackageRefused.Code.DIGEST
    assert list(stick.iterdir()) == []
    report.path.unlink()
    with pytest.raises(StorageError):
        office.outbox.copy_to(report.package_id, stick)


def _in_between(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let another window act once, after this one has sealed and before it commits."""
    seal, acted = outbox_module.seal, []

    def sealing(*args: Any, **kwargs: Any) -> Any:
        sealed = seal(*args, **kwargs)
        if not acted:
            acted.append(True)
            act()
        return sealed

    monkeypatch.setattr(outbox_module, "seal", sealing)


def test_two_windows_send_one_dossier_once(
    office: Desk,
    dossier_id: UUID,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = open_copy(commune_template, "commune")
    _in_between(monkeypatch, lambda: other.outbox.export(dossier_id))
    with pytest.raises(AppError):
        office.outbox.export(dossier_id)
    (row,) = office.outbox.list_rows()
    assert _files(office) == [Path(row.file_name).name]
    assert [e.event for e in office.dossiers.history(dossier_id)].count("send") == 1


def test_two_windows_that_send_different_dossiers_never_share_a_number(
    commune: Commune,
    dossier_id: UUID,
    tmp_path: Path,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = _ready(commune, tmp_path, letter_number="46/TTr-UBND")
    other = open_copy(commune_template, "commune")
    _in_between(monkeypatch, lambda: other.outbox.export(second))
    commune.desk.outbox.export(dossier_id)
    rows = commune.desk.outbox.list_rows()
    assert [(r.dossier_id, r.sequence) for r in rows] == [(dossier_id, 2), (second, 1)]
    assert len(_files(commune.desk)) == 2


def test_a_dossier_reopened_and_declared_ready_again_meanwhile_is_not_sent_as_it_was(
    office: Desk,
    dossier_id: UUID,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = open_copy(commune_template, "commune")

    def edit() -> None:
        other.dossiers.reopen(dossier_id)
        draft = other.dossiers.open_draft(dossier_id)
        saved(other.dossiers, replace(draft, letter_number="99/TTr-UBND"))
        assert other.dossiers.mark_ready(dossier_id, _REASON).ready

    _in_between(monkeypatch, edit)
    with pytest.raises(StaleRecord):
        office.outbox.export(dossier_id)
    assert _state(office, dossier_id) is DossierState.READY
    assert _files(office) == []
    assert _data(office.outbox.export(dossier_id).path)["dossier"]["letter"]["number"] == (
        "99/TTr-UBND"
    )


def test_a_sent_dossier_is_frozen(commune: Commune, dossier_id: UUID, tmp_path: Path) -> None:
    desk = commune.desk
    desk.outbox.export(dossier_id)
    draft = desk.dossiers.open_draft(dossier_id)
    picture = tmp_path / "a.png"
    picture.write_bytes(png())
    for edit in (
        lambda: desk.dossiers.save_draft(replace(draft, title="Khác")),
        lambda: desk.attachments.add("dossiers", dossier_id, "", picture),
        lambda: desk.dossiers.reopen(dossier_id),
    ):
        with pytest.raises(MoveRefused):
            edit()


def test_many_files_of_one_name_stand_apart_and_a_name_without_letters_gets_one(
    commune: Commune, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    for number, name in enumerate(("Biên bản.pdf", "BIÊN BẢN.pdf", "???.pdf", "标题.pdf")):
        folder = tmp_path / str(number)
        folder.mkdir()
        file = folder / name
        file.write_bytes(PDF + b" " * number)
        commune.desk.attachments.add("dossiers", dossier_id, "", file)
    assert commune.desk.dossiers.mark_ready(dossier_id, _REASON).ready
    document = _data(commune.desk.outbox.export(dossier_id).path)
    assert [a["entry"] for a in document["attachments"]] == [
        "attachments/01-bien-ban-hop-xet.pdf",
        "attachments/02-bien-ban.pdf",
        "attachments/03-bien-ban.pdf",
        "attachments/04-tep.pdf",
        "attachments/05-tep.pdf",
    ]
