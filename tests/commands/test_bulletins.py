"""export-bulletin, and receive of what it wrote."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.desk import open_desk
from desktop.services.law_drafts import CorrectionDraft
from tests.commands.conftest import Run
from tests.demo.made_demo import copy_of_office


def _now() -> datetime:
    return datetime(2023, 12, 1, 2, 0, tzinfo=UTC)


def _correct(office: Path) -> None:
    paths = OfficePaths(office)
    desk = open_desk(paths, unlock(paths, "", "demo", _now), _now)
    draft = CorrectionDraft(
        row_id="awards.LDTT.deciders.R2022",
        values={"tiers": ["huyen"]},
        basis="Quyết định số 12/2023/QĐ-UBND",
        holds_from=date(2024, 1, 1),
    )
    assert desk.law_corrections.save_draft(draft).saved
    desk.close()


def _is_for_dong_mo(package: dict[str, str]) -> bool:
    return "dong-mo" in Path(package["package"]).name


def test_there_is_nothing_to_send_before_something_was_corrected(run: Run, tmp_path: Path) -> None:
    district = copy_of_office("thanh-lam", tmp_path)
    said = run("--json", "--data", district, "export-bulletin", "--to", tmp_path)
    assert (said.code, said.data) == (3, {"packages": [], "corrections": 0, "bundle_serial": 0})
    assert "không có gì để gửi" in run("--data", district, "export-bulletin", "--to", tmp_path).out


def test_a_commune_takes_in_the_bulletin_of_its_district_once(run: Run, tmp_path: Path) -> None:
    district = copy_of_office("thanh-lam", tmp_path)
    commune = copy_of_office("dong-mo", tmp_path)
    _correct(district)
    said = run("--json", "--data", district, "export-bulletin", "--to", tmp_path)
    assert said.code == 0
    assert (len(said.data["packages"]), said.data["corrections"]) == (3, 1)
    (file,) = [p["package"] for p in said.data["packages"] if _is_for_dong_mo(p)]
    for result in ("new", "already received"):
        (taken,) = run("--json", "--data", commune, "receive", file).data["results"]
        assert (taken["result"], taken["kind"]) == (result, "bulletin")
    asked = ("law", "who-decides", "LDTT", "--on", "2024-06-01")
    answer = run("--json", "--data", commune, *asked).data
    assert (answer["tiers"], answer["citation"]) == (["huyen"], "Quyết định số 12/2023/QĐ-UBND")


def test_a_package_for_another_commune_is_not_taken(run: Run, tmp_path: Path) -> None:
    district = copy_of_office("thanh-lam", tmp_path)
    commune = copy_of_office("dong-mo", tmp_path)
    _correct(district)
    said = run("--json", "--data", district, "export-bulletin", "--to", tmp_path)
    other = next(p for p in said.data["packages"] if not _is_for_dong_mo(p))
    said = run("--json", "--data", commune, "receive", other["package"])
    assert (said.code, said.data["results"][0]["code"]) == (4, "NOT_FOR_OUR_KEY")
    inspected = run("--json", "--data", commune, "inspect", other["package"])
    assert inspected.data["kind"] == "bulletin"
