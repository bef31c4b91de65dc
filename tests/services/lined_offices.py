"""Two offices with a line between them: a server's tree on this disk, or a real server."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from desktop.models import TrustedCertificate
from desktop.services.connections import Direction, LineDraft, Way
from desktop.services.desk import Desk
from tests.services.two_offices import TwoOffices
from tests.sync.server_keys import Identity
from tests.sync.servers import Server


def open_box_for(district: Desk, office_id: UUID, certificate: bytes = b"") -> None:
    """Let a district know an office's transport certificate, as after a grant."""
    now = district.store.clock()
    with district.store.writing() as session:
        session.add(
            TrustedCertificate(
                office_id=office_id,
                fingerprint=uuid4().hex,
                short_code="",
                subject="",
                purpose="transport",
                valid_from=now,
                valid_to=now + timedelta(days=365),
                certificate=certificate,
            )
        )
        session.commit()


def join_by_tree(two: TwoOffices, tree: Path) -> LineDraft:
    """Set the line of both ends to a tree on this disk, and open the commune's box."""
    commune = two.commune.store.actor.office_id
    tree.mkdir(exist_ok=True)
    (tree / "boxes" / str(commune)).mkdir(parents=True, exist_ok=True)
    draft = LineDraft(Way.TREE, str(tree))
    two.commune.connections.save(draft)
    two.district.connections.save(draft, Direction.DOWN)
    open_box_for(two.district, commune)
    return draft


def join_by_server(two: TwoOffices, server: Server) -> None:
    """Set the line of both ends to a server that knows both."""
    commune = two.commune.store.actor.office_id
    ends: tuple[tuple[Desk, UUID | str, Direction], ...] = (
        (two.commune, commune, Direction.UP),
        (two.district, "district", Direction.DOWN),
    )
    for desk, who, direction in ends:
        identity = server.enrol(who)
        settings = server.settings(who, identity)
        desk.connections.save(
            LineDraft(
                settings.way,
                settings.address,
                user=settings.user,
                server_ca=settings.ca_pem.decode(),
                host_key=settings.host_key,
            ),
            direction,
        )
        show_transport_key(desk, identity)
    open_box_for(two.district, commune)


def show_transport_key(desk: Desk, identity: Identity) -> None:
    """Let an office show a key of the server's authority, in place of one granted by an office."""
    desk.keys.transport_credentials = lambda: (  # type: ignore[method-assign]
        identity.certificate,
        identity.key,
    )
