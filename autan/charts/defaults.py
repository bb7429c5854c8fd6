"""The questions that people have about each common model, with the title that they would give."""

from collections.abc import Mapping

from autan.charts.tongue import gettext_noop
from autan.query.state import ChartWords as Words

_MARCHES = (
    (
        gettext_noop("Les entreprises qui obtiennent le plus"),
        Words("bars", "TITULAIRES_DENOMINATION", "sum(MONTANT)"),
    ),
    (
        gettext_noop("Les achats publics, mois par mois"),
        Words("bars", "NOTIFICATION_DATE", "sum(MONTANT)"),
    ),
    (gettext_noop("Ce que la collectivité achète"), Words("pie", "NATURE_MARCHE", "sum(MONTANT)")),
    (gettext_noop("Comment les marchés sont passés"), Words("bars", "PROCEDURE", "count(*)")),
)

BY_STANDARD: Mapping[str, tuple[tuple[str, Words], ...]] = {
    "scdl-subventions": (
        (
            gettext_noop("Qui reçoit le plus de subventions ?"),
            Words("bars", "nomBeneficiaire", "sum(montant)"),
        ),
        (
            gettext_noop("Les subventions accordées, au fil du temps"),
            Words("bars", "dateConvention", "sum(montant)", grain="year"),
        ),
        (
            gettext_noop("Beaucoup de petites subventions, ou quelques grandes ?"),
            Words("histogram", "montant", "count(*)"),
        ),
        (gettext_noop("À quoi servent les subventions"), Words("bars", "objet", "sum(montant)")),
    ),
    "scdl-deliberations": (
        (
            gettext_noop("Combien de délibérations, mois par mois"),
            Words("bars", "DELIB_DATE", "count(*)", grain="month"),
        ),
        (
            gettext_noop("De quoi le conseil décide"),
            Words("bars", "DELIB_MATIERE_NOM", "count(*)"),
        ),
        (
            gettext_noop("Comment le conseil a voté"),
            Words(
                "stacked",
                "DELIB_DATE",
                "sum(VOTE_POUR),sum(VOTE_CONTRE),sum(VOTE_ABSTENTION)",
                grain="year",
            ),
        ),
    ),
    "scdl-marches-publics": _MARCHES,
    "decp-2.0.3": (
        (
            gettext_noop("Les achats publics, mois par mois"),
            Words("bars", "dateNotification", "sum(montant)"),
        ),
        (
            gettext_noop("Comment les marchés sont passés"),
            Words("bars", "procedure", "sum(montant)"),
        ),
        (
            gettext_noop("Beaucoup de petits marchés, ou quelques grands ?"),
            Words("histogram", "montant", "count(*)"),
        ),
        (gettext_noop("Ce que la collectivité achète"), Words("pie", "nature", "sum(montant)")),
    ),
    "scdl-prenoms": (
        (
            gettext_noop("Les prénoms les plus donnés"),
            Words("bars", "ENFANT_PRENOM", "sum(NOMBRE_OCCURRENCES)"),
        ),
        (
            gettext_noop("Combien de naissances, année par année"),
            Words("bars", "ANNEE", "sum(NOMBRE_OCCURRENCES)"),
        ),
        (
            gettext_noop("Les prénoms au fil des années"),
            Words("lines", "ANNEE", "sum(NOMBRE_OCCURRENCES)", series="ENFANT_PRENOM"),
        ),
        (
            gettext_noop("Filles et garçons, année par année"),
            Words("stacked", "ANNEE", "sum(NOMBRE_OCCURRENCES)", series="ENFANT_SEXE"),
        ),
    ),
    "scdl-equipements": (
        (gettext_noop("Les équipements, par thème"), Words("bars", "EQUIP_THEME", "count(*)")),
        (gettext_noop("Quels équipements, et combien"), Words("bars", "EQUIP_TYPE", "count(*)")),
        (gettext_noop("Où sont les équipements"), Words("bars", "ADR_COMMUNE", "count(*)")),
    ),
    "scdl-budget": (
        (
            gettext_noop("Ce que la collectivité dépense et reçoit, par chapitre"),
            Words("grouped", "BGT_CONTNAT_LABEL", "sum(BGT_MTREAL)", series="BGT_CODRD"),
        ),
        (
            gettext_noop("Le budget voté, par chapitre"),
            Words("grouped", "BGT_CONTNAT_LABEL", "sum(BGT_MTPREV)", series="BGT_CODRD"),
        ),
        (
            gettext_noop("Le quotidien et les projets"),
            Words("stacked", "BGT_SECTION", "sum(BGT_MTREAL)", series="BGT_CODRD"),
        ),
        (
            gettext_noop("Ce que la collectivité dépense et reçoit, par fonction"),
            Words("grouped", "BGT_FONCTION_LABEL", "sum(BGT_MTREAL)", series="BGT_CODRD"),
        ),
    ),
    "scdl-menus-collectifs": (
        (gettext_noop("Les plats les plus servis"), Words("bars", "menuPlatNom", "count(*)")),
        (gettext_noop("Les régimes proposés"), Words("bars", "menuPlatRegime", "count(*)")),
        (
            gettext_noop("Les labels officiels dans l’assiette"),
            Words("bars", "menuPlatSiqo", "count(*)"),
        ),
    ),
    "scdl-catalogue": (
        (gettext_noop("De quoi parlent les jeux de données"), Words("bars", "THEME", "count(*)")),
        (gettext_noop("Les publications, au fil du temps"), Words("bars", "DATE_PUBL", "count(*)")),
        (
            gettext_noop("À quel rythme les données sont revues"),
            Words("bars", "FREQ_MAJ", "count(*)"),
        ),
    ),
}
"""By identifier of the standard, the best first; those that the table cannot answer are skipped."""
