"""The district's own desk at the end of 2023: registers, fund, a gathering, a proof, a printer.

Everything here is done as an official would, through the services; nothing of it leaves the office.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from desktop.demo import unfinished_2023 as unfinished
from desktop.demo.nominations_2023 import DOSSIERS
from desktop.demo.scene_dossiers import dossier_id, nomination_id
from desktop.demo.scene_loop import Scene
from desktop.law.terms import FundKind, Verdict
from desktop.services.certificate_calibrations import Measurement, Paper, Readings
from desktop.services.certificate_pages import Look
from desktop.services.consolidation import Purpose
from desktop.services.desk import Desk
from desktop.services.registers import NumberSeries

_TO_DISTRICT, _, _TUONG_VAN, _ = DOSSIERS
_YEAR = 2023
_BUDGET = 180_000_000  # đồng
_ELSEWHERE = "Quyết định khác của Ủy ban nhân dân huyện, theo sổ của Văn phòng"
_KEPT_FOR = "Khen thưởng đột xuất cứu người đuối nước ở xã Đồng Mơ, hồ sơ đang gửi lên"
_PRINTER = "Canon LBP6230dn phòng Nội vụ"
_TRAY = "đa năng"


def keep_house(scene: Scene) -> str:
    """Let the district put its registers, its fund, its next meeting and its printing in order."""
    desk = scene.receiver.desk
    _explain_numbers(desk)
    _keep_fund(desk)
    gathered = _gather(desk)
    _sign_proof(desk)
    _measure_printer(desk)
    return f"Huyện ghi sổ số, sổ quỹ, tổng hợp {gathered} đề nghị trình Hội đồng, soát giấy khen"


def _explain_numbers(desk: Desk) -> None:
    """The office gives numbers to decisions of other kinds, between the two of this story."""
    series = NumberSeries.DECISION
    _must(desk.registers.explain(series, _YEAR, 3188, 3212, _ELSEWHERE).problems)
    _must(desk.registers.reserve(series, _YEAR, 1, _KEPT_FOR, first=3213).problems)


def _keep_fund(desk: Desk) -> None:
    about = "Dự toán Quỹ thi đua, khen thưởng được giao đầu năm 2023"
    _enter(desk, FundKind.INCOME, _BUDGET, date(_YEAR, 1, 4), about)
    paid = _committed(desk, _decision(desk, _TUONG_VAN.key))
    about = "Chi tiền thưởng phong trào xây dựng nông thôn mới tại xã Tường Vân"
    _enter(desk, FundKind.SPENT, paid, date(_YEAR, 12, 20), about)


def _enter(desk: Desk, kind: FundKind, amount: int, on: date, about: str) -> None:
    draft = replace(desk.fund.new_draft(), kind=kind, year=_YEAR, amount=amount)
    _must(desk.fund.save(replace(draft, entered_on=on, about=about)).problems)


def _committed(desk: Desk, decision: UUID) -> int:
    return sum(x.amount for x in desk.fund.of_year(_YEAR).lines if x.decision_id == decision)


def _gather(desk: Desk) -> int:
    """Gather for the council's meeting what meets the conditions so far; return how many."""
    _must(desk.appraisal.set_verdict(nomination_id(unfinished.RECEIVED.key, 1), Verdict.MEETS))
    desk.handler_notes.write(
        dossier_id(unfinished.RECEIVED.key),
        "Đã gọi xã Tường Vân: danh sách 16 học viên lớp thêu sẽ gửi bổ sung trước phiên họp.",
        nomination_id(unfinished.RECEIVED.key, 2),
    )
    desk.handler_notes.assign([dossier_id(unfinished.RECEIVED.key)], desk.handler_notes.mine())
    found = desk.consolidation.candidates(Purpose.MEETING)
    ready = [one.id for one in found if one.kept_out is None]
    return desk.consolidation.create(Purpose.MEETING, ready).added


def _sign_proof(desk: Desk) -> None:
    look = Look(desk.certificates.default_layout(), overlay=True)
    decision = _decision(desk, _TO_DISTRICT.key)
    proof = desk.certificate_proofs.open(decision, look)
    note = "Đã soát họ tên, chức vụ với hồ sơ gốc."
    desk.certificate_proofs.sign_off(decision, look, proof.state.digest, note)


def _measure_printer(desk: Desk) -> None:
    """A printer that shifts by about a millimetre and stretches a little, as most do."""
    readings = Readings(
        a_left=15.75, a_top=14.25, b_top=14.5, a_to_b=267.25, c_left=15.5, a_to_c=180.25
    )
    desk.calibrations.measure(Measurement(_PRINTER, _TRAY, Paper(297, 210), readings))


def _decision(desk: Desk, told: str) -> UUID:
    number = next(d.decision.number for d in DOSSIERS if d.key == told and d.decision)
    return next(row.id for row in desk.decisions.list_rows() if row.number == number)


def _must(problems: object) -> None:
    assert not problems, problems
