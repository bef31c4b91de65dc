"""All services of one unlocked office, put together once for the window and the command."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from desktop.database.blobs import BlobStore
from desktop.database.keyring import Unlocked
from desktop.database.opening import address_of, open_engine
from desktop.models import Office, Officer
from desktop.paths import OfficePaths
from desktop.services.access import AccessService
from desktop.services.answers import AnswerService
from desktop.services.appraisal import AppraisalService
from desktop.services.appraisal_bulk import VerdictService
from desktop.services.appraisal_findings import FindingService
from desktop.services.appraisal_items import AppraisalItemService
from desktop.services.attachments import AttachmentService
from desktop.services.attestations import AttestationService
from desktop.services.authorities import AuthorityService
from desktop.services.awards import AwardService
from desktop.services.bases import BasisService
from desktop.services.bonuses import BonusService
from desktop.services.bulletins import BulletinService
from desktop.services.campaigns import CampaignService
from desktop.services.cancellations import CancellationService
from desktop.services.ceremonies import CeremonyService
from desktop.services.certificate_calibrations import CertificateCalibrationService
from desktop.services.certificate_ceremony import CeremonyPaperService
from desktop.services.certificate_changes import CertificateChangeService
from desktop.services.certificate_codes import CertificateCodeService
from desktop.services.certificate_layouts import LayoutService
from desktop.services.certificate_layouts_files import LayoutFileService
from desktop.services.certificate_layouts_samples import SampleService
from desktop.services.certificate_layouts_scans import ScanService
from desktop.services.certificate_order import CertificateOrderService
from desktop.services.certificate_pages import CertificatePages
from desktop.services.certificate_print_log import CertificatePrintLogService
from desktop.services.certificate_proofs import CertificateProofService
from desktop.services.certificate_runs import CertificateRunService
from desktop.services.certificate_spoil_log import SpoilLogService
from desktop.services.certificates import CertificateService
from desktop.services.conflicts import ConflictService
from desktop.services.connections import ConnectionService
from desktop.services.consolidation import ConsolidationService
from desktop.services.council_papers import CouncilPaperService
from desktop.services.council_sessions import CouncilSessionService
from desktop.services.council_terms import CouncilTermService
from desktop.services.databases import DatabaseService
from desktop.services.days import DayService
from desktop.services.deadlines import DeadlineService
from desktop.services.decision_papers import DecisionPapers
from desktop.services.decisions import DecisionService
from desktop.services.dossiers import DossierService
from desktop.services.due import DueService
from desktop.services.enrolment import EnrolmentService
from desktop.services.enrolment_requests import EnrolmentRequestService
from desktop.services.exchange import ExchangeService
from desktop.services.exemplars import ExemplarService
from desktop.services.forwarding import ForwardingService
from desktop.services.fund import FundService
from desktop.services.grants import GrantService
from desktop.services.handler_notes import HandlerNoteService
from desktop.services.handover import HandoverService
from desktop.services.home import HomeService
from desktop.services.households import HouseholdService
from desktop.services.inbox import InboxService
from desktop.services.initiatives import InitiativeService
from desktop.services.journal import JournalService
from desktop.services.keys import KeyService
from desktop.services.law_corrections import LawCorrectionService
from desktop.services.legal_documents import LegalDocumentService
from desktop.services.letter_numbers import LetterNumberService
from desktop.services.lines import LineService
from desktop.services.lists import ListService
from desktop.services.name_guard import NameGuardService
from desktop.services.news import NewsService
from desktop.services.nominations import NominationService
from desktop.services.officers import OfficerService
from desktop.services.offices import OfficeService
from desktop.services.outbox import OutboxService
from desktop.services.package_writer import PackageWriter
from desktop.services.paper_reading import PaperReadingService
from desktop.services.paper_texts import PaperTextService
from desktop.services.papers import PaperService
from desktop.services.people import PersonService
from desktop.services.period_reports import PeriodReportService
from desktop.services.previews import PreviewService
from desktop.services.process_sheets import ProcessSheetService
from desktop.services.quotas import QuotaService
from desktop.services.recalls import RecallService
from desktop.services.receipts import ReceiptService
from desktop.services.register_papers import RegisterPaperService
from desktop.services.registers import RegisterService
from desktop.services.returned_points import ReturnedPointService
from desktop.services.revocations import RevocationService
from desktop.services.senders_board import SendersBoardService
from desktop.services.server_files import ServerFileService
from desktop.services.standings import StandingService
from desktop.services.sticks import StickService
from desktop.services.store import Actor, Clock, Store
from desktop.services.token_doctor import TokenDoctor
from desktop.services.tokens import TokenService
from desktop.services.trust import TrustService
from desktop.services.units import UnitService


@dataclass(frozen=True, slots=True)
class Desk:
    """The services of one open office; ``close()`` when done."""

    engine: sa.Engine
    store: Store
    access: AccessService
    databases: DatabaseService
    journal: JournalService
    news: NewsService
    home: HomeService
    offices: OfficeService
    officers: OfficerService
    units: UnitService
    people: PersonService
    households: HouseholdService
    campaigns: CampaignService
    exemplars: ExemplarService
    initiatives: InitiativeService
    bonuses: BonusService
    days: DayService
    law_corrections: LawCorrectionService
    bases: BasisService
    bulletins: BulletinService
    legal_documents: LegalDocumentService
    deadlines: DeadlineService
    quotas: QuotaService
    lists: ListService
    awards: AwardService
    dossiers: DossierService
    nominations: NominationService
    attachments: AttachmentService
    attestations: AttestationService
    standings: StandingService
    due: DueService
    keys: KeyService
    papers: PaperService
    paper_texts: PaperTextService
    names: NameGuardService
    outbox: OutboxService
    trust: TrustService
    authorities: AuthorityService
    enrolment: EnrolmentService
    enrolment_requests: EnrolmentRequestService
    grants: GrantService
    revocations: RevocationService
    server_files: ServerFileService
    connections: ConnectionService
    tokens: TokenService
    token_doctor: TokenDoctor
    recalls: RecallService
    inbox: InboxService
    conflicts: ConflictService
    exchange: ExchangeService
    sticks: StickService
    lines: LineService
    appraisal: AppraisalService
    consolidation: ConsolidationService
    forwarding: ForwardingService
    verdicts: VerdictService
    appraisal_items: AppraisalItemService
    findings: FindingService
    handler_notes: HandlerNoteService
    senders_board: SendersBoardService
    paper_reading: PaperReadingService
    process_sheets: ProcessSheetService
    returned_points: ReturnedPointService
    registers: RegisterService
    letter_numbers: LetterNumberService
    register_papers: RegisterPaperService
    decisions: DecisionService
    cancellations: CancellationService
    fund: FundService
    certificates: CertificateService
    certificate_order: CertificateOrderService
    certificate_proofs: CertificateProofService
    ceremony_papers: CeremonyPaperService
    certificate_runs: CertificateRunService
    certificate_print_log: CertificatePrintLogService
    spoil_log: SpoilLogService
    certificate_codes: CertificateCodeService
    calibrations: CertificateCalibrationService
    certificate_changes: CertificateChangeService
    layouts: LayoutService
    layout_files: LayoutFileService
    layout_scans: ScanService
    layout_samples: SampleService
    ceremonies: CeremonyService
    previews: PreviewService
    council_terms: CouncilTermService
    council_sessions: CouncilSessionService
    council_papers: CouncilPaperService
    handover: HandoverService
    period_reports: PeriodReportService

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_desk(
    paths: OfficePaths, unlocked: Unlocked, clock: Clock, *, upgrades_server: bool = False
) -> Desk:
    """Open an unlocked office's database, bring it up to date and make its services.

    Raises:
        StorageError: the database is newer than the program, damaged, or cannot be opened.
        ServerFailed: it is on a server that cannot be used; OLDER_SCHEMA where it is older than the
            program and ``upgrades_server`` does not say that it may be brought up.
    """
    engine = open_engine(paths, unlocked.key, upgrades_server=upgrades_server)
    try:
        actor = _actor(engine, unlocked)
    except BaseException:
        # A file held open can be neither replaced nor restored from its copy on Windows.
        engine.dispose()
        raise
    store = Store(engine, BlobStore(paths.blobs, unlocked.key), paths, clock, actor)
    keys, papers = KeyService(store), PaperService(store)
    nominations, attachments = NominationService(store), AttachmentService(store)
    findings, items = FindingService(store), AppraisalItemService(store)
    trust, registers = TrustService(store), RegisterService(store)
    decision_papers = DecisionPapers(store, papers)
    certificates, terms = CertificateService(store), CouncilTermService(store)
    layouts, layout_scans = LayoutService(store), ScanService(store)
    pages = CertificatePages(certificates, layouts.layouts_of)
    proofs, print_log = CertificateProofService(store, pages), CertificatePrintLogService(store)
    writer, authorities = PackageWriter(store, keys), AuthorityService(store)
    answers = AnswerService(store, writer, decision_papers)
    appraisal = AppraisalService(store, answers)
    inbox = InboxService(store, trust, keys, answers, ReceiptService(store, writer))
    tokens = TokenService(store, keys, trust)
    connections, exchange = ConnectionService(store, keys), ExchangeService(store, inbox)
    return Desk(
        engine=engine,
        store=store,
        access=AccessService(store, unlocked),
        databases=DatabaseService(store, engine, unlocked.key, address_of(paths, unlocked.key)),
        journal=JournalService(store),
        news=NewsService(store),
        home=HomeService(store),
        offices=OfficeService(store),
        officers=OfficerService(store),
        units=UnitService(store),
        people=PersonService(store),
        households=HouseholdService(store),
        campaigns=CampaignService(store),
        exemplars=ExemplarService(store),
        initiatives=InitiativeService(store),
        bonuses=BonusService(store),
        days=DayService(store),
        law_corrections=LawCorrectionService(store),
        bases=BasisService(store),
        bulletins=BulletinService(store, writer, keys),
        legal_documents=LegalDocumentService(store),
        deadlines=DeadlineService(store),
        quotas=QuotaService(store),
        lists=ListService(store),
        awards=AwardService(store),
        dossiers=DossierService(store),
        nominations=nominations,
        attachments=attachments,
        attestations=AttestationService(store),
        standings=StandingService(store),
        due=DueService(store),
        keys=keys,
        papers=papers,
        paper_texts=PaperTextService(store),
        names=NameGuardService(store, nominations),
        outbox=OutboxService(store, writer, papers, answers),
        trust=trust,
        authorities=authorities,
        enrolment=EnrolmentService(store, keys, trust),
        enrolment_requests=EnrolmentRequestService(store, trust),
        grants=GrantService(store, keys, trust, authorities),
        revocations=RevocationService(store, keys),
        server_files=ServerFileService(store),
        connections=connections,
        tokens=tokens,
        token_doctor=TokenDoctor(clock, tokens.bound),
        recalls=RecallService(store, writer, answers),
        inbox=inbox,
        conflicts=ConflictService(store, inbox),
        exchange=exchange,
        sticks=StickService(store, exchange),
        lines=LineService(store, connections, exchange),
        appraisal=appraisal,
        verdicts=VerdictService(store),
        appraisal_items=items,
        findings=findings,
        handler_notes=HandlerNoteService(store),
        senders_board=SendersBoardService(store),
        paper_reading=PaperReadingService(attachments),
        process_sheets=ProcessSheetService(store, appraisal, findings, items),
        consolidation=ConsolidationService(store),
        forwarding=ForwardingService(store, answers),
        returned_points=ReturnedPointService(store),
        registers=registers,
        letter_numbers=LetterNumberService(store, registers),
        register_papers=RegisterPaperService(store, ListService(store)),
        decisions=DecisionService(store, registers, decision_papers, answers),
        cancellations=CancellationService(store, registers, decision_papers, answers),
        fund=FundService(store),
        certificates=certificates,
        certificate_order=CertificateOrderService(store),
        certificate_proofs=proofs,
        ceremony_papers=CeremonyPaperService(store, proofs),
        certificate_runs=CertificateRunService(store, pages, proofs),
        certificate_print_log=print_log,
        spoil_log=SpoilLogService(store, print_log),
        certificate_codes=CertificateCodeService(store),
        calibrations=CertificateCalibrationService(store),
        certificate_changes=CertificateChangeService(store, certificates),
        layouts=layouts,
        layout_files=LayoutFileService(store, layouts, layout_scans),
        layout_scans=layout_scans,
        layout_samples=SampleService(store, certificates),
        ceremonies=CeremonyService(store),
        previews=PreviewService(certificates),
        council_terms=terms,
        council_sessions=CouncilSessionService(store, terms),
        council_papers=CouncilPaperService(store),
        period_reports=PeriodReportService(store, writer),
        handover=HandoverService(store, keys, engine, unlocked.key),
    )


def _actor(engine: sa.Engine, unlocked: Unlocked) -> Actor:
    with engine.connect() as connection:
        office = connection.execute(sa.select(Office.id, Office.name).where(Office.is_self)).one()
        officer = connection.execute(
            sa.select(Officer.id, Officer.full_name).where(Officer.login == unlocked.login)
        ).one_or_none()
    if officer is None:
        return Actor(unlocked.login, office.id, office.name)
    return Actor(officer.full_name, office.id, office.name, officer.id)
