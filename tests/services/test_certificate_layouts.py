"""Layouts of an office: copies, inheritance, who saves first, which serves whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop.errors import DocumentFailed, LayoutRefused, NotFound, StaleRecord
from desktop.law.terms import RecipientKind
from desktop.models.certificates import CertificateLayout
from desktop.services.certificate_layouts import (
    Box,
    Layout,
    LayoutDraft,
    LayoutService,
    draft_from_state,
    draft_state,
)
from desktop.services.desk import Desk


@pytest.fixture
def layouts(district: Desk) -> LayoutService:
    return district.layouts


def moved(layout: Layout, box_id: str, **values: Any) -> Layout:
    boxes = tuple(replace(b, **values) if b.id == box_id else b for b in layout.boxes)
    return replace(layout, boxes=boxes)


def box(layout: Layout, box_id: str) -> Box:
    found = layout.box(box_id)
    assert found is not None
    return found


def own(layouts: LayoutService, name: str = "Phôi đỏ", **choices: Any) -> UUID:
    return layouts.copy("a4-overlay", name, **({"inherits": False} | choices)).id


def test_the_program_s_layouts_stand_first_and_are_not_changed(layouts: LayoutService) -> None:
    rows = layouts.list_rows()
    assert {"a4-plain", "a4-overlay"} <= {row.code for row in rows}
    assert all(row.is_bundled for row in rows)
    assert [row.code for row in rows if row.is_default] == ["a4-plain"]
    opened = layouts.open(rows[0].id)
    assert opened.draft.id is None
    for act in (
        lambda: layouts.archive(rows[0].id, "x"),
        lambda: layouts.restore(rows[0].id),
        lambda: layouts.save(opened.draft),
    ):
        with pytest.raises(LayoutRefused) as refused:
            act()
        assert refused.value.code is LayoutRefused.Code.BUNDLED


def test_a_copy_is_the_office_s_own_and_is_saved_as_designed(layouts: LayoutService) -> None:
    layout_id = own(layouts)
    opened = layouts.open(layout_id)
    wanted = moved(opened.draft.layout, "name", x=31.4, width=200.0)
    saved = layouts.save(replace(opened.draft, layout=wanted))
    again = layouts.open(layout_id)
    assert again.draft.layout == wanted
    assert again.draft.version == saved.version
    assert [event.event for event in layouts.history(layout_id)] == ["created", "saved"]
    assert layouts.open(layouts.id_of("a4-overlay")).draft.layout.box("name") != box(wanted, "name")


def test_codes_are_made_of_the_name_and_never_twice(layouts: LayoutService) -> None:
    ids = [
        own(layouts, "Phôi Đỏ: Nhà in tỉnh"),
        own(layouts, "Phôi đỏ  Nhà in tỉnh"),
        own(layouts, "!!!"),
    ]
    codes = {row.id: row.code for row in layouts.list_rows()}
    assert [codes[i] for i in ids] == ["phoi-do-nha-in-tinh", "phoi-do-nha-in-tinh-2", "mau"]


def test_an_heir_keeps_only_what_is_otherwise(layouts: LayoutService, district: Desk) -> None:
    base = own(layouts, "Gốc")
    base_code = layouts.open(base).row.code
    heir = layouts.copy(
        base_code, "Cho tập thể", inherits=True, recipient_kind=RecipientKind.COLLECTIVE
    )
    opened = layouts.open(heir.id)
    layouts.save(replace(opened.draft, layout=moved(opened.draft.layout, "name", size=30.0)))
    with district.store.reading() as session:
        record = session.get_one(CertificateLayout, heir.id)
        assert record.content["boxes"] == {"name": {"size": 30.0, "one_line_size": 30.0}} or (
            record.content["boxes"] == {"name": {"size": 30.0}}
        )
    below = layouts.open(base)
    layouts.save(replace(below.draft, layout=moved(below.draft.layout, "name", x=55.5)))
    name = box(layouts.open(heir.id).draft.layout, "name")
    assert (name.x, name.size) == (55.5, 30.0)


def test_a_change_to_a_box_withdrawn_below_is_kept_told_and_shown_again(
    layouts: LayoutService,
) -> None:
    base = own(layouts, "Gốc")
    code = layouts.open(base).row.code
    heir = layouts.copy(code, "Riêng", inherits=True, award_code="LDTT")
    opened = layouts.open(heir.id)
    layouts.save(replace(opened.draft, layout=moved(opened.draft.layout, "post_unit", y=101.0)))
    below = layouts.open(base).draft
    post = box(below.layout, "post_unit")
    without = tuple(b for b in below.layout.boxes if b.id != "post_unit")
    layouts.save(replace(below, layout=replace(below.layout, boxes=without)))
    opened = layouts.open(heir.id)
    assert opened.lost == ("post_unit",)
    assert opened.draft.layout.box("post_unit") is None
    # Saved meanwhile, it still waits for its box.
    layouts.save(replace(opened.draft, layout=moved(opened.draft.layout, "name", y=79.0)))
    below = layouts.open(base).draft
    layouts.save(replace(below, layout=replace(below.layout, boxes=(*below.layout.boxes, post))))
    opened = layouts.open(heir.id)
    assert opened.lost == ()
    assert box(opened.draft.layout, "post_unit").y == 101.0


def test_an_heir_has_its_base_s_paper(layouts: LayoutService) -> None:
    heir = layouts.copy("a4-plain", "Riêng", inherits=True)
    draft = layouts.open(heir.id).draft
    with pytest.raises(LayoutRefused) as refused:
        layouts.save(replace(draft, layout=replace(draft.layout, width=300.0)))
    assert refused.value.code is LayoutRefused.Code.BASE_FIXES_PAPER


def test_whoever_saves_second_is_told_and_keeps_theirs_beside(layouts: LayoutService) -> None:
    layout_id = own(layouts)
    mine = theirs = layouts.open(layout_id).draft
    layouts.save(replace(theirs, layout=moved(theirs.layout, "name", x=40.0)))
    mine = replace(mine, layout=moved(mine.layout, "name", x=50.0))
    with pytest.raises(StaleRecord):
        layouts.save(mine)
    assert box(layouts.open(layout_id).draft.layout, "name").x == 40.0
    aside = layouts.save_aside(mine)
    assert box(layouts.open(aside.id).draft.layout, "name").x == 50.0
    assert layouts.open(aside.id).row.name.startswith("Phôi đỏ (")


def test_a_box_off_the_paper_is_not_saved(layouts: LayoutService) -> None:
    layout_id = own(layouts)
    draft = layouts.open(layout_id).draft
    with pytest.raises(LayoutRefused) as refused:
        layouts.save(replace(draft, layout=moved(draft.layout, "signer_name", x=280.0)))
    assert refused.value.code is LayoutRefused.Code.HAS_PROBLEMS
    assert refused.value.data["count"] == 1
    assert layouts.open(layout_id).draft == draft


def test_one_layout_serves_one_award_and_kind_below_another(layouts: LayoutService) -> None:
    layouts.copy("a4-plain", "Một", inherits=True, award_code="LDTT")
    with pytest.raises(LayoutRefused) as refused:
        layouts.copy("a4-plain", "Hai", inherits=True, award_code="LDTT")
    assert refused.value.code is LayoutRefused.Code.USED_TWICE
    assert refused.value.data["other"] == "Một"
    # Below another one, or for one kind alone, it is no second.
    layouts.copy("a4-overlay", "Ba", inherits=True, award_code="LDTT")
    kind = RecipientKind.INDIVIDUAL
    layouts.copy("a4-plain", "Bốn", inherits=True, award_code="LDTT", recipient_kind=kind)


@pytest.fixture
def served(layouts: LayoutService) -> LayoutService:
    """Layouts for one award, one kind, both, below the office's own and beside it."""
    collective = RecipientKind.COLLECTIVE
    layouts.copy("a4-plain", "LDTT", inherits=True, award_code="LDTT")
    layouts.copy("a4-plain", "Tập thể", inherits=True, recipient_kind=collective)
    layouts.copy(
        "a4-plain", "LDTT tập thể", inherits=True, award_code="LDTT", recipient_kind=collective
    )
    layouts.copy("a4-overlay", "Phôi LDTT", inherits=True, award_code="LDTT")
    layouts.copy("a4-plain", "Rời GK", inherits=False, award_code="GK_XA")
    layouts.copy("a4-overlay", "Phôi CSTDCS", inherits=True, award_code="CSTDCS")
    return layouts


@pytest.mark.parametrize(
    ("award", "kind", "wanted", "name"),
    [
        ("LDTT", RecipientKind.INDIVIDUAL, "", "LDTT"),
        ("LDTT", RecipientKind.COLLECTIVE, "", "LDTT tập thể"),
        ("CSTDCS", RecipientKind.COLLECTIVE, "", "Tập thể"),
        ("LDTT", RecipientKind.INDIVIDUAL, "a4-overlay", "Phôi LDTT"),
        ("CSTDCS", RecipientKind.COLLECTIVE, "a4-overlay", "Phôi CSTDCS"),
        ("GK_XA", RecipientKind.HOUSEHOLD, "a4-overlay", "A4 ngang, in chữ lên phôi có sẵn"),
        ("CSTDCS", RecipientKind.INDIVIDUAL, "", "A4 ngang, in màu trên giấy trắng"),
        ("GK_XA", RecipientKind.INDIVIDUAL, "", "Rời GK"),
        ("GK_XA", RecipientKind.INDIVIDUAL, "a4-plain", "A4 ngang, in màu trên giấy trắng"),
        ("LDTT", RecipientKind.COLLECTIVE, "ldtt", "LDTT"),
    ],
)
def test_the_layout_that_names_most_serves(
    served: LayoutService, award: str, kind: RecipientKind, wanted: str, name: str
) -> None:
    assert served.layout_for(award, kind, wanted).name == name


def test_an_archived_layout_serves_nobody_and_still_prints(served: LayoutService) -> None:
    row = next(row for row in served.list_rows() if row.name == "LDTT")
    served.archive(row.id, "Phôi đã hết")
    kind = RecipientKind.INDIVIDUAL
    assert served.layout_for("LDTT", kind).name == "A4 ngang, in màu trên giấy trắng"
    assert served.layout(row.code).name == "LDTT"
    served.restore(row.id)
    assert served.layout_for("LDTT", kind).name == "LDTT"


def test_what_others_rest_on_is_not_put_away(layouts: LayoutService) -> None:
    base = own(layouts, "Gốc")
    code = layouts.open(base).row.code
    heir = layouts.copy(code, "Con", inherits=True)
    layouts.choose_default(code)
    for expected in (LayoutRefused.Code.IS_DEFAULT, LayoutRefused.Code.HAS_HEIRS):
        with pytest.raises(LayoutRefused) as refused:
            layouts.archive(base, "x")
        assert refused.value.code is expected
        layouts.choose_default("a4-plain")
    layouts.archive(heir.id, "x")
    layouts.archive(base, "x")
    assert layouts.open(base).row.is_archived


def test_the_office_chooses_what_it_prints_with(layouts: LayoutService, district: Desk) -> None:
    code = layouts.open(own(layouts)).row.code
    layouts.choose_default(code)
    assert district.certificates.default_layout() == code
    assert layouts.layout_for("LDTT", RecipientKind.INDIVIDUAL).code == code
    with pytest.raises(DocumentFailed):
        layouts.choose_default("không-có")
    office = district.offices.own()
    assert district.store.history("offices", office.id)[-1].event == "layout_chosen"


def test_a_draft_full_of_mistakes_survives_the_crash_journal(layouts: LayoutService) -> None:
    layout = layouts.layout("a4-plain")
    broken = moved(moved(layout, "name", x=-50.0, font="Comic"), "motto", text="{gì}")
    draft = LayoutDraft(broken, "LDTT", RecipientKind.HOUSEHOLD, "a4-plain")
    assert draft_from_state(draft_state(draft)) == draft


def test_what_is_not_there_is_said_so(layouts: LayoutService) -> None:
    with pytest.raises(NotFound):
        layouts.open(uuid4())
    with pytest.raises(NotFound):
        layouts.id_of("khong-co")
    with pytest.raises(DocumentFailed):
        layouts.layout("khong-co")


def test_a_layout_a_newer_program_wrote_hides_no_other(
    layouts: LayoutService, district: Desk
) -> None:
    layout_id = own(layouts)
    with district.store.writing() as session:
        record = session.get_one(CertificateLayout, layout_id)
        record.content = {**record.content, "version": 9}
        session.commit()
    row = next(row for row in layouts.list_rows() if row.id == layout_id)
    assert "không đọc được" in row.note
    with pytest.raises(DocumentFailed) as refused:
        layouts.open(layout_id)
    assert refused.value.code is DocumentFailed.Code.LAYOUT_NEWER
    assert layouts.layout_for("LDTT", RecipientKind.INDIVIDUAL).code == "a4-plain"
