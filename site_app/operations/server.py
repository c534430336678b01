"""How gunicorn serves the site: for `make run` and for production (`-c python:site_app.operations.server`).

No access log: a line per page read, with an address and a time, is exactly what a reader has to fear (P4).
Gunicorn's warnings quote bad requests and where they came from, so only errors are written.
"""

import gc
import os
from importlib import import_module

from site_app.operations.serving import THREADS

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = THREADS
preload_app = True
accesslog = None
errorlog = "-"
loglevel = "error"
control_socket_disable = True


def when_ready(server):
    # What is loaded by now stays. Workers that never look through it again make a page in four fifths of the time.
    gc.collect()
    gc.freeze()
    if address := os.environ.get("SITE_ANNOUNCES"):
        print(f"\n    {address}\n", flush=True)


def post_worker_init(worker):
    if os.environ.get("SITE_ANNOUNCES"):
        import_module("site_app.operations.clock").start()  # not before Django is ready
