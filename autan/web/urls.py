"""Every page, in reading order."""

from django.urls import path, re_path

from autan.web import faces
from autan.web.datasets import (
    catalogue,
    charting,
    closing,
    documents,
    embedding,
    feeds,
    mapping,
    suggesting,
)
from autan.web.datasets import pages as datasets
from autan.web.gallery import pages as gallery
from autan.web.home import legal, mails
from autan.web.home import pages as home
from autan.web.organisations import pages as organisations
from autan.web.places import pages as places
from autan.web.places.addresses import CODE, NAME
from autan.web.publish import (
    act,
    done,
    identity,
    opening,
    preview,
    review,
    standards,
    understanding,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("donnees/", catalogue.search, name="search"),
    path("donnees/suggestions/", suggesting.suggestions, name="suggestions"),
    path("donnees/flux.atom", feeds.latest, name="feed"),
    path("donnees/<slug:dataset_id>/", datasets.detail, name="dataset"),
    path("donnees/<slug:dataset_id>/telecharger/", datasets.downloads, name="dataset-downloads"),
    path("donnees/<slug:dataset_id>/api/", datasets.code, name="dataset-api"),
    path("donnees/<slug:dataset_id>/historique/", closing.history, name="dataset-history"),
    path("donnees/<slug:dataset_id>/a-propos/", datasets.about, name="dataset-about"),
    path("donnees/<slug:dataset_id>/lignes/<int:row>/", datasets.row, name="dataset-row"),
    path("donnees/<slug:dataset_id>/flux.atom", feeds.dataset, name="dataset-feed"),
    path("integrer/<slug:dataset_id>/tableau/", embedding.table, name="embed-table"),
    path("donnees/<slug:dataset_id>/graphique/", charting.chart, name="dataset-chart"),
    path("donnees/<slug:dataset_id>/graphique.svg", charting.svg, name="chart-svg"),
    path("donnees/<slug:dataset_id>/graphique.png", charting.png, name="chart-png"),
    path("donnees/<slug:dataset_id>/graphique.csv", charting.csv, name="chart-csv"),
    path("donnees/<slug:dataset_id>/graphique.json", charting.specification, name="chart-json"),
    path("integrer/<slug:dataset_id>/graphique/", charting.embed, name="embed-chart"),
    path("donnees/<slug:dataset_id>/carte/", mapping.page, name="dataset-map"),
    path("donnees/<slug:dataset_id>/carte.svg", mapping.svg, name="map-svg"),
    path("donnees/<slug:dataset_id>/carte.png", mapping.png, name="map-png"),
    path("donnees/<slug:dataset_id>/carte.json", mapping.specification, name="map-json"),
    path("integrer/<slug:dataset_id>/carte/", mapping.embed, name="embed-map"),
    path("documents/<slug:uid>/", documents.document, name="document"),
    path("producteurs/", organisations.directory, name="organisations"),
    path("producteurs/<slug:slug>/", organisations.detail, name="organisation"),
    # The clerk's path, S0 to S6.
    path("publier/", opening.place, name="publish"),
    path("publier/lieux/", opening.places, name="places"),
    path("publier/<str:code>/", opening.drop, name="drop"),
    path("brouillon/<str:token>/", understanding.understood, name="draft"),
    path("brouillon/<str:token>/colonne/<str:key>/", understanding.column, name="draft-column"),
    path("brouillon/<str:token>/modele/", standards.standard, name="draft-standard"),
    path("brouillon/<str:token>/acte/", act.act, name="draft-act"),
    path("brouillon/<str:token>/relire/", review.review, name="draft-review"),
    path("brouillon/<str:token>/apercu/", preview.preview, name="draft-preview"),
    path("brouillon/<str:token>/pour-qui/", opening.whose, name="draft-whose"),
    path("brouillon/<str:token>/identite/", identity.identity, name="draft-identity"),
    path("brouillon/<str:token>/publie/", done.done, name="draft-done"),
    path("brouillon/<str:token>/retirer/", done.withdraw, name="draft-withdraw"),
    path("brouillon/<str:token>/essayer/", opening.again, name="draft-again"),
    path("courriels-de-demonstration/", mails.mails, name="demo-mails"),
    path("accessibilite/", legal.accessibility, name="accessibility"),
    path("mentions-legales/", legal.legal, name="legal"),
    path("donnees-personnelles/", legal.privacy, name="privacy"),
    path("plan-du-site/", home.site_map, name="site-map"),
    path("composants/", gallery.gallery, name="gallery"),
    # A town, an intercommunality, a département: /noe-31399. Last: any word may be a name.
    re_path(rf"^(?P<slug>{NAME})-(?P<code>{CODE})$", places.place, name="place"),
    re_path(rf"^(?:(?P<slug>[^/]*)-)?(?P<code>{CODE})/?$", places.place, name="place-mended"),
    path("theme.css", faces.theme, name="theme"),
    path("favicon.svg", faces.favicon, name="favicon"),
]
