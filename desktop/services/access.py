"""Making an office, unlocking it, and its officers' passwords.

Nothing of an office can be listed or opened before ``unlock`` has given its key: the services are
only made from an ``Unlocked`` (see ``desk.py``).
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from desktop.database.address import office_check, packed, write_address
from desktop.database.blobs import BlobStore
from desktop.database.keyring import (
    Keyring,
    Unlocked,
    checked_login,
    checked_password,
    new_key,
)
from desktop.database.moved import OFFICE_CHECK
from desktop.database.opening import make_engine, open_engine
from desktop.disk import storage_errors
from desktop.errors import NotAllowed, StorageError, UsageError
from desktop.law.terms import OfficerRole, Seat, Tier
from desktop.models import Office, Officer, Setting, SigningKey
from desktop.paths import OfficePaths
from desktop.services.database_identity import DATABASE_ID, first_identity
from desktop.services.permissions import rights_of
from desktop.services.store import Actor, Clock, Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import clean, fold, nfc

_PARENT_TIER = {
    Tier.COMMUNE: Tier.DISTRICT,
    Tier.DISTRICT: Tier.PROVINCE,
    Tier.PROVINCE: Tier.CENTRAL,
}
_LONGEST_NAME = 200
"""Letters of an officer's name, as of any person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSetup:
    """What the first-run wizard asks.

    Attributes:
        name: full name, such as «Ủy ban nhân dân xã Đông An».
        tier: where the office stands.
        seat: whether it sends, receives or both.
        parent_name: the office above, "" for none.
        officer_name: who sets it up.
        officer_post: their post.
        login: what they type to unlock.
        password: at least four letters.
        place: the place of the date line, such as «Đông An».
        office_id: given by the demo, so that it is the same every time; a new one otherwise.
        parent_id: the same for the office above.
    """

    name: str
    tier: Tier
    seat: Seat
    parent_name: str = ""
    parent_tier: Tier | None = None
    officer_name: str
    officer_post: str = ""
    login: str = "canbo"
    password: str
    place: str = ""
    superior_agency: str = ""
    agency: str = ""
    symbol: str = "UBND"
    signatory_name: str = ""
    signatory_title: str = ""
    office_id: UUID | None = None
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CreatedOffice:
    """A new office: its id, its unlocked key, and the recovery code to print once."""

    office_id: UUID
    unlocked: Unlocked
    recovery_code: str


def create_office(paths: OfficePaths, setup: OfficeSetup, clock: Clock) -> CreatedOffice:
    """Make an office in an empty data folder; the database is encrypted from its first byte.

    With ``paths.server`` the database is the empty one there instead, and the folder notes it. The
    key slots are written last: a set-up that is killed leaves no office; the next starts anew.

    Raises:
        StorageError: an office is already there, or the folder cannot be written.
        ServerFailed: the server's database is not empty, or cannot be used.
        AccessDenied: the password is too short, or the login is kept for the recovery code.
        UsageError: BAD_VALUE, an office without a name, or a name longer than a package can hold.
    """
    keyring = Keyring(paths.root, clock)
    if keyring.exists:
        raise StorageError(StorageError.Code.OFFICE_EXISTS)
    checked_login(setup.login)
    checked_password(setup.password)
    setup = replace(
        setup,
        name=nfc(setup.name).strip(),
        parent_name=nfc(setup.parent_name).strip(),
        officer_name=nfc(setup.officer_name).strip(),
    )
    for name in (setup.name, setup.parent_name, setup.officer_name):
        if not clean(setup.name) or len(name) > _LONGEST_NAME:
            raise UsageError(UsageError.Code.BAD_VALUE, value=clean(name)[:_LONGEST_NAME])
    with storage_errors(paths.root):
        paths.root.mkdir(parents=True, exist_ok=True)
        _move_unfinished_aside(paths, clock)
    key = new_key()
    office_id = setup.office_id or uuid4()
    engine = make_engine(paths, key)
    try:
        actor = Actor(setup.officer_name, office_id, setup.name)
        store = Store(engine, BlobStore(paths.blobs, key), paths, clock, actor)
        with store.writing() as session:
            _insert_offices(session, setup, office_id)
            session.add(_officer(setup))
            session.add(Setting(key=DATABASE_ID, value=first_identity(session, paths)))
            session.add(Setting(key=OFFICE_CHECK, value={"check": office_check(key)}))
            key_record = _signing_key(setup, clock)
            session.add(key_record)
            session.flush()
            store.record_event(session, "offices", office_id, "created")
            store.record_event(session, "keys", key_record.id, "key_made")
            session.commit()
    finally:
        engine.dispose()
    if paths.server:
        write_address(paths.root, key, packed(paths.server))
    unlocked, code = keyring.create(key, setup.login, setup.password)
    return CreatedOffice(office_id, unlocked, code)


def _move_unfinished_aside(paths: OfficePaths, clock: Clock) -> None:
    """Keep what a killed set-up left: it is not ours to delete, and nothing can open it."""
    if paths.database.exists():
        stamp = clock().strftime("%Y%m%d-%H%M%S")
        paths.database.rename(paths.database.with_name(f"office.db.unfinished-{stamp}"))
        for suffix in ("-wal", "-shm"):
            side = paths.database.with_name(paths.database.name + suffix)
            if side.exists():
                side.rename(side.with_name(f"{side.name}.unfinished-{stamp}"))


def _insert_offices(session: Session, setup: OfficeSetup, office_id: UUID) -> None:
    parent_id: UUID | None = None
    if setup.parent_name:
        parent_id = setup.parent_id or uuid4()
        tier = setup.parent_tier or _PARENT_TIER.get(setup.tier, Tier.CENTRAL)
        session.add(_office(parent_id, setup.parent_name, tier))
        session.flush()
    own = _office(office_id, setup.name, setup.tier)
    own.parent_id = parent_id
    own.is_self = True
    own.seat = setup.seat
    own.place = setup.place
    own.superior_agency = setup.superior_agency
    own.agency = setup.agency or setup.name.upper()
    own.symbol = setup.symbol
    own.signatory_name = setup.signatory_name
    own.signatory_title = setup.signatory_title
    session.add(own)
    session.flush()


def _office(office_id: UUID, name: str, tier: Tier) -> Office:
    return Office(
        id=office_id, name=name, tier=tier, search_key=fold(name), sort_key=sort_key(name), names=[]
    )


def _officer(setup: OfficeSetup) -> Officer:
    return Officer(
        login=setup.login,
        full_name=setup.officer_name,
        post=setup.officer_post,
        search_key=fold(setup.officer_name),
    )


def _signing_key(setup: OfficeSetup, clock: Clock) -> SigningKey:
    from desktop.sealing.keys import make_key
    from desktop.sealing.purposes import KeyPurpose
    from desktop.services.keys import KEY_YEARS, key_record

    passphrase = secrets.token_urlsafe(32)
    pkcs12 = make_key(setup.name, setup.name, passphrase, clock(), years=KEY_YEARS)
    return key_record(KeyPurpose.SIGN, pkcs12, passphrase)


def office_exists(paths: OfficePaths, clock: Clock) -> bool:
    """Return whether the data folder holds an office."""
    return Keyring(paths.root, clock).exists


def logins(paths: OfficePaths, clock: Clock) -> tuple[str, ...]:
    """Return the officers' logins, for the unlock screen."""
    return Keyring(paths.root, clock).logins()


def unlock(paths: OfficePaths, login: str, password: str, clock: Clock) -> Unlocked:
    """Open the office with an officer's password; ``login`` "" takes the only officer there is.

    Raises:
        AccessDenied: wrong password, too soon after wrong ones, unknown officer.
        StorageError: there is no office here.
    """
    keyring = Keyring(paths.root, clock)
    known = keyring.logins()
    chosen = login or (known[0] if len(known) == 1 else "")
    return keyring.unlock(chosen, password)


def recover(
    paths: OfficePaths, code: str, login: str, new_password: str, clock: Clock
) -> tuple[Unlocked, str]:
    """Open with the recovery code and set a new password.

    Returns:
        the unlocked key and the new recovery code, which replaces the old one.

    Raises:
        AccessDenied: wrong code, unknown officer, password too short.
        StorageError: the database does not open; the old code is then still good.
    """
    keyring = Keyring(paths.root, clock)
    # The new code is shown once: it may not be made before the office is known to open.
    open_engine(paths, keyring.key_of_code(code)).dispose()
    return keyring.recover(code, login, new_password)


class AccessService:
    """Passwords and officers of the unlocked office."""

    def __init__(self, store: Store, unlocked: Unlocked) -> None:
        self._store = store
        self._unlocked = unlocked
        self._keyring = Keyring(store.paths.root, store.clock)
        self._mark = self._keyring.mark(unlocked.login)
        self._changing = threading.Lock()

    @property
    def login(self) -> str:
        """What the officer at work unlocked with."""
        return self._unlocked.login

    def refuse_locked_out(self) -> None:
        """Refuse to show anything more to who may not be here any longer.

        Raises:
            NotAllowed: REMOVED; PASSWORD_SET, elsewhere than through this.
        """
        with self._store.reading() as session:
            rights_of(session, self._store.actor.officer_id)
        with self._changing:
            mark = self._keyring.mark(self._unlocked.login)
            if mark and self._mark and mark != self._mark:
                raise NotAllowed(NotAllowed.Code.PASSWORD_SET)

    def change_password(self, old: str, new: str) -> None:
        """Give the officer at work a new password.

        Raises:
            AccessDenied: the old one is wrong, or the new one too short.
        """
        self._keyring.unlock(self._unlocked.login, old)
        with self._store.writing() as session:
            slot = self._unlocked.slot_id
            self._store.record_event(session, "officers", slot, "password_changed")
            # Last before the commit: whoever is told that it failed still has the old password.
            with self._changing:
                self._keyring.set_password(self._unlocked.key, self._unlocked.login, new)
                self._mark = self._keyring.mark(self._unlocked.login)
            session.commit()

    def add_officer(
        self,
        login: str,
        full_name: str,
        post: str,
        password: str,
        role: OfficerRole = OfficerRole.HEAD,
    ) -> None:
        """Give another officer of this office a key slot of their own, and a role.

        Raises:
            AccessDenied: the login is taken, or the password too short.
            UsageError: BAD_VALUE, a login or name of nothing seen, with something unseen in it, or
                longer than a package can say who did something.
        """
        for name, value in (("login", login), ("full_name", full_name)):
            if not value or value != clean(value) or len(value) > _LONGEST_NAME:
                said = clean(value)[:_LONGEST_NAME]
                raise UsageError(UsageError.Code.BAD_VALUE, value=said, name=name)
        with self._store.writing() as session:
            checked_login(login, self._keyring.logins())
            officer = Officer(
                login=login,
                full_name=nfc(full_name),
                post=nfc(post),
                role=role,
                search_key=fold(full_name),
            )
            session.add(officer)
            session.flush()
            self._store.record_event(session, "officers", officer.id, "created")
            self._keyring.set_password(self._unlocked.key, login, password)
            session.commit()
