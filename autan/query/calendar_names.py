"""Names of months and days for ``date_format``, January and Monday first.

From the Unicode Common Locale Data Repository (licence Unicode-3.0), in the forms that stand
within a date. A low line stands for a space. Occitan, of which it has no short forms, is written
as in Lengadòc: the only table of its months, for pages and charts alike.
"""
# ruff: noqa: E501

_TABLE = {
    "en": (
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "Mon Tue Wed Thu Fri Sat Sun",
    ),
    "fr": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lun. mar. mer. jeu. ven. sam. dim.",
    ),
    "nl": (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "ma di wo do vr za zo",
    ),
    "pt": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "seg. ter. qua. qui. sex. sáb. dom.",
    ),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "lun mar mer gio ven sab dom",
    ),
    "ar": (
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    ),
    "de": (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Mo. Di. Mi. Do. Fr. Sa. So.",
    ),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "lunes martes miércoles jueves viernes sábado domingo",
        "lun mar mié jue vie sáb dom",
    ),
    "ca": (
        "de_gener de_febrer de_març d’abril de_maig de_juny de_juliol d’agost de_setembre d’octubre de_novembre de_desembre",
        "de_gen. de_febr. de_març d’abr. de_maig de_juny de_jul. d’ag. de_set. d’oct. de_nov. de_des.",
        "dilluns dimarts dimecres dijous divendres dissabte diumenge",
        "dl. dt. dc. dj. dv. ds. dg.",
    ),
    "eu": (
        "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua",
        "urt. ots. mar. api. mai. eka. uzt. abu. ira. urr. aza. abe.",
        "astelehena asteartea asteazkena osteguna ostirala larunbata igandea",
        "al. ar. az. og. or. lr. ig.",
    ),
    "oc": (
        "genièr febrièr març abril mai junh julhet agost setembre octòbre novembre decembre",
        "gen. febr. març abr. mai junh jul. ag. set. oct. nov. dec.",
        "diluns dimars dimècres dijòus divendres dissabte dimenge",
        "dl. dm. dc. dj. dv. ds. dg.",
    ),
    "sv": (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
        "måndag tisdag onsdag torsdag fredag lördag söndag",
        "mån tis ons tors fre lör sön",
    ),
}

_KINDS = ("months", "short months", "days", "short days")


def names(lang: str, kind: str) -> list[str]:
    """Twelve months or seven days; ``kind`` is a value of ``date_format.NAMED``."""
    return [word.replace("_", " ") for word in _TABLE[lang][_KINDS.index(kind)].split()]
