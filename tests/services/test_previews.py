"""Looking before printing: the page as it will be, and nothing noted by looking."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from PIL import Image

from desktop.errors import DocumentFailed, MoveRefused
from desktop.services.certificates import Calibration
from tests.services.two_offices import TwoOffices


@pytest.fixture
def decision(appraised: TwoOffices) -> UUID:
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is not None
    return report.decision_id


def test_a_page_is_drawn_as_wide_as_asked_and_says_whose_it_is(
    appraised: TwoOffices, decision: UUID
) -> None:
    page = appraised.district.previews.certificate(decision, 2, width=600)

    picture = Image.open(io.BytesIO(page.png))
    assert picture.width in {600, 601}
    assert picture.width > picture.height
    texts = appraised.district.certificates.certificate_texts(decision)
    assert (page.place, page.total, page.number) == (2, 3, texts[1].number)
    assert page.name == texts[1].name


def test_a_place_beyond_the_list_gives_the_nearest(appraised: TwoOffices, decision: UUID) -> None:
    previews = appraised.district.previews

    assert previews.certificate(decision, 99, width=200).place == 3
    assert previews.certificate(decision, 0, width=200).place == 1


def test_shift_and_layout_change_the_picture(appraised: TwoOffices, decision: UUID) -> None:
    draw = appraised.district.previews.certificate
    plain = draw(decision, width=300).png

    assert draw(decision, width=300, calibration=Calibration(right=5.0)).png != plain
    assert draw(decision, layout="a4-overlay", width=300).png != plain
    assert draw(decision, overlay=True, width=300).png != plain


def test_looking_leaves_no_trace(appraised: TwoOffices, decision: UUID) -> None:
    before = appraised.district.store.history("decisions", decision)

    appraised.district.previews.certificate(decision, width=200)

    assert appraised.district.store.history("decisions", decision) == before


def test_an_unknown_layout_and_a_decision_of_others_are_refused(
    appraised: TwoOffices, decision: UUID
) -> None:
    with pytest.raises(DocumentFailed):
        appraised.district.previews.certificate(decision, layout="none-such")
    answer = next(p for p in appraised.district.outbox.list_rows() if p.kind == "decision")
    package = appraised.district.outbox.copy_to(answer.package_id, appraised.stick)
    appraised.commune.inbox.receive(package)
    with pytest.raises(MoveRefused):
        appraised.commune.previews.certificate(decision)
