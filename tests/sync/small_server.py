"""An HTTP server that answers every request alike: what no real one can be brought to do."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from desktop.overrides import override


@dataclass
class SmallServer:
    """What was asked of it."""

    port: int
    asked: int = 0
    headers: list[dict[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def small_server(status: int, body: bytes) -> Iterator[SmallServer]:
    """Answer everything with one status and body."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            told.asked += 1
            told.headers.append(dict(self.headers.items()))
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PROPFIND = do_GET = do_PUT = do_DELETE = do_MKCOL = _answer  # noqa: N815

        @override
        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on the terminal."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        told = SmallServer(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()
