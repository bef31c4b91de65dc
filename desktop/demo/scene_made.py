"""What a scene left in its folder, as the command tells it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from desktop.demo.scene_offices import PASSWORD

# What of the answer is no path.
_WORDS = {"officers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What the demo left in its folder.

    Attributes:
        offices: data folders by the offices' keys.
        year: when it plays.
        officers: who signs in where, as told to people, by the offices' keys.
        decided: how many dossiers went all the way.
        package: a commune's dossier as it went to the office above.
        receipt: that office's signed receipt for it.
        decision_package: its signed answer.
        certificates: the certificates of that decision, one PDF.
        nominations: how many were decided in the dossiers that went all the way.
        awards: how many of them were granted.
        unfinished: dossiers still on their way, one per state.
        packages: every package, receipt and answer, the above ones too; encrypted.
        plain: the same as any standard tool can verify them, not encrypted.
        certificate_files: every decision's certificates.
        papers: letters, lists, reports and decisions as PDF.
        trust: the offices' certificates, for ``inspect --trust``.
    """

    year: int
    officers: dict[str, str]
    decided: int
    offices: dict[str, Path]
    package: Path
    receipt: Path
    decision_package: Path
    certificates: Path
    nominations: int
    awards: int
    unfinished: int
    packages: tuple[Path, ...]
    plain: tuple[Path, ...]
    certificate_files: tuple[Path, ...]
    papers: tuple[Path, ...]
    trust: tuple[Path, ...]

    def lines(self) -> list[str]:
        """Return what was made, for people."""
        carried = (
            f"{self.nominations} đề nghị trong {self.decided} hồ sơ đã đi trọn vòng, "
            f"{self.awards} lượt khen thưởng; {self.unfinished} hồ sơ còn đang giải quyết."
        )
        return [
            f"Các cơ quan mẫu năm {self.year} (mật khẩu của mỗi cơ quan: {PASSWORD}):",
            *(f"  {self.officers[k]}: {f}" for k, f in self.offices.items()),
            carried,
            f"Gói hồ sơ gửi cấp trên: {self.package}",
            f"Biên nhận của cấp trên: {self.receipt}",
            f"Gói quyết định:         {self.decision_package}",
            f"Giấy khen, một tệp PDF: {self.certificates}",
            f"Giấy tờ ({len(self.papers)} tệp PDF) và các gói khác: {self.package.parent}",
            "Cạnh mỗi gói mã hóa .asice.p7m có bản .asice không mã hóa để công cụ khác kiểm tra.",
        ]


def told_made(folder: Path, answer: dict[str, Any]) -> Made:
    """Return an answer with its paths inside ``folder``, wherever that has been moved to."""

    def placed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: placed(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return tuple(placed(inner) for inner in value)
        return folder / value if isinstance(value, str) else value

    told = {f.name: answer[f.name] for f in fields(Made)}
    return Made(**{name: v if name in _WORDS else placed(v) for name, v in told.items()})
