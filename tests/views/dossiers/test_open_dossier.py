"""What comes back about a dossier is shown beside what it was asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from desktop.services.appraisal import ReturnPoint
from desktop.services.desk import Desk
from tests.services.two_offices import TwoOffices
from tests.views.dossiers.conftest import Worked

Open = Callable[[Desk], Worked]


def test_the_answer_shows_outcome_and_certificate_numbers(
    open_page: Open, at_stage: Callable[..., TwoOffices]
) -> None:
    two = at_stage("appraised")
    report = two.district.decisions.decide(two.dossier_id, two.draft())
    assert report.package is not None
    two.commune.inbox.receive(report.package)
    worked = open_page(two.commune)
    worked.open(two.dossier_id)

    lines = worked.page.nominations.panel.model.shown_rows()
    assert [line.row.outcome.label for line in lines] == ["Được khen thưởng"] * 3
    assert any(line.certificate for line in lines)
    assert report.number in worked.find(QLabel, "decided_line").text()
    with worked.qtbot.waitSignal(worked.page.record_requested) as asked:
        worked.click("show_decision")
    assert asked.args == ["decisions", report.decision_id]


def test_a_returned_dossier_shows_the_points_until_it_is_sent_again(
    open_page: Open, sent: TwoOffices
) -> None:
    sent.receive()
    point = ReturnPoint(text="Thiếu chữ ký trong biên bản")
    sent.commune.inbox.receive(
        sent.district.appraisal.return_for_correction(sent.dossier_id, [point])
    )
    worked = open_page(sent.commune)
    worked.open(sent.dossier_id)
    assert "Thiếu chữ ký trong biên bản" in [line[2] for line in worked.lines("missing_list")]

    worked.click("revise")
    assert worked.find(QLabel, "state_chip").text() == "Đang soạn"
    assert "lần 2" in worked.find(QLabel, "state_since").text()
    assert "Thiếu chữ ký trong biên bản" in [line[2] for line in worked.lines("missing_list")]


def test_a_refused_dossier_says_why(open_page: Open, sent: TwoOffices) -> None:
    sent.receive()
    answer = sent.district.appraisal.refuse(sent.dossier_id, "Không thuộc phạm vi phong trào")
    sent.commune.inbox.receive(answer)
    worked = open_page(sent.commune)
    worked.open(sent.dossier_id)
    text = worked.find(QLabel, "decided_line").text()
    assert text == "Nơi nhận từ chối hồ sơ: Không thuộc phạm vi phong trào"


def test_why_one_of_the_list_was_not_granted_stands_beside_it(
    open_page: Open, at_stage: Callable[..., TwoOffices]
) -> None:
    two = at_stage("appraised")
    last = two.district.appraisal.open(two.dossier_id).nominations[-1]
    refused = {last.id: "Chưa đủ thời gian"}
    report = two.district.decisions.decide(two.dossier_id, two.draft(), refused)
    assert report.package is not None
    two.commune.inbox.receive(report.package)
    worked = open_page(two.commune)
    worked.open(two.dossier_id)

    line = worked.page.nominations.panel.model.shown_rows()[-1]
    assert line.reason == "Chưa đủ thời gian"
    assert "2 được khen thưởng, 1 không." in worked.find(QLabel, "decided_line").text()
