"""What went wrong, in the words of who reads: an error of ours is a sentence, never its code."""

from django.utils.translation import gettext

from autan.errors import AutanError
from autan.query.odsql import OdsqlError


def words(error: AutanError) -> tuple[str, str, str]:
    """What happened, what was kept, what to do: translated, with their facts; "" for the unsaid."""
    parts = (error.sentence, error.kept, error.remedy)
    said = (gettext(part) if part else "" for part in parts)
    sentence, kept, remedy = (part % error.facts if error.facts else part for part in said)
    return sentence, kept, remedy


def in_words(error: AutanError) -> str:
    """The same as one text; that of a question, exact and in English, is for programs."""
    if isinstance(error, OdsqlError):
        return gettext(
            "L’adresse de cette page demande une colonne qui n’existe pas, ou une condition "
            "mal écrite. Retirez un filtre, ou revenez au tableau entier."
        )
    return " ".join(filter(None, words(error)))
