"""A dossier goes the whole way between two offices, through the services, and survives all harm."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desktop.errors import PackageRefused, TrustUndecided
from desktop.law.lifecycle import DossierState
from desktop.law.terms import Outcome, Verdict
from desktop.sealing.header import Party
from desktop.services import decisions
from desktop.services import inbox as inbox_module
from desktop.services.answers import AnswerService
from desktop.services.appraisal import ReturnPoint
from desktop.services.decision_papers import DecisionPapers
from desktop.services.desk import Desk
from desktop.services.inbox import InboxService
from desktop.services.inbox_answers import StagedAnswer
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.inbox_submission import Submission
from desktop.services.package_writer import PackageWriter
from desktop.services.quarantine import Quarantine
from tests.services.conftest import commune_template, district_template
from tests.services.two_offices import (
    TwoOffices,
    appraised,
    at_stage,
    cleared,
    contents,
    sealed,
    sent,
    stages,
    state_of,
)

# The fixtures of the service tests, which a test finds where it stands.
__all__ = ["appraised", "at_stage", "commune_template", "district_template", "sent", "stages"]

S, R = DossierState, ReceiveResult
BOTH_ENDS = ["create", "mark_ready", "receive", "appraise", "decide"]


def moves(desk: Desk, two: TwoOffices) -> list[str]:
    """Return the moves both ends made, as one end's history tells them."""
    told = desk.dossiers.history(two.dossier_id)
    return [e.event for e in told if e.event in {*BOTH_ENDS, "return", "revise"}]


def files_under(desk: Desk) -> set[str]:
    """Return the packages an office holds."""
    folders = (desk.store.paths.quarantine, desk.store.paths.inbox)
    return {str(p) for folder in folders for p in folder.rglob("*") if p.is_file()}


def test_a_dossier_goes_up_and_its_decision_comes_back(sent: TwoOffices, tmp_path: Path) -> None:
    commune, district = sent.commune, sent.district
    assert state_of(commune, sent.dossier_id) is S.SENT
    received = sent.receive()
    assert received.receipt is not None
    assert state_of(district, sent.dossier_id) is S.RECEIVED
    assert commune.inbox.receive(received.receipt).result is R.NEW
    assert state_of(commune, sent.dossier_id) is S.RECEIVED
    sent.appraise()
    decided = district.decisions.decide(sent.dossier_id, sent.draft(number=12))
    assert (decided.number, decided.awards, decided.left_out) == ("12/QĐ-UBND", 3, ())
    assert decided.decision_id is not None
    assert decided.package is not None
    printed = district.certificates.write_pdf(decided.decision_id, tmp_path / "giay-khen.pdf")
    assert (printed.pages, printed.numbers) == (3, ("1", "2", "3"))
    assert commune.inbox.receive(decided.package).result is R.NEW
    for desk in (commune, district):
        assert state_of(desk, sent.dossier_id) is S.DECIDED
        assert moves(desk, sent) == BOTH_ENDS
        assert desk.store.broken_event() is None
    (known,) = commune.decisions.list_rows()
    assert (known.number, known.awards, known.made_here) == ("12/QĐ-UBND", 3, False)
    (paper,) = commune.decisions.open(known.id).papers
    with commune.attachments.open(paper.id) as content:
        assert content.read(5) == b"%PDF-"


def test_the_award_comes_home_to_the_person_it_was_asked_for(appraised: TwoOffices) -> None:
    decided = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert decided.package is not None
    appraised.commune.inbox.receive(decided.package)
    held = [
        award
        for person in appraised.commune.people.list_rows()
        for award in appraised.commune.awards.of_recipient(person_id=person.id)
    ]
    (award,) = held
    assert (award.source, award.certificate_number, award.year) == ("received", "1", 2023)
    assert award.decided_by == "Ủy ban nhân dân huyện Thanh Bình"


def test_a_decision_that_overtakes_its_receipt_brings_both(appraised: TwoOffices) -> None:
    commune = appraised.commune
    assert state_of(commune, appraised.dossier_id) is S.SENT
    decided = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert decided.package is not None
    assert commune.inbox.receive(decided.package).result is R.NEW
    assert state_of(commune, appraised.dossier_id) is S.DECIDED
    (receipt,) = appraised.district.store.paths.outbox.glob("bien-nhan-*")
    late = commune.inbox.receive(receipt)
    assert late.result is R.NEW
    assert state_of(commune, appraised.dossier_id) is S.DECIDED
    assert moves(commune, appraised) == BOTH_ENDS


def test_the_same_package_again_is_answered_with_the_same_receipt(sent: TwoOffices) -> None:
    first = sent.receive()
    assert first.receipt is not None
    written = first.receipt.read_bytes()
    history = sent.district.dossiers.history(sent.dossier_id)
    again = sent.district.inbox.receive(sent.package)
    assert (again.result, again.code, again.receipt) == (R.ALREADY, "", first.receipt)
    assert first.receipt.read_bytes() == written
    assert sent.district.dossiers.history(sent.dossier_id) == history
    twice = [sent.commune.inbox.receive(first.receipt).result for _ in range(2)]
    assert twice == [R.NEW, R.ALREADY]


def test_a_package_under_another_name_is_still_the_package(sent: TwoOffices) -> None:
    renamed = sent.stick / "Thư mời họp.pdf"
    shutil.copyfile(sent.package, renamed)
    assert sent.district.inbox.receive(renamed).result is R.NEW
    assert sent.district.inbox.receive(sent.package).result is R.ALREADY


def test_a_strangers_package_waits_until_somebody_says_who_they_are(sent: TwoOffices) -> None:
    district = sent.district
    (pin,) = district.trust.list_rows()
    district.trust.unpin(pin.id, "Thử gói của người chưa quen")
    before = district.dossiers.list_rows()
    held = district.inbox.receive(sent.package)
    assert (held.result, held.code) == (R.UNDECIDED, TrustUndecided.Code.SIGNER_UNKNOWN)
    assert held.signature is not None
    assert held.signature.short_code == sent.commune.keys.own_certificate().short_code
    assert district.dossiers.list_rows() == before
    assert held.record_id is not None
    assert district.inbox.retry(held.record_id).result is R.UNDECIDED
    sent.introduce(sent.commune, district)
    taken = district.inbox.retry(held.record_id)
    assert taken.result is R.NEW
    assert state_of(district, sent.dossier_id) is S.RECEIVED
    assert [p.name for p in district.store.paths.quarantine.iterdir()] == []


def test_the_officers_word_takes_a_stranger_in_at_once(sent: TwoOffices) -> None:
    district = sent.district
    (pin,) = district.trust.list_rows()
    district.trust.unpin(pin.id, "Thử gói của người chưa quen")
    held = district.inbox.receive(sent.package)
    assert held.record_id is not None
    assert district.inbox.retry(held.record_id, accept_unknown=True).result is R.NEW
    assert district.trust.list_rows()[0].closed_at is None
    (detail,) = district.appraisal.list_rows()
    signature = district.appraisal.open(detail.id).signature
    assert signature is not None
    assert (signature.outcome.value, signature.reasons) == ("valid", ())


def edited(two: TwoOffices) -> bytes:
    """The package with one letter of the data changed after signing."""
    return cleared(two.package, two.commune).replace(b"45/TTr-UBND", b"46/TTr-UBND", 1)


def edited_outside(two: TwoOffices) -> bytes:
    """The package with one bit of what is encrypted changed."""
    content = bytearray(two.package.read_bytes())
    content[len(content) // 2] ^= 1
    return bytes(content)


def relabelled(two: TwoOffices) -> bytes:
    """The package with another kind written on its outside."""
    content = two.package.read_bytes()
    assert content.count(b'"kind":"submission"') == 1
    return content.replace(b'"kind":"submission"', b'"kind":"handovers!"', 1)


def truncated(two: TwoOffices) -> bytes:
    return two.package.read_bytes()[:-4000]


def doubled(two: TwoOffices) -> bytes:
    return two.package.read_bytes() * 2


def not_a_package(two: TwoOffices) -> bytes:
    return b"MZ\x90\x00" + two.package.read_bytes()


def empty(_two: TwoOffices) -> bytes:
    return b""


def for_another(two: TwoOffices) -> bytes:
    header, files = contents(two.package, two.district)
    other = replace(header, receiver=Party(uuid4(), "Ủy ban nhân dân huyện Khác"))
    return sealed(two.stick / "x", two.commune, other, files).read_bytes()


def in_anothers_name(two: TwoOffices) -> bytes:
    header, files = contents(two.package, two.district)
    other = replace(header, sender=Party(uuid4(), "Ủy ban nhân dân xã Khác"))
    return sealed(two.stick / "x", two.commune, other, files).read_bytes()


def newer(two: TwoOffices) -> bytes:
    header, files = contents(two.package, two.district)
    data = files["data/submission.json"].replace(b'"format":"1.', b'"format":"2.')
    files["data/submission.json"] = data
    with pytest.raises(PackageRefused):  # what we would refuse we do not even write
        sealed(two.stick / "x", two.commune, replace(header, format_version="2.0"), files)
    return sealed(two.stick / "x", two.commune, header, files).read_bytes()


@pytest.mark.parametrize(
    ("defect", "code"),
    [
        (edited, PackageRefused.Code.DIGEST),
        (edited_outside, PackageRefused.Code.ENVELOPE_TAMPERED),
        (relabelled, PackageRefused.Code.ENVELOPE_BAD),
        (truncated, PackageRefused.Code.TRUNCATED),
        (doubled, None),
        (not_a_package, PackageRefused.Code.NOT_A_PACKAGE),
        (empty, PackageRefused.Code.NOT_A_PACKAGE),
        (for_another, PackageRefused.Code.NOT_FOR_US),
        (in_anothers_name, PackageRefused.Code.SIGNER_MISMATCH),
    ],
)
def test_a_bad_package_is_refused_and_nothing_changes(
    sent: TwoOffices, defect: Callable[[TwoOffices], bytes], code: PackageRefused.Code | None
) -> None:
    bad = sent.stick / "gói.asice"
    bad.write_bytes(defect(sent))
    rows = sent.district.dossiers.list_rows()
    refused = sent.district.inbox.receive(bad)
    assert refused.result is R.REFUSED
    assert isinstance(refused.refusal, PackageRefused)
    assert code is None or refused.refusal.code is code
    assert (refused.kind, refused.dossier_id, refused.receipt) == (None, None, None)
    assert sent.district.dossiers.list_rows() == rows
    assert files_under(sent.district) == set()
    (row,) = sent.district.inbox.list_rows()
    assert (row.state, row.sender, row.file_name) == ("REFUSED", "", "gói.asice")
    assert bad.exists()
    sent.receive()


def test_a_package_of_a_newer_format_is_refused_and_its_sender_told(sent: TwoOffices) -> None:
    bad = sent.stick / "gói.asice"
    bad.write_bytes(newer(sent))
    refused = sent.district.inbox.receive(bad)
    assert (refused.result, refused.code) == (R.REFUSED, "NEWER_FORMAT")
    assert refused.dossier_id is None
    assert refused.receipt is not None
    header, files = contents(refused.receipt, sent.commune)
    told = json.loads(files[header.kind.data_entry])
    assert (told["outcome"], told["code"]) == ("refused", "NEWER_FORMAT")
    assert sent.district.dossiers.list_rows() == []


def test_a_returned_dossier_is_mended_and_comes_again_as_a_new_revision(sent: TwoOffices) -> None:
    commune, district = sent.commune, sent.district
    sent.receive()
    first = district.appraisal.open(sent.dossier_id).nominations[0]
    district.appraisal.set_verdict(first.id, Verdict.DOES_NOT, "Thiếu sáng kiến")
    points = [
        ReturnPoint(text="Thiếu chứng nhận sáng kiến", nomination_id=first.id, item_code="SK"),
        ReturnPoint(text="Bổ sung chữ ký ở biên bản"),
    ]
    back = district.appraisal.return_for_correction(sent.dossier_id, points)
    assert commune.inbox.receive(back).result is R.NEW
    assert state_of(commune, sent.dossier_id) is S.RETURNED
    raised = commune.appraisal.points(sent.dossier_id)
    assert [p.text for p in raised] == [p.text for p in points]
    assert raised[0].nomination_id == first.id
    commune.dossiers.revise(sent.dossier_id)
    rows = commune.nominations.rows(sent.dossier_id)
    commune.nominations.archive(rows[2].id, "Rút đề nghị")
    assert commune.dossiers.mark_ready(sent.dossier_id, "Đã bổ sung").ready
    again = commune.outbox.export(sent.dossier_id, sent.stick).path
    report = district.inbox.receive(again)
    assert report.result is R.NEW, report.refusal
    detail = district.appraisal.open(sent.dossier_id)
    assert (detail.state, detail.revision) == (S.RECEIVED, 2)
    assert [n.verdict for n in detail.nominations] == [None, None]
    old = district.inbox.receive(sent.package)
    assert old.result is R.ALREADY
    sent.appraise()
    decided = district.decisions.decide(sent.dossier_id, sent.draft())
    assert decided.package is not None
    assert commune.inbox.receive(decided.package).result is R.NEW
    assert state_of(commune, sent.dossier_id) is S.DECIDED
    assert moves(commune, sent).count("receive") == 2
    assert commune.store.broken_event() is None


def test_a_refused_dossier_ends_at_both_ends_with_its_reason(sent: TwoOffices) -> None:
    sent.receive()
    package = sent.district.appraisal.refuse(sent.dossier_id, "Không đúng thẩm quyền")
    assert sent.commune.inbox.receive(package).result is R.NEW
    for desk in (sent.commune, sent.district):
        assert state_of(desk, sent.dossier_id) is S.REFUSED
        told = [e for e in desk.dossiers.history(sent.dossier_id) if e.event == "refuse"]
        assert [e.reason for e in told] == ["Không đúng thẩm quyền"]


def test_hold_and_send_higher_are_neither_granted_nor_refused_at_both_ends(
    sent: TwoOffices,
) -> None:
    sent.receive()
    sent.appraise({1: Verdict.HOLD, 2: Verdict.DOES_NOT})
    decided = sent.district.decisions.decide(sent.dossier_id, sent.draft())
    assert (decided.awards, decided.left_out) == (1, ("Đặng Thị Ước",))
    assert decided.package is not None
    sent.commune.inbox.receive(decided.package)
    rows = sent.commune.nominations.rows(sent.dossier_id)
    assert [(r.verdict, r.outcome) for r in rows] == [
        (Verdict.HOLD, None),
        (Verdict.DOES_NOT, Outcome.REFUSED),
        (Verdict.MEETS, Outcome.GRANTED),
    ]


class Killed(BaseException):
    """The process stops here."""


def kill(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, *, after: bool) -> None:
    """Stop the program when a step is reached, or when it is done."""
    real = getattr(owner, name)

    def stopping(*args: Any, **kwargs: Any) -> Any:
        if after:
            real(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(owner, name, stopping)


@pytest.mark.parametrize(
    ("owner", "name", "after"),
    [
        (InboxService, "_take", False),
        (inbox_module, "stage", True),
        (Submission, "take_in", True),
        (Quarantine, "accept", True),
        (AnswerService, "write", False),
        (PackageWriter, "_written", True),
        (PackageWriter, "_queued", True),
    ],
)
def test_a_kill_while_receiving_is_made_good_by_receiving_again(
    sent: TwoOffices, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: bool
) -> None:
    with monkeypatch.context() as patch:
        kill(patch, owner, name, after=after)
        with pytest.raises(Killed):
            sent.district.inbox.receive(sent.package)
    sent.open()
    report = sent.district.inbox.receive(sent.package)
    assert report.result in {R.NEW, R.ALREADY}
    assert report.receipt is not None
    assert moves(sent.district, sent) == ["create", "mark_ready", "receive"]
    assert len(sent.district.inbox.list_rows()) == 1
    assert sent.district.store.broken_event() is None
    assert sent.commune.inbox.receive(report.receipt).result is R.NEW
    assert sent.district.inbox.finish_pending() == []


@pytest.mark.parametrize(
    ("owner", "name", "after"),
    [
        (decisions, "write_decision", True),
        (decisions, "move_dossiers", True),
        (DecisionPapers, "save", False),
        (DecisionPapers, "ensure", True),
        (AnswerService, "write", False),
        (PackageWriter, "_written", True),
        (PackageWriter, "_queued", True),
    ],
)
def test_a_kill_while_deciding_loses_and_doubles_nothing(
    appraised: TwoOffices, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: bool
) -> None:
    with monkeypatch.context() as patch:
        kill(patch, owner, name, after=after)
        with pytest.raises(Killed):
            appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    appraised.open()
    district = appraised.district
    if state_of(district, appraised.dossier_id) is S.APPRAISED:
        assert district.decisions.list_rows() == []
        assert district.registers.list_rows() == []
        district.decisions.decide(appraised.dossier_id, appraised.draft())
    else:
        district.decisions.finish_pending()
    (row,) = district.decisions.list_rows()
    assert (row.number, row.awards) == ("01/QĐ-UBND", 3)
    assert len(district.decisions.open(row.id).papers) == 1
    assert district.decisions.finish_pending() == []
    (package,) = district.store.paths.outbox.glob("quyet-dinh-*.asice.p7m")
    assert appraised.commune.inbox.receive(package).result is R.NEW
    assert state_of(appraised.commune, appraised.dossier_id) is S.DECIDED


@pytest.mark.parametrize(
    ("owner", "name", "after"),
    [
        (inbox_module, "stage", True),
        (StagedAnswer, "take_in", True),
        (Quarantine, "accept", True),
    ],
)
def test_a_kill_while_the_decision_comes_in_is_made_good_by_receiving_again(
    appraised: TwoOffices, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: bool
) -> None:
    decided = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert decided.package is not None
    with monkeypatch.context() as patch:
        kill(patch, owner, name, after=after)
        with pytest.raises(Killed):
            appraised.commune.inbox.receive(decided.package)
    appraised.open()
    assert state_of(appraised.commune, appraised.dossier_id) is S.SENT
    assert appraised.commune.decisions.list_rows() == []
    assert appraised.commune.inbox.receive(decided.package).result is R.NEW
    assert state_of(appraised.commune, appraised.dossier_id) is S.DECIDED
    assert len(appraised.commune.decisions.list_rows()) == 1
