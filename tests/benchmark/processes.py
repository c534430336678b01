"""Servers under load: started, measured from the outside, ended."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")  # per second
CONNECTIONS, SECONDS = 8, 2  # of one round


@dataclass
class Round:
    requests_per_second: float
    cpu: float  # microseconds for each request, of all processes of the server
    p99: float  # milliseconds


@dataclass
class Server:
    name: str
    process: subprocess.Popen
    address: str  # of the page
    rounds: list[Round] = field(default_factory=list)

    def loaded(self) -> None:
        """One round."""
        before = self._cpu()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-H", "Accept-Encoding: gzip"]
        said = subprocess.run([*command, self.address], capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said or "Socket errors" in said:
            sys.exit(f"{self.name} did not answer as it should:\n{said}")
        requests = int(re.search(r"(\d+) requests in", said)[1])
        per_second = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
        number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said).groups()
        p99 = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
        self.rounds.append(Round(per_second, (self._cpu() - before) / requests * 1e6, p99))

    def _cpu(self) -> float:
        """Seconds that the server and its workers have used."""
        return sum(_cpu_of(pid) for pid in self._pids())

    @property
    def memory(self) -> float:
        """MB, what several share counted once."""
        return sum(_memory_of(pid) for pid in self._pids()) / 1000

    def _pids(self) -> list[int]:
        return [self.process.pid, *_descendants(self.process.pid)]


def _descendants(pid: int) -> list[int]:
    children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [one for child in children for one in (child, *_descendants(child))]


def _cpu_of(pid: int) -> float:
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS


def _memory_of(pid: int) -> int:
    """kB"""
    return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)[1])


def require_wrk() -> None:
    if shutil.which("wrk") is None:
        sys.exit("make bench needs wrk, which makes the load. Debian: apt-get install wrk. macOS: brew install wrk.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(name: str, command: list[str], port: int, page: str, environment: dict):
    """A server, from its first answer to the end of the block."""
    process = subprocess.Popen(command, cwd=BASE, env=environment, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}{page}"
        _wait_for(name, process, address)
        yield Server(name, process, address)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(name: str, process: subprocess.Popen, address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 — our own loopback address
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{name} did not start.")
