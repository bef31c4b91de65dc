"""A single certificate that is otherwise stays so, however often and by whatever it is printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest

from desktop.documents.layout import Layout
from desktop.errors import DocumentFailed, LayoutRefused, MoveRefused, NotFound, StaleRecord
from desktop.services.certificate_changes import CertificateChangeService
from desktop.services.desk import Desk
from tests.services.two_offices import TwoOffices


@pytest.fixture
def decided(appraised: TwoOffices) -> tuple[Desk, UUID]:
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft(number=12))
    assert report.decision_id is not None
    return appraised.district, report.decision_id


@pytest.fixture
def desk(decided: tuple[Desk, UUID]) -> Desk:
    return decided[0]


@pytest.fixture
def decision_id(decided: tuple[Desk, UUID]) -> UUID:
    return decided[1]


@pytest.fixture
def award_id(desk: Desk, decision_id: UUID) -> UUID:
    """The first certificate of the decision."""
    return desk.certificates.listed(decision_id)[0][0]


def moved(layout: Layout, box_id: str, **values: Any) -> Layout:
    boxes = tuple(replace(b, **values) if b.id == box_id else b for b in layout.boxes)
    return replace(layout, boxes=boxes)


def change(changes: CertificateChangeService, award_id: UUID, box_id: str, **values: Any) -> None:
    opened = changes.open(award_id)
    changes.save(award_id, moved(opened.layout, box_id, **values), opened.version)


def words(pdf: Path, page: int) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[page].get_textpage().get_text_bounded())


def test_only_the_one_certificate_is_otherwise(
    desk: Desk, decision_id: UUID, award_id: UUID, tmp_path: Path
) -> None:
    change(desk.certificate_changes, award_id, "post_unit", text="Giáo viên dạy giỏi")
    desk.certificates.write_pdf(decision_id, tmp_path / "x.pdf")
    assert "Giáo viên dạy giỏi" in words(tmp_path / "x.pdf", 0)
    assert "Giáo viên dạy giỏi" not in words(tmp_path / "x.pdf", 1)
    (row,) = desk.certificate_changes.list_for(decision_id)
    assert (row.award_id, row.changed, row.lost) == (award_id, ("post_unit",), ())
    events = [event.event for event in desk.store.history("decisions", decision_id)]
    assert events[-2:] == ["certificate_changed", "certificates_printed"]


def test_a_change_outlives_printing_and_a_layout_edited_below(
    desk: Desk, decision_id: UUID, award_id: UUID, tmp_path: Path
) -> None:
    layouts, changes = desk.layouts, desk.certificate_changes
    own = layouts.copy("a4-plain", "Của huyện", inherits=False)
    layouts.choose_default(own.code)
    change(changes, award_id, "name", size=30.0, one_line_size=28.0)
    desk.certificates.write_pdf(decision_id, tmp_path / "once.pdf")
    draft = layouts.open(own.id).draft
    layouts.save(replace(draft, layout=moved(draft.layout, "name", x=44.0, width=200.0)))
    desk.certificates.write_pdf(decision_id, tmp_path / "twice.pdf")
    ((_, _, mine), (_, _, other), _) = desk.certificates.with_layouts(decision_id)
    name = mine.box("name")
    assert name is not None
    assert (name.size, name.x, name.width) == (30.0, 44.0, 200.0)
    assert other == layouts.layout(own.code)


def test_a_change_outlives_the_withdrawal_of_its_box_and_is_told(
    desk: Desk, decision_id: UUID, award_id: UUID
) -> None:
    layouts, changes = desk.layouts, desk.certificate_changes
    own = layouts.copy("a4-plain", "Của huyện", inherits=False)
    layouts.choose_default(own.code)
    change(changes, award_id, "post_unit", y=99.0)
    draft = layouts.open(own.id).draft
    boxes = tuple(box for box in draft.layout.boxes if box.id != "post_unit")
    layouts.save(replace(draft, layout=replace(draft.layout, boxes=boxes)))
    (row,) = changes.list_for(decision_id)
    assert (row.changed, row.lost) == ((), ("post_unit",))
    # Something else is changed meanwhile; the first change still waits for its box.
    change(changes, award_id, "name", x=33.0)
    assert changes.open(award_id).lost == ("post_unit",)
    layouts.choose_default("a4-plain")
    opened = changes.open(award_id)
    assert opened.lost == ()
    post = opened.layout.box("post_unit")
    assert post is not None
    assert post.y == 99.0


def test_boxes_go_back_to_the_layout_one_by_one_or_together(desk: Desk, award_id: UUID) -> None:
    changes = desk.certificate_changes
    change(changes, award_id, "post_unit", y=99.0)
    change(changes, award_id, "name", x=33.0)
    changes.undo(award_id, ["name"])
    assert changes.open(award_id).changed == ("post_unit",)
    changes.undo(award_id)
    opened = changes.open(award_id)
    assert opened.changed == ()
    assert opened.layout == opened.base


def test_two_officers_at_one_certificate_lose_nothing(desk: Desk, award_id: UUID) -> None:
    changes = desk.certificate_changes
    opened = changes.open(award_id)
    changes.save(award_id, moved(opened.layout, "name", x=33.0), opened.version)
    with pytest.raises(StaleRecord):
        changes.save(award_id, moved(opened.layout, "name", x=44.0), opened.version)
    name = changes.open(award_id).layout.box("name")
    assert name is not None
    assert name.x == 33.0


def test_a_box_off_the_paper_is_refused(desk: Desk, award_id: UUID) -> None:
    opened = desk.certificate_changes.open(award_id)
    wanted = moved(opened.layout, "name", x=290.0)
    with pytest.raises(LayoutRefused) as refused:
        desk.certificate_changes.save(award_id, wanted, opened.version)
    assert refused.value.code is LayoutRefused.Code.HAS_PROBLEMS


def test_a_font_without_a_letter_of_the_name_is_named_and_nothing_is_printed(
    desk: Desk, decision_id: UUID, award_id: UUID, tmp_path: Path
) -> None:
    change(desk.certificate_changes, award_id, "post_unit", text="Kỷ lục 漢", font="Tinos-Regular")
    with pytest.raises(DocumentFailed) as refused:
        desk.certificates.write_pdf(decision_id, tmp_path / "x.pdf")
    assert refused.value.code is DocumentFailed.Code.CERTIFICATE_LETTER_MISSING
    data = refused.value.data
    assert (data["letter"], data["font"], data["number"]) == ("漢", "Tinos-Regular", "1")
    assert not (tmp_path / "x.pdf").exists()


def test_a_preview_shows_the_change(desk: Desk, decision_id: UUID, award_id: UUID) -> None:
    before = desk.previews.certificate(decision_id, 1, width=300).png
    other = desk.previews.certificate(decision_id, 2, width=300).png
    change(desk.certificate_changes, award_id, "name", color="#FF0000")
    assert desk.previews.certificate(decision_id, 1, width=300).png != before
    assert desk.previews.certificate(decision_id, 2, width=300).png == other


def test_proofs_and_runs_draw_the_same_certificate(
    desk: Desk, decision_id: UUID, award_id: UUID
) -> None:
    change(desk.certificate_changes, award_id, "name", x=34.0, width=229.0)
    ids = [award for award, _ in desk.certificates.listed(decision_id)]
    expected = [layout for _, _, layout in desk.certificates.with_layouts(decision_id)]
    assert desk.layouts.layouts_of("", ids) == expected
    assert expected[0] != expected[1]


def test_what_has_no_certificate_here_is_not_changed(
    appraised: TwoOffices, desk: Desk, award_id: UUID
) -> None:
    with pytest.raises(NotFound):
        desk.certificate_changes.open(uuid4())
    (package,) = desk.store.paths.outbox.glob("quyet-dinh-*")
    appraised.commune.inbox.receive(package)
    theirs = appraised.commune.awards.list_rows()[0]
    with pytest.raises(MoveRefused):
        appraised.commune.certificate_changes.open(theirs.id)
