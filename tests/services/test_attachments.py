"""Files are attached as they are, kept once, checked on reading, and never beyond the limit."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.errors import AttachmentRefused, Cancelled, MoveRefused, NotFound, StorageError
from desktop.law.terms import CampaignKind, CampaignLevel, RecipientKind
from desktop.services import attachments
from desktop.services.attachments import name_of_copy, stored_name
from desktop.services.campaigns import CampaignDraft
from desktop.services.desk import Desk
from tests.services.commune_dossier import PDF, Commune, jpeg, office_file, png, saved

Code = AttachmentRefused.Code


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


@pytest.fixture
def dossier_id(commune: Commune) -> UUID:
    return commune.dossier()


def _file(folder: Path, name: str, content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _stored(desk: Desk) -> list[Path]:
    return [p for p in desk.store.paths.blobs.rglob("*") if p.is_file()]


def test_a_file_comes_back_byte_for_byte_and_lies_encrypted_on_the_disk(
    office: Desk, dossier_id: UUID, tmp_path: Path
) -> None:
    content = jpeg() + b"\0" * 3_000_000
    row = office.attachments.add(
        "dossiers", dossier_id, "HINH_ANH", _file(tmp_path, "Ảnh.jpg", content)
    )
    assert (row.file_name, row.media_type, row.size) == ("Ảnh.jpg", "image/jpeg", len(content))
    assert row.item == "Ảnh, tài liệu minh họa"
    with office.attachments.open(row.id) as stream:
        assert stream.read() == content
    office.attachments.export(row.id, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == content
    (blob,) = _stored(office)
    assert b"JFIF" not in blob.read_bytes()


def test_files_are_listed_per_owner_and_for_the_whole_dossier(
    commune: Commune, dossier_id: UUID, tmp_path: Path
) -> None:
    desk = commune.desk
    refs = [(RecipientKind.INDIVIDUAL, commune.teacher), (RecipientKind.INDIVIDUAL, commune.farmer)]
    first, second = desk.nominations.add_recipients(dossier_id, refs).added
    desk.attachments.add("dossiers", dossier_id, "BIEN_BAN", _file(tmp_path, "a.pdf"))
    desk.attachments.add("nominations", first, "", _file(tmp_path, "b.png", png()))
    desk.attachments.add(
        "nominations", second, "", _file(tmp_path, "c.xlsx", office_file("xl/workbook.xml"))
    )
    desk.nominations.archive(second, "trùng")
    assert [a.file_name for a in desk.attachments.list_for("nominations", first)] == ["b.png"]
    in_dossier = desk.attachments.list_for_dossier(dossier_id)
    assert [a.file_name for a in in_dossier] == ["a.pdf", "b.png"]
    assert [r.attachments for r in desk.nominations.rows(dossier_id)] == [1, 1]


def test_the_same_content_twice_on_one_item_is_one_file(
    office: Desk, dossier_id: UUID, tmp_path: Path
) -> None:
    add = office.attachments.add
    first = add("dossiers", dossier_id, "BIEN_BAN", _file(tmp_path, "một.pdf"))
    again = add("dossiers", dossier_id, "BIEN_BAN", _file(tmp_path, "hai.pdf"))
    other = add("dossiers", dossier_id, "KHAC", _file(tmp_path, "hai.pdf"))
    assert again == first
    assert other.id != first.id
    assert len(_stored(office)) == 1
    events = [e.event for e in office.dossiers.history(dossier_id)]
    assert events == ["create", "attached", "attached"]


def test_removing_leaves_an_event_with_the_digest(
    office: Desk, dossier_id: UUID, tmp_path: Path
) -> None:
    row = office.attachments.add("dossiers", dossier_id, "", _file(tmp_path, "a.pdf"))
    office.attachments.remove(row.id)
    assert office.attachments.list_for("dossiers", dossier_id) == []
    event = office.dossiers.history(dossier_id)[-1]
    assert (event.event, event.data["sha256"]) == ("detached", row.sha256)
    for ask in (office.attachments.remove, office.attachments.open):
        with pytest.raises(NotFound):
            ask(row.id)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("trống.pdf", b"", Code.EMPTY),
        ("macro.exe", PDF, Code.KIND_NOT_ALLOWED),
        ("không phải.pdf", png(), Code.NOT_WHAT_ITS_NAME_SAYS),
        ("cụt.pdf", PDF[:-10], Code.UNREADABLE),
    ],
)
def test_a_bad_file_is_refused_and_leaves_nothing(
    office: Desk, dossier_id: UUID, tmp_path: Path, name: str, content: bytes, code: Code
) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        office.attachments.add("dossiers", dossier_id, "", _file(tmp_path, name, content))
    assert refused.value.code is code
    assert office.attachments.list_for("dossiers", dossier_id) == []
    assert _stored(office) == []


def test_a_missing_file_and_a_folder_are_unreadable(
    office: Desk, dossier_id: UUID, tmp_path: Path
) -> None:
    (tmp_path / "thư mục.pdf").mkdir()
    for name in ("không có.pdf", "thư mục.pdf"):
        with pytest.raises(AttachmentRefused) as refused:
            office.attachments.add("dossiers", dossier_id, "", tmp_path / name)
        assert refused.value.code is Code.UNREADABLE


def test_the_files_of_a_whole_dossier_share_one_limit(
    commune: Commune, dossier_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "ATTACHED_AT_MOST", 2 * len(PDF) + 10)
    desk = commune.desk
    (nomination,) = desk.nominations.add_recipients(
        dossier_id, [(RecipientKind.INDIVIDUAL, commune.teacher)]
    ).added
    desk.attachments.add("dossiers", dossier_id, "", _file(tmp_path, "a.pdf", PDF))
    desk.attachments.add("nominations", nomination, "", _file(tmp_path, "b.pdf", PDF + b" "))
    with pytest.raises(AttachmentRefused) as refused:
        desk.attachments.add("nominations", nomination, "", _file(tmp_path, "c.pdf", PDF + b"  "))
    assert refused.value.code is Code.TOO_LARGE
    assert len(desk.attachments.list_for_dossier(dossier_id)) == 2


def test_a_huge_file_is_refused_before_a_byte_is_copied(
    office: Desk, dossier_id: UUID, tmp_path: Path
) -> None:
    huge = _file(tmp_path, "huge.pdf")
    with huge.open("r+b") as file:
        file.truncate(201 * 1024 * 1024)
    with pytest.raises(AttachmentRefused) as refused:
        office.attachments.add("dossiers", dossier_id, "", huge)
    assert (refused.value.code, refused.value.data) == (Code.TOO_LARGE, {"limit_mb": 200})
    assert _stored(office) == []


def test_nothing_is_added_to_or_taken_from_a_frozen_dossier(
    commune: Commune, tmp_path: Path
) -> None:
    desk = commune.desk
    dossier_id = commune.complete_dossier(tmp_path)
    (row,) = desk.attachments.list_for_dossier(dossier_id)
    nomination = desk.nominations.rows(dossier_id)[0].id
    assert desk.dossiers.mark_ready(dossier_id, "đã xem xét").ready
    more = _file(tmp_path, "thêm.png", png())
    for subject, owner in (("dossiers", dossier_id), ("nominations", nomination)):
        with pytest.raises(MoveRefused):
            desk.attachments.add(subject, owner, "", more)
    with pytest.raises(MoveRefused):
        desk.attachments.remove(row.id)
    assert desk.attachments.list_for_dossier(dossier_id) == [row]


def test_campaigns_and_examples_take_files_too(office: Desk, tmp_path: Path) -> None:
    draft = CampaignDraft(
        name="Dân vận khéo", level=CampaignLevel.COMMUNE, kind=CampaignKind.PERIOD
    )
    campaign = saved(office.campaigns, draft)
    office.attachments.add("campaigns", campaign, "", _file(tmp_path, "Kế hoạch.pdf"))
    assert office.campaigns.history(campaign)[-1].event == "attached"


@pytest.mark.parametrize("subject", ["dossiers", "nominations", "people", ""])
def test_a_file_needs_an_owner_that_is_here(office: Desk, tmp_path: Path, subject: str) -> None:
    with pytest.raises(NotFound):
        office.attachments.add(subject, uuid4(), "", _file(tmp_path, "a.pdf"))


def test_a_stored_copy_that_was_damaged_or_lost_is_noticed_on_reading(
    office: Desk, dossier_id: UUID, tmp_path: Path
) -> None:
    row = office.attachments.add("dossiers", dossier_id, "", _file(tmp_path, "a.pdf"))
    (blob,) = _stored(office)
    content = bytearray(blob.read_bytes())
    content[-1] ^= 1
    blob.write_bytes(content)
    with pytest.raises(AttachmentRefused) as refused:
        office.attachments.export(row.id, tmp_path / "out.pdf")
    assert refused.value.code is Code.STORED_COPY_DAMAGED
    assert not list(tmp_path.glob("out.pdf*"))
    blob.unlink()
    with pytest.raises(AttachmentRefused) as refused:
        office.attachments.open(row.id)
    assert refused.value.code is Code.STORED_COPY_MISSING


def test_a_copy_to_a_folder_that_is_gone_is_a_storage_error(
    office: Desk, dossier_id: UUID, tmp_path: Path
) -> None:
    row = office.attachments.add("dossiers", dossier_id, "", _file(tmp_path, "a.pdf"))
    with pytest.raises(StorageError):
        office.attachments.export(row.id, tmp_path / "gone" / "out.pdf")


def test_stopping_the_copy_leaves_nothing_behind(
    office: Desk, dossier_id: UUID, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []

    def report(done: int, total: int, step: str) -> None:
        told.append((done, total))
        raise Cancelled

    with pytest.raises(Cancelled):
        office.attachments.add("dossiers", dossier_id, "", _file(tmp_path, "a.pdf"), report)
    assert told == [(len(PDF), len(PDF))]
    assert _stored(office) == []
    assert office.attachments.list_for("dossiers", dossier_id) == []


def test_a_file_that_fails_while_it_is_copied_is_refused(
    office: Desk, dossier_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _file(tmp_path, "a.pdf", PDF)

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if size == 1 << 20:  # the copy reads so much; the checks before read less
                raise OSError(5, "stick pulled out")
            return super().read(size)

    monkeypatch.setattr(Path, "open", lambda *_args, **_kwargs: Failing(PDF))
    with pytest.raises(AttachmentRefused) as refused:
        office.attachments.add("dossiers", dossier_id, "", source)
    assert refused.value.code is Code.UNREADABLE


def test_names_are_kept_composed_on_one_line_and_never_lose_their_ending() -> None:
    assert stored_name(unicodedata.normalize("NFD", "Báo cáo\u202e.pdf")) == "Báo cáo.pdf"
    long = stored_name("ơ" * 400 + ".docx")
    assert len(long) == 200
    assert long.endswith(".docx")


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Biên bản số 3.pdf", "Biên bản số 3.pdf"),
        ("../../Biên bản.pdf", "..-..-Biên bản.pdf"),
        ("/etc/Biên bản.pdf", "-etc-Biên bản.pdf"),
        ("C:\\Users\\Biên bản.pdf", "C--Users-Biên bản.pdf"),
        ("Biên\nbản\0.pdf", "Biên bản.pdf"),
    ],
)
def test_a_name_from_elsewhere_is_one_files_in_any_folder(
    told: str, name: str, tmp_path: Path
) -> None:
    assert name_of_copy(told) == name
    assert (tmp_path / name).parent == tmp_path
