"""Many requests over a few kept connections, from one light loop: the server does the work, not we."""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from atspaces.bench.servers import HOST

CONNECTIONS = 8
LEAST = 24
"""Answers to wait for, however slow the page: a handful says nothing about a rate."""
LONGEST = 6  # times the seconds that were asked for
PATIENCE = 30.0  # seconds for one answer
HEAD_ENDS = b"\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"


@dataclass(slots=True)
class Load:
    """What came back: answers by status within `seconds`, and how long each took, in seconds."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Give the answers in a second."""
        return sum(self.statuses.values()) / self.seconds

    def expect(self, status: int) -> "Load":
        """Give the load itself, or raise when anything else came back: an error page is soon made."""
        if set(self.statuses) != {status}:
            raise WrongAnswers(f"{dict(self.statuses)} came back instead of {status} alone")
        return self


class WrongAnswers(Exception):
    """The server said something else than what was to be measured."""


@dataclass(slots=True)
class _Line:
    """One connection and what has come of its answer so far."""

    sock: socket.socket
    began: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def request_bytes(path: str, headers: Mapping[str, str] | None = None) -> bytes:
    """Write a GET as a proxy passes it on: for the public name, over TLS on the outside."""
    lines = {"Host": "localhost", "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.9.9.9"} | dict(
        headers or {}
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"GET {path} HTTP/1.1\r\n{head}\r\n".encode()


def hammer(port: int, requests: Iterator[bytes], *, seconds: float, connections: int = CONNECTIONS) -> Load:
    """Keep so many requests under way for some seconds, longer for a page that is slow."""
    load, selector = Load(), selectors.DefaultSelector()
    lines = [_Line(socket.create_connection((HOST, port), timeout=PATIENCE)) for _ in range(connections)]
    began = time.perf_counter()
    for line in lines:
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(line.sock, selectors.EVENT_READ, line)
        _send(line, next(requests))
    try:
        _go_on(load, selector, requests, began, seconds)
    finally:
        selector.close()
        for line in lines:
            line.sock.close()
    return load


def _go_on(
    load: Load, selector: selectors.BaseSelector, requests: Iterator[bytes], began: float, seconds: float
) -> None:
    while load.seconds < seconds or (len(load.latencies) < LEAST and load.seconds < LONGEST * seconds):
        ready = selector.select(timeout=PATIENCE)
        if not ready:
            raise WrongAnswers(f"nothing came back within {PATIENCE:.0f} seconds")
        for key, _ in ready:
            line: _Line = key.data
            more = line.sock.recv(262_144)
            if not more:
                raise WrongAnswers("the server hung up")
            line.received += more
            if _is_whole(line.received):
                now = time.perf_counter()
                load.seconds = now - began
                load.statuses[int(line.received[9:12])] += 1
                load.latencies.append(now - line.began)
                _send(line, next(requests))


def _send(line: _Line, request: bytes) -> None:
    line.received.clear()
    line.began = time.perf_counter()
    line.sock.sendall(request)


def _is_whole(received: bytearray) -> bool:
    end = received.find(HEAD_ENDS)
    if end < 0:
        return False
    head = bytes(received[:end]).lower()
    _, found, after = head.partition(b"content-length:")
    if found:
        return len(received) >= end + len(HEAD_ENDS) + int(after.split(b"\r\n", 1)[0])
    return b"chunked" not in head or received.endswith(LAST_CHUNK)
