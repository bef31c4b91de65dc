"""The whole loop by the command alone, and everything bad that may come to it on a stick."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.sealing.header import PackageHeader, PackageKind, Party, write_header
from desktop.sealing.seal import Entry, seal
from tests.e2e.conftest import (
    CHAIR,
    COMMUNE_NAME,
    DISTRICT_NAME,
    Answer,
    World,
    finished,
    opened,
    start,
)
from tests.sealing.packages import build, header, signed_pieces


def files_of(folder: Path) -> dict[str, str]:
    """Return every file of an office but the database's own, with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("office.db")
    }


def test_a_dossier_goes_all_the_way_by_command(world: World, tmp_path: Path) -> None:
    missing = world.at(world.commune, "check", world.dossier)
    blocking = [p for p in missing.data["problems"] if p["severity"] == "blocking"]
    assert (missing.code, blocking) == (0, [])
    sent = world.at(world.commune, "export", world.dossier, "--to", world.stick)
    assert (
        sent.data["sha256"] == hashlib.sha256(Path(sent.data["package"]).read_bytes()).hexdigest()
    )
    assert sent.data["bytes"] == Path(sent.data["package"]).stat().st_size

    seen = world.at(world.district, "inspect", sent.data["package"])
    assert (seen.code, seen.data["outcome"], seen.data["sender"]) == (0, "valid", COMMUNE_NAME)
    assert "papers/to-trinh.pdf" in [entry["name"] for entry in seen.data["entries"]]
    taken = world.at(world.district, "receive", sent.data["package"], "--receipts", world.stick)
    (result,) = taken.data["results"]
    assert (taken.code, result["result"], result["dossier"]) == (0, "new", world.dossier)
    receipt = world.at(world.commune, "receive", world.stick / Path(result["receipt"]).name)
    assert receipt.data["results"][0]["kind"] == "receipt"
    assert world.state(world.commune) == "RECEIVED"

    judged = world.at(world.district, "appraise", world.dossier, "--all", "meets")
    assert (judged.data["dossier"], judged.data["state"]) == (world.dossier, "APPRAISED")
    assert judged.data["problems"] == []
    decided = world.at(
        *(world.district, "decide", world.dossier, "--date", "2026-11-20", "--signer", CHAIR),
        *("--number", "3214"),
    )
    assert (decided.code, decided.data["number"]) == (0, "3214/QĐ-UBND")
    assert decided.data["awards"] == 3
    target = tmp_path / "giấy khen.pdf"
    printed = world.at(world.district, "certificates", decided.data["decision"], "--to", target)
    assert (printed.data["pages"], printed.data["numbers"]) == (3, ["1", "2", "3"])
    assert target.read_bytes().startswith(b"%PDF")

    back = world.at(world.commune, "receive", decided.data["package"])
    assert back.data["results"][0]["result"] == "new"
    assert world.state(world.commune) == "DECIDED"
    events = world.at(world.commune, "history", world.dossier).data
    assert {e["office"] for e in events} == {COMMUNE_NAME, DISTRICT_NAME}
    moves = [(e["from"], e["to"]) for e in events if e["to"]]
    assert moves[-1] == ("APPRAISED", "DECIDED")
    awards = world.at(world.commune, "list", "awards").data
    assert {row["decision_number"] for row in awards} == {"3214/QĐ-UBND"}


def test_what_a_commune_decides_itself_needs_no_package(world: World, tmp_path: Path) -> None:
    with opened(world.commune) as desk:
        dossier = UUID(world.dossier)
        desk.dossiers.reopen(dossier)
        draft = desk.dossiers.open_draft(dossier)
        desk.dossiers.save_draft(replace(draft, receiver_office_id=None))
        for row in desk.nominations.rows(dossier):
            nomination = desk.nominations.open_draft(row.id)
            desk.nominations.save_draft(replace(nomination, award_code="GK_XA"))
    world.at(world.commune, "ready", world.dossier, "--reason", "Đã đối chiếu.")
    words = ("decide", world.dossier, "--date", "2026-11-20", "--signer", CHAIR)
    decided = world.at(world.commune, *words)
    assert (decided.code, decided.data["package"]) == (0, None)
    assert decided.data["number"] == "01/QĐ-UBND"
    assert Path(decided.data["papers"][0]).read_bytes().startswith(b"%PDF")
    words = ("certificates", decided.data["decision"], "--to", tmp_path / "g.pdf", "--range", "2-3")
    assert world.at(world.commune, *words).data["numbers"] == ["2", "3"]
    assert world.at(world.commune, *words[:-1], "3-9").code == 2


# --- packages that are not what they were -----------------------------------------------------


def truncated(package: Path) -> None:
    package.write_bytes(package.read_bytes()[: package.stat().st_size * 2 // 3])


def edited(package: Path) -> None:
    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 1
    package.write_bytes(content)


def joined_to_itself(package: Path) -> None:
    package.write_bytes(package.read_bytes() * 2)


def emptied(package: Path) -> None:
    package.write_bytes(b"")


def replaced_by_a_picture(package: Path) -> None:
    package.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))


def added(name: str) -> Callable[[Path], None]:
    def add(package: Path) -> None:
        with zipfile.ZipFile(package, "a", zipfile.ZIP_STORED) as archive:
            archive.writestr(name, b"x")

    return add


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "spoil",
    [
        truncated,
        edited,
        joined_to_itself,
        emptied,
        replaced_by_a_picture,
        added("/etc/passwd"),
        added("../../thoát ra.pdf"),
        added("papers\\to-trinh.pdf"),
        added("papers/to-trinh.pdf"),
        added("PAPERS/TO-TRINH.PDF"),
    ],
    ids=lambda spoil: spoil.__qualname__,
)
@pytest.mark.parametrize("encrypted", [True, False], ids=["encrypted", "in the clear"])
def test_a_spoilt_package_changes_nothing(
    sent: World, spoil: Callable[[Path], None], encrypted: bool
) -> None:
    package = sent.package if encrypted else sent.clear_package
    spoil(package)
    before = files_of(sent.district)
    answer = sent.at(sent.district, "receive", package)
    (result,) = answer.data["results"]
    assert (answer.code, result["result"]) == (4, "refused")
    assert result["code"]
    assert result["message"].endswith(".")
    assert sent.at(sent.district, "list", "dossiers").data == []
    assert files_of(sent.district) == before
    seen = sent.at(sent.district, "inspect", package)
    assert (seen.code, seen.data["outcome"]) == (4, "invalid")
    assert seen.data["reasons"][0] == result["code"]


def test_a_renamed_package_is_the_same_package(sent: World) -> None:
    package = sent.package
    other = package.rename(package.with_name("Bản sao (2) của hồ sơ.zip"))
    assert sent.at(sent.district, "receive", other).data["results"][0]["result"] == "new"


def test_a_package_that_comes_twice_is_told_and_not_doubled(sent: World) -> None:
    package = sent.package
    copy = shutil.copy(package, sent.stick / "bản sao.asice")
    first = sent.at(sent.district, "receive", package, copy)
    assert [r["result"] for r in first.data["results"]] == ["new", "already received"]
    again = sent.at(sent.district, "receive", package)
    assert (again.code, again.data["results"][0]["result"]) == (0, "already received")
    assert again.data["results"][0]["receipt"] == first.data["results"][0]["receipt"]
    assert len(sent.at(sent.district, "list", "dossiers").data) == 1


def test_one_bad_package_does_not_keep_the_others_out(sent: World) -> None:
    package = sent.package
    bad = sent.stick / "hỏng.asice"
    bad.write_bytes(b"PK")
    answer = sent.at(sent.district, "receive", bad, sent.stick / "không có.asice", package)
    results = answer.data["results"]
    assert [r["result"] for r in results] == ["refused", "refused", "new"]
    assert [r["code"] for r in results][1:] == ["FILE_MISSING", None]
    assert answer.code == 6


def test_a_stranger_waits_until_somebody_vouches_for_the_short_code(sent: World) -> None:
    package = sent.package
    with opened(sent.district) as desk:
        (pin,) = desk.trust.list_rows()
        desk.trust.unpin(pin.id, "Thử")
    held = sent.at(sent.district, "receive", package)
    assert (held.code, held.data["results"][0]["code"]) == (5, "SIGNER_UNKNOWN")
    assert sent.at(sent.district, "list", "dossiers").data == []
    wrong = sent.at(sent.district, "receive", package, "--accept", "AAAA-BBBB-CCCC-DDDD-EEEE")
    assert wrong.code == 5
    code = sent.codes[COMMUNE_NAME].lower().replace("-", " ")
    taken = sent.at(sent.district, "receive", package, "--accept", code)
    assert (taken.code, taken.data["results"][0]["result"]) == (0, "new")


def test_a_package_signed_by_somebody_else_in_our_name_waits(sent: World, tmp_path: Path) -> None:
    other = tmp_path / "kẻ lạ"
    words = ("init", "--name", COMMUNE_NAME, "--tier", "xa", "--seat", "sending")
    sent.at(other, *words)
    with opened(other) as stranger, zipfile.ZipFile(sent.clear_package) as archive:
        entries = [
            Entry.from_bytes(name, archive.read(name))
            for name in archive.namelist()
            if name.startswith(("data/", "papers/", "attachments/"))
        ]
        said = json.loads(archive.read("package.json"))
        forged = tmp_path / "giả.asice"
        parties = (
            Party(UUID(said[w]["office_id"]), said[w]["name"]) for w in ("sender", "receiver")
        )
        forged_label = label_of(*parties)
        seal(forged, forged_label, entries, stranger.keys.own_signer(), at=datetime.now(UTC))
    answer = sent.at(sent.district, "receive", forged)
    assert answer.code == 5
    assert sent.at(sent.district, "list", "dossiers").data == []


def label_of(sender: Party, receiver: Party) -> PackageHeader:
    return PackageHeader(
        package_id=uuid4(),
        kind=PackageKind.SUBMISSION,
        sequence=1,
        sender=sender,
        receiver=receiver,
        created_at=datetime(2026, 11, 20, tzinfo=UTC),
    )


def test_a_package_for_another_office_is_refused(sent: World, tmp_path: Path) -> None:
    other = tmp_path / "huyện khác"
    name = "Ủy ban nhân dân huyện Ninh Ổ"
    sent.at(other, "init", "--name", name, "--tier", "huyen", "--seat", "receiving")
    trust = ("--trust", sent.commune / "chung-thu.gscert")
    for package, code in ((sent.package, "NOT_FOR_OUR_KEY"), (sent.clear_package, "NOT_FOR_US")):
        answer = sent.at(other, "receive", package, *trust)
        assert (answer.code, answer.data["results"][0]["code"]) == (4, code)
    own = sent.at(sent.commune, "receive", sent.package)
    assert (own.code, own.data["results"][0]["result"]) == (4, "refused")


def test_a_package_of_a_newer_program_says_so(world: World) -> None:
    newer = world.stick / "mới.asice"
    label = write_header(header()).replace(b'"format_version":"1.', b'"format_version":"2.')
    assert b'"2.' in label
    newer.write_bytes(build(signed_pieces(label=label)))
    answer = world.at(world.district, "receive", newer)
    assert (answer.code, answer.data["results"][0]["code"]) == (4, "NEWER_FORMAT")
    assert "cập nhật" in answer.data["results"][0]["message"]


def test_inspect_needs_no_office(sent: World, run: Callable[..., Answer], tmp_path: Path) -> None:
    package, nowhere = sent.clear_package, tmp_path / "chưa có gì"
    known = run("--data", nowhere, "inspect", package, "--trust", sent.commune / "chung-thu.gscert")
    assert (known.code, known.data["outcome"]) == (0, "valid")
    unknown = run("--data", nowhere, "inspect", package)
    assert (unknown.code, unknown.data["outcome"]) == (5, "undecided")
    outside = run("--data", nowhere, "inspect", sent.package)
    assert (outside.code, outside.data["outcome"]) == (5, "undecided")
    assert (outside.data["encrypted"], outside.data["reasons"]) == (True, ["NOT_FOR_OUR_KEY"])
    names = (outside.data["sender"], outside.data["receiver"])
    assert (names, outside.data["kind"]) == ((COMMUNE_NAME, DISTRICT_NAME), "submission")
    assert outside.data["bytes"] == sent.package.stat().st_size
    assert not nowhere.exists()


# --- names and words --------------------------------------------------------------------------


def test_names_in_decomposed_unicode_become_one_name(world: World, tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "Ủy ban nhân dân xã Đường Ổ")
    office = tmp_path / unicodedata.normalize("NFD", "dữ liệu xã")
    made = world.at(office, "init", "--name", apart, "--tier", "xa", "--seat", "sending")
    assert made.code == 0
    (row,) = world.at(office, "list", "offices").data
    assert row["name"] == unicodedata.normalize("NFC", apart)
    found = world.at(office, "list", "offices", "--where", f"name={apart}").data
    assert [r["id"] for r in found] == [row["id"]]


def test_a_decision_dated_before_its_letter_is_not_made(sent: World) -> None:
    package = sent.package
    sent.at(sent.district, "receive", package)
    sent.at(sent.district, "appraise", sent.dossier, "--all", "meets")
    words = ("decide", sent.dossier, "--signer", CHAIR, "--date")
    early = sent.at(sent.district, *words, "2023-11-16")
    assert (early.code, early.data["decision"]) == (3, None)
    blocking = [p for p in early.data["problems"] if p["severity"] == "blocking"]
    assert [p["code"] for p in blocking] == ["DATE_ORDER"]
    assert sent.state(sent.district) == "APPRAISED"


# --- a full disk, a read-only folder, two at once ------------------------------------------------


def small_files_only() -> None:
    """Let the process write no file beyond 96 KiB, as on a disk with that much left."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (96 << 10, 96 << 10))


def test_a_full_disk_leaves_the_dossier_as_it_was(world: World) -> None:
    before = files_of(world.commune)
    words = ("--data", world.commune, "export", world.dossier, "--to", world.stick)
    marker = "packages-sent.json"  # says which database counts; made at the first try to send
    full = finished(start(*words, preexec_fn=small_files_only))
    assert (full.code, full.data["error"]) == (6, "DISK_FULL")
    assert "Đĩa đã đầy" in full.told
    assert world.state(world.commune) == "READY"
    assert {k: v for k, v in files_of(world.commune).items() if k != marker} == before
    assert list(world.stick.glob("*.asice*")) == []
    assert world.run(*words).code == 0


def test_a_full_disk_at_the_receiver_leaves_nothing_half_taken(sent: World) -> None:
    package = sent.package
    before = files_of(sent.district)
    words = ("--data", sent.district, "receive", package)
    full = finished(start(*words, preexec_fn=small_files_only))
    assert (full.code, full.data["results"][0]["code"]) == (6, "DISK_FULL")
    assert sent.at(sent.district, "list", "dossiers").data == []
    assert files_of(sent.district) == before
    assert sent.run(*words).data["results"][0]["result"] == "new"


def test_a_folder_that_is_none_is_said_before_anything_is_signed(world: World) -> None:
    (world.folder / "tệp").write_text("không phải thư mục")
    for target in ("tệp", "không có"):
        answer = world.at(world.commune, "export", world.dossier, "--to", world.folder / target)
        assert (answer.code, answer.data["error"]) == (6, "FILE_MISSING")
    assert world.state(world.commune) == "READY"


def test_a_read_only_folder_is_said_before_anything_is_signed(world: World) -> None:
    locked = world.folder / "USB chỉ đọc"
    locked.mkdir()
    locked.chmod(0o555)
    # Root may write everywhere but where the kernel itself refuses.
    target = Path("/sys") if os.geteuid() == 0 else locked
    refused = world.at(world.commune, "export", world.dossier, "--to", target)
    assert (refused.code, refused.data["error"]) == (6, "READ_ONLY")
    assert world.state(world.commune) == "READY"


def test_two_who_receive_the_same_package_at_once_take_it_once(sent: World) -> None:
    package = sent.package
    words = ("--data", sent.district, "receive", package)
    answers = [finished(process) for process in [start(*words), start(*words)]]
    assert [a.code for a in answers] == [0, 0]
    results = sorted(a.data["results"][0]["result"] for a in answers)
    assert results == ["already received", "new"]
    assert len({a.data["results"][0]["receipt"] for a in answers}) == 1
    assert len(sent.at(sent.district, "list", "dossiers").data) == 1


def test_two_who_export_the_same_dossier_at_once_send_it_once(world: World) -> None:
    words = ("--data", world.commune, "export", world.dossier, "--to", world.stick)
    answers = [finished(process) for process in [start(*words), start(*words)]]
    done = [a for a in answers if a.code == 0]
    refused = [a.data["error"] for a in answers if a.code != 0]
    assert done
    assert set(refused) <= {"CHANGED", "NOT_FROM_HERE", "LOCKED"}
    assert len({a.data["package_id"] for a in done}) == 1
    sent = [e for e in world.at(world.commune, "history", world.dossier).data if e["to"] == "SENT"]
    assert len(sent) == 1
    assert len(list((world.commune / "outbox").glob("*"))) == 1
    package = Path(done[0].data["package"])
    assert world.at(world.district, "inspect", package).data["outcome"] == "valid"


def test_a_stored_paper_that_is_gone_stops_the_export(world: World) -> None:
    for blob in (world.commune / "blobs").rglob("*"):
        if blob.is_file():
            blob.unlink()
    answer = world.at(world.commune, "export", world.dossier, "--to", world.stick)
    assert (answer.code, answer.data["error"]) == (3, "STORED_COPY_MISSING")
    assert world.state(world.commune) == "READY"
    assert list(world.stick.glob("*.asice*")) == []
