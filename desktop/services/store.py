"""Transactions of one unlocked office, and the chained events every write leaves."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.config import LOCAL_TIME
from desktop.database.blobs import BlobStore
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.models import Event
from desktop.paths import OfficePaths
from desktop.services.permissions import note_rights, require, rights_asked

Clock = Callable[[], datetime]

_HEAD = "last event"
# More than this program writes between two looks at what others did.
_OWN_EVENTS_KEPT = 20_000
_LAST_HASH = sa.select(Event.hash).order_by(Event.sequence.desc()).limit(1)
# What the next event needs: the end of its chain and the officer's rights.
_NEEDED = (_LAST_HASH.scalar_subquery(), *rights_asked())
# Nobody asks for the number it gets.
_INSERT = sa.insert(Event).inline()

_EVENT_LABELS = {
    "created": "Thêm mới",
    "saved": "Sửa",
    "archived": "Lưu trữ",
    "restored": "Khôi phục",
    "attached": "Thêm tệp kèm theo",
    "detached": "Bỏ tệp kèm theo",
    "letter_numbered": "Lấy số tờ trình trong sổ",
    "stage_moved": "Chuyển khâu",
    "reordered": "Sắp xếp lại danh sách",
    "verdict_set": "Ghi kết quả thẩm định",
    "verdict_undone": "Lấy lại kết quả thẩm định vừa ghi",
    "item_judged": "Ghi kết quả thẩm định giấy tờ",
    "noted": "Ghi chú xử lý",
    "note_removed": "Bỏ ghi chú xử lý",
    "handler_set": "Phân người thụ lý",
    "consolidated": "Đưa đề nghị vào hồ sơ tổng hợp",
    "taken_away": "Bỏ đề nghị khỏi hồ sơ tổng hợp",
    "updated_from_origin": "Cập nhật từ hồ sơ gốc",
    "part_forwarded": "Trình cấp trên một phần hồ sơ",
    "part_taken_back": "Rút lại phần đã trình cấp trên",
    "part_refused_above": "Cấp trên từ chối phần đã trình",
    "trusted": "Tin chứng thư",
    "distrusted": "Thôi tin chứng thư",
    "key_made": "Tạo khóa ký",
    "revoked": "Thu hồi chứng thư",
    "enrolment_asked": "Lập đề nghị kết nối",
    "enrolment_read": "Nhận đề nghị kết nối",
    "enrolment_granted": "Chấp nhận kết nối",
    "enrolment_refused": "Từ chối kết nối",
    "root_made": "Lập khóa gốc",
    "root_copied": "Sao khóa gốc ra USB",
    "root_restored": "Khôi phục khóa gốc",
    "authority_trusted": "Tin chứng thư gốc bên ngoài",
    "list_taken_in": "Nhận danh sách thu hồi",
    "bundle_issued": "Lập danh sách chứng thư",
    "bundle_taken_in": "Nhận danh sách chứng thư của cấp trên",
    "connection_set": "Đặt đường truyền",
    "token_chosen": "Chọn thiết bị ký số của máy này",
    "package_written": "Ghi gói hồ sơ",
    "package_taken_in": "Nhận gói hồ sơ",
    "package_held": "Giữ gói chờ xác nhận người ký",
    "package_refused": "Từ chối gói hồ sơ",
    "password_changed": "Đổi mật khẩu",
    "role_set": "Giao vai trò người dùng",
    "certificates_printed": "In giấy khen",
    "certificate_changed": "Sửa riêng một giấy khen",
    "certificate_change_undone": "Bỏ phần sửa riêng của một giấy khen",
    "scan_set": "Đặt ảnh quét phôi",
    "scan_removed": "Bỏ ảnh quét phôi",
    "layout_imported": "Nhập mẫu giấy khen từ tệp",
    "layout_chosen": "Đặt mẫu giấy khen mặc định",
    "text_restored": "Khôi phục mẫu câu",
    "ceremony_set": "Ghi lễ trao tặng, giấy mời",
    "ceremony_ordered": "Xếp thứ tự trao",
    "proof_signed": "Ký bản soát giấy khen",
    "print_started": "Bắt đầu lượt in",
    "print_stopped": "Dừng lượt in",
    "print_resumed": "In tiếp",
    "print_done": "In xong lượt in",
    "sheet_sent": "Gửi một tờ ra máy in",
    "sheets_printed": "Tờ in đã ra",
    "sheets_taken_back": "Tờ gửi máy in nhưng chưa ra",
    "sheet_spoiled": "Đánh dấu tờ in hỏng",
    "sheets_withdrawn": "Bỏ tờ chờ in vì khen thưởng đã hủy",
    "calibrated": "Căn chỉnh máy in",
    "code_key_made": "Lập khóa mã kiểm tra giấy khen",
    "correction_received": "Nhận sửa đổi của cấp trên",
    "correction_taken_back": "Cấp trên rút sửa đổi",
    "attested": "Xác nhận điều kiện",
    "attestation_withdrawn": "Rút xác nhận điều kiện",
    "point_answered": "Trả lời điểm nơi nhận nêu",
    "database_renewed": "Đổi mã cơ sở dữ liệu gửi gói",
    "database_moved": "Chuyển cơ sở dữ liệu sang chỗ khác",
    "package_settled": "Nơi nhận báo đã nhận gói",
    "package_refused_there": "Nơi nhận báo không nhận gói",
    "recall_taken_in": "Nơi gửi báo thu hồi",
    "conflict_found": "Phát hiện mâu thuẫn",
    "conflict_settled": "Giải quyết mâu thuẫn",
    "handover_written": "Ghi gói bàn giao",
    "handed_over": "Bàn giao sang máy khác",
    "handover_taken_back": "Nhận lại quyền gửi của máy này",
    "handover_restored": "Nhận bàn giao từ máy cũ",
    "number_reserved": "Giữ chỗ số",
    "number_void": "Bỏ số",
    "number_spoiled": "Ghi số hỏng phôi",
    "report_sent": "Ký và gửi báo cáo",
    "report_taken_in": "Nhận báo cáo",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an officer of an office; without ``officer_id`` nobody's role is asked."""

    name: str
    office_id: UUID
    office_name: str
    officer_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of a record's history."""

    id: UUID
    at: datetime
    actor: str
    office_id: UUID | None
    office_name: str
    event: str
    label: str
    from_state: str
    to_state: str
    reason: str
    data: dict[str, Any]


class Store:
    """The open database of one office, who is working in it, and the clock.

    Args:
        engine: on the unlocked database.
        blobs: the attached files.
        paths: the office's folders.
        clock: gives the present as aware UTC.
        actor: who the events are written for.
    """

    def __init__(
        self, engine: sa.Engine, blobs: BlobStore, paths: OfficePaths, clock: Clock, actor: Actor
    ) -> None:
        self._engine = engine
        self.blobs = blobs
        self.paths = paths
        self.clock = clock
        self.actor = actor
        self._own_events: deque[UUID] = deque(maxlen=_OWN_EVENTS_KEPT)

    def today(self) -> date:
        """Return today's date in Viet Nam."""
        return self.clock().astimezone(LOCAL_TIME).date()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading; nothing of it is kept."""
        with Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that holds the write lock; leaving without ``commit()`` rolls back."""
        with Session(self._engine) as session:
            session.connection(execution_options={"writing": True})
            yield session

    def first_row(
        self, session: Session, query: sa.Select[Any], **values: object
    ) -> tuple[Any, ...] | None:
        """Return the first row of a query made with ``asking``, inside a writing transaction.

        What an event needs is learned with it: round trips under the lock are what all wait for.
        """
        row = session.execute(query, {"officer": self.actor.officer_id, **values}).first()
        if row is None:
            return None
        *asked, head, role, scope, archived_at = row
        session.info[_HEAD] = session.get_transaction(), head or ""
        note_rights(session, role, scope, archived_at)
        return tuple(asked)

    def record_event(
        self,
        session: Session,
        subject: str,
        record_id: UUID,
        event: str,
        *,
        from_state: str = "",
        to_state: str = "",
        reason: str = "",
        data: dict[str, Any] | None = None,
    ) -> EventRow:
        """Append one event of this office to the chain, in the caller's transaction.

        Raises:
            NotAllowed: the officer at work may not do what the event tells.
        """
        if _known_head(session) is None:
            self.first_row(session, _EVENT_ALONE)
        require(session, self.actor.officer_id, subject, record_id, event)
        row = EventRow(
            uuid4(),
            self.clock(),
            self.actor.name,
            self.actor.office_id,
            self.actor.office_name,
            event,
            event_label(event),
            from_state,
            to_state,
            reason,
            data or {},
        )
        self._append(session, subject, record_id, row)
        return row

    def adopt_events(
        self, session: Session, subject: str, record_id: UUID, rows: list[EventRow]
    ) -> None:
        """Append events that happened at another office; those already here are passed over.

        An id already here, be it under another record, is known: no package makes a write fail.
        """
        ids = [row.id for row in rows]
        known = set(session.scalars(sa.select(Event.id).where(Event.id.in_(ids))))
        for row in rows:
            if row.id not in known:
                known.add(row.id)
                self._append(session, subject, record_id, row)

    def _append(self, session: Session, subject: str, record_id: UUID, row: EventRow) -> None:
        previous = _head(session)
        content = {
            "id": row.id,
            "at": row.at,
            "actor": row.actor,
            "office_id": row.office_id,
            "office_name": row.office_name,
            "subject": subject,
            "record_id": record_id,
            "event": row.event,
            "from_state": row.from_state,
            "to_state": row.to_state,
            "reason": row.reason,
            "data": row.data,
        }
        digest = _chained(previous, content)
        session.flush()
        self._own_events.append(row.id)
        # Written at once, so that events are numbered in the order of their chain.
        values = {**content, "previous_hash": previous, "hash": digest}
        session.connection().execute(_INSERT, values)
        session.info[_HEAD] = session.get_transaction(), digest

    def wrote(self, event_id: UUID) -> bool:
        """Say whether this program wrote an event not long ago."""
        return event_id in self._own_events

    def history(self, subject: str, record_id: UUID) -> tuple[EventRow, ...]:
        """Return a record's events in the order they happened, both offices' together."""
        query = (
            sa.select(Event)
            .where(Event.subject == subject, Event.record_id == record_id)
            .order_by(Event.at, Event.sequence)
        )
        with self.reading() as session:
            return tuple(_row(e) for e in session.scalars(query))

    def history_of(self, record_id: UUID) -> tuple[EventRow, ...]:
        """Return the events of a record whose subject the caller does not know."""
        query = sa.select(Event).where(Event.record_id == record_id)
        with self.reading() as session:
            found = session.scalars(query.order_by(Event.at, Event.sequence))
            return tuple(_row(e) for e in found)

    def broken_event(self) -> UUID | None:
        """Return the first event whose chain does not hold, or None when the log is whole."""
        previous = ""
        with self.reading() as session:
            for event in session.scalars(sa.select(Event).order_by(Event.sequence)):
                row = _row(event)
                content = {
                    **{k: getattr(row, k) for k in _HASHED},
                    "subject": event.subject,
                    "record_id": event.record_id,
                }
                if event.previous_hash != previous or event.hash != _chained(previous, content):
                    return event.id
                previous = event.hash
        return None


_HASHED = (
    "id",
    "at",
    "actor",
    "office_id",
    "office_name",
    "event",
    "from_state",
    "to_state",
    "reason",
    "data",
)


def asking(query: sa.Select[Any]) -> sa.Select[Any]:
    """Return a query for ``Store.first_row``, which also asks what an event needs."""
    return query.add_columns(*_NEEDED)


_EVENT_ALONE = asking(sa.select())


def _known_head(session: Session) -> str | None:
    """Return the hash of the last event where this transaction asked for it or wrote it."""
    transaction, digest = session.info.get(_HEAD, (None, None))
    return digest if transaction is session.get_transaction() else None


def _head(session: Session) -> str:
    known = _known_head(session)
    return (session.scalar(_LAST_HASH) or "") if known is None else known


def event_label(event: str) -> str:
    """Return the Vietnamese term of an event: a dossier's move or a plain write."""
    moves = {m.value: m.label for m in MoveKind}
    return moves.get(event) or _EVENT_LABELS.get(event, event)


def state_label(code: str) -> str:
    """Return the Vietnamese term of a state an event names, or "" for none."""
    labels = {s.value: s.label for s in DossierState}
    return labels.get(code, code)


def _row(event: Event) -> EventRow:
    return EventRow(
        event.id,
        event.at,
        event.actor,
        event.office_id,
        event.office_name,
        event.event,
        event_label(event.event),
        event.from_state,
        event.to_state,
        event.reason,
        event.data,
    )


def _chained(previous: str, content: dict[str, Any]) -> str:
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(f"{previous}\n{plain}".encode()).hexdigest()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
