"""Every kind of page that anybody may open, as one table: where it is, and what it may weigh.

``{deliberations}`` and the like stand for what ``tests.browser.town`` published. A page that is
added to the portal is added here: it is then read by axe, reflowed, weighed and cried at.
"""

from dataclasses import dataclass

from tests.browser.town import CODE, HOSTILE_CODE

# Kilobytes of a first visit, compressed, and number of requests (frontend.md, 5).
READING, STUDIO, PUBLISHING, EMBEDDED = 150, 180, 120, 50


@dataclass(frozen=True)
class Place:
    """``spoken``: it is said in English and in Occitan too, and looked at in these languages.

    ``framed``: it is shown within a page of another site, without our head and foot. ``drawn``:
    kilobytes of the picture that the document holds.
    """

    path: str
    budget: int = READING
    spoken: bool = False
    framed: bool = False
    drawn: int = 0
    status: int = 200

    @property
    def page(self) -> int:
        """Kilobytes of the document and of its style."""
        return {STUDIO: 40, EMBEDDED: 45}.get(self.budget, 30) + self.drawn

    def at(self, published: dict[str, str]) -> str:
        return self.path.format(**published)


EVERYWHERE = (
    Place("/", spoken=True, drawn=15),
    Place("/donnees/", spoken=True),
    Place("/donnees/?q=deliberation", spoken=True),
    Place("/donnees/?q=introuvable"),
    Place("/donnees/{deliberations}/", spoken=True),
    Place("/donnees/{deliberations}/?where=DELIB_OBJET+like+%22cantine%22"),
    Place("/donnees/{deliberations}/telecharger/"),
    Place("/donnees/{deliberations}/api/"),
    Place("/donnees/{deliberations}/historique/"),
    Place("/donnees/{deliberations}/a-propos/"),
    Place("/donnees/{deliberations}/lignes/1/"),
    Place("/donnees/{subventions}/graphique/", STUDIO),
    Place("/donnees/{subventions}/graphique/?chart=bars&chart.x=nomBeneficiaire", STUDIO),
    Place("/donnees/{equipements}/carte/", STUDIO),
    Place("/donnees/{equipements}/carte/?map=categories&map.by=EQUIP_THEME", STUDIO),
    Place("/integrer/{deliberations}/tableau/", EMBEDDED, framed=True),
    Place("/integrer/{subventions}/graphique/", EMBEDDED, framed=True),
    Place("/integrer/{equipements}/carte/", EMBEDDED, framed=True),
    Place(f"/cugnaux-{CODE}", spoken=True),
    Place(f"/noe-{HOSTILE_CODE}"),
    Place("/producteurs/"),
    Place("/producteurs/commune-de-cugnaux/"),
    Place("/publier/", PUBLISHING),
    Place("/publier/?commune=nulle-part", PUBLISHING),
    Place("/publier/32013/", PUBLISHING),
    Place("/courriels-de-demonstration/"),
    Place("/accessibilite/"),
    Place("/mentions-legales/"),
    Place("/donnees-personnelles/"),
    Place("/plan-du-site/"),
    Place("/composants/"),
    Place("/une-page-qui-n-existe-pas/", status=404),
)
SPOKEN = tuple(place for place in EVERYWHERE if place.spoken)

# Where the hostile table and the hostile map are shown, asked for, drawn and embedded.
HOSTILE = (
    "/",
    "/donnees/",
    "/donnees/?q=window.canary",
    "/donnees/?q=%22%3E%3Cscript%3Ewindow.canary=1%3C/script%3E",
    "/donnees/{hostile}/",
    "/donnees/{hostile}/?where=%3Cimg+src=x+onerror=window.canary=1%3E",
    "/donnees/{hostile}/?q=%3C/script%3E%3Cscript%3Ewindow.canary=1%3C/script%3E",
    "/donnees/{hostile}/?chart.title=%22%3E%3Csvg+onload=window.canary=1%3E",
    "/donnees/{hostile}/telecharger/",
    "/donnees/{hostile}/api/",
    "/donnees/{hostile}/historique/",
    "/donnees/{hostile}/a-propos/",
    "/donnees/{hostile}/lignes/1/",
    "/donnees/{hostile}/graphique/",
    "/donnees/{hostile}/graphique/?chart=bars&chart.title=%3Cimg+src=x+onerror=window.canary=1%3E",
    "/donnees/{hostile}/flux.atom",
    "/integrer/{hostile}/tableau/",
    "/integrer/{hostile}/graphique/",
    "/donnees/{hostile-map}/",
    "/donnees/{hostile-map}/carte/",
    "/donnees/{hostile-map}/carte/?map=categories&map.by=nom&map.popup=nom,lien",
    "/donnees/{hostile-map}/carte/?map.title=%22%3E%3Csvg+onload=window.canary=1%3E",
    "/integrer/{hostile-map}/carte/",
    f"/noe-{HOSTILE_CODE}",
    "/producteurs/",
    "/producteurs/commune-de-noe/",
    "/composants/?theme=%22%3E%3Cscript%3Ewindow.canary=1%3C/script%3E",
    "/%22%3E%3Cscript%3Ewindow.canary=1%3C/script%3E/",
)
