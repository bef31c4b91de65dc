"""consolidate, forward, hand-down: from many dossiers to one, up to the office above and back."""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import FIXABLE, Answer, Context, day, identity, plain
from desktop.commands.sending import problems_answer, state_of
from desktop.errors import MoveRefused
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem

if TYPE_CHECKING:
    from desktop.services.consolidation import (
        Candidate,
        ConsolidationReport,
        Purpose,
        Selection,
    )
    from desktop.services.desk import Desk

_VERDICTS = {"meets": "meeting", "send-higher": "above"}


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    text = "tổng hợp đề nghị của nhiều hồ sơ đã nhận thành một hồ sơ"
    gathering = add(commands, "consolidate", text, consolidate)
    text = "hồ sơ đã nhận; mặc định là mọi hồ sơ đang xử lý"
    gathering.add_argument("dossiers", nargs="*", type=identity, metavar="HỒ_SƠ", help=text)
    text = "meets: đủ điều kiện, để Hội đồng họp xét; send-higher: để trình cấp trên"
    gathering.add_argument("--verdict", required=True, choices=_VERDICTS, help=text)
    text = "chỉ lấy của phong trào này (tên hoặc mã)"
    gathering.add_argument("--campaign", default="", metavar="PHONG_TRÀO", help=text)
    text = "chỉ lấy của cơ quan gửi này (mã); dùng nhiều lần được"
    gathering.add_argument("--sender", action="append", type=identity, metavar="MÃ", help=text)
    text = "chỉ lấy danh hiệu, hình thức này; dùng nhiều lần được"
    gathering.add_argument("--award", action="append", metavar="MÃ", help=text)
    gathering.add_argument("--title", default="", metavar="TÊN", help="tên hồ sơ tổng hợp")
    text = "thêm vào hồ sơ tổng hợp đang soạn thay vì lập hồ sơ mới"
    gathering.add_argument("--into", type=identity, metavar="HỒ_SƠ", help=text)
    text = "cập nhật hồ sơ của --into từ các hồ sơ gốc trước khi thêm"
    gathering.add_argument("--update", action="store_true", help=text)
    text = "chỉ cho biết đưa vào những gì, không lập hồ sơ"
    gathering.add_argument("--dry-run", action="store_true", help=text)
    _register_forward(commands, add)


def _register_forward(commands: _SubParsersAction[Any], add: Any) -> None:
    text = "ký và gửi hồ sơ tổng hợp lên cấp trên"
    forwarding = add(commands, "forward", text, forward)
    forwarding.add_argument("dossier", type=identity, metavar="HỒ_SƠ", help="mã hồ sơ tổng hợp")
    text = "số, ký hiệu tờ trình"
    forwarding.add_argument("--letter", default="", metavar="SỐ", help=text)
    forwarding.add_argument("--date", type=day, metavar="NGÀY", help="ngày tờ trình")
    text = "lý do khi còn điểm cần xem lại"
    forwarding.add_argument("--reason", default="", metavar="LÝ_DO", help=text)
    text = "nơi chép gói, như USB; mặc định để ở hộp đi"
    forwarding.add_argument("--to", type=Path, metavar="THƯ_MỤC", help=text)
    text = "chuyển điểm cấp trên nêu khi trả lại xuống cơ quan đã gửi hồ sơ gốc"
    handing = add(commands, "hand-down", text, hand_down)
    handing.add_argument("dossier", type=identity, metavar="HỒ_SƠ", help="mã hồ sơ tổng hợp")
    text = "chỉ chuyển điểm này (mã); mặc định mọi điểm chuyển được"
    handing.add_argument("--point", action="append", type=identity, metavar="MÃ", help=text)
    text = "chuyển cả điểm nêu cho toàn hồ sơ về hồ sơ gốc này (mã); dùng nhiều lần được"
    handing.add_argument("--origin", action="append", type=identity, metavar="HỒ_SƠ", help=text)
    handing.add_argument("--deadline", type=day, metavar="NGÀY", help="hạn gửi lại")


def consolidate(context: Context) -> Answer:
    """Gather nominations, or say what would be gathered."""
    from desktop.services.consolidation import Purpose

    arguments = context.arguments
    purpose = Purpose(_VERDICTS[arguments.verdict])
    with context.desk() as desk:
        updated = None
        if arguments.into and arguments.update and not arguments.dry_run:
            updated = desk.consolidation.update_from_origins(arguments.into)
        found = desk.consolidation.candidates(purpose, _selection(desk, arguments))
        going = [c.id for c in found if c.kept_out is None]
        left_out = [c for c in found if c.kept_out is not None]
        dossier, added = None, len(going)
        no_room = updated.no_room if updated else ()
        if not arguments.dry_run:
            report = _gathered(desk, arguments, purpose, going, found)
            dossier, added = report.dossier_id, report.added
            no_room = report.no_room or no_room
        state = state_of(desk, dossier) if dossier else None
    data = {
        "dossier": plain(dossier),
        "state": state.value if state else None,
        "purpose": purpose.value,
        "added": added,
        "left_out": [_told(c) for c in left_out],
        "no_room": list(no_room),
        **({"updated": plain(updated)} if updated else {}),
    }
    done = f"Đã đưa {added} đề nghị vào hồ sơ tổng hợp {dossier}"
    lines = [done if dossier else f"Sẽ đưa vào {added} đề nghị"]
    lines += [f"Để lại: {c.name} ({c.sender}): {c.why_not}" for c in left_out]
    lines += [f"Tệp không mang theo, vì hồ sơ sẽ quá 200 MB: {name}" for name in no_room]
    return Answer(data, lines)


def _selection(desk: Desk, arguments: Any) -> Selection:
    from desktop.services.consolidation import Selection

    return Selection(
        campaigns=frozenset(_campaign(desk, arguments.campaign)),
        senders=frozenset(arguments.sender or ()),
        awards=frozenset(arguments.award or ()),
        dossiers=frozenset(arguments.dossiers),
    )


def _campaign(desk: Desk, given: str) -> Sequence[str]:
    """Return the name of a movement given by name or by this office's id of it."""
    try:
        return list(desk.campaigns.titles([UUID(given)]).values()) or [given]
    except ValueError:
        return [given] if given else []


def _gathered(
    desk: Desk,
    arguments: Any,
    purpose: Purpose,
    going: Sequence[UUID],
    found: Sequence[Candidate],
) -> ConsolidationReport:
    """Gather into the dossier named, or into a new one."""
    from desktop.services.consolidation import ConsolidationReport

    asked = going or [c.id for c in found]
    if not arguments.into:
        return desk.consolidation.create(purpose, asked, arguments.title)
    if arguments.update and not going:
        # Bringing it up to date was all there was to do.
        return ConsolidationReport(arguments.into, 0)
    return desk.consolidation.add(arguments.into, asked)


def _told(candidate: Candidate) -> dict[str, Any]:
    return {
        "nomination": str(candidate.id),
        "dossier": str(candidate.dossier_id),
        "name": candidate.name,
        "sender": candidate.sender,
        "why": candidate.kept_out.value if candidate.kept_out else "",
        "message": candidate.why_not,
    }


def forward(context: Context) -> Answer:
    """Write the letter's number, make the dossier ready, sign it and put it into the outbox."""
    from desktop.services.consolidation import Purpose

    arguments = context.arguments
    dossier = arguments.dossier
    with context.desk() as desk:
        if desk.consolidation.open(dossier).purpose is Purpose.MEETING:
            # Before its letter's number is written, which would be half of an act refused.
            raise MoveRefused(MoveRefused.Code.FOR_OWN_MEETING)
        if state_of(desk, dossier) is DossierState.DRAFT:
            problems = _write_letter(desk, arguments)
            if not problems:
                report = desk.dossiers.mark_ready(dossier, arguments.reason)
                problems = () if report.ready else report.problems
            if problems:
                answer = problems_answer(problems, {"dossier": str(dossier)})
                return Answer(answer.data, answer.lines, FIXABLE)
        sent = desk.outbox.export(dossier, arguments.to, None, context.report)
        origins = _origins(desk, dossier)
    whole = [str(one) for one, state in origins if state is DossierState.FORWARDED]
    partly = [str(one) for one, state in origins if state is not DossierState.FORWARDED]
    data = {
        "dossier": str(dossier),
        "state": DossierState.SENT.value,
        "package": str(sent.path),
        "package_id": str(sent.package_id),
        "sha256": sent.sha256,
        "bytes": sent.size,
        "forwarded": whole,
        "partly": partly,
    }
    moved = f"Hồ sơ gốc chuyển «{DossierState.FORWARDED.label}»: {len(whole)}"
    lines = [
        f"Đã ký gói trình cấp trên: {sent.path}",
        f"{moved}; trình một phần: {len(partly)}. Gói tin cho nơi gửi nằm ở hộp đi.",
    ]
    return Answer(data, lines)


def _write_letter(desk: Desk, arguments: Any) -> Sequence[Problem]:
    """Write what is given of the letter; return what of it cannot be saved."""
    draft = desk.dossiers.open_draft(arguments.dossier)
    letter = replace(
        draft,
        letter_number=arguments.letter or draft.letter_number,
        letter_date=arguments.date or draft.letter_date,
    )
    if letter == draft:
        return ()
    report = desk.dossiers.save_draft(letter)
    return () if report.saved else report.problems


def _origins(desk: Desk, dossier: UUID) -> list[tuple[UUID, DossierState]]:
    lines = desk.consolidation.open(dossier).lines
    known = dict.fromkeys(n.origin_dossier_id for n in lines if n.origin_dossier_id)
    return [(one, desk.dossiers.state(one)) for one in known]


def hand_down(context: Context) -> Answer:
    """Send the dossiers the office above raised points about back to their senders."""
    arguments = context.arguments
    with context.desk() as desk:
        points = desk.forwarding.points(arguments.dossier)
        chosen = arguments.point or [p.id for p in points if p.can_pass or p.can_choose]
        to = arguments.origin or ()
        whole = {p.id: to for p in points if p.id in chosen and p.origins and to}
        packages = desk.forwarding.pass_down(arguments.dossier, chosen, arguments.deadline, whole)
    data = {
        "dossier": str(arguments.dossier),
        "packages": plain(packages),
        "points": [
            {
                "id": str(p.id),
                "text": p.text,
                "sender": p.sender,
                "dossier": plain(p.dossier_id),
                "handed_down": p.id in whole or (p.can_pass and p.id in chosen),
            }
            for p in points
        ],
    }
    return Answer(data, [f"Gói trả hồ sơ gốc: {package}" for package in packages])
