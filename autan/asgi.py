"""The front door that a server runs: ``uvicorn autan.asgi:app``.

Data addresses go to Starlette, every other one to Django. Django is served by WSGI in a pool of
threads, never by its own ASGI handler, which costs eighteen times the processor time per request.
"""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.settings")

import django

django.setup()  # the records that the data plane asks need it before they are imported

from a2wsgi import WSGIMiddleware  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from autan import env  # noqa: E402
from autan.dataplane.app import data_plane  # noqa: E402
from autan.dataplane.compression import Compression  # noqa: E402
from autan.dataplane.door import FrontDoor  # noqa: E402

# a2wsgi has its own narrower words for the types of both worlds.
_threads = env.number("AUTAN_PAGE_THREADS", 8)
pages: Any = WSGIMiddleware(get_wsgi_application(), _threads)  # type: ignore[arg-type]
app = Compression(FrontDoor(data=data_plane(), pages=pages, threads=_threads))
