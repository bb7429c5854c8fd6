"""What is written to an organisation when its data appear or leave."""

from django.urls import reverse
from django.utils import translation

from autan.catalogue.models import Dataset, DatasetVersion
from autan.notices.actions import write
from autan.tenants.reads import address

_PUBLISHED = """Bonjour,

« {title} » est en ligne : {rows} que chacun peut lire, télécharger et réutiliser.

{link}

Vous pourrez corriger ou retirer ces données à tout moment.

{portal}
"""

_WITHDRAWN = """Bonjour,

« {title} » n’est plus en ligne. Le fichier est gardé : rien n’est perdu.

{link}

{portal}
"""


def published(dataset: Dataset, version: DatasetVersion, actor: str) -> None:
    """Tell who published, when it was a person; a program needs no mail."""
    plural = "s" if version.rows > 1 else ""
    _write(dataset, actor, "C’est en ligne", _PUBLISHED, rows=f"{version.rows} ligne{plural}")


def withdrawn(dataset: Dataset, actor: str) -> None:
    _write(dataset, actor, "Ce n’est plus en ligne", _WITHDRAWN)


def _write(dataset: Dataset, actor: str, what: str, body: str, **places: str) -> None:
    if "@" not in actor:
        return
    text = body.format(
        title=dataset.title,
        link=page_of(dataset),
        portal=dataset.home_portal.name,
        **places,
    )
    subject = f"{what} : {dataset.title}"
    write(to=actor, subject=subject[:200], body=text)


def page_of(dataset: Dataset) -> str:
    """The one public address of a dataset, in French."""
    with translation.override("fr"):
        return address(dataset.home_portal, reverse("dataset", args=[dataset.dataset_id]))
