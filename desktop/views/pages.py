"""Which pages the window has, in the order of the rail: the one place to add a page.

A page is made when it is first shown. Each entry names the subject it shows, so that
``open_record`` from another page, the palette or the home page finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import JobRunner
from desktop.law.terms import Seat
from desktop.services.permissions import Rights
from desktop.views.changes import Changes

if TYPE_CHECKING:
    from desktop.services.desk import Desk


@dataclass(slots=True)
class Bench:
    """What every page is given: the office's services, the runner of long work, the news.

    Attributes:
        rights: what the officer at work may do; the workspace puts it right when that changes.
    """

    desk: Desk
    runner: JobRunner
    changes: Changes
    rights: Rights = field(default_factory=Rights)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One entry of the rail.

    Attributes:
        subject: the word of the subject, also the page's objectName.
        title: Vietnamese, as the page's heading has it.
        icon: file name under resources/icons, without suffix.
        make: builds the page.
        sends: shown in a seat that sends.
        receives: shown in a seat that receives.
        only_when_waiting: on the rail only while something waits there; Ctrl+K always finds it.
        on_rail: a title short enough for the rail, "" where the whole one is.
    """

    subject: str
    title: str
    icon: str
    make: Callable[[Bench], QWidget]
    sends: bool = True
    receives: bool = True
    only_when_waiting: bool = False
    on_rail: str = ""

    def shown_in(self, seat: Seat) -> bool:
        """Whether an office with this seat has the page."""
        return (self.sends and seat.sends) or (self.receives and seat.receives)


def pages_for(seat: Seat) -> tuple[PageSpec, ...]:
    """Return the pages an office with this seat has, in rail order."""
    return tuple(p for p in _PAGES if p.shown_in(seat))


def _home(bench: Bench) -> QWidget:
    from desktop.views.home.page import HomePage

    return HomePage(bench)


def _units(bench: Bench) -> QWidget:
    from desktop.views.units.page import UnitsPage

    return UnitsPage(bench)


def _people(bench: Bench) -> QWidget:
    from desktop.views.people.page import PeoplePage

    return PeoplePage(bench)


def _households(bench: Bench) -> QWidget:
    from desktop.views.households.page import HouseholdsPage

    return HouseholdsPage(bench)


def _campaigns(bench: Bench) -> QWidget:
    from desktop.views.campaigns.page import CampaignsPage

    return CampaignsPage(bench)


def _exemplars(bench: Bench) -> QWidget:
    from desktop.views.exemplars.page import ExemplarsPage

    return ExemplarsPage(bench)


def _initiatives(bench: Bench) -> QWidget:
    from desktop.views.initiatives.page import InitiativesPage

    return InitiativesPage(bench)


def _due(bench: Bench) -> QWidget:
    from desktop.views.due.page import DuePage

    return DuePage(bench)


def _dossiers(bench: Bench) -> QWidget:
    from desktop.views.dossiers.page import DossiersPage

    return DossiersPage(bench)


def _council_sessions(bench: Bench) -> QWidget:
    from desktop.views.council.page import CouncilPage

    return CouncilPage(bench)


def _council_terms(bench: Bench) -> QWidget:
    from desktop.views.council.terms_page import CouncilTermsPage

    return CouncilTermsPage(bench)


def _outbox(bench: Bench) -> QWidget:
    from desktop.views.outbox.page import OutboxPage

    return OutboxPage(bench)


def _inbox(bench: Bench) -> QWidget:
    from desktop.views.inbox.page import InboxPage

    return InboxPage(bench)


def _conflicts(bench: Bench) -> QWidget:
    from desktop.views.conflicts.page import ConflictsPage

    return ConflictsPage(bench)


def _appraisal(bench: Bench) -> QWidget:
    from desktop.views.appraisal.page import AppraisalPage

    return AppraisalPage(bench)


def _consolidation(bench: Bench) -> QWidget:
    from desktop.views.consolidation.page import ConsolidationPage

    return ConsolidationPage(bench)


def _decisions(bench: Bench) -> QWidget:
    from desktop.views.decisions.page import DecisionsPage

    return DecisionsPage(bench)


def _registers(bench: Bench) -> QWidget:
    from desktop.views.registers.page import RegistersPage

    return RegistersPage(bench)


def _fund(bench: Bench) -> QWidget:
    from desktop.views.fund.page import FundPage

    return FundPage(bench)


def _certificate_layouts(bench: Bench) -> QWidget:
    from desktop.views.layouts.page import LayoutsPage

    return LayoutsPage(bench)


def _period_reports(bench: Bench) -> QWidget:
    from desktop.views.period_reports.page import PeriodReportsPage

    return PeriodReportsPage(bench)


def _connections(bench: Bench) -> QWidget:
    from desktop.views.connections.page import ConnectionsPage

    return ConnectionsPage(bench)


def _legal(bench: Bench) -> QWidget:
    from desktop.views.legal.page import LegalPage

    return LegalPage(bench)


def _offices(bench: Bench) -> QWidget:
    from desktop.views.offices.page import OfficesPage

    return OfficesPage(bench)


_PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", "Trang chủ", "home", _home),
    PageSpec("units", "Đơn vị", "unit", _units),
    PageSpec("people", "Cá nhân", "person", _people),
    PageSpec("households", "Hộ gia đình", "household", _households),
    PageSpec("campaigns", "Phong trào thi đua", "campaign", _campaigns),
    PageSpec("exemplars", "Điển hình tiên tiến", "exemplar", _exemplars),
    PageSpec("initiatives", "Sáng kiến", "initiative", _initiatives),
    PageSpec("due", "Ai đủ điều kiện", "nomination", _due, receives=False),
    PageSpec("dossiers", "Hồ sơ khen thưởng", "dossier", _dossiers, receives=False),
    PageSpec("council_sessions", "Hội đồng, phiên họp", "council", _council_sessions),
    PageSpec("council_terms", "Nhiệm kỳ Hội đồng", "calendar", _council_terms),
    PageSpec("inbox", "Hộp đến", "inbox", _inbox),
    PageSpec("conflicts", "Mâu thuẫn", "warning", _conflicts, only_when_waiting=True),
    PageSpec("appraisal", "Thẩm định", "appraisal", _appraisal, sends=False),
    PageSpec("consolidation", "Tổng hợp", "consolidate", _consolidation, sends=False),
    PageSpec("decisions", "Quyết định, giấy khen", "certificate", _decisions),
    PageSpec("registers", "Sổ số", "register", _registers),
    PageSpec("fund", "Quỹ thi đua, khen thưởng", "fund", _fund, on_rail="Quỹ khen thưởng"),
    PageSpec("certificate_layouts", "Mẫu giấy khen", "layout", _certificate_layouts),
    PageSpec("outbox", "Hộp đi", "outbox", _outbox),
    PageSpec("period_reports", "Báo cáo định kỳ", "report", _period_reports),
    PageSpec("connections", "Kết nối", "link", _connections),
    PageSpec("legal", "Pháp luật", "law", _legal),
    PageSpec("offices", "Cơ quan, chứng thư", "office", _offices),
)
