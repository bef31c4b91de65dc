"""Real nginx and real sshd on loopback, set up from ``installer/server`` as its README says.

Where this process may (root on Linux), each server runs in a mount namespace of its own in which
``/etc``, ``/srv`` and ``/run`` are folders of the test: the recipe's files are used as they are,
accounts are really made, and nothing of this machine changes. Otherwise nginx runs from copies
whose paths are the test's, and sshd without the accounts that keep the boxes apart.
"""

from __future__ import annotations

import contextlib
import functools
import os
import random
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.sync.settings import BoxSettings, Way
from tests.sync.server_keys import Authority, Identity

RECIPE = Path(__file__).parents[2] / "installer" / "server"
_DAV_EXT = "ngx_http_dav_ext_module.so"
_MODULES = Path("/usr/lib/nginx/modules")
_HOST = "127.0.0.1"
_BOUND = ("etc", "srv", "run")
_STARTING = 10.0


def lacking_for_nginx() -> str:
    """Return why nginx cannot be started here; "" when it can."""
    if not shutil.which("nginx"):
        return "nginx is not installed"
    return "" if (_MODULES / _DAV_EXT).exists() else "nginx has no dav-ext module"


def lacking_for_sshd() -> str:
    """Return why sshd cannot be started here; "" when it can."""
    if not _sshd():
        return "sshd is not installed"
    if os.geteuid() == 0 and not has_own_ground() and not Path("/run/sshd").is_dir():
        return "sshd needs /run/sshd, which is not this test's to make"
    return ""


@functools.cache
def has_own_ground() -> bool:
    """Say whether servers can have an /etc of their own here."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    tried = subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True)
    return tried.returncode == 0


def _sshd() -> str | None:
    return shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/sbin")


class Ground:
    """Where a server stands: its /etc/guongsang and /srv/guongsang."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_own = has_own_ground()
        if self.is_own:
            self._furnish(folder / "etc")
        for name in _BOUND:
            (folder / name).mkdir(exist_ok=True)
        for path in (self.settings, self.settings / "nginx.d", self.tree, folder / "run" / "sshd"):
            path.mkdir(parents=True, mode=0o755, exist_ok=True)
        (self.settings / "boxes.map").touch()

    def _furnish(self, etc: Path) -> None:
        """Lay down the little of an /etc that accounts and libraries need; no secret of ours."""
        etc.mkdir()
        for name in ("passwd", "group", "login.defs", "nsswitch.conf", "ld.so.cache"):
            if Path("/etc", name).exists():
                shutil.copy(Path("/etc", name), etc)
        for name in ("shadow", "gshadow"):
            (etc / name).touch(0o600)

    @property
    def settings(self) -> Path:
        """The folder that the server sees as /etc/guongsang."""
        return self.folder / "etc" / "guongsang"

    @property
    def tree(self) -> Path:
        """The folder that the server sees as /srv/guongsang."""
        return self.folder / "srv" / "guongsang"

    def path(self, path: str) -> str:
        """Return how the server itself names a path of the recipe."""
        return path if self.is_own else str(self.folder) + path

    def recipe(self, name: str) -> str:
        """Return a file of the recipe, fit for this ground."""
        text = (RECIPE / name).read_text("utf-8")
        for path in () if self.is_own else ("/etc/guongsang", "/srv/guongsang"):
            text = text.replace(path, self.path(path))
        return text

    def command(self, *words: str) -> list[str]:
        """Return a command that runs on this ground."""
        if not self.is_own:
            return list(words)
        binds = "".join(f'mount --bind "$0/{name}" /{name} && ' for name in _BOUND)
        return ["unshare", "-m", "sh", "-c", f'{binds}exec "$@"', str(self.folder), *words]

    def add_box(self, who: str, file: Path) -> subprocess.CompletedProcess[str]:
        """Run the recipe's script."""
        environment = os.environ | {"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"}
        if not self.is_own:
            environment |= {
                "GUONGSANG_SETTINGS": str(self.settings),
                "GUONGSANG_TREE": str(self.tree),
            }
        command = self.command("sh", str(RECIPE / "add-box"), who, str(file))
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@dataclass
class Server:
    """A running server and the offices it knows.

    Attributes:
        ground: where it stands.
        port: on 127.0.0.1.
        authority: issued the server's certificate and those of the offices.
        way: WEBDAV or SFTP.
        host_key: the SSH server's, as one line.
        process: ended by ``stopped``.
        users: the account of each office, for SFTP.
        keeps_apart: whether each office has only its own box here.
    """

    ground: Ground
    port: int
    authority: Authority
    way: Way
    process: subprocess.Popen[bytes]
    users: dict[str, str]
    host_key: str = ""
    keeps_apart: bool = True

    def enrol(self, who: UUID | str, identity: Identity | None = None) -> Identity:
        """Open a box as the recipe says; "district" is the office above."""
        identity = identity or self.authority.issue(f"office {who}")
        file = self.ground.folder / f"{who}.pem"
        if self.way is Way.WEBDAV:
            file.write_bytes(identity.certificate)
        else:
            file.write_text(identity.openssh + "\n")
        if self.way is Way.SFTP and not self.keeps_apart:
            self._enrol_plainly(who, identity)
            return identity
        done = self.ground.add_box(str(who), file)
        assert done.returncode == 0, done.stderr
        if self.way is Way.SFTP:
            self.users[str(who)] = done.stdout.rsplit(" ", 1)[1].strip()
        else:
            self.reload()
        return identity

    def _enrol_plainly(self, who: UUID | str, identity: Identity) -> None:
        with (self.ground.settings / "keys").open("a") as keys:
            keys.write(identity.openssh + "\n")
        if who != "district":
            (self.ground.tree / "boxes" / str(who)).mkdir(parents=True)

    def reload(self) -> None:
        """Let nginx read its settings anew, and wait until nobody goes by the old ones."""
        before = _children(self.process.pid)
        self.process.send_signal(signal.SIGHUP)

        def is_new() -> bool:
            now = _children(self.process.pid)
            return bool(now) and not now & before

        _wait_for(is_new, "nginx to reload")

    def kill_a_worker(self, chance: random.Random) -> None:
        """Kill one of the processes that serve connections; the server itself goes on."""
        if workers := sorted(_children(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)

    def settings(self, who: UUID | str, identity: Identity, port: int = 0) -> BoxSettings:
        """Return an office's connection; through another port when a proxy stands between."""
        port = port or self.port
        if self.way is Way.WEBDAV:
            return BoxSettings(
                Way.WEBDAV,
                f"https://{_HOST}:{port}",
                ca_pem=self.authority.pem,
                client_certificate_pem=identity.certificate,
                client_key_pem=identity.key,
            )
        path = "" if self.keeps_apart else str(self.ground.tree)
        user = self.users.get(str(who)) or _own_name()
        return BoxSettings(
            Way.SFTP,
            f"sftp://{_HOST}:{port}{path}",
            user=user,
            client_key_pem=identity.key,
            host_key=self.host_key,
        )


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[Server]:
    """Run nginx with the recipe's settings."""
    ground, port = Ground(folder), _free_port()
    authority = Authority("the district's authority")
    own = authority.issue("the server", host=_HOST)
    (ground.settings / "server.crt").write_bytes(own.certificate)
    (ground.settings / "server.key").write_bytes(own.key)
    (ground.settings / "transport-ca.crt").write_bytes(authority.pem)
    site = ground.recipe("nginx/guongsang.conf").replace(
        "listen 443 ssl;", f"listen {_HOST}:{port} ssl;"
    )
    (folder / "site.conf").write_text(site, "utf-8")
    (folder / "nginx.conf").write_text(_nginx_main(folder))
    command = ground.command("nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf")
    with _running(command, folder, port) as process:
        yield Server(ground, port, authority, Way.WEBDAV, process, {})


def _nginx_main(folder: Path) -> str:
    return f"""
load_module {_MODULES / _DAV_EXT};
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{"user www-data;" if has_own_ground() else "user root;" if os.geteuid() == 0 else ""}
events {{}}
http {{
    access_log off;
    proxy_temp_path {folder}/t1; fastcgi_temp_path {folder}/t2; uwsgi_temp_path {folder}/t3;
    scgi_temp_path {folder}/t4; client_body_temp_path {folder}/t5;
    include {folder}/site.conf;
}}
"""


@contextlib.contextmanager
def sshd(folder: Path) -> Iterator[Server]:
    """Run sshd with the recipe's settings, or without accounts where none can be made."""
    ground, port = Ground(folder), _free_port()
    authority = Authority("nobody asks")
    own = authority.issue("the server")
    key = folder / "host_key"
    key.write_bytes(own.openssh_key)
    key.chmod(0o600)
    (ground.settings / "keys").touch()
    (folder / "site.conf").write_text(ground.recipe("ssh/guongsang.conf"), "utf-8")
    (folder / "sshd_config").write_text(_sshd_main(folder, ground, port))
    sshd_path = _sshd()
    assert sshd_path
    log = ["-E", str(folder / "error.log")]
    command = ground.command(sshd_path, "-D", "-f", str(folder / "sshd_config"), *log)
    with _running(command, folder, port) as process:
        yield Server(
            ground, port, authority, Way.SFTP, process, {}, own.openssh, keeps_apart=ground.is_own
        )


def _sshd_main(folder: Path, ground: Ground, port: int) -> str:
    rest = f"Include {folder}/site.conf"
    if not ground.is_own:
        rest = f"AuthorizedKeysFile {ground.settings}/keys\nForceCommand internal-sftp"
    return f"""
ListenAddress {_HOST}
Port {port}
HostKey {folder}/host_key
PidFile none
UsePAM no
StrictModes {"yes" if ground.is_own else "no"}
PermitRootLogin prohibit-password
MaxStartups 100
UseDNS no
Subsystem sftp internal-sftp
{rest}
"""


@contextlib.contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [*_dying_with_us(), *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_for(lambda: _answers(port) or process.poll() is not None, "the server to start")
        if process.poll() is not None:
            raise RuntimeError((folder / "output").read_text("utf-8", "replace"))
        yield process
    finally:
        children = _children(process.pid)
        process.terminate()
        process.wait(_STARTING)
        for child in children:  # sshd leaves those that serve a connection
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)


def _dying_with_us() -> list[str]:
    """Return what ends a command with this process, even one that crashed; none off Linux."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def _children(pid: int) -> set[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return set(map(int, file.read_text().split())) if file.exists() else set()


def _answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((_HOST, port)) == 0


def _free_port() -> int:
    with socket.socket() as line:
        line.bind((_HOST, 0))
        return int(line.getsockname()[1])


def _wait_for(is_so: Callable[[], bool], what: str) -> None:
    pause = threading.Event()
    for _ in range(int(_STARTING / 0.02)):
        if is_so():
            return
        pause.wait(0.02)
    raise TimeoutError(f"waited for {what}")


def _own_name() -> str:
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name
