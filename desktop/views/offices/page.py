"""The page of offices and of the certificates trusted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from desktop.law.terms import Tier
from desktop.services.offices import OfficeDraft
from desktop.vietnamese.text import fold
from desktop.views.filters import archived_filter, term_filter
from desktop.views.inbox.trust_dialog import TrustDialog
from desktop.views.offices.database_tab import DatabaseTab
from desktop.views.offices.handover_tab import HandoverTab
from desktop.views.offices.key_dialog import KeyDialog
from desktop.views.offices.officers_desk import OfficersDesk
from desktop.views.offices.officers_panel import OfficersPanel
from desktop.views.offices.own_key_panel import OwnKey, OwnKeyPanel
from desktop.views.offices.trust_panel import TrustPanel
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.tokens.doctor_dialog import TokenDoctorDialog
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.fields import Draft
    from desktop.services.trust import CertificateReport, TrustRow
    from desktop.views.pages import Bench

_RELATION_TONES = {"Cơ quan này": Tone.SUCCESS, "Cấp trên": Tone.INFO, "Cấp dưới": Tone.NEUTRAL}
_COLUMNS = (
    Column("Tên cơ quan", lambda o: short_office(o.name), 200, lambda o: o.sort_key),
    Column("Cấp", lambda o: o.tier.label, 90),
    Column(
        "Quan hệ", lambda o: o.relation, 118, tone=lambda o: _RELATION_TONES.get(o.relation, "")
    ),
    Column("Trực thuộc", lambda o: short_office(o.parent), 150),
)
_FILTERS = (term_filter("tier_filter", "Cấp", Tier, lambda o: o.tier), archived_filter())
_CERTIFICATES = "Chứng thư (*.gscert *.cer *.crt *.pem)"
_SUFFIX = ".gscert"


class OfficesPage(RecordPage):
    """Offices known here, this one first, each with the certificates trusted for it."""

    subject = "offices"
    title = "Cơ quan, chứng thư"
    noun = "cơ quan"
    refreshes_on = frozenset({"trust"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.offices, OfficeDraft, _COLUMNS, _FILTERS)
        self._own_key, self._trust = OwnKeyPanel(), TrustPanel()
        self._keys = named(QStackedWidget(), "keys")
        self._keys.addWidget(self._own_key)
        self._keys.addWidget(self._trust)
        self.tabs.insertTab(1, self._keys, "Chứng thư")
        self._officers = OfficersPanel()
        self.add_tab("Người dùng", self._officers)
        self._handover = HandoverTab(bench, self.banner)
        self.add_tab("Bàn giao", self._handover)
        self._database = DatabaseTab(bench, self.banner)
        self.add_tab("Cơ sở dữ liệu", self._database)
        self._show_officers_tab(False)
        self._officers_desk = OfficersDesk(bench, self._officers, self.banner, self)
        self.add_list_action("Nhập chứng thư…", "import_any", "import", lambda: self._import(None))
        self._own_key.export_asked.connect(self._export)
        self._own_key.key_asked.connect(self._make_key)
        self._own_key.doctor_asked.connect(self._examine_token)
        self._trust.import_asked.connect(lambda: self._import(self.form.record_id))
        self._trust.unpin_asked.connect(self._unpin)

    def record_shown(self, draft: Draft) -> None:
        """Show the certificates of the office, or this office's own."""
        desk, office_id = self._bench.desk, draft.id
        self.tabs.setTabEnabled(1, office_id is not None)
        own = office_id == desk.store.actor.office_id
        self._show_officers_tab(own)
        if office_id is None:
            self.tabs.setCurrentIndex(0)
            return
        self._keys.setCurrentWidget(self._own_key if own else self._trust)
        if own:
            self._runner.run(
                lambda _r: _own_key(desk), on_done=self._own_key.show_key, on_refused=self.refuse
            )
            self._officers_desk.read()
            self._handover.read()
            self._database.read()
            return

        def show(rows: Sequence[TrustRow]) -> None:
            if office_id == self.form.record_id:
                self._trust.show_certificates([r for r in rows if r.office_id == office_id])

        self._runner.run(lambda _r: desk.trust.list_rows(), on_done=show, on_refused=self.refuse)

    # -- this office's officers -------------------------------------------------------------

    def change_password(self) -> None:
        """Ask the officer at work for a new password."""
        self._officers_desk.change_password()

    def add_officer(self) -> None:
        """Ask who else is to unlock this office."""
        self._officers_desk.add_officer()

    def _show_officers_tab(self, shown: bool) -> None:
        for tab in (self._officers, self._handover, self._database):
            self.tabs.setTabVisible(self.tabs.indexOf(tab), shown)

    # -- this office's own ------------------------------------------------------------------

    def _export(self) -> None:
        desk = self._bench.desk
        words = fold(desk.store.actor.office_name).replace(" ", "-")
        target = FilePicker.save_file(
            self, "Xuất chứng thư của cơ quan này", f"{words}{_SUFFIX}", f"Chứng thư (*{_SUFFIX})"
        )
        if target is None:
            return
        path = target if target.suffix == _SUFFIX else target.with_name(target.name + _SUFFIX)

        def done(code: str) -> None:
            text = f"Đã xuất chứng thư ra {path.name}. Mã ngắn để đọc cho bên nhận: {code}"
            self.banner.show_message(Tone.SUCCESS, text)

        self._runner.run(
            lambda _r: desk.keys.export_certificate(path).short_code,
            on_done=done,
            on_refused=self.refuse,
        )

    def _make_key(self) -> None:
        desk = self._bench.desk
        answer = KeyDialog.ask(self, desk.store.actor.name)
        if answer is None:
            return
        words = fold(answer.person_name).replace(" ", "-")
        target = FilePicker.save_file(
            self, "Ghi khóa ký cá nhân", f"khoa-ky-{words}.p12", "Khóa ký (*.p12)"
        )
        if target is None:
            return
        path = target if target.suffix == ".p12" else target.with_name(f"{target.name}.p12")

        def work(_report: object) -> str:
            made = desk.keys.make_signer_key(path, answer.person_name, answer.passphrase)
            # Handed to the receiver, who otherwise would not know this signer.
            desk.keys.export_certificate(path.with_suffix(_SUFFIX), made)
            return made.short_code

        def done(code: str) -> None:
            text = (
                f"Đã tạo khóa {path.name} và chứng thư {path.with_suffix(_SUFFIX).name}. "
                f"Mã ngắn: {code}. Cất USB cẩn thận: ai có khóa và mật khẩu là ký được."
            )
            self.banner.show_message(Tone.SUCCESS, text)

        self._runner.run(work, on_done=done, on_refused=self.refuse)

    def _examine_token(self) -> None:
        dialog = TokenDoctorDialog(self._bench, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- others' ----------------------------------------------------------------------------

    def _import(self, office_id: UUID | None) -> None:
        path = FilePicker.open_file(self, "Nhập chứng thư của cơ quan khác", _CERTIFICATES)
        if path is None:
            return
        desk = self._bench.desk

        def ask(read: tuple[CertificateReport, list[tuple[UUID, str]]]) -> None:
            self._compare(path, office_id, *read)

        self._runner.run(
            lambda _r: (desk.trust.read(path), _others(desk)), on_done=ask, on_refused=self.refuse
        )

    def _compare(
        self,
        path: Path,
        office_id: UUID | None,
        file: CertificateReport,
        others: list[tuple[UUID, str]],
    ) -> None:
        if file.pinned:
            text = f"Chứng thư này đã được tin từ trước cho {file.known_as or file.organization}."
            self.banner.show_message(Tone.INFO, text)
            return
        chosen = [(other, name) for other, name in others if other == office_id]
        # A file of an office known here can be for that office only.
        answer = TrustDialog.ask(
            self,
            office="" if chosen else file.known_as or file.office,
            signer=f"{file.subject} ({file.organization})" if file.organization else file.subject,
            short_code=file.short_code,
            known=chosen or ([] if file.known_as else others),
        )
        if answer is None:
            return
        trust = self._bench.desk.trust
        self._runner.run(
            lambda _r: trust.pin(answer.office_id, path),
            on_done=lambda _id: self._changed(f"Đã tin chứng thư của {file.subject}."),
            on_refused=self.refuse,
        )

    def _unpin(self, pin_id: UUID) -> None:
        text = (
            "Từ nay gói ký bằng chứng thư này không còn được nhận. Những gói đã nhận vẫn giữ kết "
            "luận cũ."
        )
        reason = ReasonDialog.ask(self, "Thôi tin chứng thư", text, yes="Thôi tin", dangerous=True)
        if reason is not None:
            trust = self._bench.desk.trust
            self._runner.run(
                lambda _r: trust.unpin(pin_id, reason),
                on_done=lambda _none: self._changed("Đã thôi tin chứng thư."),
                on_refused=self.refuse,
            )

    def _changed(self, text: str) -> None:
        self.act(lambda: None, text)
        self.tell_changed("trust")


def _own_key(desk: Desk) -> OwnKey:
    own = desk.keys.own_certificate()
    return OwnKey(own.subject, own.organization, own.short_code, own.valid_from, own.valid_to)


def _others(desk: Desk) -> list[tuple[UUID, str]]:
    own = desk.store.actor.office_id
    return [(o.id, o.name) for o in desk.offices.list_rows() if o.id != own and not o.archived]
