"""Columns that describe the person a row names: home, pay, family, health, birth, means.

Judged with the rest of the row: « Indice » or « Adresse » alone say nothing of anybody. Beside a
name they do, and a name that is masked is found again by them: the careful answer is to leave the
column out. Diet, health and means are asked beside a first name or a day of birth alone.
"""

from autan.privacy.detector import Column, Detector, Found
from autan.privacy.nominative import FIRST, NAME, of_individuals, of_people, says_who
from autan.schemas.names import listed

_SENSITIVE = listed(
    """
    regime pai allergie allergies handicap mdph rqth aah sante medical medicale medicaux maladie
    traitement vaccin vaccins vaccination invalidite quotient qf rsa apa rfr revenu revenus
    religion syndicat nationalite
    """
)
_DESCRIBES = listed(
    """
    naissance ne nee ddn adresse rue voie domicile domiciliation residence complement
    tel telephone telephones portable mobile gsm fixe mail mails email courriel courriels
    salaire indice echelon grade remuneration prime primes ifse rifseep cia nbi brut net paie
    majore matricule quotite absence absences conge conges arret
    fiscal impot impots ressources situation familiale marital conjoint epoux epouse pere mere
    parent parents responsable responsables tuteur tutrice tuteurs enfants famille foyer usage
    age ages iban bic rib banque bancaire nir secu securite caf allocataire aide aides secours
    """
)
_WORKING_TIME = frozenset(("temps", "travail"))
_OF_SOMETHING_ELSE = listed(
    """
    bien terrain travaux chantier service site lieu equipement etablissement ecole structure
    organisme affectation prix consommation
    """
)
_BIRTHPLACE = frozenset(("naissance", "ne", "nee"))


def _find(column: Column) -> Found | None:
    if column.field or not len(column.texts):
        return None
    if column.words & _OF_SOMETHING_ELSE and not column.words & _BIRTHPLACE:
        return None
    if column.words & _SENSITIVE and (of_people(column) or of_individuals(column)):
        return _asked("touche à la vie privée des personnes de ce tableau")
    if column.words & (FIRST | NAME) and says_who(column.header) and of_people(column):
        return _asked("nomme les personnes de ce tableau")
    described = column.words & _DESCRIBES or column.words >= _WORKING_TIME
    if described and of_people(column):
        return _asked("décrit les personnes que ce tableau nomme")
    return None


def _asked(what: str) -> Found:
    sentence = f"« %(column)s » {what} (%(count)s lignes)."
    return Found(sentence.replace(" (%(count)s lignes)", ""), sentence, True, removal=True)


DETECTOR = Detector("person-row", _find)
