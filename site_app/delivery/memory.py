"""The pages that are read most, in the memory of one process, within a limit of bytes."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from site_app.delivery.addresses import Address
from site_app.delivery.known import Known
from site_app.delivery.pages import Page


@dataclass(slots=True)
class Held:
    page: Page
    mark: object  # of what was known when the page was found good
    reads: int = 0  # never written anywhere, and gone with the process


class Memory:
    def __init__(self, limit: int):
        """limit: in bytes."""
        self._limit, self._size = limit, 0
        self._held: OrderedDict[Address, Held] = OrderedDict()  # the one read longest ago first
        self._lock = Lock()

    def get(self, address: Address, known: Known) -> Page | None:
        """The page, if nothing was learned since it was found good."""
        held = self._held.get(address)
        if held is None or held.mark is not known.mark:
            return None
        held.reads += 1
        with self._lock:
            if address in self._held:
                self._held.move_to_end(address)
        return held.page

    def whatever(self, address: Address) -> Page | None:
        """The page, whatever was learned since."""
        held = self._held.get(address)
        return held and held.page

    def put(self, address: Address, page: Page, known: Known) -> None:
        if page.size > self._limit:
            return
        with self._lock:
            before = self._held.pop(address, None)
            self._size += page.size - (before.page.size if before else 0)
            self._held[address] = Held(page, known.mark, reads=before.reads if before else 0)
            while self._size > self._limit:
                _address, dropped = self._held.popitem(last=False)
                self._size -= dropped.page.size

    def most_read(self, count: int) -> list[Address]:
        """The addresses read most, most first. Counts are halved, so that yesterday counts less than today."""
        with self._lock:
            ranked = sorted(self._held.items(), key=lambda item: -item[1].reads)
            for held in self._held.values():
                held.reads //= 2
        return [address for address, _held in ranked[:count]]

    @property
    def size(self) -> int:
        return self._size
