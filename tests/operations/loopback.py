"""A server on this machine that answers as a test tells it, and writes down what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Loopback:
    """answers: {path: (status, {header: value})} or a function that gets the handler."""

    def __init__(self):
        self.answers, self.asked = {}, []
        self.port = None

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def on_loopback(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """Serves with this handler, silently, on a free port, which it gives."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            """Whoever asked has hung up, as some tests want it to."""

    class Silent(handler):
        def log_message(self, *arguments):
            """Nothing on the console."""

    server = Server(("127.0.0.1", 0), Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def loopback() -> Iterator[Loopback]:
    site = Loopback()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append((self.command, self.path, self.headers["Host"]))
            answer = site.answers.get(self.path, (404, {}))
            if callable(answer):
                answer(self)
                return
            status, headers = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        do_HEAD = do_GET

    with on_loopback(Handler) as site.port:
        yield site
