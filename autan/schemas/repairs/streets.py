"""The type of a street written in a column of its own (« RUE » | « DE LA RÉPUBLIQUE »): one name
again, with the usual abbreviations of the tax office and of the post spelt."""

from collections.abc import Iterable

import polars as pl

from autan.schemas.names import fold, phrases

_SPELT: dict[str, str] = {
    short: long
    for long, shorts in {
        "allée": "all",
        "allées": "alls",
        "ancien chemin": "anc chem | ach",
        "avenue": "av | ave | aven",
        "boulevard": "bd | bld | blvd | boul | bvd",
        "carrefour": "car | carr",
        "chaussée": "chs | chauss",
        "chemin": "che | chem | ch | chm",
        "chemin rural": "cr",
        "cité": "cite",
        "clos": "",
        "cour": "",
        "cours": "crs",
        "côte": "cote",
        "descente": "dsc",
        "domaine": "dom",
        "esplanade": "esp | espl",
        "faubourg": "fg | fbg",
        "grande rue": "gr | grand rue",
        "hameau": "ham",
        "impasse": "imp",
        "jardin": "jard",
        "lieu-dit": "ld | lieu dit | lieudit",
        "lotissement": "lot | lotis",
        "mail": "",
        "montée": "mte | mtee",
        "parc": "",
        "parvis": "prv",
        "passage": "pas | pass | psg",
        "passerelle": "",
        "place": "pl",
        "placette": "pltte",
        "pont": "",
        "porte": "pte",
        "promenade": "prom",
        "quai": "",
        "quartier": "qua | quart",
        "résidence": "res | resid",
        "rond-point": "rpt | rond point | rdpt",
        "route": "rte",
        "rue": "r",
        "ruelle": "rle",
        "sente": "sen",
        "sentier": "sent",
        "square": "sq",
        "terrasse": "tsse",
        "traverse": "tra | trav",
        "venelle": "ven",
        "villa": "vla",
        "voie": "voi",
        "voie communale": "vc",
        "zone artisanale": "za",
        "zone d'activités": "zone d'activites | zone d'activite",
        "zone industrielle": "zi",
    }.items()
    for short in (long, fold(long), *phrases(shorts))
}
_STARTS = r"(?i)^\s*(?:" + "|".join(sorted({fold(one) for one in _SPELT.values()})) + r")\b"
_LEAST = 0.9


def are_types(values: Iterable[str]) -> bool:
    """Are nearly all these texts types of streets?"""
    told = [fold(value).strip(" .") in _SPELT for value in values]
    return bool(told) and sum(told) >= _LEAST * len(told)


def without_type(values: Iterable[str]) -> pl.Series:
    """For each of these names of streets: does its type fail to stand before it?"""
    return ~pl.Series([fold(value) for value in values], dtype=pl.String).str.contains(_STARTS)


def joined(kind: pl.Expr, name: pl.Expr) -> pl.Expr:
    """« RUE » and « DE LA RÉPUBLIQUE »: « RUE DE LA RÉPUBLIQUE ». The name alone where the type
    is empty or is there already; null where there is no name."""
    bare = kind.str.strip_chars(" .")
    spelt = bare.str.to_lowercase().replace(_SPELT)
    capitals = (name.str.to_uppercase() == name) & (bare.str.to_uppercase() == bare)
    cased = (
        pl.when(capitals)
        .then(spelt.str.to_uppercase())
        .otherwise(spelt.str.slice(0, 1).str.to_uppercase() + spelt.str.slice(1))
    )
    low = name.str.strip_chars().str.to_lowercase()
    there = low.str.starts_with(spelt + " ") | low.str.starts_with(bare.str.to_lowercase() + " ")
    whole = pl.concat_str(cased, name.str.strip_chars(), separator=" ")
    return pl.when(bare.is_null() | (bare == "") | there).then(name).otherwise(whole)
