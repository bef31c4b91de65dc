"""Bulletins: what an office corrected goes down, signed, and counts beside what is own there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from desktop.errors import PackageRefused, TrustUndecided
from desktop.law.catalogue import Catalogue
from desktop.law.terms import Seat, Tier
from desktop.models import Event, LawCorrection, Office
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.keys import Pkcs12Signer, make_key
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from desktop.services.law_book import law_of
from desktop.services.law_drafts import CorrectionDraft
from desktop.services.law_rows import id_of
from desktop.views.messages import sentence
from tests.services.commune_dossier import saved
from tests.services.two_offices import TwoOffices, cleared, contents, sealed

R, Code = ReceiveResult, PackageRefused.Code
ROW = "awards.LDTT.deciders.R2025-R2026"
BASIS = "Nghị định số 12/2026/NĐ-CP"
DAY = date(2026, 10, 1)


def correct(desk: Desk, tiers: list[str], **more: Any) -> UUID:
    draft = CorrectionDraft(row_id=ROW, values={"tiers": tiers}, basis=BASIS, holds_from=DAY)
    return saved(desk.law_corrections, replace(draft, **more))


def bulletin(two: TwoOffices) -> Path:
    (file,) = two.district.bulletins.export(two.stick).files
    return file


def tiers(desk: Desk, on: date = DAY) -> tuple[Tier, ...]:
    with desk.store.reading() as session:
        return law_of(session).deciding_tiers("LDTT", on)


def received(two: TwoOffices) -> ReceiveReport:
    return two.commune.inbox.receive(bulletin(two))


def test_what_the_office_above_corrected_counts_below_marked_as_its_own(sent: TwoOffices) -> None:
    correct(sent.district, ["tinh"])
    report = sent.district.bulletins.export(sent.stick)
    assert report.corrections == 1
    assert report.offices == (sent.commune.store.actor.office_name,)
    taken = sent.commune.inbox.receive(report.files[0])
    assert (taken.result, taken.kind) == (R.NEW, PackageKind.BULLETIN)
    assert taken.receipt is not None
    assert taken.dossier_id is None
    assert tiers(sent.commune) == (Tier.PROVINCE,)
    opened = sent.commune.law_corrections.open(id_of(ROW))
    (told,) = opened.corrections
    assert (told.origin_office, told.counts) == (sent.district.store.actor.office_name, True)
    (event,) = opened.events
    assert event.event == "correction_received"
    (line,) = [row for row in sent.commune.inbox.list_rows() if row.kind == "bulletin"]
    assert line.kind_label == "Bản tin của cấp trên"


def test_the_same_bulletin_twice_is_already_received(sent: TwoOffices) -> None:
    correct(sent.district, ["tinh"])
    first, again = bulletin(sent), bulletin(sent)
    assert sent.commune.inbox.receive(first).result is R.NEW
    assert sent.commune.inbox.receive(again).result is R.ALREADY
    assert len(sent.commune.law_corrections.open(id_of(ROW)).events) == 1


def test_what_an_office_reads_itself_stays_in_force(sent: TwoOffices) -> None:
    own = correct(sent.commune, ["xa", "tinh"])
    correct(sent.district, ["tw"])
    assert received(sent).result is R.NEW
    assert tiers(sent.commune) == (Tier.COMMUNE, Tier.PROVINCE)
    corrections = sent.commune.law_corrections.open(id_of(ROW)).corrections
    assert [(bool(c.origin_office), c.counts) for c in corrections] == [
        (False, True),
        (True, False),
    ]
    sent.commune.law_corrections.withdraw(own, "Theo cấp trên")
    assert tiers(sent.commune) == (Tier.CENTRAL,)


def test_a_correction_taken_back_above_is_taken_back_below(sent: TwoOffices) -> None:
    correction = correct(sent.district, ["tinh"])
    received(sent)
    sent.district.law_corrections.withdraw(correction, "Nhầm")
    assert received(sent).result is R.NEW
    with sent.commune.store.reading() as session:
        assert law_of(session) is Catalogue.load()
    events = sent.commune.law_corrections.open(id_of(ROW)).events
    assert [e.event for e in events] == ["correction_received", "correction_taken_back"]


def test_a_correction_changed_above_is_changed_below(sent: TwoOffices) -> None:
    service = sent.district.law_corrections
    correction = correct(sent.district, ["tinh"])
    received(sent)
    draft = service.open_draft(correction)
    assert service.save_draft(replace(draft, values={"tiers": ["tw"]})).saved
    received(sent)
    assert tiers(sent.commune) == (Tier.CENTRAL,)


def test_an_overtaken_bulletin_changes_nothing(sent: TwoOffices) -> None:
    correction = correct(sent.district, ["tinh"])
    early = bulletin(sent).rename(sent.stick / "early.asice")
    draft = sent.district.law_corrections.open_draft(correction)
    sent.district.law_corrections.save_draft(replace(draft, values={"tiers": ["tw"]}))
    received(sent)
    late = sent.commune.inbox.receive(early)
    assert (late.result, late.code) == (R.REFUSED, Code.OLD_BULLETIN)
    assert tiers(sent.commune) == (Tier.CENTRAL,)


def test_nothing_is_written_where_nothing_was_corrected_or_nobody_is_below(
    sent: TwoOffices,
) -> None:
    assert sent.district.bulletins.export(sent.stick).files == ()
    correct(sent.commune, ["tinh"])
    nobody = sent.commune.bulletins.export(sent.stick)
    assert (nobody.files, nobody.corrections) == ((), 1)


# --- what must not get in ----------------------------------------------------------------------


def test_a_stranger_s_bulletin_waits_and_changes_nothing(sent: TwoOffices) -> None:
    correct(sent.district, ["tinh"])
    (pin,) = sent.commune.trust.list_rows()
    sent.commune.trust.unpin(pin.id, "Thử")
    taken = received(sent)
    assert (taken.result, taken.code) == (R.UNDECIDED, TrustUndecided.Code.SIGNER_UNKNOWN)
    assert tiers(sent.commune) == (Tier.COMMUNE,)


def test_a_trusted_office_that_is_not_above_cannot_change_the_law_here(sent: TwoOffices) -> None:
    correct(sent.commune, ["tinh"])
    with sent.commune.store.writing() as session:
        # The commune claims to stand above the district.
        session.get_one(
            Office, sent.district.store.actor.office_id
        ).parent_id = sent.commune.store.actor.office_id
        session.commit()
    (file,) = sent.commune.bulletins.export(sent.stick).files
    taken = sent.district.inbox.receive(file)
    assert (taken.result, taken.code) == (R.REFUSED, Code.NOT_FROM_ABOVE)
    assert tiers(sent.district) == (Tier.COMMUNE,)


def test_an_edited_bulletin_is_refused(sent: TwoOffices) -> None:
    correct(sent.district, ["tinh"])
    file = bulletin(sent)
    data = cleared(file, sent.district)
    place = data.index(b'"tinh"')
    edited = sent.stick / "edited.asice"
    edited.write_bytes(data[:place] + b'"huye"' + data[place + 6 :])
    assert sent.commune.inbox.receive(edited).result is R.REFUSED
    assert tiers(sent.commune) == (Tier.COMMUNE,)


def test_a_bulletin_signed_with_somebody_else_s_key_is_not_the_district_s(
    sent: TwoOffices,
) -> None:
    correct(sent.district, ["tinh"])
    header, files = contents(bulletin(sent), sent.commune)
    key = make_key("Kẻ lạ", "Ủy ban nhân dân huyện Khác", "mật khẩu dài", sent.clock())
    stranger = Pkcs12Signer.from_bytes(key, "mật khẩu dài")
    forged = sealed(sent.stick / "forged.asice", sent.district, header, files, stranger)
    assert sent.commune.inbox.receive(forged).result in {R.UNDECIDED, R.REFUSED}
    assert tiers(sent.commune) == (Tier.COMMUNE,)


def _broken(change: Callable[[dict[str, Any]], None]) -> Callable[[TwoOffices], ReceiveReport]:
    def receive(two: TwoOffices) -> ReceiveReport:
        header, files = contents(bulletin(two), two.commune)
        name = PackageKind.BULLETIN.data_entry
        document = json.loads(files[name])
        change(document["corrections"][0])
        files[name] = json.dumps(document, ensure_ascii=False).encode()
        other = replace(header, package_id=uuid4(), sequence=header.sequence + 1)
        return two.commune.inbox.receive(
            sealed(two.stick / "broken.asice", two.district, other, files)
        )

    return receive


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["changes"].update(tiers="tinh"),
        lambda c: c["changes"].update(tiers=["thon"]),
        lambda c: c["changes"].update({"confidence": "FOUND"}),
        lambda c: c["changes"].update({"id": "awards.other"}),
        lambda c: c.update(holds_to="2026-09-30"),
        lambda c: c.update(row_id="days.first_day", changes={}),
        lambda c: c.update(basis=""),
        lambda c: c.update(holds_from="2026-02-30"),
        # What JSON may hold, and no form.
        lambda c: c.update(row_id="quotas.CSTDCS.R2003", changes={"percent": []}),
        lambda c: c["changes"].update(tiers=[]),
        lambda c: c.update(row_id="bases.LAW_2003", changes={"cited_as": "Luật 漢"}),
        lambda c: c.update(row_id="bases.LAW_2003", changes={"cited_as": "\u200b"}),
        # Days beyond every office's, and outside the row's own.
        lambda c: c.update(holds_to="9999-12-31"),
        lambda c: c.update(holds_from="0001-01-01"),
        lambda c: c.update(holds_from="1990-01-01", holds_to="1991-01-01"),
    ],
)
def test_a_bulletin_that_says_what_no_form_would_take_is_refused_whole(
    sent: TwoOffices, change: Callable[[dict[str, Any]], None]
) -> None:
    correct(sent.district, ["tinh"])
    taken = _broken(change)(sent)
    assert (taken.result, taken.code) == (R.REFUSED, Code.DATA_BAD)
    assert tiers(sent.commune) == (Tier.COMMUNE,)


def test_a_bulletin_cannot_overwrite_a_correction_of_this_office_by_its_id(
    sent: TwoOffices,
) -> None:
    own = correct(sent.commune, ["xa", "tinh"])
    correct(sent.district, ["tw"])
    taken = _broken(lambda c: c.update(id=str(own)))(sent)
    assert (taken.result, taken.code) == (R.REFUSED, Code.DATA_BAD)
    assert tiers(sent.commune) == (Tier.COMMUNE, Tier.PROVINCE)


def test_a_row_only_a_newer_program_knows_is_left_out(sent: TwoOffices) -> None:
    correct(sent.district, ["tinh"])
    taken = _broken(lambda c: c.update(row_id="quotas.of.2030"))(sent)
    assert taken.result is R.NEW
    with sent.commune.store.reading() as session:
        assert session.query(LawCorrection).count() == 0
        told = session.scalars(sa.select(Event).where(Event.event == "package_taken_in")).all()
    assert [event.data["rows_unknown"] for event in told] == [["quotas.of.2030"]]


def test_an_office_that_only_receives_takes_bulletins_all_the_same(sent: TwoOffices) -> None:
    with sent.commune.store.writing() as session:
        own = session.get_one(Office, sent.commune.store.actor.office_id)
        own.seat = Seat.RECEIVING
        session.commit()
    correct(sent.district, ["tinh"])
    assert received(sent).result is R.NEW


def test_a_bulletin_is_for_the_office_it_names(sent: TwoOffices) -> None:
    correct(sent.district, ["tinh"])
    header, files = contents(bulletin(sent), sent.commune)
    other = replace(header, receiver=Party(uuid4(), "Ủy ban nhân dân xã Khác"))
    file = sealed(sent.stick / "other.asice", sent.district, other, files)
    assert sent.commune.inbox.receive(file).code == Code.NOT_FOR_US


@pytest.mark.parametrize("holds_from", ["2026-10-01", "2026-11-15"])
def test_two_corrections_of_the_same_days_of_a_row_are_refused(
    sent: TwoOffices, holds_from: str
) -> None:
    correct(sent.district, ["tinh"])
    header, files = contents(bulletin(sent), sent.commune)
    name = PackageKind.BULLETIN.data_entry
    document = json.loads(files[name])
    (one,) = document["corrections"]
    document["corrections"].append({**one, "id": str(uuid4()), "holds_from": holds_from})
    files[name] = json.dumps(document, ensure_ascii=False).encode()
    other = replace(header, package_id=uuid4(), sequence=header.sequence + 1)
    file = sealed(sent.stick / "twice.asice", sent.district, other, files)
    taken = sent.commune.inbox.receive(file)
    assert (taken.result, taken.code) == (R.REFUSED, Code.DATA_BAD)
    assert tiers(sent.commune) == (Tier.COMMUNE,)


# --- what was saved before its letters were looked at --------------------------------------------


def test_letters_no_package_carries_do_not_hold_every_later_bulletin(sent: TwoOffices) -> None:
    correction = _spoilt(sent, {"cited_as": "A\x00B\ud800"})
    assert received(sent).result is R.NEW
    sent.district.law_corrections.withdraw(correction, "Nhầm")
    assert received(sent).result is R.NEW
    opened = sent.commune.law_corrections.open(id_of("bases.LAW_2003"))
    assert [c.withdrawn for c in opened.corrections] == [True]


@pytest.mark.parametrize("changes", [{"cited_as": {"a": 1}}, {"cited_as": "Luật 漢"}])
def test_a_correction_every_office_below_would_refuse_is_named_to_the_office_itself(
    sent: TwoOffices, changes: dict[str, Any]
) -> None:
    correction = _spoilt(sent, changes)
    with pytest.raises(PackageRefused) as refusal:
        bulletin(sent)
    assert refusal.value.code is Code.OWN_DATA_BAD
    told = sentence(refusal.value).text
    assert "15/2003/QH11" in told
    assert "bên gửi" not in told
    sent.district.law_corrections.withdraw(correction, "Nhầm")
    assert received(sent).result is R.NEW


def _spoilt(two: TwoOffices, changes: dict[str, Any]) -> UUID:
    """Keep a correction as an earlier program let it be saved."""
    draft = CorrectionDraft(row_id="bases.LAW_2003", values={}, basis=BASIS, whole_time=True)
    correction = saved(two.district.law_corrections, draft)
    with two.district.store.writing() as session:
        session.get_one(LawCorrection, correction).changes = changes
        session.commit()
    return correction
