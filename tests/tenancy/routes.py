"""Every address of the portal, and how each is walked.

A route that is in the application and not here fails ``test_every_route_is_walked``: whoever
adds a door says what a stranger may see through it.
"""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from starlette.routing import Route

from autan.dataplane.app import EXPLORE_BASES, routes
from autan.web.places.addresses import CODE, NAME
from tests.tenancy.conftest import (
    HIDDEN,
    HIDDEN_DOCUMENTS,
    PUBLIC_DOCUMENT,
    TOKEN,
    WORDS,
    World,
)

OLD_TABS = (
    r"^explore/dataset/(?P<dataset_id>[-\w]+)/"
    r"(?P<tab>information|table|map|analyze|images|calendar|custom|export|api)/$"
)
TOWN = rf"^(?P<slug>{NAME})-(?P<code>{CODE})$"
MENDED = rf"^(?:(?P<slug>[^/]*)-)?(?P<code>{CODE})/?$"
Addresses = Callable[[World], list[str]]
_CHART = "chart=bars&chart.x=DELIB_OBJET&chart.y=count(*)"


def data_routes() -> list[str]:
    """The paths of the data plane, as they are declared."""
    return [route.path for route in routes() if isinstance(route, Route)]


def page_routes() -> list[str]:
    """The paths of the pages, as they are declared."""

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route

    return list(walk(get_resolver().url_patterns, ""))


def fixed(*addresses: str) -> Addresses:
    return lambda world: list(addresses)


def of_each_dataset(*forms: str) -> Addresses:
    """The forms with the identifier of the public dataset, then of each hidden one."""
    return lambda world: [
        form.format(id=dataset_id)
        for form in forms
        for dataset_id in (world.public.dataset_id, *HIDDEN)
    ]


def with_each_layer(form: str) -> Addresses:
    """The form with the public dataset and each hidden one as a layer of its map."""
    return lambda world: [
        form.format(id=dataset_id, layer=layer)
        for dataset_id in (world.public.dataset_id, HIDDEN[0])
        for layer in (*HIDDEN, "never-given", world.public.dataset_id)
    ]


def searched(*forms: str) -> Addresses:
    """The forms with nothing, with words that all find, and with those of what is hidden."""
    return lambda world: [form.format(q=q) for form in forms for q in ("", "conseil", WORDS)]


def draft(rest: str) -> Addresses:
    return fixed(f"/brouillon/{TOKEN}/{rest}", f"/brouillon/a-token-that-was-never-given/{rest}")


def _explore(base: str) -> dict[str, Addresses]:
    one = base + "/catalog/datasets/{dataset_id}"
    each = base + "/catalog/datasets/{id}"
    return {
        base: fixed(base),
        f"{base}/catalog": fixed(f"{base}/catalog"),
        f"{base}/catalog/datasets": searched(
            f"{base}/catalog/datasets?where=search(%22{{q}}%22)",
            f"{base}/catalog/datasets?q={{q}}&include_links=true",
            f"{base}/catalog/datasets?select=count(*)&group_by=publisher&q={{q}}",
            f"{base}/catalog/datasets?limit=0&q={{q}}",
            f"{base}/catalog/datasets?refine=keyword:{{q}}",
        ),
        one: of_each_dataset(each, f"{each}?include_links=true"),
        f"{one}/records": of_each_dataset(
            f"{each}/records", f"{each}/records?where=x", f"{each}/records?limit=0"
        ),
        f"{one}/exports": of_each_dataset(f"{each}/exports"),
        f"{one}/exports/{{format}}": of_each_dataset(
            f"{each}/exports/csv", f"{each}/exports/parquet", f"{each}/exports/none"
        ),
    }


DATA: dict[str, Addresses] = {
    **{path: walk for base in EXPLORE_BASES for path, walk in _explore(base).items()},
    "/explore/dataset/{dataset_id}/download": of_each_dataset(
        "/explore/dataset/{id}/download/", "/explore/dataset/{id}/download/?format=json"
    ),
    "/api/records/1.0/download": of_each_dataset("/api/records/1.0/download/?dataset={id}"),
    "/tiles/{dataset_id}/{z}/{x}/{y}.mvt": of_each_dataset(
        "/tiles/{id}/5/16/11.mvt", "/tiles/{id}/5/16/11.mvt?map=circles", "/tiles/{id}/5/99/0.mvt"
    ),
    "/tiles/base/{layer}/{z}/{x}/{y}.mvt": fixed(
        "/tiles/base/departements/5/16/11.mvt", "/tiles/base/none/5/16/11.mvt"
    ),
}

PAGES: dict[str, Addresses] = {
    "explore/": searched("/explore/?q={q}"),
    "explore/dataset/<slug:dataset_id>/": of_each_dataset("/explore/dataset/{id}/"),
    OLD_TABS: of_each_dataset("/explore/dataset/{id}/table/", "/explore/dataset/{id}/none/"),
    "": fixed("/"),
    "donnees/": searched("/donnees/?q={q}", "/donnees/?q={q}&producteur=commune-d-auch"),
    "donnees/suggestions/": searched("/donnees/suggestions/?q={q}"),
    "donnees/<slug:dataset_id>/": of_each_dataset(
        "/donnees/{id}/",
        "/donnees/{id}/?where=x",
        "/donnees/{id}/?order_by=DELIB_DATE",
        "/donnees/{id}/?version=1",
        "/donnees/{id}/?version=9",
        "/donnees/{id}/?colonne=VOTE_POUR",
    ),
    "donnees/<slug:dataset_id>/telecharger/": of_each_dataset("/donnees/{id}/telecharger/?q=x"),
    "donnees/<slug:dataset_id>/api/": of_each_dataset("/donnees/{id}/api/?where=x"),
    "donnees/flux.atom": fixed("/donnees/flux.atom"),
    "donnees/<slug:dataset_id>/flux.atom": of_each_dataset("/donnees/{id}/flux.atom"),
    "donnees/<slug:dataset_id>/historique/": of_each_dataset(
        "/donnees/{id}/historique/", "/donnees/{id}/historique/?version=1"
    ),
    "donnees/<slug:dataset_id>/lignes/<int:row>/": of_each_dataset(
        "/donnees/{id}/lignes/1/", "/donnees/{id}/lignes/2/?version=1", "/donnees/{id}/lignes/99/"
    ),
    "donnees/<slug:dataset_id>/graphique/": of_each_dataset(
        "/donnees/{id}/graphique/", f"/donnees/{{id}}/graphique/?{_CHART}&q={WORDS}"
    ),
    **{
        f"donnees/<slug:dataset_id>/graphique.{ending}": of_each_dataset(
            f"/donnees/{{id}}/graphique.{ending}?{_CHART}",
            f"/donnees/{{id}}/graphique.{ending}?chart=none",
        )
        for ending in ("svg", "png", "csv", "json")
    },
    "integrer/<slug:dataset_id>/graphique/": of_each_dataset(
        f"/integrer/{{id}}/graphique/?{_CHART}&theme=dark"
    ),
    "donnees/<slug:dataset_id>/carte/": lambda world: [
        *of_each_dataset("/donnees/{id}/carte/", f"/donnees/{{id}}/carte/?ajouter={WORDS}")(world),
        *with_each_layer("/donnees/{id}/carte/?layer={layer}&couche=1&liste=1")(world),
    ],
    "donnees/<slug:dataset_id>/carte.svg": of_each_dataset("/donnees/{id}/carte.svg"),
    "donnees/<slug:dataset_id>/carte.png": with_each_layer("/donnees/{id}/carte.png?layer={layer}"),
    "donnees/<slug:dataset_id>/carte.json": with_each_layer(
        "/donnees/{id}/carte.json?layer={layer}"
    ),
    "integrer/<slug:dataset_id>/carte/": with_each_layer("/integrer/{id}/carte/?layer={layer}"),
    "integrer/<slug:dataset_id>/tableau/": of_each_dataset(
        "/integrer/{id}/tableau/", "/integrer/{id}/tableau/?where=x&theme=dark"
    ),
    "donnees/<slug:dataset_id>/a-propos/": of_each_dataset("/donnees/{id}/a-propos/"),
    "documents/<slug:uid>/": fixed(
        *(f"/documents/{uid}/" for uid in (PUBLIC_DOCUMENT, *HIDDEN_DOCUMENTS, "never-given"))
    ),
    "producteurs/": fixed("/producteurs/"),
    "producteurs/<slug:slug>/": lambda world: [
        f"/producteurs/{world.organisation.slug}/",
        "/producteurs/commune-de-tarbes/",
    ],
    "publier/": searched("/publier/?commune={q}"),
    "publier/lieux/": searched("/publier/lieux/?q={q}"),
    "publier/<str:code>/": fixed("/publier/32013/", "/publier/65440/"),
    "brouillon/<str:token>/": draft(""),
    "brouillon/<str:token>/colonne/<str:key>/": draft("colonne/c0/"),
    "brouillon/<str:token>/modele/": draft("modele/"),
    "brouillon/<str:token>/acte/": draft("acte/"),
    "brouillon/<str:token>/relire/": draft("relire/"),
    "brouillon/<str:token>/apercu/": draft("apercu/"),
    "brouillon/<str:token>/pour-qui/": draft("pour-qui/"),
    "brouillon/<str:token>/identite/": draft("identite/"),
    "brouillon/<str:token>/publie/": draft("publie/"),
    "brouillon/<str:token>/retirer/": draft("retirer/"),
    "brouillon/<str:token>/essayer/": draft("essayer/"),
    "courriels-de-demonstration/": fixed("/courriels-de-demonstration/"),
    "accessibilite/": fixed("/accessibilite/"),
    "mentions-legales/": fixed("/mentions-legales/"),
    "donnees-personnelles/": fixed("/donnees-personnelles/"),
    "plan-du-site/": fixed("/plan-du-site/"),
    "composants/": fixed("/composants/", "/composants/?theme=sombre"),
    TOWN: fixed("/auch-32013", "/gers-32", "/auch-32013?q=conseil", "/tarbes-65440"),
    MENDED: fixed("/32013", "/another-name-32013/", "/nowhere-99999"),
    "theme.css": fixed("/theme.css"),
    "favicon.svg": fixed("/favicon.svg"),
}
