"""Joining two offices: what is asked, granted and taken in, and everything that is refused."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from desktop.errors import AppError, MoveRefused, PackageRefused, SigningFailed, TrustRefused
from desktop.law.terms import Seat, Tier
from desktop.models import CertificateAuthority, Enrolment, Office, SigningKey, TrustedCertificate
from desktop.paths import OfficePaths
from desktop.sealing.certificates import read_certificate
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.keys import Pkcs12Signer, make_key
from desktop.sealing.signature_report import SignatureOutcome
from desktop.sealing.trust import judge
from desktop.services.access import OfficeSetup, create_office
from desktop.services.campaigns import CampaignDraft
from desktop.services.desk import Desk, open_desk
from desktop.services.enrolment_files import sealed
from desktop.services.enrolment_requests import RequestState
from desktop.services.enrolment_state import Stage
from desktop.services.grants import Line
from desktop.sync.settings import Way
from tests.services.joined_offices import LINE, PERSON, ROLE, Pair

Code = TrustRefused.Code


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return str(error.value.code)


def keys_of(desk: Desk, purpose: str, *, is_open: bool) -> list[str]:
    with desk.store.reading() as session:
        query = sa.select(SigningKey.fingerprint).where(SigningKey.purpose == purpose)
        closed = SigningKey.archived_at
        return list(
            session.scalars(query.where(closed.is_(None) if is_open else closed.is_not(None)))
        )


# --- asking ------------------------------------------------------------------------------------


def test_what_waits_is_shown_with_its_code(asked_pair: Pair) -> None:
    state = asked_pair.commune.enrolment.state()
    assert (state.stage, state.code) == (Stage.WAITING, asked_pair.written.request_code)
    assert (state.person, state.role) == (PERSON, ROLE)


def test_asking_again_writes_the_same_request(asked_pair: Pair, tmp_path: Path) -> None:
    again = asked_pair.commune.enrolment.request(PERSON, ROLE, tmp_path)
    assert again.code == asked_pair.written.request_code
    assert again.path.read_bytes() == asked_pair.request.read_bytes()


def test_two_windows_that_ask_at_once_ask_the_same(asked_pair: Pair, tmp_path: Path) -> None:
    desk = asked_pair.commune
    other = open_desk(desk.store.paths, asked_pair.way.unlocked["commune"], desk.store.clock)
    try:
        with ThreadPoolExecutor(2) as windows:
            ask = [
                windows.submit(one.enrolment.request, "Đỗ Văn Ước", ROLE, tmp_path)
                for one in (desk, other)
            ]
            codes = {asked.result().code for asked in ask}
    finally:
        other.close()
    assert len(codes) == 1


def test_a_request_for_another_person_takes_the_place_of_the_first(asked_pair: Pair) -> None:
    other = asked_pair.commune.enrolment.request("Đỗ Văn Ước", ROLE, asked_pair.stick)
    assert other.code != asked_pair.written.request_code
    with asked_pair.commune.store.reading() as session:
        states = sorted(session.scalars(sa.select(Enrolment.state)))
    assert states == ["REPLACED", "REQUESTED"]


def test_a_stick_that_is_gone_loses_no_request(asked_pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        asked_pair.commune.enrolment.request(PERSON, ROLE, tmp_path / "gone")
    assert code_of(refused) == "FILE_MISSING"
    assert asked_pair.commune.enrolment.state().code == asked_pair.written.request_code


def test_an_office_without_one_above_asks_nobody(asked_pair: Pair, tmp_path: Path) -> None:
    with asked_pair.commune.store.writing() as session:
        session.execute(sa.update(Office).where(Office.is_self).values(parent_id=None))
        session.commit()
    with pytest.raises(TrustRefused) as refused:
        asked_pair.commune.enrolment.request(PERSON, ROLE, tmp_path)
    assert refused.value.code is Code.NO_OFFICE_ABOVE


def test_waiting_keys_are_not_used_before_the_grant(asked_pair: Pair) -> None:
    assert keys_of(asked_pair.commune, "transport", is_open=True) == []
    assert asked_pair.commune.keys.transport_credentials() is None
    assert len(keys_of(asked_pair.commune, "sign", is_open=True)) == 1


# --- reading -----------------------------------------------------------------------------------


def test_both_ends_see_the_same_code(asked_pair: Pair) -> None:
    detail = asked_pair.district.enrolment_requests.read(asked_pair.request)
    assert detail.code == asked_pair.written.request_code
    assert (detail.office, detail.tier) == ("Ủy ban nhân dân xã Đông An", Tier.COMMUNE)
    assert (detail.person, detail.role, detail.needs_call) == (PERSON, ROLE, True)
    assert asked_pair.district.enrolment_requests.read(asked_pair.request).id == detail.id


def test_a_stick_carried_to_another_office_is_not_for_it(asked_pair: Pair, tmp_path: Path) -> None:
    setup = OfficeSetup(
        name="Ủy ban nhân dân huyện Khác",
        tier=Tier.DISTRICT,
        seat=Seat.RECEIVING,
        officer_name="Lê Văn Tư",
        password="demo",
    )
    paths = OfficePaths(tmp_path / "other")
    other = open_desk(
        paths, create_office(paths, setup, asked_pair.clock).unlocked, asked_pair.clock
    )
    with pytest.raises(PackageRefused) as refused:
        other.enrolment_requests.read(asked_pair.request)
    assert refused.value.code is PackageRefused.Code.NOT_FOR_US
    assert other.enrolment_requests.list_rows() == []
    other.close()


def test_a_sending_office_grants_nothing(asked_pair: Pair) -> None:
    with pytest.raises(MoveRefused) as refused:
        asked_pair.commune.enrolment_requests.read(asked_pair.request)
    assert refused.value.code is MoveRefused.Code.WRONG_SEAT


def test_a_changed_request_is_no_package_any_more(asked_pair: Pair) -> None:
    data = bytearray(asked_pair.request.read_bytes())
    data[len(data) // 2] ^= 1
    asked_pair.request.write_bytes(bytes(data))
    with pytest.raises(PackageRefused):
        asked_pair.district.enrolment_requests.read(asked_pair.request)


def test_a_request_swapped_on_its_way_has_another_code(asked_pair: Pair, tmp_path: Path) -> None:
    # Whoever makes his own request in the commune's name cannot make it bear the commune's code.
    root = tmp_path / "thief"
    shutil.copytree(asked_pair.root / "commune", root / "commune")
    thief = Pair(root, asked_pair.clock, asked_pair.way, asked_pair.written)
    (root / "stick").mkdir()
    swapped = thief.commune.enrolment.request(PERSON, ROLE, thief.stick, afresh=True).path
    thief.close()
    detail = asked_pair.district.enrolment_requests.read(swapped)
    with pytest.raises(TrustRefused) as refused:
        asked_pair.district.grants.grant(
            detail.id, asked_pair.stick, LINE, asked_pair.written.request_code
        )
    assert refused.value.code is Code.CODE_DIFFERS
    assert asked_pair.district.authorities.own() is None


def test_a_clock_a_year_off_is_remarked_on(asked_pair: Pair) -> None:
    asked_pair.clock.now += timedelta(days=365)
    assert asked_pair.district.enrolment_requests.read(asked_pair.request).is_clock_doubtful


# --- granting ----------------------------------------------------------------------------------


def test_nothing_is_granted_before_the_code_was_read(asked_pair: Pair) -> None:
    detail = asked_pair.district.enrolment_requests.read(asked_pair.request)
    with pytest.raises(TrustRefused) as refused:
        asked_pair.district.grants.grant(detail.id, asked_pair.stick, LINE)
    assert refused.value.code is Code.CODE_NOT_READ


def test_a_line_no_grant_can_carry_grants_nothing(asked_pair: Pair) -> None:
    detail = asked_pair.district.enrolment_requests.read(asked_pair.request)
    with pytest.raises(AppError) as refused:
        asked_pair.district.grants.grant(
            detail.id, asked_pair.stick, Line("sftp", "may-chu"), detail.code
        )
    assert code_of(refused) == "ADDRESS_BAD"
    assert asked_pair.district.enrolment_requests.open(detail.id).state is RequestState.REQUESTED
    assert asked_pair.district.trust.list_rows() == []


def test_a_granted_request_is_not_refused_any_more(granted_pair: Pair) -> None:
    requests = granted_pair.district.enrolment_requests
    (row,) = requests.list_rows()
    with pytest.raises(TrustRefused) as refused:
        requests.refuse(row.id, "Đổi ý")
    assert code_of(refused) == Code.REQUEST_GRANTED


def test_granting_twice_is_one_grant(granted_pair: Pair, tmp_path: Path) -> None:
    requests, grants = granted_pair.district.enrolment_requests, granted_pair.district.grants
    detail, before = requests.read(granted_pair.request), granted_pair.district.authorities.own()
    again = grants.grant(detail.id, tmp_path, LINE, "")
    assert again.path.read_bytes() == granted_pair.grant.read_bytes()
    own = granted_pair.district.authorities.own()
    assert own is not None
    assert before is not None
    assert own.bundle_serial == before.bundle_serial
    assert len(granted_pair.district.trust.list_rows()) == 1


def test_a_stop_between_issuing_and_writing_costs_one_more_writing(
    asked_pair: Pair, tmp_path: Path
) -> None:
    detail = asked_pair.district.enrolment_requests.read(asked_pair.request)
    with pytest.raises(AppError):
        asked_pair.district.grants.grant(detail.id, tmp_path / "pulled-out", LINE, detail.code)
    assert asked_pair.district.enrolment_requests.open(detail.id).state is RequestState.GRANTED
    asked_pair.close()
    written = asked_pair.district.grants.grant(detail.id, asked_pair.stick, LINE)
    assert written.bundle_serial == 1
    state = asked_pair.commune.enrolment.accept_grant(written.path, written.code)
    assert state.stage is Stage.JOINED


def test_certificates_are_bound_to_office_person_and_role_for_two_years(
    granted_pair: Pair,
) -> None:
    with granted_pair.district.store.reading() as session:
        rows = list(session.scalars(sa.select(TrustedCertificate)))
        root = session.scalars(sa.select(CertificateAuthority)).one()
    commune = granted_pair.way.written["granted"]
    assert commune.grant
    assert {row.purpose for row in rows} == {"sign", "encrypt", "transport"}
    assert {(row.person, row.role, row.issuer) for row in rows} == {
        (PERSON, ROLE, root.fingerprint)
    }
    assert {(row.valid_to - row.valid_from).days for row in rows} == {732}
    (below,) = [r for r in granted_pair.district.offices.list_rows() if r.relation == "Cấp dưới"]
    assert {row.office_id for row in rows} == {below.id}


def test_an_office_typed_in_before_takes_its_real_id(asked_pair: Pair) -> None:
    typed_in = uuid4()
    with asked_pair.district.store.writing() as session:
        own = session.scalars(sa.select(Office).where(Office.is_self)).one()
        session.add(
            Office(id=typed_in, name="Xã Đông An", tier=Tier.COMMUNE, parent_id=own.id, names=[])
        )
        session.commit()
    campaigns = asked_pair.district.campaigns
    campaign = campaigns.save_draft(CampaignDraft(name="Phong trào 2023")).id
    assert campaign
    campaigns.excuse(campaign, typed_in, "Mới thành lập")
    detail = asked_pair.district.enrolment_requests.read(asked_pair.request)
    asked_pair.district.grants.grant(detail.id, asked_pair.stick, LINE, detail.code, typed_in)
    rows = {r.id: r for r in asked_pair.district.offices.list_rows()}
    assert rows[typed_in].archived
    assert rows[detail.office_id].relation == "Cấp dưới"
    (excused,) = campaigns.open_draft(campaign).excused
    assert excused.office_id == detail.office_id, "what excused it excuses it still"


def test_a_refused_request_stays_refused(asked_pair: Pair) -> None:
    requests = asked_pair.district.enrolment_requests
    detail = requests.read(asked_pair.request)
    with pytest.raises(MoveRefused):
        requests.refuse(detail.id, " ")
    requests.refuse(detail.id, "Mã đọc không khớp")
    assert requests.read(asked_pair.request).state is RequestState.REFUSED
    with pytest.raises(TrustRefused) as refused:
        asked_pair.district.grants.grant(detail.id, asked_pair.stick, LINE, detail.code)
    assert refused.value.code is Code.REQUEST_SETTLED


def test_of_two_requests_the_older_cannot_be_granted_after_the_newer(asked_pair: Pair) -> None:
    enrolment, district = asked_pair.commune.enrolment, asked_pair.district
    newer = enrolment.request(PERSON, ROLE, asked_pair.stick, afresh=True)
    first = district.enrolment_requests.read(asked_pair.request)
    second = district.enrolment_requests.read(newer.path)
    district.grants.grant(second.id, asked_pair.stick, LINE, newer.code)
    assert district.enrolment_requests.open(first.id).state is RequestState.REPLACED
    with pytest.raises(TrustRefused) as refused:
        district.grants.grant(first.id, asked_pair.stick, LINE, first.code)
    assert refused.value.code is Code.REQUEST_OLDER


def test_an_old_request_found_later_is_not_even_read(granted_pair: Pair, tmp_path: Path) -> None:
    with granted_pair.district.store.writing() as session:
        row = session.scalars(sa.select(Enrolment)).one()
        row.sha256 = "0" * 64  # as if it was another one, made later
        row.made_at += timedelta(days=1)
        session.commit()
    with pytest.raises(TrustRefused) as refused:
        granted_pair.district.enrolment_requests.read(granted_pair.request)
    assert refused.value.code is Code.REQUEST_OLDER


# --- taking in ---------------------------------------------------------------------------------


def test_the_code_of_the_grant_must_be_read_too(granted_pair: Pair) -> None:
    enrolment = granted_pair.commune.enrolment
    detail = enrolment.read_grant(granted_pair.grant)
    assert (detail.code, detail.needs_call) == (granted_pair.written.grant_code, True)
    assert (detail.way, detail.address) == (LINE.way, LINE.address)
    for typed, code in (("", Code.CODE_NOT_READ), ("AAAA-BBBB", Code.CODE_DIFFERS)):
        with pytest.raises(TrustRefused) as refused:
            enrolment.accept_grant(granted_pair.grant, typed)
        assert refused.value.code is code
    assert enrolment.state().stage is Stage.WAITING


def test_a_grant_brings_keys_root_trust_and_line(joined_pair: Pair) -> None:
    commune, district = joined_pair.commune, joined_pair.district
    state = commune.enrolment.state()
    assert (state.stage, state.bundle_serial, state.days_left) == (Stage.JOINED, 1, 730)
    own = commune.keys.own_certificate()
    assert (own.subject, own.organization) == (PERSON, "Ủy ban nhân dân xã Đông An")
    assert len(keys_of(commune, "sign", is_open=True)) == 1
    assert len(commune.keys.decryption_keys()) == 2  # what was sent to the old one stays readable
    assert commune.keys.transport_credentials() is not None
    line = commune.connections.open()
    assert (line.draft.way, line.draft.address, line.is_set) == (Way.WEBDAV, LINE.address, True)
    (above,) = [
        r for r in commune.offices.list_rows() if r.relation == "Cấp trên" and not r.archived
    ]
    assert above.id == district.store.actor.office_id


def test_taking_a_grant_in_twice_is_once(joined_pair: Pair) -> None:
    before = joined_pair.commune.keys.own_certificate()
    joined_pair.commune.enrolment.accept_grant(joined_pair.grant, joined_pair.written.grant_code)
    assert joined_pair.commune.keys.own_certificate() == before
    assert joined_pair.commune.enrolment.read_grant(joined_pair.grant).is_taken_in


def test_each_judges_the_other_valid(joined_pair: Pair) -> None:
    commune, district = joined_pair.commune, joined_pair.district
    now = joined_pair.clock()
    for one, other in ((commune, district), (district, commune)):
        signer, sender = one.keys.own_certificate(), one.store.actor.office_id
        assert (
            judge(signer, now, sender, other.trust.trust(), now).outcome is SignatureOutcome.VALID
        )


def test_a_certificate_with_the_right_name_and_another_key_is_not_it(joined_pair: Pair) -> None:
    sender = joined_pair.commune.store.actor.office_id
    right = joined_pair.commune.keys.own_certificate()
    data = make_key(right.subject, right.organization, "mat khau dai", joined_pair.clock())
    forged = read_certificate(Pkcs12Signer.from_bytes(data, "mat khau dai").certificate)
    now = joined_pair.clock()
    report = judge(forged, now, sender, joined_pair.district.trust.trust(), now)
    assert report.outcome is SignatureOutcome.UNDECIDED
    assert "SENDER_HAS_OTHER_KEY" in {str(reason) for reason in report.reasons}


def test_a_grant_of_another_request_is_not_ours(granted_pair: Pair) -> None:
    granted_pair.commune.enrolment.request(PERSON, ROLE, granted_pair.stick, afresh=True)
    with pytest.raises(TrustRefused) as refused:
        granted_pair.commune.enrolment.read_grant(granted_pair.grant)
    assert refused.value.code is Code.GRANT_NOT_OURS


def test_a_grant_signed_by_another_than_it_names_is_bad(granted_pair: Pair, tmp_path: Path) -> None:
    with granted_pair.district.store.reading() as session:
        document = session.scalars(sa.select(Enrolment.grant_document)).one()
    assert document is not None
    actor = granted_pair.commune.store.actor
    pkcs12 = make_key(actor.office_name, "", "mat khau dai", granted_pair.clock())
    stranger = Pkcs12Signer.from_bytes(pkcs12, "mat khau dai")
    to = Party(actor.office_id, actor.office_name)
    data = sealed(granted_pair.district.store, PackageKind.GRANT, to, document, stranger)
    forged = tmp_path / "chap-nhan.asice"
    forged.write_bytes(data)
    with pytest.raises(TrustRefused) as refused:
        granted_pair.commune.enrolment.accept_grant(forged, granted_pair.written.grant_code)
    assert (refused.value.code, refused.value.data["path"]) == (Code.GRANT_BAD, "signature")


@pytest.mark.parametrize(
    ("days", "code"), [(3 * 365, Code.GRANT_EXPIRED), (-365, Code.CLOCK_BEHIND)]
)
def test_a_clock_far_off_takes_no_grant_in(granted_pair: Pair, days: int, code: Code) -> None:
    granted_pair.clock.now += timedelta(days=days)
    with pytest.raises(TrustRefused) as refused:
        granted_pair.commune.enrolment.accept_grant(
            granted_pair.grant, granted_pair.written.grant_code
        )
    assert refused.value.code is code


def test_a_clock_a_year_ahead_is_remarked_on_before_a_grant_is_taken_in(
    granted_pair: Pair,
) -> None:
    granted_pair.clock.now += timedelta(days=365)
    assert granted_pair.commune.enrolment.read_grant(granted_pair.grant).is_clock_doubtful


def test_a_request_is_no_grant(asked_pair: Pair, tmp_path: Path) -> None:
    assert not asked_pair.district.enrolment.is_grant(asked_pair.request)
    with pytest.raises(PackageRefused):
        asked_pair.district.enrolment.read_grant(asked_pair.request)
    other = tmp_path / "thu.asice"
    other.write_bytes(b"PK")
    with pytest.raises(PackageRefused):
        asked_pair.district.enrolment.is_grant(other)


# --- renewing ----------------------------------------------------------------------------------


def test_near_its_end_the_state_says_so_and_after_it_signing_stops(joined_pair: Pair) -> None:
    enrolment = joined_pair.commune.enrolment
    joined_pair.clock.now += timedelta(days=680)
    assert (enrolment.state().stage, enrolment.state().days_left) == (Stage.EXPIRING, 50)
    assert enrolment.state().is_bundle_old
    joined_pair.clock.now += timedelta(days=60)
    assert enrolment.state().stage is Stage.EXPIRED
    with pytest.raises(SigningFailed) as refused:
        joined_pair.commune.keys.own_signer()
    assert refused.value.code is SigningFailed.Code.KEY_EXPIRED


def test_a_renewal_signed_by_the_old_key_needs_no_telephone(joined_pair: Pair) -> None:
    commune, district = joined_pair.commune, joined_pair.district
    joined_pair.clock.now += timedelta(days=690)
    old = commune.keys.own_certificate()
    asked = commune.enrolment.renew(joined_pair.stick)
    detail = district.enrolment_requests.read(asked.path)
    assert (asked.is_renewal, detail.is_renewal, detail.needs_call) == (True, True, False)
    granted = district.grants.grant(detail.id, joined_pair.stick, district.grants.last_line())
    assert not commune.enrolment.read_grant(granted.path).needs_call
    state = commune.enrolment.accept_grant(granted.path)
    assert state.stage is Stage.JOINED
    # The district's files were copied meanwhile: its numbers jumped ahead.
    assert state.bundle_serial == 1002
    assert commune.keys.own_certificate().fingerprint != old.fingerprint
    # What the old key signed may still be on its way.
    trust, now = district.trust.trust(), joined_pair.clock()
    sender = commune.store.actor.office_id
    assert judge(old, now, sender, trust, now).outcome is SignatureOutcome.VALID


def test_a_renewal_with_an_expired_key_needs_the_telephone_again(joined_pair: Pair) -> None:
    joined_pair.clock.now += timedelta(days=800)
    asked = joined_pair.commune.enrolment.renew(joined_pair.stick)
    detail = joined_pair.district.enrolment_requests.read(asked.path)
    assert (detail.is_renewal, detail.needs_call) == (False, True)


def test_a_renewal_for_another_person_needs_the_telephone(joined_pair: Pair) -> None:
    asked = joined_pair.commune.enrolment.request("Đỗ Văn Ước", ROLE, joined_pair.stick)
    detail = joined_pair.district.enrolment_requests.read(asked.path)
    assert (detail.is_renewal, detail.needs_call) == (True, True)
