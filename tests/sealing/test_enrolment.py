from __future__ import annotations

import base64
import copy
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import PackageRefused, TrustRefused
from desktop.law.terms import Tier
from desktop.sealing.certificate_requests import make_certificate_request
from desktop.sealing.certificates import to_pem
from desktop.sealing.data import dump_data, load_data
from desktop.sealing.enrolment import (
    Applicant,
    EnrolmentRequest,
    RequestKeys,
    make_request,
    read_request,
    request_code,
)
from desktop.sealing.header import PackageKind
from desktop.sealing.json_form import canonical_json
from desktop.sealing.keys import PrivateKey
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.trust_documents import encoded
from tests.other_tools import need
from tests.sealing.packages import COMMUNE, NEIGHBOUR, NOW, ec_signer, stranger
from tests.sealing.trust_papers import (
    APPLICANT,
    certificates,
    commune_keys,
    commune_signer,
    ec_key,
    request_document,
    rsa_key,
)

Code = TrustRefused.Code
SIGN, ENCRYPT, TRANSPORT = KeyPurpose
Document = dict[str, Any]


def document() -> Document:
    return copy.deepcopy(request_document())


def with_token() -> Document:
    """Return the request of an office whose signing key lies on a token of another issuer."""
    return make_request(APPLICANT, replace(commune_keys(), sign=ec_signer()), NOW)


def renewal() -> Document:
    keys = RequestKeys(ec_key(), rsa_key("commune"), ec_key())
    return make_request(APPLICANT, keys, NOW, previous=commune_signer())


def refused(found: Document) -> TrustRefused:
    with pytest.raises(TrustRefused) as error:
        read_request(found)
    return error.value


def request_of(key: PrivateKey, purpose: KeyPurpose) -> Document:
    made = make_certificate_request(key, purpose, COMMUNE.office_id, COMMUNE.name)
    return {"request": encoded(made)}


def test_a_request_says_who_asks_for_which_keys() -> None:
    found = read_request(request_document())
    keys = commune_keys()
    assert isinstance(found, EnrolmentRequest)
    assert isinstance(keys.sign, PrivateKey)
    assert found.applicant == APPLICANT
    assert found.made_at == NOW
    assert found.keys == {
        SIGN: keys.sign.public_key(),
        ENCRYPT: keys.encrypt.public_key(),
        TRANSPORT: keys.transport.public_key(),
    }
    assert found.own_certificate is found.renews is None


def test_it_travels_as_the_data_of_a_package_and_is_the_same_at_the_other_end() -> None:
    there = load_data(PackageKind.ENROLMENT, dump_data(PackageKind.ENROLMENT, request_document()))
    assert read_request(there) == read_request(request_document())


def test_it_may_be_stored_as_json_and_read_again() -> None:
    assert read_request(json.loads(json.dumps(request_document()))).sha256 == (
        read_request(request_document()).sha256
    )


def test_an_office_may_ask_without_a_person() -> None:
    office = Applicant(COMMUNE.office_id, COMMUNE.name, Tier.COMMUNE)
    assert read_request(make_request(office, commune_keys(), NOW)).applicant == office


def test_both_ends_read_out_the_same_hundred_bits() -> None:
    found = read_request(request_document())
    assert found.code == request_code(request_document())
    groups = found.code.split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert len(found.sha256) == 64


CHANGES: dict[str, Callable[[Document], object]] = {
    "office": lambda d: d["office"].update(id=str(NEIGHBOUR.office_id)),
    "name": lambda d: d["office"].update(name="UBND xã Đông Tâm"),
    "tier": lambda d: d["office"].update(tier="huyen"),
    "person": lambda d: d.update(person="Nguyễn Thị Anh"),
    "role": lambda d: d.update(role="Chủ tịch"),
    "time": lambda d: d.update(made_at="2023-11-02T08:30:01+00:00"),
    "signing key": lambda d: d["keys"].update(sign=request_of(ec_key(), SIGN)),
    "encryption key": lambda d: d["keys"].update(encrypt=request_of(rsa_key("other"), ENCRYPT)),
    "transport key": lambda d: d["keys"].update(transport=request_of(ec_key(), TRANSPORT)),
    "the key replaced": lambda d: d.update(previous="0" * 64),
    "a field of a later version": lambda d: d.update(note="x"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_changes_the_code(what: str) -> None:
    changed = document()
    CHANGES[what](changed)
    assert request_code(changed) != request_code(request_document())


def test_a_token_proves_its_key_by_signing_the_request() -> None:
    found = read_request(with_token())
    assert found.own_certificate == ec_signer().info
    assert found.keys[SIGN] == ec_signer()._key.public_key()
    assert found.renews is None


def test_a_renewal_is_signed_with_the_key_it_replaces() -> None:
    assert read_request(renewal()).renews == certificates()[SIGN]


def test_a_token_may_renew_itself_while_the_other_keys_change() -> None:
    keys = RequestKeys(ec_signer(), rsa_key("commune"), ec_key())
    found = read_request(make_request(APPLICANT, keys, NOW, previous=ec_signer()))
    assert found.own_certificate == found.renews == ec_signer().info


def _without_token_proof() -> Document:
    made = with_token()
    made["signatures"]["sign"] = None
    return made


def _signed_by_another(name: str) -> Document:
    made = with_token() if name == "sign" else renewal()
    asked = {key: value for key, value in made.items() if key != "signatures"}
    made["signatures"][name] = encoded(stranger().sign(canonical_json(asked), NOW))
    return made


def _proof_of_other_request(name: str) -> Document:
    made = with_token() if name == "sign" else renewal()
    return {**made, "person": "Trần Văn Lạ"}


UNPROVEN: dict[str, tuple[Callable[[], Document], TrustRefused.Code, str]] = {
    "token without its proof": (_without_token_proof, Code.REQUEST_NOT_PROVEN, "Ký số"),
    "token proof by another": (
        lambda: _signed_by_another("sign"),
        Code.REQUEST_NOT_PROVEN,
        "Ký số",
    ),
    "token proof of another request": (
        lambda: _proof_of_other_request("sign"),
        Code.REQUEST_NOT_PROVEN,
        "Ký số",
    ),
    "renewal by another": (
        lambda: _signed_by_another("previous"),
        Code.REQUEST_NOT_PROVEN,
        "Khóa cũ",
    ),
    "renewal of another request": (
        lambda: _proof_of_other_request("previous"),
        Code.REQUEST_NOT_PROVEN,
        "Khóa cũ",
    ),
    "renewal unsigned": (
        lambda: {**document(), "previous": certificates()[SIGN].fingerprint},
        Code.REQUEST_NOT_PROVEN,
        "Khóa cũ",
    ),
    "keys of one office in the papers of another": (
        lambda: _with(document(), CHANGES["office"]),
        Code.REQUEST_OF_OTHER_OFFICE,
        "Ký số",
    ),
    "a key for another use": (
        lambda: _with(document(), lambda d: d["keys"].update(transport=d["keys"]["sign"])),
        Code.REQUEST_KEY_UNFIT,
        "Kết nối đường truyền",
    ),
    "one key for two uses": (
        lambda: _with(
            document(),
            lambda d: d["keys"].update(
                transport=request_of(private(commune_keys().sign), TRANSPORT)
            ),
        ),
        Code.REQUEST_KEY_UNFIT,
        "Kết nối đường truyền",
    ),
}


def private(key: object) -> PrivateKey:
    assert isinstance(key, PrivateKey)
    return key


def _with(made: Document, change: Callable[[Document], object]) -> Document:
    change(made)
    return made


@pytest.mark.parametrize("what", UNPROVEN)
def test_what_is_not_proven_is_refused(what: str) -> None:
    make, code, key = UNPROVEN[what]
    error = refused(make())
    assert (error.code, error.data) == (code, {"key": key})


MALFORMED: dict[str, Callable[[Document], object]] = {
    "nothing": lambda d: d.clear(),
    "no signatures": lambda d: d.pop("signatures"),
    "no such tier": lambda d: d["office"].update(tier="ward"),
    "office without name": lambda d: d["office"].update(name=""),
    "neither request nor certificate": lambda d: d["keys"].update(sign={}),
    "both request and certificate": lambda d: d["keys"]["sign"].update(certificate="AAAA"),
    "certificate for encryption": lambda d: d["keys"].update(encrypt={"certificate": "AAAA"}),
    "not base64": lambda d: d["keys"]["sign"].update(request="A==="),
    "base64 cut short": lambda d: d["keys"]["sign"].update(request="AAAAA"),
    "base64 of another form": lambda d: d["keys"]["sign"].update(request="AAAAAB=="),
    "no request in it": lambda d: d["keys"]["sign"].update(request="AAAA"),
    "no certificate in it": lambda d: d["keys"].update(sign={"certificate": "AAAA"}),
    "a certificate as PEM": lambda d: d["keys"].update(
        sign={"certificate": encoded(to_pem(ec_signer().info))}
    ),
    "a date for a time": lambda d: d.update(made_at="2023-11-02"),
    "a name as a number": lambda d: d.update(person=5),
    "a float": lambda d: d.update(weight=0.5),
    "no version": lambda d: d.pop("format"),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_no_request_is_refused(what: str) -> None:
    assert refused(_with(document(), MALFORMED[what])).code is Code.REQUEST_BAD


def test_a_request_of_a_later_format_asks_for_an_update() -> None:
    with pytest.raises(PackageRefused) as error:
        read_request({**document(), "format": "2.0"})
    assert error.value.code is PackageRefused.Code.NEWER_FORMAT


def test_what_a_later_minor_version_adds_is_covered_by_the_code() -> None:
    newer = {**document(), "note": "x"}
    assert read_request(newer).code == request_code(newer) != request_code(document())


def test_a_request_nobody_could_grant_is_not_made() -> None:
    one = ec_key()
    with pytest.raises(TrustRefused) as error:
        make_request(APPLICANT, RequestKeys(one, rsa_key("commune"), one), NOW)
    assert error.value.code is Code.REQUEST_KEY_UNFIT


def test_the_time_of_asking_is_kept_to_the_second() -> None:
    made = make_request(APPLICANT, commune_keys(), NOW + timedelta(microseconds=5))
    assert read_request(made).made_at == NOW


def test_openssl_checks_the_proofs_of_a_token_and_of_an_old_key(tmp_path: Path) -> None:
    need("openssl")
    keys = RequestKeys(ec_signer(), rsa_key("commune"), ec_key())
    made = make_request(APPLICANT, keys, NOW, previous=commune_signer())
    asked = {key: value for key, value in made.items() if key != "signatures"}
    (tmp_path / "asked.json").write_bytes(canonical_json(asked))
    for name, signer in (("sign", ec_signer()), ("previous", commune_signer())):
        (tmp_path / "proof.p7s").write_bytes(base64.b64decode(made["signatures"][name]))
        (tmp_path / "signer.pem").write_bytes(to_pem(signer.info))
        command = (
            "openssl cms -verify -cades -binary -inform DER -in proof.p7s -content asked.json "
            f"-CAfile signer.pem -partial_chain -attime {int(NOW.timestamp())} -out content"
        )
        subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
