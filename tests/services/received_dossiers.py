"""Dossiers of several communes as a district has them, taken in as packages but for the seal."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import pytest

from desktop.errors import PackageRefused
from desktop.law.terms import Tier, Verdict
from desktop.models import Dossier, Nomination, Office
from desktop.sealing.header import PackageHeader, PackageKind, Party
from desktop.services.appraisal import ReturnPoint
from desktop.services.desk import Desk
from desktop.services.inbox_submission import Submission, take_in
from desktop.vietnamese.sorting import sort_key

SENT_AT = datetime(2023, 11, 17, 2, 0, tzinfo=UTC)
CAMPAIGN = "Cả nước chung sức xây dựng nông thôn mới"

Asked = tuple[str, str, Verdict | None]
"""Name, award code, and the verdict the district gave."""


def sender_id(commune: str) -> UUID:
    return uuid5(NAMESPACE_URL, commune)


def receive(
    desk: Desk,
    commune: str,
    asked: Sequence[Asked],
    *,
    finished: bool = True,
    dossier_id: UUID | None = None,
    revision: int = 1,
    files: Mapping[str, bytes] | None = None,
    minutes: bytes = b"",
) -> UUID:
    """Take in a commune's dossier and give the verdicts; «Thôn …» is a collective.

    Args:
        desk: the district's.
        commune: «Đông An».
        asked: who is put forward; the same name at the same revision keeps its id.
        finished: whether the appraisal is closed.
        dossier_id: of the dossier, for its next revision.
        revision: which one.
        files: names and contents attached to the first nomination.
        minutes: attached to the dossier as a whole.
    """
    dossier_id = dossier_id or uuid4()
    _know(desk, commune)
    header = PackageHeader(
        uuid4(),
        PackageKind.SUBMISSION,
        1,
        Party(sender_id(commune), _name(commune)),
        Party(desk.store.actor.office_id, desk.store.actor.office_name),
        SENT_AT,
    )
    document = _document(desk, dossier_id, revision, asked, files or {})
    if minutes:
        whole = _file(desk, str(dossier_id), "Biên bản họp xét.pdf", minutes)
        document["attachments"].append(whole | {"item_code": "BIEN_BAN"})
    about = {"package_id": str(header.package_id), "sha256": "", "signature": "valid"}
    with desk.store.writing() as session:
        held = session.get(Dossier, dossier_id)
        take_in(desk.store, session, Submission(header, document), held, about)
        session.commit()
    judge(desk, dossier_id, [verdict for _, _, verdict in asked], finished=finished)
    return dossier_id


def judge(
    desk: Desk, dossier_id: UUID, verdicts: Sequence[Verdict | None], *, finished: bool = True
) -> None:
    """Give verdicts in the order of the list, and close the appraisal where asked."""
    for nomination, verdict in zip(listed(desk, dossier_id), verdicts, strict=True):
        if verdict is not None:
            assert not desk.appraisal.set_verdict(nomination, verdict, "Theo hồ sơ")
    if finished:
        assert desk.appraisal.finish(dossier_id).finished


def send_back(desk: Desk, dossier_id: UUID) -> None:
    """Return a dossier; its package waits, for no key of these communes is known."""
    with pytest.raises(PackageRefused) as refused:
        desk.appraisal.return_for_correction(dossier_id, [ReturnPoint(text="Thiếu biên bản.")])
    assert refused.value.code is PackageRefused.Code.RECEIVER_KEY_UNKNOWN


def listed(desk: Desk, dossier_id: UUID) -> list[UUID]:
    """Return the nominations of a received dossier in the order of its list."""
    return [n.id for n in desk.appraisal.open(dossier_id).nominations]


def nomination_of(desk: Desk, nomination_id: UUID) -> Nomination:
    """Return a nomination as the database has it, cut off from it."""
    with desk.store.reading() as session:
        found = session.get_one(Nomination, nomination_id)
        session.expunge(found)
        return found


def _name(commune: str) -> str:
    return f"Ủy ban nhân dân xã {commune}"


def _know(desk: Desk, commune: str) -> None:
    with desk.store.writing() as session:
        if session.get(Office, sender_id(commune)) is None:
            name = _name(commune)
            known = Office(
                id=sender_id(commune), name=name, tier=Tier.COMMUNE, sort_key=sort_key(name)
            )
            session.add(known)
            session.commit()


def _document(
    desk: Desk,
    dossier_id: UUID,
    revision: int,
    asked: Sequence[Asked],
    files: Mapping[str, bytes],
) -> dict[str, Any]:
    nominations = [
        _nomination(uuid5(dossier_id, name), place, name, award)
        for place, (name, award, _) in enumerate(asked, 1)
    ]
    first = nominations[0]["id"] if nominations else ""
    return {
        "dossier": {
            "id": str(dossier_id),
            "revision": revision,
            "title": "Đề nghị khen thưởng tổng kết năm 2023",
            "award_type": "CT",
            "campaign": {"name": CAMPAIGN},
            "letter": {
                "number": "45/TTr-UBND",
                "date": "2023-11-17",
                "signatory_name": "Đỗ Văn Ước",
                "signatory_title": "CHỦ TỊCH",
            },
            "regime": "2022",
        },
        "nominations": nominations,
        "attachments": [_file(desk, first, *file) for file in files.items()],
        "events": [],
    }


def _nomination(id_: UUID, place: int, name: str, award: str) -> dict[str, Any]:
    kind = "COLLECTIVE" if name.startswith("Thôn") else "INDIVIDUAL"
    person = kind == "INDIVIDUAL"
    return {
        "id": str(id_),
        "position": place,
        "recipient": {
            "kind": kind,
            "name": name,
            "post": "Giáo viên" if person else None,
            "unit": "Trường Tiểu học" if person else None,
            "address": None,
            "gender": "FEMALE" if person else "UNKNOWN",
            "birth_date": None,
            "birth_year": 1984 if person else None,
            "rank_group": "DIRECT" if person else None,
            "is_enterprise": False,
        },
        "award_code": award,
        "award_type": "CT",
        "achievement": "Đã có thành tích xuất sắc trong phong trào thi đua năm 2023",
        "period_from": "2023-01-01",
        "period_to": "2023-12-31",
        "report": "Năm 2023, đã hoàn thành tốt nhiệm vụ được giao.",
    }


def _file(desk: Desk, owner: str, name: str, content: bytes) -> dict[str, Any]:
    sha256, size = desk.store.blobs.put(io.BytesIO(content))
    return {
        "id": str(uuid4()),
        "owner": owner,
        "item_code": "BAO_CAO",
        "file_name": name,
        "media_type": "application/pdf",
        "size": size,
        "sha256": sha256,
        "entry": f"attachments/{name}",
    }
