"""An endpoint on loopback that speaks the chat-completions protocol and follows a script."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Step = Callable[["Handler"], None]
"""What the endpoint does with one request."""

TOKENS = {"prompt_tokens": 100, "completion_tokens": 10}
"""The token counts of every answer."""


class Handler(BaseHTTPRequestHandler):
    """Reads a request and does the next step of the script."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        """Answer a request."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.step(self.path, {name.lower(): value for name, value in self.headers.items()}, body)(self)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing to standard error."""

    def send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Send a whole response."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """The endpoint.

    Args:
        scripts: Words of an article to the steps for requests that have them; each last step is repeated.
    """

    daemon_threads = True
    # A hung request must not keep a test from ending.
    block_on_close = False

    def __init__(self, scripts: Mapping[str, Sequence[Step]]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        """The bodies of all requests."""
        self.headers: list[dict[str, str]] = []
        """Their headers, with names in lower case."""
        self.paths: list[str] = []
        """Their paths."""
        self.released = threading.Event()
        """Set at the end, so that hung requests end."""
        self._left = {words: list(steps) for words, steps in scripts.items()}
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def step(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Step:
        """Note a request, and return what to do with it."""
        with self._lock:
            self.paths.append(path)
            self.headers.append(headers)
            self.requests.append(body)
            asked = [message["content"] for message in body["messages"] if "=== " in message["content"]][-1]
            steps = next(steps for words, steps in self._left.items() if words in asked)
            return steps.pop(0) if len(steps) > 1 else steps[0]

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore clients that close a connection."""


@contextmanager
def serving(*steps: Step, scripts: Mapping[str, Sequence[Step]] | None = None) -> Iterator[Server]:
    """Run an endpoint, as a context.

    Args:
        *steps: What it does with each request; the last step is repeated.
        scripts: As in `Server`, instead of `steps`.
    """
    server = Server({"": steps} if scripts is None else scripts)
    # A short interval, because the end of the loop waits for one.
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def claim(source: str, cue: str, content: str, **more: object) -> dict[str, object]:
    """Return a claim as a model writes it."""
    parts = {"source": source, "cue": cue, "content": content}
    return {**{name: [words] if words else [] for name, words in parts.items()}, **more}


def said(text: str, finish_reason: str = "stop", **message: object) -> Step:
    """Answer with these words of the model."""
    choice = {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": text, **message}}
    return completed({"id": "c", "object": "chat.completion", "model": "m", "choices": [choice], "usage": TOKENS})


def completed(body: object) -> Step:
    """Answer with a body."""
    return lambda handler: handler.send(200, json.dumps(body).encode(), {})


def answered(*claims: Mapping[str, object]) -> Step:
    """Answer with claims."""
    return said(json.dumps({"claims": claims}))


def refused(status: int, message: str = "no", code: str | None = None, **headers: str) -> Step:
    """Answer with an error; a header `retry_after_ms` says when to ask again."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = json.dumps({"error": {"message": message, "type": "t", "code": code}}).encode()
    return lambda handler: handler.send(status, body, named)


def page(body: bytes) -> Step:
    """Answer with something that is not JSON."""
    return lambda handler: handler.send(200, body, {"Content-Type": "text/html"})


def dropped(handler: Handler) -> None:
    """Close the connection without an answer."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def hung(handler: Handler) -> None:
    """Keep the connection open, and send nothing."""
    handler.close_connection = True
    handler.server.released.wait(60)


def dripping(handler: Handler) -> None:
    """Send a byte from time to time, and never come to an end."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.released.wait(0.01):
        handler.wfile.write(b" ")
