"""One decision on many dossiers: everybody preselected, filters, money and warnings beforehand."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict
from desktop.services.council_tally import all_agree
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft
from desktop.services.law_drafts import CorrectionDraft
from desktop.views.changes import Changes
from desktop.views.decisions.candidate_tree import CandidateTree
from desktop.views.decisions.deciding import many_offer
from desktop.views.decisions.many_dialog import ManyAnswer, ManyDecisionDialog, dossiers_of
from desktop.views.decisions.page import DecisionsPage
from desktop.views.decisions.previewing import preview_of
from desktop.views.pages import Bench
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from tests.services.commune_dossier import saved
from tests.services.council_kit import DUTIES, SINCE
from tests.services.two_dossiers import NAMES, second_dossier
from tests.services.two_offices import TwoOffices, state_of
from tests.views.hands import work


@pytest.fixture
def second(appraised: TwoOffices) -> UUID:
    return second_dossier(appraised)


@pytest.fixture
def dialog(
    qtbot: QtBot, appraised: TwoOffices, second: UUID, runner: JobRunner
) -> ManyDecisionDialog:
    desk = appraised.district
    bench, offer = Bench(desk, runner, Changes()), many_offer(desk)

    def ask(answer: object, done: object) -> None:
        preview_of(bench, dossiers_of(offer.candidates, answer.only))(answer, done)  # type: ignore

    made = ManyDecisionDialog(None, offer, ask)
    qtbot.addWidget(made)
    made.show()
    return made


def groups(dialog: ManyDecisionDialog) -> list[str]:
    tree = dialog.findChild(QTreeWidget, "candidates")
    shown = (tree.topLevelItem(n) for n in range(tree.topLevelItemCount()))
    return [item.text(0).split(" · ")[0] for item in shown if not item.isHidden()]


def test_everybody_is_chosen_and_number_day_and_signer_are_known(
    qtbot: QtBot, dialog: ManyDecisionDialog, runner: JobRunner
) -> None:
    assert dialog.yes.text() == "Quyết định 5 lượt khen"
    draft = dialog.form.draft()
    assert (draft.number, draft.signatory_name) == (1, "Vũ Thị Hạnh")
    assert len(groups(dialog)) == 3
    qtbot.waitUntil(lambda: "lượt khen," in dialog._preview._sum.text())
    assert dialog._preview._sum.text().startswith("Số 01/QĐ-UBND: 5 lượt khen, ")


def test_a_filter_leaves_the_others_for_another_decision(
    dialog: ManyDecisionDialog, qtbot: QtBot
) -> None:
    award = dialog.findChild(QComboBox, "award_filter")
    award.setCurrentIndex(award.findData("GK_HUYEN"))
    assert len(groups(dialog)) == 1
    assert dialog.yes.text() == "Quyết định 3 lượt khen"
    qtbot.waitUntil(lambda: "Còn 2 đề nghị" in dialog._preview._about.text())


def test_who_is_not_ticked_waits_and_who_is_struck_off_is_refused_with_a_reason(
    dialog: ManyDecisionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = next(i for i in dialog._tree._items.values() if i.text(0) == NAMES[0])
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert item.text(2) == "Để quyết định sau"
    item.setCheckState(0, Qt.CheckState.Checked)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Đơn thư chưa rõ")
    dialog._tree.setCurrentItem(item)
    dialog._strike_off()
    assert item.text(2) == "Không khen thưởng: Đơn thư chưa rõ"
    assert dialog.yes.text() == "Quyết định 4 lượt khen"
    dialog._strike_off()
    assert dialog.yes.text() == "Quyết định 5 lượt khen"


def test_a_group_is_ticked_at_once_though_one_of_it_goes_to_a_higher_level(
    qtbot: QtBot, dialog: ManyDecisionDialog
) -> None:
    shown = dialog.findChild(CandidateTree, "candidates")
    (first, *rest) = shown._known.values()
    sent_up = replace(first, verdict=Verdict.SEND_HIGHER, campaign="", award="Giấy khen")
    others = [replace(one, campaign="", award="Giấy khen") for one in rest]
    tree = CandidateTree([sent_up, *others], frozenset(), {})
    qtbot.addWidget(tree)
    group = tree.topLevelItem(0)
    assert group.checkState(0) is Qt.CheckState.Checked
    group.setCheckState(0, Qt.CheckState.Unchecked)
    assert not list(tree.covered())
    assert group.checkState(0) is Qt.CheckState.Unchecked
    group.child(1).setCheckState(0, Qt.CheckState.Checked)
    assert group.checkState(0) is Qt.CheckState.PartiallyChecked
    assert [one.id for one in tree.covered()] == [others[0].id]


def test_a_whole_group_left_for_later_is_weighed_once(
    dialog: ManyDecisionDialog, qtbot: QtBot
) -> None:
    tree, weighed = dialog._tree, []
    tree.ticks_changed.connect(lambda: weighed.append(dialog.yes.text()))
    group = max((tree.topLevelItem(n) for n in range(3)), key=lambda item: item.childCount())
    with qtbot.waitSignal(tree.ticks_changed):
        group.setCheckState(0, Qt.CheckState.Unchecked)
    assert [group.child(n).text(2) for n in range(3)] == ["Để quyết định sau"] * 3
    assert weighed == ["Quyết định 2 lượt khen"]


def test_whom_the_council_did_not_pass_is_struck_off_beforehand(appraised: TwoOffices) -> None:
    desk = appraised.district
    members = tuple(CouncilMemberLine(full_name=n, duty=d, joined_on=SINCE) for n, d in DUTIES)
    term = CouncilTermDraft(name="Hội đồng huyện", starts_on=SINCE, members=members)
    saved(desk.council_terms, term)
    rules = CorrectionDraft(
        row_id="votes.threshold.local.R2003-R2022-R2025-R2026",
        values={"percent": "70"},
        basis="Quy chế hoạt động của Hội đồng, Điều 9",
        whole_time=True,
    )
    assert desk.law_corrections.save_draft(rules).saved
    draft = all_agree(desk.council_sessions.draft_for(appraised.dossier_id))
    first = replace(draft.votes[0], in_favour=1, against=(draft.votes[0].valid or 0) - 1)
    saved(desk.council_sessions, replace(draft, votes=(first, *draft.votes[1:])))

    offer = many_offer(desk)

    ((refused, why),) = offer.refused.items()
    assert refused == first.nomination_id
    assert why.startswith("Hội đồng không thông qua: 1/8 phiếu đồng ý")


def test_the_page_decides_many_and_hands_all_packages_over_at_once(
    qtbot: QtBot,
    appraised: TwoOffices,
    second: UUID,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def agree(_parent: object, offer: object, preview: object) -> ManyAnswer | None:
        made = ManyDecisionDialog(None, offer, preview)  # type: ignore[arg-type]
        qtbot.addWidget(made)
        answer = made._read()
        assert answer is not None
        return ManyAnswer(dossiers_of(made._offer.candidates, answer.only), answer, frozenset())

    monkeypatch.setattr(ManyDecisionDialog, "ask", agree)
    folder = appraised.stick / "tra"
    folder.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: folder)
    hands = work(qtbot, appraised.district, runner, DecisionsPage, Changes())

    hands.click("decide_many")

    for dossier_id in (appraised.dossier_id, second):
        assert state_of(appraised.district, dossier_id) is DossierState.DECIDED
    assert "5 lượt khen, trả lời 2 hồ sơ" in hands.page.banner.text
    hands.click("banner_action_1")
    assert len(list(folder.glob("*.p7m"))) == 2
    hands.click("decide_many")
    assert "Không có đề nghị nào chờ" in hands.page.banner.text
