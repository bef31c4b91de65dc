"""A ready dossier is signed, queued and copied; a stop at any point leaves it whole on one side."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop.errors import (
    MoveRefused,
    NotFound,
)
from desktop.law.lifecycle import Actor, DossierState, MoveKind
from desktop.law.terms import RecipientKind
from desktop.sealing.data import check_attachments
from desktop.sealing.opening import verify_sealed
from desktop.sealing.outer_label import OuterLabel
from desktop.sealing.trust import SignatureOutcome
from desktop.sealing.verification import PackageReport
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.dossiers import DossierDraft
from desktop.services.moves import apply_move, dossier_of
from desktop.services.outbox import OutboxState
from tests.services.commune_dossier import PDF, REASON, Commune, jpeg, png, saved
from tests.services.two_offices import contents


@pytest.fixture
def commune(office: Desk, district_certificate: Path) -> Commune:
    office.trust.pin(None, district_certificate)
    return Commune(office)


@pytest.fixture
def dossier_id(commune: Commune, tmp_path: Path) -> UUID:
    return commune.ready_dossier(tmp_path)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB của xã"
    folder.mkdir()
    return folder


def _state(desk: Desk, dossier_id: UUID) -> DossierState:
    return next(r.state for r in desk.dossiers.list_rows() if r.id == dossier_id)


def _files(desk: Desk) -> list[str]:
    folder = desk.store.paths.outbox
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def _data(desk: Desk, package: Path) -> dict[str, Any]:
    _, files = contents(package, desk)
    document: dict[str, Any] = json.loads(files["data/submission.json"])
    return document


def _verified(desk: Desk, package: Path) -> PackageReport:
    trust, keys = desk.trust.trust(), desk.keys.decryption_keys()
    return verify_sealed(
        package, trust, keys, now=desk.store.clock(), scratch=desk.store.paths.root
    )


def test_the_package_verifies_and_says_who_sends_what_to_whom(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    report = office.outbox.export(dossier_id, stick)
    assert report.path.name.endswith(".asice.p7m")
    verified = _verified(office, report.path)
    assert verified.signature.outcome is SignatureOutcome.VALID
    assert verified.header is not None
    assert verified.label == OuterLabel.of(verified.header)
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
    document = _data(office, report.path)
    assert document["dossier"]["letter"]["number"] == "45/TTr-UBND"
    assert document["dossier"]["regime"] == "R2003"
    assert document["dossier"]["revision"] == 1
    recipients = [n["recipient"] for n in document["nominations"]]
    assert [r["honorific"] for r in recipients] == ["Bà", "Tập thể", "Hộ gia đình ông"]
    assert recipients[0]["name"] == "Đặng Thị Ước"
    assert recipients[0]["birth_date"] == "1984-03-08"
    assert [n["award_code"] for n in document["nominations"]] == ["CSTDCS", "TTLDTT", "GK_HUYEN"]
    assert [e["event"] for e in document["events"]] == ["create", "mark_ready"]
    assert document["events"][1]["reason"] == REASON
    (photo,) = [a for a in document["attachments"] if a["item_code"] == "HINH_ANH"]
    assert document["nominations"][2]["attachments"] == [photo["id"]]
    _, files = contents(report.path, office)
    assert files[photo["entry"]] == jpeg()
    check_attachments(document, _verified(office, report.path).entries)


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
    here, there = (
        _verified(desk, desk.outbox.export(dossier_id).path) for desk in (commune.desk, other)
    )
    assert here.header is not None
    assert there.header is not None
    # Each machine numbers its own packages; the label is the one entry that says which.
    assert here.header.database_id != there.header.database_id
    assert replace(here.header, database_id=None) == replace(there.header, database_id=None)
    assert here.entries[1:] == there.entries[1:]
    assert here.sha256 != there.sha256  # signed and encrypted anew each time


def test_packages_of_one_sender_are_counted(commune: Commune, tmp_path: Path) -> None:
    for number in (1, 2):
        dossier_id = commune.ready_dossier(tmp_path, letter_number=f"{number}/TTr-UBND")
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
    assert desk.dossiers.mark_ready(dossier_id, REASON).ready
    held = PriorAwardLine(year=2023, award_code="LDTT", decision_number="9/QĐ-UBND")
    teacher = desk.people.open_draft(commune.teacher)
    saved(desk.people, replace(teacher, prior_awards=(held,)))
    with pytest.raises(MoveRefused) as refused:
        desk.outbox.export(dossier_id)
    assert refused.value.code is MoveRefused.Code.GUARD
    assert refused.value.data["count"] == 1
    assert _state(desk, dossier_id) is DossierState.READY


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
    assert commune.desk.dossiers.mark_ready(dossier_id, REASON).ready
    document = _data(commune.desk, commune.desk.outbox.export(dossier_id).path)
    assert [a["entry"] for a in document["attachments"]] == [
        "attachments/01-bien-ban-hop-xet.pdf",
        "attachments/02-bien-ban.pdf",
        "attachments/03-bien-ban.pdf",
        "attachments/04-tep.pdf",
        "attachments/05-tep.pdf",
    ]


def test_the_next_revision_of_a_returned_dossier_is_a_package_of_its_own(
    office: Desk, dossier_id: UUID
) -> None:
    first = office.outbox.export(dossier_id)
    with office.store.writing() as session:
        dossier = dossier_of(session, dossier_id)
        apply_move(office.store, session, dossier, MoveKind.RECEIPT)
        above = Actor.RECEIVER
        apply_move(
            office.store, session, dossier, MoveKind.RETURN, reason="Thiếu dấu", at_side=above
        )
        session.commit()
    assert office.outbox.export(dossier_id) == first  # still the one that was sent
    office.dossiers.revise(dossier_id)
    assert office.dossiers.mark_ready(dossier_id, REASON).ready
    second = office.outbox.export(dossier_id)
    assert second.package_id != first.package_id
    assert _data(office, second.path)["dossier"]["revision"] == 2
    assert [(r.revision, r.sequence) for r in office.outbox.list_rows()] == [(2, 2), (1, 1)]
    assert first.path.exists()
