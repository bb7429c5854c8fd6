"""What a column is, in a clerk's words."""

from django.utils.translation import gettext

from autan.tabular.fields import Field, FieldType


def type_of(field: Field) -> str:
    """« date », « nombre entier »."""
    return {
        FieldType.TEXT: gettext("texte"),
        FieldType.INTEGER: gettext("nombre entier"),
        FieldType.NUMBER: gettext("nombre"),
        FieldType.BOOLEAN: gettext("oui ou non"),
        FieldType.DATE: gettext("date"),
        FieldType.DATETIME: gettext("date et heure"),
        FieldType.GEO_POINT: gettext("position sur la carte"),
        FieldType.GEO_SHAPE: gettext("forme sur la carte"),
    }[field.type]


def meaning_of(field: Field) -> str:
    """What the standard says of it, else where it comes from."""
    if field.description:
        return field.description
    if not field.source or field.source == field.title:
        return gettext("Colonne du fichier d’origine.")
    return gettext("Colonne « %(header)s » du fichier d’origine.") % {"header": field.source}
