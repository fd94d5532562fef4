"""Telling systemd how the service is: the protocol of sd_notify(3), a datagram to the socket of NOTIFY_SOCKET."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress

VARIABLES = ("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC")
"""What systemd tells the service, and nobody whom the service starts."""


class Notifier:
    """Says READY, STOPPING, STATUS and WATCHDOG; says nothing where nobody listens."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        path = environment.get("NOTIFY_SOCKET", "")
        self._address = ("\0" + path[1:]) if path.startswith("@") else path
        pid = environment.get("WATCHDOG_PID", "")
        usec = environment.get("WATCHDOG_USEC", "")
        wanted = usec.isascii() and usec.isdigit() and pid in ("", str(os.getpid()))
        self.watchdog: float | None = int(usec) / 1e6 / 3 if wanted else None
        """Seconds between two signs of life; None where nobody waits for them."""

    def say(self, *lines: str) -> None:
        """Send some lines, such as `READY=1`. That systemd does not listen stops no work."""
        if not self._address or self._address[0] not in "/\0":
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as end:
            end.settimeout(1.0)
            end.sendto("\n".join(lines).encode(), self._address)
