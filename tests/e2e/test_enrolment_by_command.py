"""Two fresh offices joined by request and grant alone, without any certificate file by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import CHAIR, COMMUNE_NAME, DISTRICT_NAME, Answer, World, opened
from tests.services.commune_dossier import Commune


@pytest.fixture
def strangers(tmp_path: Path, run: Callable[..., Answer]) -> World:
    """Two offices that know of each other no more than a name."""
    world = World(tmp_path / "hai nơi", run, "")
    world.stick.mkdir(parents=True)
    for office, name, tier, seat, parent in (
        (world.district, DISTRICT_NAME, "huyen", "receiving", "Ủy ban nhân dân tỉnh"),
        (world.commune, COMMUNE_NAME, "xa", "sending", DISTRICT_NAME),
    ):
        words = ("init", "--name", name, "--tier", tier, "--seat", seat, "--parent", parent)
        assert world.at(office, *words, "--place", "Đông Ửng", "--signer", CHAIR).code == 0
    return world


def joined(world: World) -> None:
    """Go the way of request, telephone and grant."""
    asked = world.at(world.commune, "enrol", "request", "--to", world.stick, "--person", CHAIR)
    seen = world.at(world.district, "enrol", "show", asked.data["package"])
    assert (seen.data["kind"], seen.data["code"]) == ("enrolment", asked.data["code"])
    words = ("enrol", "grant", asked.data["package"], "--to", world.stick)
    granted = world.at(world.district, *words, "--code", asked.data["code"])
    assert (granted.code, granted.data["bundle_serial"]) == (0, 1)
    back = world.at(world.commune, "enrol", "show", granted.data["package"])
    assert (back.data["kind"], back.data["code"]) == ("grant", granted.data["code"])
    words = ("enrol", "accept", granted.data["package"], "--code", granted.data["code"])
    taken = world.at(world.commune, *words)
    assert (taken.code, taken.data["stage"]) == (0, "JOINED")


def sent_dossier(world: World) -> Answer:
    """Make a dossier at the commune and export it."""
    with opened(world.commune) as desk:
        dossier = Commune(desk).complete_dossier(world.folder)
        assert desk.dossiers.mark_ready(dossier, "Đã đối chiếu.").ready
    world.dossier = str(dossier)
    return world.at(world.commune, "export", world.dossier, "--to", world.stick)


def test_joined_offices_exchange_a_dossier_and_its_receipt(strangers: World) -> None:
    world = strangers
    joined(world)
    package = sent_dossier(world).data["package"]
    seen = world.at(world.district, "inspect", package)
    assert (seen.code, seen.data["outcome"], seen.data["signer"]) == (0, "valid", CHAIR)
    taken = world.at(world.district, "receive", package, "--receipts", world.stick)
    (result,) = taken.data["results"]
    assert (taken.code, result["result"]) == (0, "new")
    receipt = world.at(world.commune, "receive", world.stick / Path(result["receipt"]).name)
    assert receipt.data["results"][0]["kind"] == "receipt"
    assert world.state(world.commune) == "RECEIVED"


def test_a_certificate_taken_back_sends_nothing_more(strangers: World) -> None:
    world = strangers
    joined(world)
    (member,) = world.at(world.district, "enrol", "list").data["members"]
    words = ("enrol", "revoke", member["id"], "--reason", "key_compromise", "--note", "Mất máy")
    revoked = world.at(world.district, *words)
    assert (revoked.code, revoked.data["certificates"]) == (0, 3)
    package = sent_dossier(world).data["package"]
    taken = world.at(world.district, "receive", package)
    assert taken.code == 4
    assert taken.data["results"][0]["code"] == "SIGNER_REVOKED"
    assert world.state(world.district) == ""
