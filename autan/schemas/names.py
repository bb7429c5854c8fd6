"""Headers as people write them, brought to forms that can be compared."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "ʼ": "'"})
# The letters of western and central Europe at once: all that most headers have.
_PLAIN = _LIGATURES | {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(0xC0, 0x180)
    if unicodedata.decomposition(chr(code))[:1].isalnum()
}
_DBASE_SUFFIX = re.compile(r",[CNDLFM](,\d+)*$")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Ý])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def listed(text: str) -> frozenset[str]:
    """The words of a text laid out on several lines, as a set."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Spellings laid out on several lines, parted by bars: « Objet | Objet de l'acte »."""
    return tuple(part for part in (" ".join(piece.split()) for piece in text.split("|")) if part)


_SMALL_WORDS = listed(
    """
    de du des d la le les l un une et a au aux en par pour sur the of
    """
)


def fold(text: str) -> str:
    """Lower case without accents nor ligatures; everything else stays."""
    if text.isascii():
        return text.lower()
    plain = text.translate(_PLAIN)
    if plain.isascii():
        return plain.lower()
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=32768)
def squash(header: str) -> str:
    """The letters and digits alone, folded: two spellings of one header give one key.

    ``Nom de l'attribuant*`` -> ``nomdelattribuant``; the suffix of a dBASE header
    (``NOM,C,50``) is left out.
    """
    return _NOT_WORD.sub("", fold(_DBASE_SUFFIX.sub("", header.strip())))


@lru_cache(maxsize=16384)
def words(header: str) -> tuple[str, ...]:
    """The folded words that carry meaning, in order; camelCase is cut.

    ``datesPériodeVersement`` -> ``("dates", "periode", "versement")``.
    """
    cut = _CAMEL.sub(" ", _DBASE_SUFFIX.sub("", header.strip()))
    return tuple(w for w in _NOT_WORD.split(fold(cut)) if w and w not in _SMALL_WORDS)


def identifier(header: str, taken: frozenset[str] = frozenset()) -> str:
    """The name that programs use for a free column: ``nom_de_l_association``, unique in ``taken``.

    At most 60 characters; never empty and never starting with a digit.
    """
    cut = _CAMEL.sub(" ", _DBASE_SUFFIX.sub("", header.strip()))
    name = _NOT_WORD.sub("_", fold(cut)).strip("_")[:60].strip("_") or "colonne"
    name = f"c_{name}" if name[0].isdigit() else name
    number, unique = 2, name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique


# Clerks' abbreviations and one word for several: each word of a header is brought to one form.
_ONE_WORD: dict[str, str] = {
    short: long
    for long, shorts in {
        "numero": "n no nr nro num numeros",
        "nombre": "nb nbr nbre nbres",
        "telephone": "tel tph phone telephonique",
        "email": "mail courriel mel mails courriels",
        "adresse": "adr adresses address",
        "libelle": "lib libel libl",
        "intitule": "intit titre title",
        "montant": "mt mtt mnt mont montants",
        "date": "dt dte dat",
        "reference": "ref refer",
        "beneficiaire": "benef benefs benefic benecifiaire beneficiare beneficaire",
        "deliberation": "delib delibs delibe deliberatio dcm",
        "collectivite": "coll collec collectivites",
        "subvention": "subv subvent subventionnement",
        "association": "asso assoc assos",
        "longitude": "long lon lng",
        "latitude": "lat",
        "description": "desc descr descriptif",
        "etablissement": "etab etabl etbt",
        "identifiant": "id ident identification uid identifiants",
        "categorie": "cat categ",
        "versement": "versmt versem verst",
        "convention": "conv",
        "objet": "obj object",
        "titulaire": "titul titulaires",
        "prefecture": "pref",
        "equipement": "equip eqpt",
        "commune": "com communal communale",
        "denomination": "denom",
        "procedure": "proc",
        "pourcentage": "pct pourcent",
        "annee": "an annees",
        "conseil": "cons",
        "municipal": "mun municip municipale municipaux",
        "notification": "notif",
        "publication": "publi pub",
        "attribution": "attribue attribuee attribues accorde accordee accordes alloue allouee",
        "vote": "votee votes",
        "abstention": "abst abs",
        "condition": "cond",
        "organisme": "org orga",
    }.items()
    for short in shorts.split()
}
_UNIT_WORDS = listed("euro euros eur ttc ht k ke aaaa mm jj yyyy dd format obligatoire facultatif")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ENDS_IN_POUR = re.compile(r"(?:^|[\W_])pour\W*$", re.IGNORECASE)
_OPAQUE = re.compile(
    r"(?:colonne|column|col|champ|field|f|c|v|x|unnamed|var|_)?[\s_:.-]*\d*|[a-z]", re.IGNORECASE
)


@lru_cache(maxsize=16384)
def meaning(header: str) -> tuple[str, ...]:
    """The words of a header in one common form, in order: abbreviations spelt, singular.

    ``N° de délib.`` -> ``("numero", "deliberation")``; « % » is a word, « € » is not.
    """
    said = words(header.replace("%", " pct "))
    # « Voix pour » and « Pour » say something by the word that is small elsewhere.
    told = ("pour",) if _ENDS_IN_POUR.search(header) else ()
    return tuple(_ONE_WORD.get(word, _singular(word)) for word in (*said, *told))


@lru_cache(maxsize=4096)
def essence(header: str) -> tuple[str, ...]:
    """``meaning`` without what stands between brackets, years and units.

    ``Montant voté 2024 (en €)`` -> ``("montant", "vote")``.
    """
    parts = meaning(_ASIDE.sub(" ", header))
    return tuple(word for word in parts if not _YEAR.fullmatch(word) and word not in _UNIT_WORDS)


def _singular(word: str) -> str:
    plural = len(word) > 3 and (word.endswith("eaux") or (word[-1] == "s" and word[-2] != "s"))
    single = word[:-1] if plural else word
    return _ONE_WORD.get(single, single)


def opaque(header: str) -> bool:
    """Does the header say nothing: empty, « Colonne 3 », ``F4``, a single letter?"""
    return _OPAQUE.fullmatch(header.strip()) is not None
