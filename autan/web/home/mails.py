"""The mails of a demonstration, which leave for nowhere."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan.notices import reads
from autan.web.parts import Crumb


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    context = {
        "page": {"mails": reads.latest(20)},
        "crumbs": [Crumb(gettext("Courriels de démonstration"))],
    }
    return render(request, "home/mails.html", context)
