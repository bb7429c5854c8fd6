"""One sentence and one remedy for each thing that people drop and that is not a table."""

from collections.abc import Callable

from autan.errors import UnreadableFile

_KEPT = "Rien n’est perdu\u202f: votre fichier est gardé tel quel."
_SAVE_AS_EXCEL = (
    "Ouvrez-le dans votre tableur, choisissez « Enregistrer sous », format « Classeur Excel », "
    "puis déposez ce nouveau fichier."
)


def _refused(code: str, sentence: str, remedy: str) -> Callable[[], UnreadableFile]:
    return lambda: UnreadableFile(code, sentence, kept=_KEPT, remedy=remedy)


# By kind of ``autan.formats.sniff``.
_REFUSED = {
    "empty": _refused(
        "empty-file",
        "Ce fichier est vide\u202f: il ne contient aucune ligne de tableau.",
        "Vérifiez que c’est le bon fichier et qu’il a bien été enregistré, puis déposez-le.",
    ),
    "no-rows": _refused(
        "no-rows",
        "Ce fichier ne contient que les titres des colonnes\u202f: aucune ligne de données.",
        "Vérifiez que c’est le bon fichier, ou remplissez-le, puis déposez-le.",
    ),
    "prose": _refused(
        "no-table",
        "Ce fichier est un texte\u202f: nous n’y trouvons pas de tableau.",
        "Déposez le fichier Excel, LibreOffice ou CSV qui contient le tableau.",
    ),
    "wide": _refused(
        "too-many-columns",
        "Ce fichier a plusieurs milliers de colonnes\u202f: nous ne pouvons pas le lire.",
        "Gardez les colonnes utiles dans votre tableur, enregistrez, puis déposez-le.",
    ),
    "image": _refused(
        "image-file",
        "Ce fichier est une image\u202f: nous ne pouvons pas y lire un tableau.",
        "Déposez le tableau lui-même (Excel, LibreOffice), pas sa photo ni sa capture d’écran.",
    ),
    "pdf": _refused(
        "pdf-file",
        "Ce fichier est un PDF\u202f: les lignes d’un tableau n’y sont pas lisibles.",
        "Déposez le fichier Excel ou LibreOffice qui a servi à faire ce PDF.",
    ),
    "document": _refused(
        "document-file",
        "Ce fichier est un document de texte ou une présentation, pas un tableau.",
        "Copiez le tableau dans un nouveau classeur Excel ou LibreOffice, enregistrez-le, "
        "puis déposez ce classeur.",
    ),
    "protected": _refused(
        "protected-file",
        "Ce classeur est protégé par un mot de passe\u202f: nous ne pouvons pas l’ouvrir.",
        "Dans Excel\u202f: Fichier, Informations, Protéger le classeur, « Chiffrer avec mot de "
        "passe », effacez le mot de passe, enregistrez, puis déposez-le.",
    ),
    "locked": _refused(
        "protected-file",
        "Cette archive est protégée par un mot de passe\u202f: nous ne pouvons pas l’ouvrir.",
        "Ouvrez l’archive sur votre poste avec son mot de passe, puis déposez le fichier qu’elle "
        "contient.",
    ),
    "html": _refused(
        "web-page",
        "Ce fichier est une page web, même si son nom dit autre chose.",
        _SAVE_AS_EXCEL,
    ),
    "instructions": _refused(
        "unsafe-file",
        "Ce fichier contient des instructions qu’un tableau n’a pas\u202f: par prudence, nous "
        "ne l’ouvrons pas.",
        "Demandez à votre éditeur un export sans «\u202fDOCTYPE\u202f», ou un classeur Excel.",
    ),
    "deep": _refused(
        "too-deep",
        "Ce fichier emboîte ses données sur plus de niveaux qu’un tableau n’en a.",
        _SAVE_AS_EXCEL,
    ),
    "long-record": _refused(
        "record-too-long",
        "Une seule ligne de ce fichier est démesurée\u202f: nous ne pouvons pas la lire.",
        "Vérifiez que l’export est complet, demandez-le de nouveau, puis déposez-le.",
    ),
    "endless": _refused(
        "too-long",
        "Une vue de ce fichier n’en finit pas d’être calculée\u202f: nous avons arrêté.",
        "Exportez la couche voulue seule, dans un nouveau fichier, puis déposez-le.",
    ),
    "database": _refused(
        "database-file",
        "Ce fichier est une base de données, pas un tableau.",
        "Exportez le tableau voulu au format Excel ou CSV, puis déposez-le.",
    ),
    "archive": _refused(
        "archive-file",
        "Ce fichier est une archive compressée que nous ne savons pas ouvrir.",
        "Ouvrez l’archive sur votre poste, puis déposez le tableau qu’elle contient.",
    ),
    "zip": _refused(
        "archive-of-many",
        "Cette archive ne contient pas de tableau que nous sachions lire.",
        "Ouvrez l’archive sur votre poste, puis déposez les tableaux un par un.",
    ),
    "bomb": _refused(
        "archive-bomb",
        "Une fois décompressé, ce fichier serait démesuré\u202f: nous avons arrêté.",
        "S’il s’agit d’un vrai tableau, copiez ses lignes dans un nouveau classeur, "
        "enregistrez-le, puis déposez ce nouveau fichier.",
    ),
    "sparse": _refused(
        "sparse-sheet",
        "Cette feuille s’étend bien au-delà de son tableau\u202f: une cellule est remplie très "
        "loin, en bas ou à droite.",
        "Copiez le tableau seul dans un nouveau classeur, enregistrez-le, puis déposez-le.",
    ),
    "vast": _refused(
        "too-many-cells",
        "Cette feuille a trop de cellules pour être lue en une fois.",
        "Enregistrez-la au format CSV (« CSV UTF-8 »), puis déposez ce fichier\u202f: nous en "
        "lisons de bien plus grands.",
    ),
    "shapes": _refused(
        "part-of-shapefile",
        "Ce fichier est une partie d’un jeu de données géographiques : il va avec d’autres "
        "fichiers du même nom (.dbf, .shx, .prj).",
        "Mettez-les tous dans un dossier, compressez ce dossier (zip), puis déposez le zip.",
    ),
    "unknown-projection": _refused(
        "unknown-projection",
        "Les positions de ce fichier sont dans un système de coordonnées que nous ne "
        "reconnaissons pas.",
        "Exportez-le de nouveau en choisissant Lambert 93 ou WGS 84, puis déposez-le.",
    ),
    "unsafe": _refused(
        "unsafe-file",
        "Ce classeur contient des instructions qu’un tableau n’a pas\u202f: par prudence, nous "
        "ne l’ouvrons pas.",
        _SAVE_AS_EXCEL,
    ),
    "damaged": _refused(
        "damaged-file",
        "Ce fichier est abîmé ou incomplet\u202f: nous n’arrivons pas à l’ouvrir.",
        "Vérifiez qu’il s’ouvre sur votre poste, enregistrez-le de nouveau, puis déposez-le.",
    ),
    "program": _refused(
        "not-a-table",
        "Ce fichier est un programme, pas un tableau.",
        "Déposez un fichier Excel, LibreOffice ou CSV.",
    ),
}

_UNKNOWN = _refused(
    "not-a-table",
    "Nous ne reconnaissons pas ce fichier\u202f: ce n’est pas un tableau.",
    "Déposez un fichier Excel, LibreOffice ou CSV.",
)


def refusal(kind: str) -> UnreadableFile:
    """The error for a kind of file that is not read."""
    return _REFUSED.get(kind, _UNKNOWN)()
