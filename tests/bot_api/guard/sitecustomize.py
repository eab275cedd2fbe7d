# ruff: noqa: INP001 - Python finds it as a module of its own, in no package
"""Writes down whom a process reaches for beyond this machine; found by Python at start when this folder is in its path.

An audit hook sees every connection that Python code opens or listens for, in whichever library.
"""

import os
import sys

_OURS = ("127.", "localhost", "::1")
_REPORT = os.environ.get("REACHED_BEYOND", "")


def _watch(event: str, given: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.sendto"}:
        address = given[1]
    elif event == "socket.getaddrinfo":
        address = (given[0], given[1])
    else:
        return
    if isinstance(address, tuple) and address[0] and not str(address[0]).startswith(_OURS):
        with open(_REPORT, "a", encoding="utf-8") as report:  # noqa: PTH123 - before anything heavier is imported
            report.write(f"{event} {address!r}\n")


if _REPORT:
    sys.addaudithook(_watch)
