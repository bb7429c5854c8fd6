"""Base adresse locale, version 1.5: the one in force since March 2026."""

from autan.schemas.bal import columns
from autan.schemas.standard import Standard

_FIELDS = (
    *columns.identifiers(required=True),
    *columns.COMMUNE,
    columns.street("toponyme", aliases=("voie_nom",)),
    columns.PLACE,
    columns.number(minimum=1),
    *columns.REST,
)

STANDARD = Standard(
    id="bal-1.5",
    label="Base adresse locale",
    title="Base adresse locale",
    noun=("adresse", "adresses"),
    description="Toutes les adresses de la commune, avec leur position.",
    theme="Territoire et urbanisme",
    source="Format d’échange BAL, version 1.5",
    fields=_FIELDS,
    anchors=(
        frozenset({"toponyme", "numero", "id_ban_toponyme"}),
        frozenset({"toponyme", "numero", "lat", "long"}),
        frozenset({"toponyme", "numero", "commune_nom", "x", "y"}),
    ),
    hints=columns.HINTS,
    against=columns.AGAINST,
    contrary=columns.CONTRARY,
    identity=("id_ban_adresse", "position", "long", "lat"),
    names=("numero", "suffixe", "toponyme"),
    main_date="",
    keywords=columns.KEYWORDS,
    family="bal",
    spare=columns.in_languages("toponyme"),
    version="1.5",
    registry="etalab/schema-bal",
)
