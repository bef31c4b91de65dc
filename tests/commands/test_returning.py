"""return."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.demo.scene_dossiers import dossier_id, nomination_id
from tests.commands.conftest import Run

RECEIVED = "tuong-van-vi-nguoi-ngheo"


def test_a_dossier_goes_back_with_its_points_in_a_signed_package(
    run: Run, district_copy: Path, tmp_path: Path
) -> None:
    file = tmp_path / "điểm.json"
    points = [
        "Tờ trình cần ghi rõ số liệu.",
        {
            "text": "Báo cáo cần so với năm 2022.",
            "nomination": str(nomination_id(RECEIVED, 1)),
            "item": "BAO_CAO",
        },
    ]
    file.write_text(json.dumps(points, ensure_ascii=False), encoding="utf-8")
    words = ("return", dossier_id(RECEIVED), "--points", file, "--deadline", "2024-01-15")
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["points"]) == (0, 2)
    seen = run("--json", "inspect", said.data["package"])
    assert seen.data["kind"] == "return"
    shown = run("--json", "--data", district_copy, "show", "dossiers", dossier_id(RECEIVED)).data
    assert shown["state"] == "RETURNED"
    again = run("--json", "--data", district_copy, *words)
    assert (again.code, again.data["error"]) == (4, "FROZEN")


@pytest.mark.parametrize(
    "content",
    [
        *("{}", "[1]", '[{"item": "BAO_CAO"}]', "[", '[{"text": "a", "nomination": "x"}]'),
        *('[{"text": null}]', '[{"text": "a", "item": {"x": 1}}]'),
    ],
)
def test_a_file_of_another_shape_is_wrong_usage(
    run: Run, district_copy: Path, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "p.json"
    file.write_text(content, encoding="utf-8")
    words = ("return", dossier_id(RECEIVED), "--points", file)
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["error"]) == (2, "FILE_UNREADABLE")


def test_without_a_point_nothing_is_returned(run: Run, district_copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    file.write_text('["  "]', encoding="utf-8")
    words = ("return", dossier_id(RECEIVED), "--points", file)
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["error"]) == (4, "NEEDS_REASON")
