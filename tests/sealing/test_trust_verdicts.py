"""Who signed, known how, received when: the outcome, row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509

from desktop.errors import TrustRefused
from desktop.sealing.cades import HeldSignature, check_signature
from desktop.sealing.certificates import CertificateInfo, describe
from desktop.sealing.issuers import TrustedAuthority
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import (
    RevocationList,
    RevocationReason,
    Revoked,
    read_revocation_list,
)
from desktop.sealing.seal import Entry, seal
from desktop.sealing.signature_report import FATAL
from desktop.sealing.trust import Pin, SignatureOutcome, SignatureReason, Trust, judge
from desktop.sealing.verification import verify_package
from tests.sealing.packages import COMMUNE, NEIGHBOUR, NOW, ec_signer, header
from tests.sealing.test_issuers import Government, listed
from tests.sealing.trust_papers import (
    DAY,
    HOLDER,
    certificates,
    commune_signer,
    ec_key,
    issued,
    known_root,
    other_root,
    root,
    rsa_key,
    signer_with,
)

Reason = SignatureReason
VALID, UNDECIDED, INVALID = SignatureOutcome
YEAR = timedelta(days=365)
HOUR = timedelta(hours=1)
LOST, REPLACED = RevocationReason.KEY_COMPROMISE, RevocationReason.SUPERSEDED


@cache
def signer() -> CertificateInfo:
    return certificates()[KeyPurpose.SIGN]


def serial_of(certificate: CertificateInfo) -> int:
    return x509.load_der_x509_certificate(certificate.der).serial_number


def bound(certificate: CertificateInfo, **pin: object) -> Pin:
    made = Pin(COMMUNE.office_id, certificate.fingerprint, issuer=root().info.fingerprint)
    return replace(made, **pin)


@dataclass(frozen=True)
class Case:
    """One row: what the receiver holds, when things happened (days from NOW), what comes of it."""

    outcome: SignatureOutcome
    reasons: tuple[SignatureReason, ...] = ()
    certificate: CertificateInfo | None = None
    pins: tuple[Pin, ...] | None = None
    authorities: tuple[TrustedAuthority, ...] | None = None
    received: float = 0
    signed: float | None = None
    remarks: tuple[SignatureReason, ...] = ()

    def check(self) -> None:
        found = self.certificate or signer()
        pins = (bound(found),) if self.pins is None else self.pins
        authorities = (known_root(),) if self.authorities is None else self.authorities
        at = NOW + self.received * DAY
        signed_at = at if self.signed is None else NOW + self.signed * DAY
        report = judge(found, signed_at, COMMUNE.office_id, Trust(pins, authorities), at)
        assert (report.outcome, report.reasons, report.remarks) == (
            self.outcome,
            self.reasons,
            self.remarks,
        )


def root_with(*revoked: Revoked, made: float = 0) -> tuple[TrustedAuthority, ...]:
    return (known_root(*revoked, now=NOW + made * DAY),)


def taken_back(reason: RevocationReason, on: float, since: float | None = None) -> Revoked:
    compromised = None if since is None else NOW + since * DAY
    return Revoked(serial_of(signer()), NOW + on * DAY, reason, compromised)


def forged() -> CertificateInfo:
    """Return a certificate with our authority's name on it that somebody else signed."""
    real = x509.load_der_x509_certificate(root().info.der)
    named = x509.load_der_x509_certificate(issued(ec_key(), authority=other_root()).der)
    builder = x509.CertificateBuilder().subject_name(named.subject).issuer_name(real.subject)
    builder = builder.public_key(named.public_key()).serial_number(5)
    builder = builder.not_valid_before(NOW - DAY).not_valid_after(NOW + YEAR)
    return describe(builder.sign(ec_key(), named.signature_hash_algorithm))


def _cases() -> dict[str, Case]:
    mine, stranger = signer(), issued(ec_key())
    stale = (Reason.CRL_STALE,)
    return {
        "bound, vouched for, list fresh": Case(VALID),
        "bound without a word of its issuer, still vouched for": Case(
            VALID, pins=(bound(mine, issuer=""),)
        ),
        # the binding
        "vouched for but bound to nobody": Case(UNDECIDED, (Reason.SIGNER_UNKNOWN,), pins=()),
        "right name, right authority, another key": Case(
            UNDECIDED,
            (Reason.SIGNER_UNKNOWN, Reason.SENDER_HAS_OTHER_KEY),
            certificate=stranger,
            pins=(bound(mine),),
        ),
        "bound to the neighbour": Case(
            INVALID, (Reason.SIGNER_MISMATCH,), pins=(bound(mine, office_id=NEIGHBOUR.office_id),)
        ),
        "bound for transport only": Case(
            INVALID,
            (Reason.KEY_NOT_ACCEPTED,),
            certificate=certificates()[KeyPurpose.TRANSPORT],
            pins=(bound(certificates()[KeyPurpose.TRANSPORT], purpose=KeyPurpose.TRANSPORT),),
        ),
        "bound for transport by the neighbour too": Case(
            INVALID,
            (Reason.KEY_NOT_ACCEPTED,),
            pins=(
                bound(mine, purpose=KeyPurpose.TRANSPORT),
                bound(mine, purpose=KeyPurpose.ENCRYPT, office_id=NEIGHBOUR.office_id),
            ),
        ),
        "binding not open yet": Case(
            UNDECIDED, (Reason.PIN_CLOSED,), pins=(bound(mine, valid_from=NOW + DAY),)
        ),
        "binding closed": Case(
            UNDECIDED, (Reason.PIN_CLOSED,), pins=(bound(mine, valid_to=NOW - DAY),)
        ),
        "binding closed, package from before": Case(
            VALID, pins=(bound(mine, valid_to=NOW - DAY / 2),), received=-0.6
        ),
        # the chain
        "forged in our authority's name": Case(
            INVALID, (Reason.CHAIN_BROKEN, Reason.SIGNER_UNKNOWN), certificate=forged(), pins=()
        ),
        "forged and bound by mistake": Case(
            INVALID, (Reason.CHAIN_BROKEN,), certificate=(bad := forged()), pins=(bound(bad),)
        ),
        "its authority was taken out of the register": Case(
            UNDECIDED, (Reason.AUTHORITY_UNKNOWN,), authorities=()
        ),
        "only another root of that office is known": Case(
            UNDECIDED,
            (Reason.AUTHORITY_UNKNOWN,),
            authorities=(known_root(authority=other_root()),),
        ),
        "bound under another authority than issued it": Case(
            UNDECIDED,
            (Reason.AUTHORITY_UNKNOWN,),
            pins=(bound(mine, issuer=other_root().info.fingerprint),),
        ),
        # the list
        "no list": Case(
            UNDECIDED, (Reason.CRL_MISSING,), authorities=(TrustedAuthority(root().info),)
        ),
        "list stale by a day": Case(UNDECIDED, stale, received=31),
        "list stale now, package received when it was fresh": Case(VALID, received=29),
        "list made after the package was received": Case(VALID, authorities=root_with(made=200)),
        "replaced last week, received before": Case(
            VALID, authorities=root_with(taken_back(REPLACED, 7))
        ),
        "replaced, received after": Case(
            INVALID, (Reason.REVOKED,), authorities=root_with(taken_back(REPLACED, -0.5))
        ),
        "replaced, received the same second": Case(
            INVALID, (Reason.REVOKED,), authorities=root_with(taken_back(REPLACED, 0))
        ),
        "replaced, received after, list stale": Case(
            INVALID,
            (Reason.REVOKED,),
            authorities=root_with(taken_back(REPLACED, 5)),
            received=60,
        ),
        "signed before it was replaced, as the sender claims": Case(
            INVALID,
            (Reason.REVOKED,),
            authorities=root_with(taken_back(REPLACED, 5)),
            received=6,
            signed=0,
        ),
        "stolen, nobody knows when, received before": Case(
            UNDECIDED, (Reason.KEY_COMPROMISED,), authorities=root_with(taken_back(LOST, 5))
        ),
        "stolen since then, received between": Case(
            UNDECIDED,
            (Reason.KEY_COMPROMISED,),
            authorities=root_with(taken_back(LOST, 5, since=-0.5)),
        ),
        "stolen later, received before": Case(
            VALID, authorities=root_with(taken_back(LOST, 5, since=3))
        ),
        "stolen, received after": Case(
            INVALID, (Reason.REVOKED,), authorities=root_with(taken_back(LOST, 5)), received=6
        ),
        "revoked and bound to nobody": Case(
            INVALID,
            (Reason.REVOKED, Reason.SIGNER_UNKNOWN),
            pins=(),
            authorities=root_with(taken_back(REPLACED, -0.5)),
        ),
        # taken back by this office itself
        "taken back here, received after": Case(
            INVALID, (Reason.REVOKED,), pins=(bound(mine, revoked=taken_back(REPLACED, -0.5)),)
        ),
        "taken back here and the binding closed, received after": Case(
            INVALID,
            (Reason.REVOKED, Reason.PIN_CLOSED),
            pins=(bound(mine, revoked=taken_back(REPLACED, -0.5), valid_to=NOW - DAY / 2),),
        ),
        "taken back here, received before": Case(
            VALID, pins=(bound(mine, revoked=taken_back(REPLACED, 2)),)
        ),
        "stolen as this office found, received before": Case(
            UNDECIDED, (Reason.KEY_COMPROMISED,), pins=(bound(mine, revoked=taken_back(LOST, 2)),)
        ),
        "taken back both here and by its authority is said once": Case(
            INVALID,
            (Reason.REVOKED,),
            pins=(bound(mine, revoked=taken_back(REPLACED, -0.5)),),
            authorities=root_with(taken_back(REPLACED, -0.5)),
        ),
        # the dates
        "certificate expired": Case(
            UNDECIDED,
            (Reason.SIGNER_EXPIRED,),
            received=735,
            signed=729,
            authorities=root_with(made=720),
        ),
        "certificate expired, judged at receipt": Case(
            VALID, received=700, authorities=root_with(made=900)
        ),
        "authority expired": Case(
            UNDECIDED,
            (Reason.AUTHORITY_EXPIRED, Reason.SIGNER_EXPIRED, Reason.SIGNED_OUTSIDE_VALIDITY),
            received=3660,
            authorities=root_with(made=3640),
        ),
    }


CASES = _cases()


@pytest.mark.parametrize("name", CASES)
def test_the_outcome_of(name: str) -> None:
    CASES[name].check()


CLOCK = (Reason.CLOCK_DOUBTFUL,)
FUTURE = Reason.SIGNED_IN_FUTURE

CLOCKS = {
    # certificate and list of now; our clock shows received, the sender's showed signed
    "both clocks right": Case(VALID, received=1, signed=0),
    "ours a year behind": Case(
        UNDECIDED,
        (*CLOCK, Reason.AUTHORITY_EXPIRED, Reason.SIGNER_NOT_YET_VALID, FUTURE),
        received=-365,
        signed=0,
    ),
    "ours a year behind, the certificate older than that": Case(
        UNDECIDED, (*CLOCK, FUTURE), received=35, signed=400, authorities=root_with(made=395)
    ),
    "ours a year ahead": Case(UNDECIDED, (*CLOCK, Reason.CRL_STALE), received=365, signed=0),
    "ours five years ahead": Case(
        UNDECIDED,
        (*CLOCK, Reason.CRL_STALE, Reason.SIGNER_EXPIRED),
        received=5 * 365,
        signed=0,
    ),
    "the sender's a year ahead": Case(UNDECIDED, (FUTURE,), received=1, signed=365),
    "the sender's a year behind": Case(
        UNDECIDED, (Reason.SIGNED_OUTSIDE_VALIDITY,), received=1, signed=-365
    ),
    "the sender's five years ahead": Case(
        UNDECIDED, (Reason.SIGNED_OUTSIDE_VALIDITY, FUTURE), received=1, signed=5 * 365
    ),
    "a stick that lay in a drawer for a month and a half, lists fresh": Case(
        VALID, received=45, signed=0, authorities=root_with(made=40)
    ),
    "an old package and an older list of ours": Case(
        UNDECIDED,
        (Reason.CRL_STALE,),
        received=300,
        signed=100,
        authorities=root_with(made=40),
    ),
    "a package from long before the list": Case(
        UNDECIDED, (Reason.CRL_STALE,), received=300, signed=0, authorities=root_with(made=200)
    ),
    "nothing to compare the clock with": Case(
        UNDECIDED,
        (FUTURE,),
        received=35,
        signed=400,
        pins=(bound(signer(), issuer=""),),
        authorities=(),
    ),
}


@pytest.mark.parametrize("name", CLOCKS)
def test_a_wrong_clock_is_told_from_a_wrong_paper(name: str) -> None:
    CLOCKS[name].check()


def test_a_clock_behind_the_papers_is_noticed_before_anything_is_received() -> None:
    known = Trust(authorities=(known_root(), TrustedAuthority(other_root().info)))
    assert known.is_later_than(NOW - YEAR)
    assert not known.is_later_than(NOW - HOUR)
    assert not known.is_later_than(NOW + YEAR)
    assert not Trust().is_later_than(NOW - YEAR)


def test_a_foreign_token_counts_by_its_binding_alone() -> None:
    government = Government()
    token = describe(government.token)
    pin = Pin(COMMUNE.office_id, token.fingerprint)
    fresh = listed(government.sub, government.sub_key), listed(government.root, government.root_key)
    remarks = (Reason.CRL_MISSING,)
    rows = [
        # authorities known, bound?, outcome, reasons, remarks
        ((), True, VALID, (), ()),
        ((), False, UNDECIDED, (Reason.SIGNER_UNKNOWN,), ()),
        (government.known(*fresh), True, VALID, (), ()),
        (government.known(*fresh), False, UNDECIDED, (Reason.SIGNER_UNKNOWN,), ()),
        (government.known(), True, VALID, (), remarks),
        (Government().known(), True, INVALID, (Reason.CHAIN_BROKEN,), ()),
    ]
    for authorities, is_bound, *expected in rows:
        known = Trust((pin,) if is_bound else (), tuple(authorities))
        report = judge(token, NOW, COMMUNE.office_id, known, NOW)
        assert [report.outcome, report.reasons, report.remarks] == expected


def test_a_stale_list_of_a_foreign_issuer_is_remarked_on_and_a_revocation_in_it_counts() -> None:
    government = Government()
    token = describe(government.token)
    pins = (Pin(COMMUNE.office_id, token.fingerprint),)
    at = NOW + 60 * DAY
    silent, named = (listed(government.sub, government.sub_key, *one) for one in ((), (99,)))
    root_list = listed(government.root, government.root_key, start=NOW + 50 * DAY)
    for crl, outcome, reasons, remarks in (
        (silent, VALID, (), (Reason.CRL_STALE,)),
        (named, INVALID, (Reason.REVOKED,), ()),
    ):
        known = Trust(pins, tuple(government.known(crl, root_list)))
        report = judge(token, at, COMMUNE.office_id, known, at)
        assert (report.outcome, report.reasons, report.remarks) == (outcome, reasons, remarks)


def test_a_foreign_stale_list_says_nothing_of_our_clock() -> None:
    government = Government()
    token = describe(government.token)
    stale = listed(government.sub, government.sub_key)
    known = Trust((Pin(COMMUNE.office_id, token.fingerprint),), tuple(government.known(stale)[1:]))
    report = judge(token, NOW, COMMUNE.office_id, known, NOW + 60 * DAY)
    assert (report.outcome, report.remarks) == (VALID, (Reason.CRL_STALE,))


def test_a_package_of_an_enrolled_office_is_judged_through_the_reader(tmp_path: Path) -> None:
    package = tmp_path / "goi.asice"
    seal(package, header(), [Entry.from_bytes("data/a.json", b"{}")], commune_signer(), at=NOW)
    known = Trust((bound(signer()),), (known_root(),))
    assert verify_package(package, known, now=NOW).signature.outcome is VALID
    revoked = known.with_crl(root().info.fingerprint, crl(2, taken_back(REPLACED, 0)))
    assert verify_package(package, revoked, now=NOW).signature.reasons == (Reason.REVOKED,)
    assert verify_package(package, revoked, now=NOW - HOUR).signature.outcome is VALID


def crl(number: int, *revoked: Revoked) -> RevocationList:
    return read_revocation_list(root().crl(revoked, number, NOW), root().info.der)


def test_a_newer_list_is_taken_into_trust_and_an_older_one_is_not() -> None:
    held = Trust((), (known_root(number=5), known_root(number=9, authority=other_root())))
    newer = held.with_crl(root().info.fingerprint, crl(6))
    assert [one.crl.number for one in newer.authorities if one.crl] == [6, 9]
    with pytest.raises(TrustRefused) as refused:
        held.with_crl(root().info.fingerprint, crl(4))
    assert refused.value.code is TrustRefused.Code.CRL_OLDER


def test_an_open_binding_says_who_holds_the_key() -> None:
    pin = bound(signer(), person=HOLDER.person, role=HOLDER.role)
    found = Trust((pin,)).open_pin(COMMUNE.office_id, signer().fingerprint, NOW)
    assert found is not None
    assert (found.person, found.role) == (HOLDER.person, HOLDER.role)
    assert Trust((pin,)).open_pin(NEIGHBOUR.office_id, signer().fingerprint, NOW) is None
    assert Trust((pin,)).is_open(COMMUNE.office_id, signer().fingerprint, NOW)
    assert Trust((pin,)).pins_of("0" * 64) == ()


def test_an_office_with_encryption_keys_only_is_not_said_to_have_another_signing_key() -> None:
    known = Trust((bound(signer(), purpose=KeyPurpose.ENCRYPT),))
    report = judge(ec_signer().info, NOW, COMMUNE.office_id, known, NOW)
    assert report.reasons == (Reason.SIGNER_UNKNOWN,)


def test_the_same_register_compares_equal_whatever_it_looked_up_before() -> None:
    one, two = Trust((bound(signer()),)), Trust((bound(signer()),))
    one.offices_of(signer().fingerprint)
    assert one == two
    assert hash(one) == hash(two)


@pytest.mark.parametrize("reason", SignatureReason)
def test_every_reason_has_its_words(reason: SignatureReason) -> None:
    assert reason.label != reason.value
    assert reason.label[0].isupper()


def test_what_makes_a_signature_invalid_stands_before_what_casts_doubt() -> None:
    for case in (*CASES.values(), *CLOCKS.values()):
        grave = [reason in FATAL for reason in case.reasons]
        assert grave == sorted(grave, reverse=True)


@pytest.mark.parametrize(
    ("purpose", "signs"),
    [(KeyPurpose.SIGN, True), (KeyPurpose.ENCRYPT, False), (KeyPurpose.TRANSPORT, True)],
)
def test_a_key_for_encryption_makes_no_signature_that_holds(
    purpose: KeyPurpose, signs: bool
) -> None:
    """The key for transport makes one, which ``judge`` refuses by its binding (above)."""
    key = rsa_key("commune") if purpose is KeyPurpose.ENCRYPT else ec_key()
    made = signer_with(key, issued(key, purpose)).sign(b"x", NOW)
    found = check_signature(made, b"x")
    assert isinstance(found, HeldSignature) if signs else found is Reason.KEY_NOT_ACCEPTED
