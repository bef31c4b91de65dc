"""Commune, district and province, each knowing its neighbour, and the packages between them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.law.terms import RecipientKind, Seat, Tier, Verdict
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.consolidation import Purpose
from desktop.services.decisions import DecisionReport
from desktop.services.desk import Desk, open_desk
from desktop.services.inbox_reports import ReceiveResult
from tests.services.commune_dossier import PDF, saved
from tests.services.two_offices import TwoOffices

PROVINCE = OfficeSetup(
    name="Ủy ban nhân dân tỉnh Hải Dương",
    tier=Tier.PROVINCE,
    seat=Seat.RECEIVING,
    officer_name="Phạm Thị Yến",
    officer_post="Chuyên viên Ban Thi đua - Khen thưởng",
    password="demo",
    place="Hải Dương",
    agency="ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG",
    signatory_name="Lưu Văn Bản",
    signatory_title="CHỦ TỊCH",
)
Asked = tuple[RecipientKind, str, str]
"""Kind, name as searched, award code."""


@dataclass
class ThreeOffices:
    """Three ends of the loop on a test's own copy; ``gone`` are packages delivered already."""

    two: TwoOffices
    province: Desk
    gone: set[Path] = field(default_factory=set)

    @property
    def commune(self) -> Desk:
        return self.two.commune

    @property
    def district(self) -> Desk:
        return self.two.district

    def sent_dossier(self, awards: Sequence[str], title: str = "Đề nghị Bằng khen") -> UUID:
        """Send a dossier of the commune: teacher, village and household in the order of awards."""
        return self.sent(self.drafted(awards, title))

    def drafted(self, awards: Sequence[str], title: str = "Đề nghị Bằng khen") -> UUID:
        """Write such a dossier, and leave it a draft."""
        desk = self.commune
        new = desk.dossiers.new_draft()
        draft = replace(
            new, title=title, letter_number="46/TTr-UBND", letter_date=date(2023, 11, 17)
        )
        dossier = saved(desk.dossiers, draft)
        recipients = [
            (RecipientKind.INDIVIDUAL, desk.people.list_rows()[0].id),
            (RecipientKind.COLLECTIVE, desk.units.list_rows()[0].id),
            (RecipientKind.HOUSEHOLD, desk.households.list_rows()[0].id),
        ]
        for (kind, record), award in zip(recipients, awards, strict=False):
            asked = desk.nominations.draft_for(dossier, kind, record)
            asked = replace(
                asked,
                award_code=award,
                achievement="Đã có thành tích xuất sắc trong phong trào thi đua năm 2023",
                period_from=date(2023, 1, 1),
                period_to=date(2023, 12, 31),
                report="Năm 2023, đã hoàn thành tốt nhiệm vụ được giao.",
            )
            saved(desk.nominations, asked)
        self.attach_minutes(desk, dossier)
        return dossier

    def sent(self, dossier: UUID) -> UUID:
        """Send a draft of the commune to the district."""
        desk = self.commune
        self.ready(desk, dossier)
        self.carry(desk, desk.outbox.export(dossier, self.two.stick).path, self.district)
        return dossier

    def attach_minutes(self, desk: Desk, dossier: UUID) -> None:
        minutes = self.two.stick / "Biên bản họp xét.pdf"
        minutes.write_bytes(PDF)
        desk.attachments.add("dossiers", dossier, "BIEN_BAN", minutes)

    def ready(self, desk: Desk, dossier: UUID) -> None:
        report = desk.dossiers.mark_ready(dossier, "Đã rà soát")
        assert report.ready, report.blocking

    def appraise(self, desk: Desk, dossier: UUID, *verdicts: Verdict) -> None:
        """Give verdicts in the order of the list and close the appraisal."""
        for nomination, verdict in zip(
            desk.appraisal.open(dossier).nominations, verdicts, strict=True
        ):
            assert not desk.appraisal.set_verdict(nomination.id, verdict, "Theo hồ sơ")
        assert desk.appraisal.finish(dossier).finished

    def gather_above(self) -> UUID:
        """Gather all that is to go higher, with a letter and minutes; a draft."""
        desk = self.district
        found = desk.consolidation.candidates(Purpose.ABOVE)
        wanted = [c.id for c in found if c.kept_out is None]
        dossier = desk.consolidation.create(Purpose.ABOVE, wanted).dossier_id
        draft = desk.dossiers.open_draft(dossier)
        letter = replace(draft, letter_number="88/TTr-UBND", letter_date=date(2023, 11, 19))
        saved(desk.dossiers, letter)
        self.attach_minutes(desk, dossier)
        return dossier

    def send_above(self, dossier: UUID) -> None:
        """Make a gathered dossier ready and send it to the province."""
        self.ready(self.district, dossier)
        sent = self.district.outbox.export(dossier, self.two.stick)
        self.carry(self.district, sent.path, self.province)

    def decide(self, desk: Desk, dossier: UUID, **more: Any) -> DecisionReport:
        draft = replace(desk.decisions.new_draft(dossier), decided_on=date(2023, 11, 20))
        report = desk.decisions.decide(dossier, draft, **more)
        assert report.decision_id is not None, report.problems
        return report

    def carry(self, _sender: Desk, package: Path, to: Desk) -> None:
        report = to.inbox.receive(package)
        assert report.result in {ReceiveResult.NEW, ReceiveResult.ALREADY}, report.refusal

    def deliver(self, sender: Desk, to: Desk) -> list[str]:
        """Carry every package of one office's outbox that is meant for another; return kinds."""
        kinds = []
        receiver = to.store.actor.office_id
        for row in reversed(sender.outbox.list_rows()):
            path = sender.store.paths.root / row.file_name
            if row.receiver_id == receiver and path not in self.gone:
                self.gone.add(path)
                self.carry(sender, path, to)
                kinds.append(row.kind.value)
        return kinds


@pytest.fixture(scope="session")
def province_template(stages: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The province's office, under the id the district knows it by."""
    from tests.services.conftest import TickingClock

    unlocked, made = stages
    root = tmp_path_factory.mktemp("looking") / "district"
    shutil.copytree(made["sent"].root / "district", root)
    desk = open_desk(OfficePaths(root), unlocked["district"], TickingClock())
    parent = desk.offices.own().parent_id
    desk.close()
    folder = tmp_path_factory.mktemp("province")
    setup = replace(PROVINCE, office_id=parent)
    made_here = create_office(OfficePaths(folder), setup, TickingClock())
    desk = open_desk(OfficePaths(folder), made_here.unlocked, TickingClock())
    desk.keys.decryption_keys()
    desk.keys.own_signer()
    desk.close()
    return folder, made_here.unlocked, dict(desk.keys._opened), dict(desk.keys._readers)


@pytest.fixture
def three(
    at_stage: Callable[..., TwoOffices], province_template: Any, tmp_path: Path
) -> Iterator[ThreeOffices]:
    """Three offices that know each other; the commune's first dossier waits unreceived."""
    two = at_stage("sent")
    folder, unlocked, signers, readers = province_template
    root = tmp_path / "province"
    shutil.copytree(folder, root)
    province = open_desk(OfficePaths(root), unlocked, two.clock)
    province.keys._opened.update(signers)
    province.keys._readers.update(readers)
    two.introduce(province, two.district)
    two.introduce(two.district, province)
    yield ThreeOffices(two, province)
    province.close()
