"""One sound data document of each kind, with invented people."""

from __future__ import annotations

import copy
import hashlib
from typing import Any

from desktop.sealing.header import PackageKind
from tests.sealing.packages import COMMUNE, DISTRICT, PACKAGE_ID
from tests.sealing.trust_papers import grant_document, request_document

DOSSIER = "55555555-5555-4555-8555-555555555555"
NOMINATION = "66666666-6666-4666-8666-666666666666"
GROUP_NOMINATION = "67676767-6767-4767-8767-676767676767"
ATTACHMENT = "77777777-7777-4777-8777-777777777777"
DECISION = "88888888-8888-4888-8888-888888888888"
PHOTO = b"\xff\xd8\xff\xe0 anh chup"
PHOTO_DIGEST = hashlib.sha256(PHOTO).hexdigest()
PHOTO_ENTRY = f"attachments/{PHOTO_DIGEST}.jpg"

EVENT = {
    "id": "99999999-9999-4999-8999-999999999999",
    "at": "2023-11-02T08:30:00+00:00",
    "actor": "Nguyễn Thị Ánh",
    "event": "create",
    "from": None,
    "to": "DRAFT",
    "reason": None,
    "office_id": str(COMMUNE.office_id),
    "office_name": COMMUNE.name,
}


def _nomination(nomination_id: str, position: int, recipient: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": nomination_id,
        "position": position,
        "recipient": recipient,
        "award_code": "GK_HUYEN",
        "award_type": "CT",
        "achievement": "Hoàn thành xuất sắc nhiệm vụ năm 2023",
        "period_from": "2023-01-01",
        "period_to": "2023-12-31",
        "report": "Đã vận động 120 hộ hiến đất làm đường.",
        "attachments": [ATTACHMENT] if position == 1 else [],
        "proposed_by": COMMUNE.name,
    }


_PERSON = {
    "kind": "INDIVIDUAL",
    "name": "Đặng Thị Ơn",
    "honorific": "Bà",
    "post": "Công chức Văn hóa – xã hội",
    "unit": "UBND xã Đồng Tâm",
    "address": "Thôn Thượng",
    "gender": "FEMALE",
    "birth_date": "1985-03-08",
    "birth_year": 1985,
    "rank_group": "DIRECT",
    "is_enterprise": False,
    "record_id": "12121212-1212-4212-8212-121212121212",
}
_GROUP = {
    **dict.fromkeys(_PERSON),
    "kind": "COLLECTIVE",
    "name": "Thôn Thượng",
    "is_enterprise": False,
}


def document(kind: PackageKind) -> dict[str, Any]:
    """Return a document of the kind, as a service would give it."""
    make = {
        PackageKind.SUBMISSION: _submission,
        PackageKind.RECEIPT: _receipt,
        PackageKind.DECISION: _decision,
        PackageKind.RETURN: _return,
        PackageKind.RECALL: _recall,
        PackageKind.BULLETIN: _bulletin,
        PackageKind.REPORT: _report,
        PackageKind.ENROLMENT: request_document,
        PackageKind.GRANT: grant_document,
        PackageKind.HANDOVER: _handover,
    }[kind]
    return copy.deepcopy(make())


def _submission() -> dict[str, Any]:
    return {
        "dossier": {
            "id": DOSSIER,
            "revision": 1,
            "title": "Đề nghị khen thưởng tổng kết năm 2023",
            "award_type": "CT",
            "campaign": {"name": "Cả nước chung sức xây dựng nông thôn mới"},
            "letter": {
                "number": "45/TTr-UBND",
                "date": "2023-11-01",
                "signatory_name": "Trần Văn Đức",
                "signatory_title": "Chủ tịch",
            },
            "regime": "2022",
        },
        "nominations": [
            _nomination(NOMINATION, 1, _PERSON),
            _nomination(GROUP_NOMINATION, 2, _GROUP),
        ],
        "attachments": [
            {
                "id": ATTACHMENT,
                "owner": NOMINATION,
                "item_code": "BAO_CAO",
                "file_name": "Ảnh chụp.jpg",
                "media_type": "image/jpeg",
                "size": len(PHOTO),
                "sha256": PHOTO_DIGEST,
                "entry": PHOTO_ENTRY,
            }
        ],
        "events": [EVENT],
    }


def _receipt() -> dict[str, Any]:
    return {
        "package_id": str(PACKAGE_ID),
        "package_sha256": "0" * 64,
        "dossier_id": DOSSIER,
        "revision": 1,
        "received_at": "2023-11-03T01:00:00Z",
        "officer": "Lê Văn Đạt",
        "signature_outcome": "valid",
        "events": [EVENT],
    }


def _decision() -> dict[str, Any]:
    outcome = {
        "nomination_id": NOMINATION,
        "outcome": "granted",
        "reason": None,
        "verdict": "meets",
        "verdict_reason": "",
        "certificate_number": "12/2023",
        "decision_id": DECISION,
    }
    held = {"nomination_id": GROUP_NOMINATION, "outcome": None, "verdict": "hold"}
    return {
        "dossier_id": DOSSIER,
        "revision": 1,
        "decision": {
            "id": DECISION,
            "number": "1234/QĐ-UBND",
            "date": "2023-12-01",
            "signatory_name": "Phạm Thị Yến",
            "signatory_title": "Phó Chủ tịch",
            "deciding_office": DISTRICT.name,
            "kind": "award",
            "ground": "",
        },
        "cancelled": [
            {
                "nomination_id": NOMINATION,
                "decision_id": DECISION,
                "reason": "Kê khai thành tích không đúng",
            }
        ],
        "outcomes": [outcome, {**dict.fromkeys(outcome), **held}],
        "events": [EVENT],
        "papers": [{"entry": "papers/quyet-dinh.pdf", "title": "Quyết định"}],
    }


def _return() -> dict[str, Any]:
    point = {
        "id": "13131313-1313-4313-8313-131313131313",
        "nomination_id": NOMINATION,
        "item_code": "BAO_CAO",
        "text": "Báo cáo thành tích chưa có xác nhận.",
    }
    general = {**point, "nomination_id": None, "item_code": "", "text": "Thiếu biên bản họp."}
    above = {
        "nomination_id": NOMINATION,
        "outcome": None,
        "reason": None,
        "verdict": "send_higher",
        "verdict_reason": "Đã trình Ủy ban nhân dân tỉnh",
    }
    return {
        "dossier_id": DOSSIER,
        "revision": 1,
        "points": [point, general],
        "events": [EVENT],
        "outcomes": [above],
    }


def _bulletin() -> dict[str, Any]:
    correction = {
        "id": "14141414-1414-4414-8414-141414141414",
        "row_id": "awards.LDTT.deciders.R2025-R2026",
        "changes": {"tiers": ["xa"], "at_most": True, "amount": 2_530_000, "to": None},
        "basis": "Nghị định số 12/2026/NĐ-CP",
        "holds_from": "2026-10-01",
        "holds_to": None,
        "note": "",
        "withdrawn": False,
    }
    return {"corrections": [correction]}


def _recall() -> dict[str, Any]:
    return {"dossier_id": DOSSIER, "revision": 1, "reason": "Gửi nhầm danh sách"}


def _report() -> dict[str, Any]:
    return {
        "report_id": "abababab-abab-4bab-8bab-abababababab",
        "revision": 1,
        "year": 2023,
        "period": "Y",
        "narrative": "Phong trào được triển khai đến 12/12 thôn.",
        "figures": [
            {"code": "AWARDS", "group": "AWARDS", "label": "Lượt khen thưởng", "value": 64}
        ],
        "exemplars": [
            {"id": NOMINATION, "name": "Thôn Thượng", "stage": "NURTURE", "deed": "Hiến đất"}
        ],
        "made_at": "2023-12-15T01:00:00Z",
        "officer": "Nguyễn Thị Ánh",
    }


def _handover() -> dict[str, Any]:
    return {
        "database_id": "cdcdcdcd-cdcd-4dcd-8dcd-cdcdcdcdcdcd",
        "schema_revision": "0005",
        "made_at": "2024-01-02T01:00:00Z",
        "officer": "Nguyễn Thị Ánh",
        "moving": True,
        "archive_sha256": PHOTO_DIGEST,
        "files": [
            {
                "entry": f"handover/{place:04d}",
                "path": path,
                "size": len(PHOTO),
                "sha256": PHOTO_DIGEST,
            }
            for place, path in enumerate(("office.db", "keys.json", "files.tar"), 1)
        ],
    }
