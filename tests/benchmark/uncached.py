"""What it costs to make a page, in a process of its own: `python -m tests.benchmark.uncached PATH …`.

Prints for each page: path, milliseconds of CPU (the median of several), queries, bytes.
"""

import gc
import statistics
import sys
import time

import django
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext

from site_app.delivery.addresses import Address
from site_app.delivery.rendering import render

TIMES = 15


def main() -> None:
    site = get_wsgi_application()
    for path in sys.argv[1:]:
        address, taken = Address(path), []
        body = render(site, address).body
        with CaptureQueriesContext(connection) as queries:
            render(site, address)
        asked = len(queries)  # counted now: the next request clears them
        gc.collect()
        gc.freeze()  # as the server does
        for _ in range(TIMES):
            started = time.process_time()
            render(site, address)
            taken.append(time.process_time() - started)
        print(f"{path:52} {statistics.median(taken) * 1000:6.1f} ms {asked:4} queries {len(body):8,} bytes")


if __name__ == "__main__":
    django.setup()
    main()
