"""An enumeration with a Vietnamese term."""

import json

from desktop.vietnamese.labels import Labelled


class Colour(Labelled):
    """A list for these tests."""

    RED = "RED", "Đỏ"
    PLAIN = "PLAIN"


def test_a_member_is_its_stored_code_and_carries_its_label() -> None:
    assert Colour("RED") is Colour.RED
    assert json.dumps(Colour.RED) == '"RED"'
    assert Colour.RED.label == "Đỏ"


def test_a_member_without_label_shows_its_code() -> None:
    assert Colour.PLAIN.label == "PLAIN"
