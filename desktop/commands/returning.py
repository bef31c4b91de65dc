"""return: sending a dossier back to its office with the points to mend."""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import Answer, Context, day, identity, read_json
from desktop.errors import UsageError

if TYPE_CHECKING:
    from desktop.services.appraisal import ReturnPoint


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the command."""
    returning = add(commands, "return", "trả hồ sơ để bổ sung", return_dossier)
    returning.add_argument("dossier", type=identity, metavar="HỒ_SƠ", help="mã hồ sơ")
    text = 'các điểm cần bổ sung: ["…"] hoặc [{"text": "…", "nomination": mã, "item": mã}]'
    returning.add_argument("--points", type=Path, required=True, metavar="TỆP.json", help=text)
    text = "hạn gửi lại, NĂM-THÁNG-NGÀY"
    returning.add_argument("--deadline", type=day, metavar="NGÀY", help=text)


def return_dossier(context: Context) -> Answer:
    """Return a dossier with at least one point, and write the signed package for its office."""
    arguments = context.arguments
    points = _points(arguments.points)
    with context.desk() as desk:
        package = desk.appraisal.return_for_correction(
            arguments.dossier, points, arguments.deadline
        )
    data = {"dossier": str(arguments.dossier), "package": str(package), "points": len(points)}
    return Answer(data, [f"Gói trả hồ sơ, {len(points)} điểm cần bổ sung: {package}"])


def _points(path: Path) -> list[ReturnPoint]:
    """Read the points of a file; each is a text, or an object with the text and what it is about.

    Raises:
        UsageError: FILE_UNREADABLE where it is no such list.
    """
    content = read_json(path)
    try:
        if not isinstance(content, list):
            raise TypeError
        return [_point({"text": said} if isinstance(said, str) else said) for said in content]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(UsageError.Code.FILE_UNREADABLE, path=str(path)) from error


def _point(said: Mapping[str, Any]) -> ReturnPoint:
    from desktop.services.appraisal import ReturnPoint

    text, nomination, item = said["text"], said.get("nomination"), said.get("item") or ""
    if not isinstance(text, str) or not isinstance(item, str):
        raise TypeError
    named = UUID(nomination) if nomination else None
    return ReturnPoint(text=text, nomination_id=named, item_code=item)
