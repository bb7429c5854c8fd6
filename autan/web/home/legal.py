"""Pages that the law asks for, with honest words: what is not done yet is said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from autan.tenants.territories import credits_of
from autan.web.parts import Crumb
from autan.web.typography import day


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _words(request, gettext("Accessibilité"), [
        (gettext("Non conforme, faute d’audit"), [
            gettext(
                "Ce portail est déclaré non conforme au RGAA 4.1.2 : aucun audit n’a encore été "
                "fait. C’est ce que la loi demande d’écrire dans ce cas, même si chaque page est "
                "testée pendant sa fabrication."
            ),
            gettext(
                "Ce que nous vérifions à chaque version : le clavier, les lecteurs d’écran par "
                "les rôles et les noms, les contrastes en clair et en sombre, l’affichage à 320 "
                "pixels de large, l’usage sans JavaScript."
            ),
        ]),
        (gettext("Signaler une difficulté"), [
            gettext(
                "Écrivez à l’équipe du portail : elle vous répond et vous donne l’information "
                "sous une autre forme. Si la réponse ne vous convient pas, vous pouvez saisir le "
                "Défenseur des droits."
            ),
        ]),
    ])  # fmt: skip


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    return _words(request, gettext("Mentions légales"), [
        ("", [
            gettext(
                "Éditeur : la collectivité qui ouvre ce portail, « %(name)s »."
            ) % {"name": request.portal.name},
            gettext(
                "Chaque jeu de données est publié par son producteur, sous la licence indiquée "
                "sur sa page."
            ),
            gettext("Le portail fonctionne avec Autan, logiciel libre sous licence EUPL 1.2."),
        ]),
        (gettext("D’où viennent le territoire et ses contours"), _credits()),
    ])  # fmt: skip


def _credits() -> list[str]:
    """The sources of the territory, as the Licence Ouverte 2.0 asks to name them."""
    built, sources = credits_of()
    if not built:
        return [gettext("Le fichier du territoire manque dans cette installation.")]
    when = gettext("Licence Ouverte 2.0. Fichier construit le %(day)s.")
    return [*sources, when % {"day": day(built)}]


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _words(request, gettext("Données personnelles"), [
        (gettext("Quand vous lisez"), [
            gettext(
                "Aucun compte, aucun cookie de suivi, aucune mesure d’audience par un tiers, "
                "aucune requête vers un autre site."
            ),
        ]),
        (gettext("Quand vous publiez"), [
            gettext(
                "Nous gardons l’adresse électronique qui a reçu le code, la date et l’action, "
                "pour savoir qui a publié quoi. Un cookie garde l’accès à votre brouillon "
                "pendant quatorze jours."
            ),
            gettext(
                "Le fichier d’origine est conservé à part et n’est jamais publié. Avant la "
                "publication, nous cherchons les noms de personnes privées et nous vous "
                "demandons quoi en faire."
            ),
        ]),
    ])  # fmt: skip


def _words(request: HttpRequest, title: str, parts: list[tuple[str, list[str]]]) -> HttpResponse:
    page = {"title": title, "parts": [{"title": name, "paragraphs": said} for name, said in parts]}
    return render(request, "home/words.html", {"page": page, "crumbs": [Crumb(title)]})
