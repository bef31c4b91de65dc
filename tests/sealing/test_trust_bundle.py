from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.errors import PackageRefused, TrustRefused
from desktop.sealing.issuers import TrustedAuthority
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import RevocationReason, Revoked
from desktop.sealing.trust import Pin, SignatureOutcome, SignatureReason, judge
from desktop.sealing.trust_bundle import Binding, TrustBundle, newer, read_bundle, write_bundle
from desktop.sealing.trust_documents import encoded
from tests.sealing.packages import COMMUNE, DISTRICT, NEIGHBOUR, NOW, ec_signer
from tests.sealing.trust_papers import (
    DAY,
    OFFICE,
    binding,
    bindings,
    bundle_document,
    certificates,
    district_certificates,
    issued,
    known_root,
    other_root,
    root,
    rsa_key,
)

Code = TrustRefused.Code
Document = dict[str, Any]
SIGN, ENCRYPT, TRANSPORT = KeyPurpose


def bundle(serial: int = 1, **known: Any) -> TrustBundle:
    return read_bundle(bundle_document(serial, **known))


def test_a_bundle_is_read_as_it_was_written() -> None:
    known, lines = known_root(number=4), bindings()
    found = read_bundle(write_bundle(7, NOW, DISTRICT.office_id, [known], lines))
    assert (found.serial, found.issued_at, found.office_id) == (7, NOW, DISTRICT.office_id)
    assert found.authorities == (known,)
    assert found.bindings == tuple(lines)


def test_a_binding_keeps_window_revocation_and_the_absence_of_a_certificate() -> None:
    lost = Revoked(99, NOW, RevocationReason.KEY_COMPROMISE, NOW - DAY)
    gone = Revoked(1 << 158, NOW, RevocationReason.CESSATION)
    lines = [
        Binding(
            Pin(COMMUNE.office_id, "a" * 64, NOW, NOW + DAY, "Bà Ơn", "Phó", revoked=lost), "x"
        ),
        Binding(Pin(NEIGHBOUR.office_id, "b" * 64, purpose=TRANSPORT, revoked=gone), "y"),
    ]
    assert read_bundle(bundle_document(lines=lines)).bindings == tuple(lines)


def test_it_may_be_stored_as_json_and_is_the_same_then() -> None:
    document = bundle_document()
    assert read_bundle(json.loads(json.dumps(document))) == read_bundle(document)


def test_its_trust_judges_signers() -> None:
    found = bundle().trust()
    signer = certificates()[SIGN]
    assert judge(signer, NOW, COMMUNE.office_id, found, NOW).outcome is SignatureOutcome.VALID
    later = NOW + 60 * DAY
    assert judge(signer, later, COMMUNE.office_id, found, later).reasons == (
        SignatureReason.CRL_STALE,
    )


def test_a_foreign_authority_may_stand_in_it_without_a_list() -> None:
    foreign = TrustedAuthority(other_root().info, None, requires_crl=False)
    document = write_bundle(1, NOW, DISTRICT.office_id, [known_root(), foreign], [])
    assert read_bundle(document).authorities[1] == foreign


def test_it_tells_whom_to_encrypt_to() -> None:
    found = bundle()
    assert found.encryption_certificate(DISTRICT.office_id, NOW) == district_certificates()[ENCRYPT]
    assert found.encryption_certificate(COMMUNE.office_id, NOW) == certificates()[ENCRYPT]
    assert found.encryption_certificate(NEIGHBOUR.office_id, NOW) is None


def test_of_two_keys_to_encrypt_to_the_one_that_lasts_longest_is_taken() -> None:
    old, new = (
        issued(rsa_key(name), ENCRYPT, OFFICE, now=NOW + days * DAY)
        for name, days in (("district", 0), ("other", 100))
    )
    lines = [binding(one, ENCRYPT, OFFICE) for one in (old, new)]
    for order in (lines, lines[::-1]):
        found = read_bundle(bundle_document(lines=order))
        at = NOW + 200 * DAY
        assert found.encryption_certificate(DISTRICT.office_id, at) == new
        assert found.encryption_certificate(DISTRICT.office_id, NOW) == old


@pytest.mark.parametrize(
    "closed",
    [
        {"valid_to": NOW - DAY},
        {"valid_from": NOW + DAY},
        {"revoked": Revoked(1, NOW + DAY, RevocationReason.SUPERSEDED)},
    ],
)
def test_nothing_is_encrypted_to_a_binding_that_is_closed(closed: dict[str, Any]) -> None:
    line = binding(district_certificates()[ENCRYPT], ENCRYPT, OFFICE, **closed)
    found = read_bundle(bundle_document(lines=[line]))
    assert found.encryption_certificate(DISTRICT.office_id, NOW) is None


def test_nothing_is_encrypted_to_an_expired_certificate() -> None:
    late = district_certificates()[ENCRYPT].valid_to + DAY
    assert bundle().encryption_certificate(DISTRICT.office_id, late) is None


def test_the_first_bundle_and_every_later_one_is_taken_in() -> None:
    assert newer(None, bundle(5))
    assert newer(bundle(5), bundle(6))
    assert newer(bundle(5, number=3), bundle(9, number=3))
    assert newer(bundle(5, number=3), bundle(9, number=8))


def test_the_same_bundle_again_is_no_error_and_no_news() -> None:
    document = bundle_document(5)
    assert not newer(read_bundle(document), read_bundle(copy.deepcopy(document)))


@pytest.mark.parametrize(
    ("offered", "code"),
    [
        (lambda: bundle(4), Code.BUNDLE_OLDER),
        (lambda: bundle(1), Code.BUNDLE_OLDER),
        (lambda: bundle(6, number=2), Code.BUNDLE_OLDER),
        (lambda: bundle(5, number=4), Code.BUNDLE_FORKED),
        (lambda: replace(bundle(6, number=3), office_id=NEIGHBOUR.office_id), Code.BUNDLE_FORKED),
    ],
    ids=["lower", "much lower", "older list inside", "same serial", "another office"],
)
def test_a_bundle_never_goes_back(
    offered: Callable[[], TrustBundle], code: TrustRefused.Code
) -> None:
    found = offered()
    with pytest.raises(TrustRefused) as error:
        newer(bundle(5, number=3), found)
    assert error.value.code is code
    assert error.value.data == {"held": 5, "offered": found.serial}


def test_an_authority_may_leave_and_another_come() -> None:
    held = bundle(5, number=30)
    after = read_bundle(
        write_bundle(6, NOW, DISTRICT.office_id, [known_root(authority=other_root())], [])
    )
    assert newer(held, after)


def test_a_list_may_not_be_dropped_by_calling_its_authority_foreign() -> None:
    bare = TrustedAuthority(root().info, None, requires_crl=False)
    without = read_bundle(write_bundle(6, NOW, DISTRICT.office_id, [bare], []))
    with pytest.raises(TrustRefused) as error:
        newer(bundle(5), without)
    assert error.value.code is Code.BUNDLE_OLDER
    assert newer(without, bundle(7))


def _first(name: str) -> Callable[[Document], Document]:
    return lambda document: document[name][0]


_AUTHORITY, _LINE = _first("authorities"), _first("bindings")

MALFORMED: dict[str, tuple[Callable[[Document], object], str]] = {
    "nothing": (lambda d: d.clear(), "format"),
    "serial of nought": (lambda d: d.update(serial=0), "serial"),
    "serial as text": (lambda d: d.update(serial="5"), "serial"),
    "nobody's": (lambda d: d.update(office_id="district"), "office_id"),
    "no authority": (lambda d: d.update(authorities=[]), "authorities"),
    "authority twice": (lambda d: d["authorities"].append(_AUTHORITY(d)), "authorities"),
    "authority without its list": (lambda d: _AUTHORITY(d).update(crl=None), "authorities.0.crl"),
    "list of another authority": (
        lambda d: _AUTHORITY(d).update(crl=encoded(other_root().crl([], 1, NOW))),
        "authorities.0",
    ),
    "list that is none": (lambda d: _AUTHORITY(d).update(crl="AAAA"), "authorities.0"),
    "list not base64": (lambda d: _AUTHORITY(d).update(crl="AAAAA==="), "authorities.0.crl"),
    "holder as authority": (
        lambda d: _AUTHORITY(d).update(certificate=encoded(certificates()[SIGN].der)),
        "authorities.0",
    ),
    "authority that is none": (
        lambda d: _AUTHORITY(d).update(certificate="AAAA"),
        "authorities.0.certificate",
    ),
    "binding twice": (lambda d: d["bindings"].append(_LINE(d)), "bindings"),
    "binding twice with another purpose": (
        lambda d: d["bindings"].append({**_LINE(d), "purpose": "transport"}),
        "bindings",
    ),
    "unknown purpose": (lambda d: _LINE(d).update(purpose="cook"), "bindings.0.purpose"),
    "unknown reason": (
        lambda d: _LINE(d).update(
            revoked={"serial": "1", "at": d["issued_at"], "reason": "x", "compromised_since": None}
        ),
        "bindings.0.revoked",
    ),
    "fingerprint of another": (
        lambda d: _LINE(d).update(fingerprint="0" * 64),
        "bindings.0.certificate",
    ),
    "fingerprint in capitals": (
        lambda d: _LINE(d).update(fingerprint="A" * 64),
        "bindings.0.fingerprint",
    ),
    "issuer not in it": (lambda d: _LINE(d).update(issuer="0" * 64), "bindings.0.issuer"),
    "encryption without certificate": (
        lambda d: d["bindings"][1].update(certificate=None),
        "bindings.1.certificate",
    ),
    "signing key for encryption": (
        lambda d: _LINE(d).update(purpose="encrypt"),
        "bindings.0.certificate",
    ),
    "a time without offset": (
        lambda d: _LINE(d).update(valid_to="2023-11-02T08:30:00"),
        "bindings.0.valid_to",
    ),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_no_bundle_is_refused_with_its_place(what: str) -> None:
    change, path = MALFORMED[what]
    document = copy.deepcopy(bundle_document())
    change(document)
    with pytest.raises(TrustRefused) as error:
        read_bundle(document)
    assert error.value.code is Code.BUNDLE_BAD
    assert str(error.value.data["path"]).startswith(path) or what == "nothing"


def test_a_bundle_of_a_later_format_asks_for_an_update() -> None:
    with pytest.raises(PackageRefused) as error:
        read_bundle({**bundle_document(), "format": "2.0"})
    assert error.value.code is PackageRefused.Code.NEWER_FORMAT


def test_a_bundle_the_reader_would_refuse_is_not_written() -> None:
    bare = TrustedAuthority(root().info)
    with pytest.raises(TrustRefused) as error:
        write_bundle(1, NOW, DISTRICT.office_id, [bare], [])
    assert error.value.code is Code.BUNDLE_BAD


def test_a_self_signed_certificate_may_be_bound_without_any_authority() -> None:
    line = Binding(Pin(COMMUNE.office_id, ec_signer().info.fingerprint), COMMUNE.name)
    found = read_bundle(bundle_document(lines=[line])).trust()
    report = judge(ec_signer().info, NOW, COMMUNE.office_id, found, NOW)
    assert report.outcome is SignatureOutcome.VALID
