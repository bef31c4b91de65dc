from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from desktop.errors import PackageRefused, TrustRefused
from desktop.sealing.certificates import CertificateInfo, describe, to_pem
from desktop.sealing.data import dump_data, load_data
from desktop.sealing.enrolment import EnrolmentRequest, make_request, read_request
from desktop.sealing.grant import CHUNK_SIZE, grant_code, read_grant, write_grant
from desktop.sealing.header import PackageKind
from desktop.sealing.issuers import TrustedAuthority
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.trust import SignatureOutcome, judge
from desktop.sealing.trust_bundle import write_bundle
from desktop.sealing.trust_documents import encoded
from tests.sealing.packages import DISTRICT, NEIGHBOUR, NOW, ec_signer
from tests.sealing.trust_papers import (
    APPLICANT,
    OFFICE,
    TRANSPORT,
    bindings,
    bundle_document,
    certificates,
    commune_keys,
    district_certificates,
    ec_key,
    grant_document,
    granting,
    issued,
    known_root,
    other_root,
    request_document,
    root,
)

Code = TrustRefused.Code
Document = dict[str, Any]
SIGN, ENCRYPT, TRANSPORT_KEY = KeyPurpose
HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPb2c6wL1vRr2pWbpgRSzPbW4a1Qm6Gf6jYFqfXG3B1h"


def request() -> EnrolmentRequest:
    return read_request(request_document())


def document() -> Document:
    return copy.deepcopy(grant_document())


def refused(found: Document, asked: EnrolmentRequest | None = None) -> TrustRefused:
    with pytest.raises(TrustRefused) as error:
        read_grant(found, asked or request())
    return error.value


def test_a_grant_gives_the_applicant_all_it_needs() -> None:
    found = read_grant(grant_document(), request())
    assert found.granting == granting()
    assert found.issued_at == NOW
    assert found.certificates == certificates()
    assert found.root == root().info
    assert found.bundle.serial == 1
    assert found.granting.transport["chunk_size"] == CHUNK_SIZE == 256 * 1024


def test_it_travels_as_the_data_of_a_package_and_is_the_same_at_the_other_end() -> None:
    there = load_data(PackageKind.GRANT, dump_data(PackageKind.GRANT, grant_document()))
    assert read_grant(there, request()) == read_grant(grant_document(), request())


def test_what_it_brings_is_enough_to_judge_the_next_package_from_above() -> None:
    found = read_grant(grant_document(), request())
    above = found.granting.signing_certificates[0]
    report = judge(above, NOW, DISTRICT.office_id, found.bundle.trust(), NOW)
    assert report.outcome is SignatureOutcome.VALID
    assert found.bundle.encryption_certificate(DISTRICT.office_id, NOW) is not None


def test_both_ends_read_out_the_same_code() -> None:
    stored = json.loads(json.dumps(grant_document()))
    assert grant_code(stored) == read_grant(grant_document(), request()).code


CHANGES: dict[str, Callable[[Document], object]] = {
    "root": lambda d: d.update(root=encoded(other_root().info.der)),
    "granting office": lambda d: d["office"].update(id=str(NEIGHBOUR.office_id)),
    "request": lambda d: d.update(request="0" * 64),
    "address": lambda d: d["transport"].update(address="https://guong-sang.example.vn:8444/hop"),
    "encryption key": lambda d: d.update(encryption_certificate=d["certificates"]["encrypt"]),
    "list": lambda d: d["bundle"].update(serial=2),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whoever_changes_it_on_the_way_changes_the_code(what: str) -> None:
    changed = document()
    CHANGES[what](changed)
    assert grant_code(changed) != grant_code(grant_document())


def test_a_token_of_another_issuer_is_bound_and_gets_no_certificate() -> None:
    asked = read_request(make_request(APPLICANT, replace(commune_keys(), sign=ec_signer()), NOW))
    own = {**certificates(), SIGN: ec_signer().info}
    made = write_grant(asked, granting(), own, root().info, bundle_document(), NOW)
    assert read_grant(made, asked).certificates[SIGN] == ec_signer().info
    made["certificates"]["sign"] = encoded(certificates()[SIGN].der)
    assert refused(made, asked).data == {"path": "certificates.sign"}


def test_the_answer_to_another_request_is_not_ours() -> None:
    again = read_request(make_request(APPLICANT, commune_keys(), NOW.replace(year=2024)))
    assert refused(document(), again).code is Code.GRANT_NOT_OURS


def test_a_grant_to_another_office_is_not_ours() -> None:
    assert (
        refused({**document(), "holder_id": str(NEIGHBOUR.office_id)}).code is Code.GRANT_NOT_OURS
    )


def test_a_certificate_for_a_key_we_do_not_hold_is_not_ours() -> None:
    stranger = issued(ec_key())
    made = document()
    made["certificates"]["sign"] = encoded(stranger.der)
    assert refused(made).code is Code.GRANT_NOT_OURS


def _holder(purpose: KeyPurpose, certificate: CertificateInfo) -> Callable[[Document], object]:
    return lambda d: d["certificates"].update({str(purpose): encoded(certificate.der)})


def _under_other_root() -> CertificateInfo:
    key = commune_keys().transport
    return issued(key, TRANSPORT_KEY, authority=other_root())


def _for_signing() -> CertificateInfo:
    return issued(commune_keys().transport, SIGN)


def _without_use() -> CertificateInfo:
    issuer = x509.load_der_x509_certificate(root().info.der)
    builder = x509.CertificateBuilder().issuer_name(issuer.subject).subject_name(issuer.subject)
    builder = builder.public_key(commune_keys().transport.public_key()).serial_number(7)
    builder = builder.not_valid_before(NOW).not_valid_after(root().info.valid_to)
    return describe(builder.sign(root()._key, hashes.SHA256()))


def _bundle(**values: Any) -> Callable[[Document], object]:
    made = {
        "serial": 1,
        "issued_at": NOW,
        "office_id": DISTRICT.office_id,
        "authorities": [known_root()],
        "bindings": bindings(),
    }
    return lambda d: d.update(bundle=write_bundle(**(made | values)))


def _transport(**values: Any) -> Callable[[Document], object]:
    return lambda d: d.update(transport={**TRANSPORT, **values})


_FOREIGN_ROOT = TrustedAuthority(root().info, None, requires_crl=False)

BROKEN: dict[str, tuple[Callable[[Document], object], str]] = {
    "nothing": (lambda d: d.clear(), "format_version"),
    "root that is none": (lambda d: d.update(root=encoded(certificates()[SIGN].der)), "root"),
    "root in another form": (lambda d: d.update(root=encoded(to_pem(root().info))), "root"),
    "certificate under another root": (
        _holder(TRANSPORT_KEY, _under_other_root()),
        "certificates.transport",
    ),
    "certificate for another use": (
        _holder(TRANSPORT_KEY, _for_signing()),
        "certificates.transport",
    ),
    "certificate without use": (_holder(TRANSPORT_KEY, _without_use()), "certificates.transport"),
    "no signing certificate from above": (
        lambda d: d.update(signing_certificates=[]),
        "signing_certificates",
    ),
    "signing certificate that is none": (
        lambda d: d.update(signing_certificates=["AAAA"]),
        "signing_certificates.0",
    ),
    "signing certificate not in the bundle": (
        lambda d: d.update(signing_certificates=[encoded(issued(ec_key(), holder=OFFICE).der)]),
        "bundle.bindings",
    ),
    "signing certificate bound to another office": (
        lambda d: d.update(signing_certificates=[encoded(certificates()[SIGN].der)]),
        "bundle.bindings",
    ),
    "encryption certificate bound for signing": (
        lambda d: d.update(encryption_certificate=encoded(district_certificates()[SIGN].der)),
        "bundle.bindings",
    ),
    "bundle of another office": (_bundle(office_id=NEIGHBOUR.office_id), "bundle"),
    "bundle without the root": (
        _bundle(authorities=[known_root(authority=other_root())], bindings=[]),
        "bundle",
    ),
    "bundle where the root is only foreign": (_bundle(authorities=[_FOREIGN_ROOT]), "bundle"),
    "server authority that is none": (_transport(server_ca="-----BEGIN"), "transport.server_ca"),
    "line without TLS": (_transport(address="http://guong-sang.example.vn/hop"), "transport"),
    "address with a password": (
        _transport(address="https://a:b@guong-sang.example.vn"),
        "transport",
    ),
    "address that climbs": (_transport(address="https://guong-sang.example.vn/../x"), "transport"),
    "address with a query": (_transport(address="https://guong-sang.example.vn/?a=1"), "transport"),
    "unknown way": (_transport(way="pigeon"), "transport"),
    "other chunks": (_transport(chunk_size=1), "transport"),
    "a setting too many": (_transport(command="x"), "transport"),
    "SFTP without a host key": (
        _transport(way="sftp", address="sftp://guong-sang.example.vn/hop", user="xa"),
        "transport",
    ),
    "host key of another form": (
        _transport(way="sftp", address="sftp://a.vn/hop", user="xa", host_key=HOST_KEY + " a\nb"),
        "transport",
    ),
    "user with a space": (
        _transport(way="sftp", address="sftp://a.vn/hop", user="x a", host_key=HOST_KEY),
        "transport",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_grant_that_does_not_agree_with_itself_is_refused(what: str) -> None:
    change, path = BROKEN[what]
    made = document()
    change(made)
    error = refused(made)
    assert (error.code, error.data["path"]) == (Code.GRANT_BAD, path)


def test_a_broken_bundle_in_it_is_said_to_be_the_bundle() -> None:
    made = document()
    made["bundle"]["serial"] = 0
    assert refused(made).code is Code.BUNDLE_BAD


@pytest.mark.parametrize(
    "transport",
    [
        {"way": "folder", "address": r"\\may-chu\guong-sang"},
        {"way": "folder", "address": ""},
        {"address": "https://10.0.0.1:8443", "server_ca": to_pem(root().info).decode()},
        {"address": "https://guong-sang.example.vn/hop/thu/", "user": "xa-dong-tam"},
        {
            "way": "sftp",
            "address": "sftp://guong-sang.example.vn:2222/hop",
            "user": "xa-1",
            "host_key": HOST_KEY,
        },
    ],
)
def test_every_way_to_carry_packages_can_be_granted(transport: dict[str, Any]) -> None:
    settings = {**TRANSPORT, **transport}
    made = write_grant(
        request(),
        granting(transport=settings),
        certificates(),
        root().info,
        bundle_document(),
        NOW,
    )
    assert read_grant(made, request()).granting.transport == settings


def test_a_grant_of_a_later_format_asks_for_an_update() -> None:
    with pytest.raises(PackageRefused) as error:
        read_grant({**document(), "format": "2.0"}, request())
    assert error.value.code is PackageRefused.Code.NEWER_FORMAT


def test_a_grant_the_applicant_would_refuse_is_not_written() -> None:
    missing = {use: one for use, one in certificates().items() if use is not ENCRYPT}
    with pytest.raises(TrustRefused) as error:
        write_grant(request(), granting(), missing, root().info, bundle_document(), NOW)
    assert error.value.code is Code.GRANT_BAD
