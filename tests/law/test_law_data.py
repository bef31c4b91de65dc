"""The law's data files: their shape, their sources, and that no award is left without an answer."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

import desktop
from desktop.law.catalogue import FILES, Catalogue
from desktop.law.rows import Confidence, Row
from desktop.law.terms import AwardType, RecipientKind, Tier

FOLDER = Path(desktop.__file__).parent / "resources" / "law"
LAW = Catalogue.load()
# One day in each regime; the two rows of R2003 count as two.
DAYS = [date(2010, 6, 1), date(2023, 11, 1), date(2024, 6, 1), date(2025, 12, 1), date(2027, 1, 1)]


def rows_of(document: object) -> list[dict[str, Any]]:
    """Return every object of a file that carries a confidence."""
    if isinstance(document, list):
        return [row for value in document for row in rows_of(value)]
    if not isinstance(document, dict):
        return []
    own = [document] if "confidence" in document else []
    return own + [row for value in document.values() for row in rows_of(value)]


@pytest.mark.parametrize("name", FILES)
def test_each_file_follows_its_schema(name: str) -> None:
    schema = json.loads((FOLDER / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    fastjsonschema.compile(schema)(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def test_every_file_and_every_schema_is_read() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(FILES)
    schemas = {path.name.removesuffix(".schema.json") for path in (FOLDER / "schemas").iterdir()}
    assert schemas == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_found_row_cites_a_source_of_the_catalogue(name: str) -> None:
    for row in rows_of(json.loads((FOLDER / f"{name}.json").read_text("utf-8"))):
        assert set(row["sources"]) <= set(LAW.sources)
        if row["confidence"] == "FOUND":
            assert row["sources"], row


def test_an_unreliable_source_is_never_cited() -> None:
    assert "S21" not in LAW.sources  # catalogue §0: used only as a warning


def test_second_hand_sources_never_make_a_row_found_on_their_own() -> None:
    rows = json.loads((FOLDER / "sources.json").read_text("utf-8"))["rows"]
    second_hand = {row["code"] for row in rows if row.get("second_hand")}
    for name in FILES[1:]:
        for row in rows_of(json.loads((FOLDER / f"{name}.json").read_text("utf-8"))):
            if row["confidence"] == "FOUND":
                assert set(row["sources"]) - second_hand, row


def test_only_a_row_read_in_a_source_prints_an_article() -> None:
    for award in LAW.awards:
        for row in (*award.deciders, *award.annual, *award.certificates, award.in_force):
            assert row.verified or not row.citation


def test_regimes_follow_one_another_without_gap_or_overlap() -> None:
    for earlier, later in pairwise(LAW.regimes):
        assert earlier.valid_to is not None
        assert later.valid_from == earlier.valid_to + timedelta(days=1)
    assert LAW.regimes[-1].valid_to is None


def test_codes_are_unique() -> None:
    for codes in (
        [award.code for award in LAW.awards],
        [item.code for item in LAW.items],
        [basis.code for basis in LAW.bases],
    ):
        assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("day", DAYS)
def test_every_award_in_force_has_one_answer_on_who_decides_and_what_goes_with_it(
    day: date,
) -> None:
    regime = LAW.regime_on(day)
    assert regime is not None
    for award in LAW.awards_for(None, day):
        for rows in (award.deciders, award.certificates):
            assert len([row for row in rows if regime.code in row.regimes]) == 1, award.code
        assert len([row for row in award.annual if regime.code in row.regimes]) <= 1


@pytest.mark.parametrize("day", DAYS)
def test_each_award_type_has_one_name_in_each_regime(day: date) -> None:
    assert [row.award_type for row in LAW.award_types(day)] == list(AwardType)


@pytest.mark.parametrize("day", DAYS)
def test_no_dossier_is_asked_twice_for_one_paper(day: date) -> None:
    for award in LAW.awards:
        for award_type in AwardType:
            for kind in RecipientKind:
                asked = [
                    need.item.code
                    for need in LAW.items_for(award.code, award_type, day, kind, enterprise=True)
                ]
                assert len(set(asked)) == len(asked), (award.code, award_type, kind)


def test_every_award_named_by_another_file_exists() -> None:
    named = {code for need in LAW.requirements for code in need.awards}
    named |= {code for basis in LAW.bases for code in basis.awards}
    for code in named:
        assert LAW.find_award(code) is not None, code


def test_tiers_and_confidences_have_a_vietnamese_label() -> None:
    for member in (*Tier, *Confidence):
        assert member.label != str(member)


def test_what_was_read_in_a_source_or_by_the_office_counts_as_verified() -> None:
    verified = [mark for mark in Confidence if Row(confidence=mark).verified]
    assert verified == [Confidence.FOUND, Confidence.OFFICE]


@pytest.mark.parametrize("name", FILES)
def test_a_row_nobody_has_read_in_its_source_cites_no_article(name: str) -> None:
    rows = rows_of(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))
    unread = [row for row in rows if row["confidence"] != Confidence.FOUND]
    assert [row["id"] for row in unread if row.get("citation")] == []
