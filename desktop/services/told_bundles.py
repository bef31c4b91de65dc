"""A trust bundle that came inside a bulletin: read, and taken in where we are joined to its sender.

What is wrong with it refuses the whole package, since the rest would be as old or as strange.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import PackageRefused, TrustRefused
from desktop.sealing.json_form import read_json
from desktop.sealing.limits import LIMITS
from desktop.sealing.names import TRUST_BUNDLE
from desktop.sealing.trust_bundle import read_bundle
from desktop.sealing.verification import OpenedPackage
from desktop.services.store import Store
from desktop.services.trust_bundles import authority_above, take_in_bundle

_Code = PackageRefused.Code
_CODES = {
    TrustRefused.Code.BUNDLE_OLDER: _Code.TRUST_BUNDLE_OLDER,
    TrustRefused.Code.BUNDLE_FORKED: _Code.TRUST_BUNDLE_FORKED,
}


def told_bundle(package: OpenedPackage) -> Mapping[str, Any] | None:
    """Return the trust bundle a package brings, None for none.

    Raises:
        PackageRefused: TRUST_BUNDLE_BAD, or NEWER_FORMAT.
    """
    if TRUST_BUNDLE not in {entry.name for entry in package.report.entries}:
        return None
    data = package.read(TRUST_BUNDLE, LIMITS.data)
    document = read_json(data, TRUST_BUNDLE, _Code.TRUST_BUNDLE_BAD)
    try:
        read_bundle(document)
    except TrustRefused as error:
        raise _refusal(error) from error
    return document


def take_in_told(store: Store, session: Session, sender: UUID, document: Mapping[str, Any]) -> None:
    """Take in the bundle of the office above, in the caller's transaction.

    An office that was never granted anything goes by what it pinned by hand, and passes it over.

    Raises:
        PackageRefused: TRUST_BUNDLE_OLDER, TRUST_BUNDLE_FORKED or TRUST_BUNDLE_BAD.
    """
    authority = authority_above(session, sender)
    if authority is None:
        return
    try:
        take_in_bundle(store, session, authority, document)
    except TrustRefused as error:
        raise _refusal(error) from error


def _refusal(error: TrustRefused) -> PackageRefused:
    code = _CODES.get(TrustRefused.Code(error.code), _Code.TRUST_BUNDLE_BAD)
    return PackageRefused(code, **{**error.data, "entry": TRUST_BUNDLE})
