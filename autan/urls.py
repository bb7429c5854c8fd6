"""Every page route, in reading order; French has no prefix, English is under ``/en/``."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView

# Where Opendatasoft had its pages: the links that the world kept still lead to ours.
_dataset_of_old = RedirectView.as_view(pattern_name="dataset", permanent=True, query_string=True)
_search_of_old = RedirectView.as_view(pattern_name="search", permanent=True, query_string=True)
_TABS = "information|table|map|analyze|images|calendar|custom|export|api"


def _tab_of_old(request: HttpRequest, dataset_id: str, tab: str) -> HttpResponse:
    return _dataset_of_old(request, dataset_id=dataset_id)


urlpatterns = [
    path("explore/", _search_of_old, name="old-search"),
    path("explore/dataset/<slug:dataset_id>/", _dataset_of_old, name="old-dataset"),
    re_path(
        rf"^explore/dataset/(?P<dataset_id>[-\w]+)/(?P<tab>{_TABS})/$", _tab_of_old, name="old-tab"
    ),
    *i18n_patterns(
        path("", include("autan.web.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "autan.web.home.faults.refused"
handler404 = "autan.web.home.faults.missing"
handler500 = "autan.web.home.faults.incident"
