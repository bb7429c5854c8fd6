"""What the words of headers prove: many are in half of the world's tables, and prove nothing."""

from functools import lru_cache

from autan.schemas.names import listed, meaning

# In the form of ``names.meaning``.
_COMMON = listed(
    """
    identifiant nom prenom date type commune ville adresse url lien info information description
    latitude longitude x y source code titre intitule statut etat annee montant objet insee siret
    siren telephone email nature service direction libelle numero reference categorie theme
    postal rue voie site web internet complement commentaire remarque observation nombre total
    mise jour maj debut fin heure region departement pays geom geometry geometrie geo point shape
    coordonnee position zone quartier secteur valeur unite prix tarif gratuit horaire contact
    gestionnaire proprietaire producteur identite lieu place surface longueur largeur hauteur
    capacite photo image document fichier domaine budget exercice section operation key
    name address city zip title label status id object raison sociale collectivite
    cp duree modele marque format auteur creation publication pmr organisme tier
    ttc ht euro eur lieudit num
    """
)
_COMMON_WEIGHT = 0.2
# Columns that programs add, or that say nothing of the subject: a file is none the poorer, nor the
# stranger, for having them.
_TECHNICAL = listed(
    """
    fid gid ogc objectid oid globalid rowid uuid geom geometry geometrie shape area leng length
    observation remarque commentaire note created edited creator editor modified last user layer
    path angle rotation symbole style visible visibility tessellate begin end timestamp draworder
    extrude altitudemode icon altitude
    """
)
_NEUTRAL = frozenset(
    {
        *(("identifiant",), ("numero", "ligne"), ("date",), ("maj",), ("date", "maj")),
        *(("type", "voie"), ("code", "postal"), ("code", "rivoli"), ("code", "fantoir")),
    }
)


@lru_cache(maxsize=8192)
def weight(header: str) -> float:
    """How much it proves that a header is found in a standard: 1, or little for common words."""
    said = meaning(header)
    rare = sum(word not in _COMMON and not word.isdigit() for word in said)
    return 1.0 if rare else _COMMON_WEIGHT


@lru_cache(maxsize=8192)
def technical(header: str) -> bool:
    """Is it a column that says nothing of the subject?"""
    said = meaning(header)
    return said in _NEUTRAL or (bool(said) and all(w in _TECHNICAL or w.isdigit() for w in said))
