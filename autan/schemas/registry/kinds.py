"""What the values of a column of a registry's model mean: its type first, then what it asks for,
then its name. A pattern is kept whatever the kind; the kind brings the repairs."""

import re
from collections.abc import Mapping
from typing import Any

from autan.schemas.names import fold, listed, words
from autan.schemas.standard import Kind

_BY_TYPE = {
    "boolean": Kind.BOOLEAN,
    "datetime": Kind.DATETIME,
    "time": Kind.TIME,
    "year": Kind.YEAR,
    "yearmonth": Kind.CODE,
    "geopoint": Kind.POINT,
    "geojson": Kind.SHAPE,
    "array": Kind.LIST,
    "list": Kind.LIST,
}
_BY_FORMAT = {"uri": Kind.URL, "url": Kind.URL, "email": Kind.EMAIL, "uuid": Kind.UUID}
_BY_CHECK = {
    "siret": Kind.SIRET,
    "siren": Kind.SIREN,
    "phone-number": Kind.PHONE,
    "year-interval": Kind.YEARS,
    "code-postal": Kind.POSTCODE,
    "code-commune-insee": Kind.INSEE,
    "code-rna": Kind.RNA,
}
_DEGREES = re.compile(r"\b[xy]?(?:lat|long?|lng|latitude|longitude)\d*\b|\b(?:xlong|ylat)\b")
_AMOUNT = listed("montant montants prix cout couts tarif recette depense remuneration budget")
_SHARE = listed("taux part pourcentage pcent pct")
_PHONE = listed("tel telephone phone fax")
_MAIL = listed("mail email courriel courriels mel")
_WEB = listed("url web lien site_web siteweb")
_CODE = listed("id identifiant code ref reference numero num uid uuid cle pivot cote naf")
_NAME = listed("nom name denomination commune ville raison maitre auteur gestionnaire operateur")
_ADDRESS = listed("adresse address")
_GEOMETRY = listed("geometrie geometry geom wkt geomsurf")
_SHAPE = re.compile(r"\s*(?:$|\{|(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b)")
_COMMUNE = re.compile(r"\(\[013-9\]\\d\|2\[AB1-9\]\)\\d\{3\}|\\d\[AB\\d\]\\d\{3\}")


def kind_of(field: Mapping[str, Any], check: str = "") -> Kind:
    """``field``: as ``table_schema.facts`` gives it; ``check``: the custom check on this column."""
    match field["type"]:
        case "date":
            return Kind.YEAR if field.get("format") == "%Y" else Kind.DATE
        case "integer":
            return Kind.INTEGER
        case "number":
            return _number(field)
        case "string":
            return _text(field, check)
        case other:
            return _BY_TYPE.get(other, Kind.TEXT)


def _number(field: Mapping[str, Any]) -> Kind:
    said = words(field["name"])
    if _DEGREES.search(" ".join(said)) and _far_from_whole(field):
        return Kind.DEGREES
    if field.get("minimum") in (0, 0.01) and field.get("maximum") == 1 and set(said) & _SHARE:
        return Kind.SHARE
    return Kind.AMOUNT if set(said) & _AMOUNT else Kind.NUMBER


def _far_from_whole(field: Mapping[str, Any]) -> bool:
    """A longitude has decimals, the length of a lorry has few."""
    example = str(field.get("example", ""))
    return not example or re.fullmatch(r"-?\d{1,3}\.\d{2,}", example) is not None


def _text(field: Mapping[str, Any], check: str) -> Kind:
    known = _BY_CHECK.get(check) or _BY_FORMAT.get(field.get("format", ""))
    if known:
        return known
    said = set(words(field["name"]))
    choices = field.get("choices", [])
    if _is_shape(field, said, choices):
        return Kind.SHAPE
    if choices:
        return Kind.CHOICE
    pattern = field.get("pattern") or field.get("pattern_not_run", "")
    return _asked(pattern, said) or _named(field, said)


def _is_shape(field: Mapping[str, Any], said: set[str], choices: Any) -> bool:
    """Some models list the classes of geometry (ISO 19107) as if they were values."""
    if choices:
        return isinstance(choices, list) and all(one.startswith("GM_") for one in choices)
    return bool(said & _GEOMETRY) and _SHAPE.match(str(field.get("example", ""))) is not None


def _asked(pattern: str, said: set[str]) -> Kind | None:
    """By the form that the model asks for, when the name agrees or the form leaves no doubt."""
    bare = pattern.strip("^$")
    if bare == r"\d{14}":
        return Kind.SIRET
    if bare == r"\d{9}":
        return Kind.SIREN
    if bare == r"W\d{9}":
        return Kind.RNA
    if "postal" in said or said >= {"cp"}:
        return Kind.POSTCODE
    if _COMMUNE.fullmatch(bare):
        return Kind.INSEE
    if bare.startswith(("(https?", "https?")):
        return Kind.URL
    if bare.startswith(r"\d{4}-\d{2}-\d{2}T"):
        return Kind.DATETIME
    if pattern and said & _PHONE:
        return Kind.PHONE
    return Kind.CODE if pattern else None


def _named(field: Mapping[str, Any], said: set[str]) -> Kind:
    example = fold(field.get("example", ""))
    if example.startswith(("http://", "https://")):
        return Kind.URL
    if "siret" in said:
        return Kind.SIRET
    if "siren" in said:
        return Kind.SIREN
    if "insee" in said and re.fullmatch(r"\d{5}|2[ab]\d{3}", example):
        return Kind.INSEE
    if said & _MAIL and "|" not in example:
        return Kind.EMAIL
    if said & _PHONE:
        return Kind.PHONE
    if said & _ADDRESS and "complement" not in said:
        return Kind.ADDRESS
    if said & _CODE:
        return Kind.CODE
    return Kind.NAME if said & _NAME else Kind.TEXT
