"""Every page, in reading order."""

from django.urls import path

from autan.web import faces
from autan.web.datasets import documents
from autan.web.datasets import pages as datasets
from autan.web.home import legal, mails
from autan.web.home import pages as home
from autan.web.organisations import pages as organisations
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
    path("donnees/", datasets.search, name="search"),
    path("donnees/<slug:dataset_id>/", datasets.detail, name="dataset"),
    path("donnees/<slug:dataset_id>/telecharger/", datasets.downloads, name="dataset-downloads"),
    path("donnees/<slug:dataset_id>/api/", datasets.code, name="dataset-api"),
    path("donnees/<slug:dataset_id>/a-propos/", datasets.about, name="dataset-about"),
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
    path("theme.css", faces.theme, name="theme"),
    path("favicon.svg", faces.favicon, name="favicon"),
]
