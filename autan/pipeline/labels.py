"""Headers as people would have written them: « code_postal » is « Code postal ».

A header that reads as French is left alone, but for its first letter. Technical ones are cut into
words, those in capitals take small letters, and the words of towns get their accents back.
"""

import re

from autan.schemas.names import fold, listed

_DBASE = re.compile(r",[CNDLFM](,\d+)*$")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ])")
_JOINTS = re.compile(r"[_\s]+|(?<=[a-z0-9])\.(?=[a-z])|(?<=\w)-(?=\w)")
_TECHNICAL = re.compile(
    r"_|^[A-Za-z]?[a-z0-9]+$|^[a-z0-9]+(?:[.-][a-z0-9]+)+$|^[a-z]+(?:[A-Z][a-z0-9]*)+$"
)
_ACRONYMS = listed(
    """
    siret siren insee rna iris url epci naf ape uai id tva ht ttc pmr erp cp rgpd plu plui zac za
    zi csp ban bal osm wgs84 utm ign dgfip caf ccas ehpad ram alsh scot sig qpv nic cog iban bic
    gps html pdf xml json csv tnt wifi irve idu
    """
)
_ACCENTED = {
    fold(word): word
    for word in listed(
        """
        année années numéro numéros téléphone département départements région régions référence
        références catégorie catégories intitulé libellé libellés désignation délibération
        délibérations début décision décisions école écoles élève élèves élection élections
        équipement équipements établissement établissements état étage réseau bâtiment bâtiments
        bénéficiaire bénéficiaires capacité commentaire coordonnées créé créée création qualité
        propriété propriétaire modalités accessibilité activité activités adhérents fréquence
        fréquentation horaires marché marchés matière musée nature numérique opération période
        prénom prénoms quantité règlement salarié sécurité séance société spécificité résultat
        résultats évènement événement événements énergie électricité équipé dépense dépenses
        montée véhicule véhicules vélo vélos été hébergement médiathèque bibliothèque cinéma théâtre
        durée durées électrique électriques considérant créneau libellé méthode mètres
        géométrie généré gérant géré légende représentant dénomination déchet déchets déchèterie
        données métropole collectivité collectivités âge mise modifié publié validé
        """
    )
}
_KNOWN = {
    "geo_point_2d": "Position",
    "geo_point": "Position",
    "geo_shape": "Forme sur la carte",
    "geom": "Forme sur la carte",
    "the_geom": "Forme sur la carte",
    "geometry": "Forme sur la carte",
    "long": "Longitude",
    "lon": "Longitude",
    "lng": "Longitude",
    "lat": "Latitude",
    "tel": "Téléphone",
    "mail": "Adresse électronique",
    "email": "Adresse électronique",
    "cp": "Code postal",
    "ville": "Ville",
    "nom_com": "Commune",
    "code_insee": "Code INSEE",
}


def label(header: str) -> str:
    """What people read for a column of that header; the header itself when it is readable."""
    bare = _DBASE.sub("", header.strip())
    known = _KNOWN.get(fold(bare).replace(" ", "_"))
    if known:
        return known
    shouted = bare.upper() == bare and any(c.isalpha() for c in bare)
    if not shouted and not _TECHNICAL.search(bare):
        return bare[:1].upper() + bare[1:] or header
    cut = bare if shouted else _CAMEL.sub(" ", bare)
    words = [_word(word, shouted) for word in _JOINTS.split(cut) if word]
    text = " ".join(words)
    return text[:1].upper() + text[1:] or header


def _word(word: str, shouted: bool) -> str:
    """A word in its usual letters; what is short and shouted may be an acronym: nobody knows."""
    low = fold(word)
    if low in _ACRONYMS:
        return word.upper()
    small = word.lower() if shouted or not word.isupper() or len(word) > 4 else word
    # Small words lose nothing to their accents: « ecole » is « école ».
    return _ACCENTED.get(low, small)
