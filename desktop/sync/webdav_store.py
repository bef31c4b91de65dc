"""Objects on a WebDAV server over TLS: nginx with its dav modules, or any other."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn
from urllib.parse import quote

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth

from desktop.errors import TransportFailed
from desktop.overrides import override
from desktop.sync.dav_listing import LARGEST, QUESTION, read_listing
from desktop.sync.flow import BLOCK, Flow
from desktop.sync.object_store import LineBrokenError, StoreFactory
from desktop.sync.settings import BoxSettings, server_address
from desktop.sync.tls import tls_context

_Code = TransportFailed.Code
_TIMEOUTS = (10.0, 30.0)  # seconds: to connect, and between two pieces of an answer
_LONGEST_ANSWER = 600.0  # seconds, for servers that trickle
_LARGEST_ERROR = 64 << 10
_TEMPORARY = {408, 425, 429, 500, 502, 503, 504}
_FULL = {413, 507}
# 495 and 496 are nginx's own: a client certificate that is bad, or absent.
_CLIENT_REFUSED = {401, 403, 495, 496}
_NO_FOLDER = {404, 409, 500}
_ALERTS_ABOUT_US = (
    "CERTIFICATE_REQUIRED",
    "CERTIFICATE_EXPIRED",
    "CERTIFICATE_REVOKED",
    "CERTIFICATE_UNKNOWN",
    "BAD_CERTIFICATE",
    "UNKNOWN_CA",
    "ACCESS_DENIED",
)


def webdav_stores(settings: BoxSettings, box: str) -> StoreFactory:
    """Return what opens a worker's session with one box.

    Raises:
        TransportFailed: ADDRESS_BAD or KEY_UNUSABLE.
    """
    address = server_address(settings)
    host = f"[{address.host}]" if ":" in address.host else address.host
    path = quote("/".join(part for part in (address.path, box) if part))
    root = f"{address.scheme}://{host}:{address.port}/{path}"
    context = tls_context(settings) if address.scheme == "https" else None
    # As UTF-8 (RFC 7617); requests itself knows Latin-1 only.
    auth = (settings.user.encode(), settings.password.encode()) if settings.password else None
    return lambda flow: WebDavStore(root, settings.place, flow, context, auth)


class WebDavStore:
    """One session: one connection, kept open between requests."""

    def __init__(
        self,
        root: str,
        place: str,
        flow: Flow,
        context: ssl.SSLContext | None = None,
        auth: tuple[bytes, bytes] | None = None,
    ) -> None:
        self._root = root
        self._place = place
        self._flow = flow
        self._context = context
        self._auth = auth
        self._session: requests.Session | None = None
        self._made: set[str] = set()
        self._unanswered: tuple[str, int] | None = None

    def check(self) -> None:
        status, _ = self._ask("PROPFIND", "", data=QUESTION, headers={"Depth": "0"})
        if status != 207:
            raise self._refusal(_Code.BOX_MISSING)

    def sizes(self, folder: str) -> dict[str, int]:
        status, answer = self._ask("PROPFIND", f"{folder}/", data=QUESTION, headers={"Depth": "1"})
        if status == 404:
            return {}
        self._need(status, {207})
        try:
            return read_listing(answer)
        except ValueError as error:
            raise LineBrokenError(_Code.SERVER_FAILED, status=status) from error

    def put(self, name: str, data: bytes) -> None:
        # Straight to the final name: nginx and Apache write beside it and rename once it is whole,
        # and a PUT .part with a MOVE would be one more way there and back. A server that keeps a
        # torn file is found out by its size.
        if self._unanswered == (name, len(data)) and self._has_arrived(name, len(data)):
            self._unanswered = None
            return
        status = self._put(name, data)
        if status in _NO_FOLDER and self._make_folder(name.rpartition("/")[0]):
            status = self._put(name, data)
        if status == 500:  # what nginx says when it cannot write, be the disk full or broken
            raise LineBrokenError(_Code.SERVER_FULL, status=status)
        self._need(status, {200, 201, 204})

    def get(self, name: str, at_most: int) -> bytes | None:
        status, answer = self._ask("GET", name, at_most=at_most)
        if status == 404:
            return None
        self._need(status, {200})
        return answer

    def remove(self, name: str) -> None:
        status, _ = self._ask("DELETE", name)
        self._need(status, {200, 204, 404})

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _put(self, name: str, data: bytes) -> int:
        body = _Body(data, self._flow)
        try:
            status, _ = self._ask("PUT", name, data=body)
        except LineBrokenError:
            # All of it left: perhaps only the answer was lost.
            self._unanswered = (name, len(data)) if body.is_over else None
            raise
        self._unanswered = None
        return status

    def _has_arrived(self, name: str, size: int) -> bool:
        status, answer = self._ask("PROPFIND", name, data=QUESTION, headers={"Depth": "0"})
        if status != 207:
            return False
        try:
            return read_listing(answer).get(name.rpartition("/")[2]) == size
        except ValueError:
            return False

    def _make_folder(self, folder: str) -> bool:
        """Make a folder and those above it inside the box, once; False if that was tried before."""
        if folder in self._made:
            return False
        self._made.add(folder)
        parts = folder.split("/")
        for depth in range(1, len(parts) + 1):
            status, _ = self._ask("MKCOL", "/".join(parts[:depth]) + "/")
            if status in {404, 409}:  # not even the box itself is there
                raise self._refusal(_Code.BOX_MISSING)
        return True

    def _ask(
        self, method: str, name: str, at_most: int = LARGEST, **words: Any
    ) -> tuple[int, bytes]:
        """Ask once; return the status and the body, cut off after ``at_most`` + 1 bytes."""
        with self._line_errors():
            answer = self._opened().request(
                method,
                f"{self._root}/{name}",
                timeout=_TIMEOUTS,
                allow_redirects=False,
                stream=True,
                **words,
            )
            with answer:
                status = answer.status_code
                self._refuse_if_final(status, answer)
                return status, self._body(answer, at_most)

    def _body(self, answer: requests.Response, at_most: int) -> bytes:
        ends = time.monotonic() + _LONGEST_ANSWER
        body = bytearray()
        while len(body) <= at_most and (block := answer.raw.read(min(BLOCK, at_most + 1))):
            body += block
            self._flow.receive(len(block))
            if time.monotonic() > ends:
                raise LineBrokenError(_Code.TIMED_OUT)
        return bytes(body[: at_most + 1])

    def _refuse_if_final(self, status: int, answer: requests.Response) -> None:
        # Without a recipe of ours nginx answers 400 where it misses a client certificate.
        if status in _CLIENT_REFUSED or (
            status == 400 and b"SSL certificate" in self._body(answer, _LARGEST_ERROR)
        ):
            raise self._refusal(_Code.CLIENT_REFUSED)
        if status in _FULL:
            raise self._refusal(_Code.SERVER_FULL)

    def _need(self, status: int, wanted: set[int]) -> None:
        if status in wanted:
            return
        if status in _TEMPORARY:
            raise LineBrokenError(_Code.SERVER_FAILED, status=status)
        raise self._refusal(_Code.SERVER_FAILED, status=status)

    def _refusal(self, code: TransportFailed.Code, **data: object) -> TransportFailed:
        return TransportFailed(code, place=self._place, **data)

    def _opened(self) -> requests.Session:
        if self._session is None:
            session = requests.Session()
            # Neither a proxy, nor a password of ~/.netrc, nor another authority from the
            # environment: with REQUESTS_CA_BUNDLE set, requests would forget ours.
            session.trust_env = False
            session.auth = HTTPBasicAuth(*self._auth) if self._auth else None
            session.headers = {"User-Agent": "guongsang", "Accept-Encoding": "identity"}
            session.mount("http://", _Adapter(None))
            session.mount("https://", _Adapter(self._context))
            self._session = session
        return self._session

    @contextmanager
    def _line_errors(self) -> Iterator[None]:
        try:
            yield
        except requests.exceptions.SSLError as error:
            self._raise_tls(error)
        except (requests.exceptions.Timeout, urllib3.exceptions.ReadTimeoutError) as error:
            is_connected = not isinstance(error, requests.exceptions.ConnectTimeout)
            raise LineBrokenError(_Code.TIMED_OUT, is_connected=is_connected) from error
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
            raise self._refusal(_Code.ADDRESS_BAD) from error
        except (
            requests.exceptions.ConnectionError,
            requests.exceptions.ChunkedEncodingError,
            urllib3.exceptions.HTTPError,
            OSError,
        ) as error:
            is_connected = not _has_cause(error, urllib3.exceptions.NewConnectionError)
            raise LineBrokenError(_Code.UNREACHABLE, is_connected=is_connected) from error

    def _raise_tls(self, error: requests.exceptions.SSLError) -> NoReturn:
        if _has_cause(error, ssl.SSLCertVerificationError):
            raise self._refusal(_Code.TLS_UNTRUSTED) from error
        told = str(error).upper().replace(" ", "_")
        if any(alert in told for alert in _ALERTS_ABOUT_US):
            raise self._refusal(_Code.CLIENT_REFUSED) from error
        raise LineBrokenError(_Code.UNREACHABLE) from error


class _Adapter(HTTPAdapter):
    """Speaks through one connection, over TLS in the given context alone."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    @override
    def init_poolmanager(self, *args: Any, **words: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, blocksize=BLOCK, **words)

    @override
    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        # What stands here in requests adds the public authorities to ours.
        conn.cert_reqs = "CERT_REQUIRED"


class _Body:
    """What is sent, in blocks as the flow allows; its length is known, so it is not "chunked"."""

    def __init__(self, data: bytes, flow: Flow) -> None:
        self._data = data
        self._flow = flow
        self._at = 0

    def __len__(self) -> int:
        return len(self._data)

    @property
    def is_over(self) -> bool:
        """Whether the last block was taken."""
        return self._at == len(self._data)

    def read(self, size: int = BLOCK) -> bytes:
        """Return the next block, b"" at the end."""
        block = self._data[self._at : self._at + min(size, BLOCK)]
        self._at += len(block)
        if block:
            self._flow.send(len(block))
        return block


def _has_cause(error: BaseException | None, kind: type[BaseException]) -> bool:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        if isinstance(error, kind):
            return True
        seen.append(error)
        reason = getattr(error, "reason", None) or next(
            (a for a in error.args if isinstance(a, BaseException)), None
        )
        inner = reason if isinstance(reason, BaseException) else None
        error = inner or error.__cause__ or error.__context__
    return False
