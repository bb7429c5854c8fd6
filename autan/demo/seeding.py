"""Make the demonstration, or find that it is made."""

import io
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from django.db import connections
from django_scopes import scope, scopes_disabled

from autan.catalogue import actions as catalogue
from autan.catalogue.models import DatasetVersion
from autan.demo.works import WORKS, Work
from autan.errors import AutanError
from autan.publishing import actions as publishing
from autan.tenants import actions as tenants
from autan.tenants import reads, territories
from autan.tenants.models import Portal, Territory

Progress = Callable[[int, int, str], None]

_log = logging.getLogger(__name__)
_ACTOR = "demonstration"
_NOTE = "Données inventées pour la démonstration : elles ne disent rien de la vraie commune."

# slug, name, host, code of the perimeter, colour, sentence
_PORTALS = (
    (
        "occitanie",
        "Occitanie ouverte",
        "localhost",
        "76",
        "#2a5b84",
        "Les données publiques de la région et de ses communes.",
    ),
    (
        "gers",
        "Le Gers en données",
        "gers.localhost",
        "32",
        "#f4c947",
        "Ce que décident les communes du Gers.",
    ),
    (
        "hautes-pyrenees",
        "Hautes-Pyrénées ouvertes",
        "hautes-pyrenees.localhost",
        "65",
        "#136868",
        "Les données ouvertes, de Tarbes aux vallées.",
    ),
)


def seed(progress: Progress | None = None) -> int:
    """Load the territory, open the three portals, publish what is not published yet.

    ``progress(done, total, what)`` is called after each file. What is done already costs one
    query each; a file that cannot be published is told to the log and left for the next time.
    Returns the number of datasets published now.
    """
    territories.ensure()
    _open_portals()
    waiting = [work for work in WORKS if not _is_published(work)]
    published = 0
    for number, (work, done) in enumerate(_published(waiting)):
        if progress is not None:
            progress(number, len(waiting), f"{work.town.name} : {work.subject}")
        published += done
    if progress is not None and waiting:
        progress(len(waiting), len(waiting), "")
    return published


def _published(works: list[Work]) -> Iterator[tuple[Work, bool]]:
    """Publish several files side by side: most of the work is done by children, one a processor."""
    if len(works) < 2:
        yield from ((work, _publish(work)) for work in works)
        return
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        yield from zip(works, threads.map(_publish_aside, works), strict=True)


def _publish_aside(work: Work) -> bool:
    """In a thread of its own, which leaves no connection open."""
    try:
        return _publish(work)
    finally:
        connections.close_all()


def _is_published(work: Work) -> bool:
    """Was a version ever made of this very file? Withdrawn since or not: it does not come back."""
    with scopes_disabled():
        versions = DatasetVersion.objects.filter(original_sha256=sha256(work.content()).hexdigest())
        return versions.exists()


def _open_portals() -> None:
    if Portal.objects.filter(slug__in=[row[0] for row in _PORTALS]).count() == len(_PORTALS):
        return
    for slug, name, host, code, colour, sentence in _PORTALS:
        perimeter = reads.find_territory(code)
        assert perimeter is not None, f"the territory's file lacks {code}"
        tenants.open_portal(
            slug=slug,
            name=name,
            host=host,
            perimeter=perimeter,
            colour=colour,
            sentence=sentence,
            is_default=slug == "occitanie",
        )


def _publish(work: Work) -> bool:
    """One file, through the very path of a clerk's."""
    territory = reads.find_territory(work.town.code)
    assert territory is not None, f"the territory's file lacks {work.town.code}"
    portal = reads.home_portal(territory)
    assert portal is not None
    with scope(portal=portal):
        try:
            _through_publishing(work, portal, territory)
        except AutanError as error:
            _log.warning("%s: %s", work.file_name, error)
            return False
    return True


def _through_publishing(work: Work, portal: Portal, territory: Territory) -> None:
    draft = publishing.receive(
        upload=io.BytesIO(work.content()),
        file_name=work.file_name,
        portal=portal,
        territory=territory,
    )
    if work.title:
        draft = publishing.choose(draft, title=work.title)
    dataset = publishing.publish(publishing.prepare(publishing.read(draft)), actor=_ACTOR)
    catalogue.describe(
        dataset=dataset,
        expected_lock=dataset.lock_version,
        actor=_ACTOR,
        description="\n\n".join(filter(None, (dataset.description, _NOTE))),
    )
