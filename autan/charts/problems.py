"""Why a chart cannot be drawn, in sentences that say what to do about it."""

from collections.abc import Mapping

from autan.charts.tongue import gettext_noop

REASONS: Mapping[str, str] = {
    "no-type": gettext_noop("Ce type de graphique n’existe pas. Choisissez-en un dans la liste."),
    "no-column": gettext_noop(
        "La colonne « %(column)s » n’existe pas dans ce tableau. Choisissez-en une autre."
    ),
    "unread": gettext_noop(
        "Cette valeur n’est pas comprise. Choisissez le nombre de lignes, ou un total, une "
        "moyenne, une médiane, un minimum ou un maximum d’une colonne."
    ),
    "no-number": gettext_noop(
        "« %(column)s » ne contient pas de nombres. Choisissez une colonne de nombres, ou le "
        "nombre de lignes."
    ),
    "no-quantity": gettext_noop(
        "« %(column)s » n’est pas une quantité : ses valeurs ne s’additionnent pas. Choisissez "
        "une autre colonne, ou le nombre de lignes."
    ),
    "no-order": gettext_noop("Cet ordre n’existe pas. Choisissez-en un dans la liste."),
    "no-grain": gettext_noop("Cette durée n’existe pas. Choisissez-en une dans la liste."),
    "no-top": gettext_noop("Écrivez un nombre de 1 à %(most)s, par exemple 12."),
    "wants-x": gettext_noop("Choisissez la colonne à montrer."),
    "x-group": gettext_noop(
        "« %(x)s » ne peut pas former de groupes. Choisissez une colonne de noms, de "
        "catégories ou de dates."
    ),
    "x-time": gettext_noop("« %(x)s » n’est pas une date ni une année. Choisissez-en une."),
    "x-number": gettext_noop(
        "« %(x)s » n’est pas une quantité. Choisissez une colonne de nombres."
    ),
    "y-number": gettext_noop("Choisissez une colonne de nombres pour la hauteur des points."),
    "y-one": gettext_noop("Ce graphique ne montre qu’une valeur. Gardez-en une seule."),
    "y-aggregate": gettext_noop(
        "Choisissez une valeur calculée : le nombre de lignes, un total, une moyenne…"
    ),
    "y-additive": gettext_noop(
        "Ce graphique montre les parts d’un tout : choisissez un total ou le nombre de lignes."
    ),
    "wants-series": gettext_noop(
        "Choisissez la colonne qui sépare les couleurs, ou plusieurs valeurs."
    ),
    "series-group": gettext_noop(
        "« %(series)s » ne peut pas séparer les couleurs. Choisissez une colonne de catégories."
    ),
    "series-twice": gettext_noop(
        "Une colonne ne peut pas servir deux fois. Choisissez une autre colonne pour les couleurs."
    ),
    "series-many": gettext_noop(
        "Choisissez soit plusieurs valeurs, soit une colonne pour les couleurs, pas les deux."
    ),
    "units": gettext_noop("Ces valeurs n’ont pas la même unité. Choisissez-en qui se comparent."),
}
"""French message ids; the places are titles of columns and limits."""
