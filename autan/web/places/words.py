"""The words of the trade that a page uses, explained to whoever taps them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Word:
    """``name`` is the anchor of the explanation."""

    name: str
    word: str
    meaning: str


def explained(blocks: Collection[str]) -> dict[str, Word]:
    """The words of the blocks that a page has, by the name of the block."""
    known = {
        "decisions": Word(
            "deliberation",
            gettext("Délibération"),
            gettext(
                "Une décision du conseil, votée en séance publique. Elle est écrite, "
                "numérotée, envoyée à la préfecture, et chacun peut la lire."
            ),
        ),
        "subsidies": Word(
            "subvention",
            gettext("Subvention"),
            gettext(
                "Une somme que la collectivité donne à une association ou à un organisme, pour un "
                "projet d’intérêt général. Elle n’achète rien en échange."
            ),
        ),
        "purchases": Word(
            "marche",
            gettext("Marché public"),
            gettext(
                "Un contrat par lequel la collectivité achète des travaux, des fournitures ou des "
                "services à une entreprise, après l’avoir mise en concurrence."
            ),
        ),
        "services": Word(
            "equipement",
            gettext("Équipement public"),
            gettext(
                "Un lieu ouvert à tous ou utile à tous\u202f: mairie, école, stade, médiathèque, "
                "salle, piscine…"
            ),
        ),
    }
    return {name: word for name, word in known.items() if name in blocks}
