"""A small statistics portal on this machine: it answers what it was given, with whatever goes wrong."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Act = Callable[[BaseHTTPRequestHandler], None]


class Portal:
    """`answers` maps a path to acts; each request takes the next one, the last one stays."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Act]] = {}
        self.asked: list[str] = []
        portal = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                portal.asked.append(self.path)
                acts = portal.answers.get(self.path.partition("?")[0]) or [status(404)]
                (acts.pop(0) if len(acts) > 1 else acts[0])(self)

            def log_message(self, *args) -> None:
                """Tests say what matters."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def content(body: bytes, media_type: str = "application/force-download") -> Act:
    def act(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return act


def status(code: int, **headers: str) -> Act:
    def act(handler):
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return act


def broken(body: bytes, promised: int) -> Act:
    """Promises more than it sends, then hangs up."""

    def act(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(promised))
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return act
