"""What is told of the letters of a text file: each thing done, why, two examples, how to undo."""

from autan.formats import decoding, french
from autan.formats.encodings import WIDE, Letters
from autan.formats.reader import Request
from autan.tabular.steps import DONE, UNDO, UNDONE, Step

_SHOWN = 20_000


def steps(request: Request, letters: Letters) -> tuple[Step, ...]:
    """The steps ``encoding``, ``mixed_encodings``, ``mojibake``, ``lost_letters`` and
    ``zero_bytes``, each if it was done or undone."""
    told = [
        _encoding(request, letters),
        _mixed(request, letters),
        _twisted(request, letters),
        _lost(letters),
        _zeros(letters),
    ]
    return tuple(step for step in told if step)


def _encoding(request: Request, letters: Letters) -> Step | None:
    if letters.encoding in WIDE or not (letters.old or "encoding" in request.answers):
        return None
    options = {letters.encoding: 0.0, **dict(letters.scores), "utf-8": 0.0}
    name = french.CODECS[letters.encoding]
    return Step(
        "encoding",
        f"Les accents sont écrits à la façon de {name}\u202f: lus ainsi."
        if letters.encoding != "utf-8"
        else "Les accents sont lus à la façon universelle.",
        letters.old_lines,
        french.words(_shown(letters, letters.encoding)),
        "C’est la façon d’écrire les accents qui donne le plus de mots français.",
        tuple((one, _words_of(letters, one)) for one in options),
        letters.encoding,
        asked=_is_doubtful(request, letters),
    )


def _is_doubtful(request: Request, letters: Letters) -> bool:
    """Do two code pages give different letters, both plausible?"""
    if "encoding" in request.answers or not letters.scores:
        return False
    return bool(french.rival(letters.old[:_SHOWN], letters.scores))


def _words_of(letters: Letters, encoding: str) -> str:
    example = next(iter(french.words(_shown(letters, encoding), 1)), "")
    name = french.CODECS[encoding]
    name = f"{name[0].upper()}{name[1:]}"
    return f"{name}\u202f: « {example} »" if example else name


def _shown(letters: Letters, encoding: str) -> str:
    return letters.old[:_SHOWN].decode(encoding, "replace")


def _mixed(request: Request, letters: Letters) -> Step | None:
    if not (letters.utf8 and letters.old) or request.answers.get("encoding") == "utf-8":
        return None
    return Step(
        "mixed_encodings",
        "Les accents étaient écrits de deux façons\u202f: réunis.",
        letters.old_lines,
        french.words(_shown(letters, letters.encoding)),
        "Ce fichier réunit des lignes venues de plusieurs logiciels.",
        UNDO,
        DONE if letters.mixed else UNDONE,
    )


def _twisted(request: Request, letters: Letters) -> Step | None:
    if not letters.twisted_lines:
        return None
    return Step(
        "mojibake",
        "Des accents étaient abîmés (« Ã© » pour « é »)\u202f: réparés.",
        letters.twisted_lines,
        _twists(letters),
        "Un logiciel avait relu le fichier avec les mauvais accents avant de l’enregistrer.",
        UNDO,
        DONE if letters.untwist else UNDONE,
    )


def _twists(letters: Letters) -> tuple[str, ...]:
    """Words before and after."""
    pairs: dict[str, str] = {}
    for line in letters.twisted:
        before = decoding.decoded(line, letters)
        after = decoding.untwisted(before)
        for old, new in zip(before.split(" "), after.split(" "), strict=False):
            if old != new and len(pairs) < 2 and len(old) < 60:
                pairs.setdefault(_core(old), _core(new))
    return tuple(f"« {old} » devient « {new} »" for old, new in pairs.items())


def _core(word: str) -> str:
    """The part of a word without the cells around it."""
    for sign in ";,\t|":
        word = max(word.split(sign), key=lambda part: sum(ord(c) > 127 for c in part))
    return word.strip("\"'\r\n")


def _lost(letters: Letters) -> Step | None:
    if not letters.lost_lines:
        return None
    return Step(
        "lost_letters",
        "Des lettres étaient perdues avant l’envoi (« � »)\u202f: laissées ainsi.",
        letters.lost_lines,
        reason="Rien dans le fichier ne dit quelles lettres c’étaient.",
    )


def _zeros(letters: Letters) -> Step | None:
    if not letters.zero_lines:
        return None
    return Step(
        "zero_bytes",
        "Des signes vides, invisibles, remplissaient des cellules\u202f: ôtés.",
        letters.zero_lines,
        reason="D’anciens logiciels en ajoutent en exportant\u202f: ils ne disent rien.",
    )
