"""The mapped classes, one file per subject: columns, constraints and relationships, nothing else.

May import ``desktop.law`` for its enumerations and SQLAlchemy; never services or Qt. Read
``base.py`` first: naming convention, column types, and ``Record``, which every travelling record
derives from. Importing this package loads every subject, so that ``Base.metadata`` is complete for
the migrations.

A field of a record is declared in the subject's draft in ``desktop/services/<subject>.py``; its
column of the same name goes into ``desktop/models/<subject>.py``; then ``make migration``.
"""

from desktop.models.attachments import Attachment
from desktop.models.base import Base, Record
from desktop.models.campaigns import Campaign, CampaignCriterion, CampaignExcuse, Registration
from desktop.models.certificates import (
    CertificateChange,
    CertificateLayout,
    PrintedSheet,
    PrinterCalibration,
    PrintRun,
    ProofSignOff,
)
from desktop.models.council import (
    CouncilMember,
    CouncilSession,
    CouncilTerm,
    SessionAttendance,
    SessionRecusal,
    SessionVote,
)
from desktop.models.decisions import AwardRecord, Decision, DecisionDossier, NumberEntry
from desktop.models.dossiers import Dossier
from desktop.models.events import Event
from desktop.models.exchange import (
    Conflict,
    DossierRevision,
    PackageAttempt,
    PackageRecord,
    PeriodReport,
)
from desktop.models.exemplars import Exemplar, ExemplarCopy, ExemplarEvidence, ExemplarStep
from desktop.models.fund import FundEntry
from desktop.models.handling import DossierHandler, HandlerNote, ItemVerdict
from desktop.models.households import Household
from desktop.models.initiatives import Initiative, InitiativeAuthor
from desktop.models.journal import JournalEntry
from desktop.models.legal import (
    DayOverride,
    DecisionBasis,
    DossierBasis,
    LawCorrection,
    LegalDocument,
    PaperText,
)
from desktop.models.nominations import Attestation, Nomination
from desktop.models.offices import Office, OfficeName, Officer, Setting
from desktop.models.people import Discipline, Evaluation, Hold, Person
from desktop.models.trust import (
    CertificateAuthority,
    Connection,
    Enrolment,
    SigningKey,
    TrustBundle,
    TrustedCertificate,
)
from desktop.models.units import Unit, UnitEvaluation, UnitName

__all__ = [
    "Attachment",
    "Attestation",
    "AwardRecord",
    "Base",
    "Campaign",
    "CampaignCriterion",
    "CampaignExcuse",
    "CertificateAuthority",
    "CertificateChange",
    "CertificateLayout",
    "Conflict",
    "Connection",
    "CouncilMember",
    "CouncilSession",
    "CouncilTerm",
    "DayOverride",
    "Decision",
    "DecisionBasis",
    "DecisionDossier",
    "Discipline",
    "Dossier",
    "DossierBasis",
    "DossierHandler",
    "DossierRevision",
    "Enrolment",
    "Evaluation",
    "Event",
    "Exemplar",
    "ExemplarCopy",
    "ExemplarEvidence",
    "ExemplarStep",
    "FundEntry",
    "HandlerNote",
    "Hold",
    "Household",
    "Initiative",
    "InitiativeAuthor",
    "ItemVerdict",
    "JournalEntry",
    "LawCorrection",
    "LegalDocument",
    "Nomination",
    "NumberEntry",
    "Office",
    "OfficeName",
    "Officer",
    "PackageAttempt",
    "PackageRecord",
    "PaperText",
    "PeriodReport",
    "Person",
    "PrintRun",
    "PrintedSheet",
    "PrinterCalibration",
    "ProofSignOff",
    "Record",
    "Registration",
    "SessionAttendance",
    "SessionRecusal",
    "SessionVote",
    "Setting",
    "SigningKey",
    "TrustBundle",
    "TrustedCertificate",
    "Unit",
    "UnitEvaluation",
    "UnitName",
]
