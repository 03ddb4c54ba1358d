"""Frames of bytes over a socket, each with its length first, and always a deadline."""

import socket
import struct
import time
from collections.abc import Callable

LARGEST = 8 * 2**20
HEADER = struct.Struct("!I")
SLICE = 0.05  # seconds between two looks at the clock


class Closed(Exception):
    """The other side is gone, or it does not keep to the form."""


class Late(Exception):
    """The other side did not answer in time."""


def forever() -> bool:
    """A deadline that never comes."""
    return False


class Channel:
    """One end. ``late()`` says whether to stop waiting; it is asked again and again.

    >>> one, other = map(Channel, socket.socketpair())
    >>> one.send(b"hello")
    >>> other.receive()
    b'hello'
    >>> one.close(), other.close()
    (None, None)
    """

    def __init__(self, end: socket.socket) -> None:
        self.end = end
        self.end.settimeout(SLICE)
        self.held = bytearray()

    def send(self, frame: bytes, late: Callable[[], bool] = forever) -> None:
        """Send all of it; raises Closed or Late."""
        if len(frame) > LARGEST:
            raise ValueError(
                f"a frame must have at most {LARGEST} bytes, got {len(frame)}. "
                "Send less at once."
            )
        rest = memoryview(HEADER.pack(len(frame)) + frame)
        while rest:
            try:
                rest = rest[self.end.send(rest) :]
            except TimeoutError:
                if late():
                    raise Late from None
            except OSError as error:
                raise Closed from error

    def receive(self, late: Callable[[], bool] = forever) -> bytes:
        """The next frame; raises Closed or Late."""
        (size,) = HEADER.unpack(self.exactly(HEADER.size, late))
        if size > LARGEST:
            raise Closed
        return self.exactly(size, late)

    def exactly(self, size: int, late: Callable[[], bool]) -> bytes:
        while len(self.held) < size:
            if late():  # a frame may come byte by byte, each of them in time
                raise Late
            try:
                part = self.end.recv(2**16)
            except TimeoutError:
                continue
            except OSError as error:
                raise Closed from error
            if not part:
                raise Closed
            self.held += part
        found = bytes(self.held[:size])
        del self.held[:size]
        return found

    def close(self) -> None:
        self.end.close()


class Deadline:
    """So many seconds by a clock, or by the wall, whichever ends first.

    >>> Deadline(0.0)()
    True
    """

    def __init__(
        self,
        wall: float,
        work: float = float("inf"),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock, self.end = clock, time.monotonic() + wall
        self.work = clock() + work

    def __call__(self) -> bool:
        return time.monotonic() >= self.end or self.clock() >= self.work
