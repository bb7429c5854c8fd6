"""Base adresse locale, version 1.4: still taken, with fewer services than version 1.5."""

from autan.schemas.bal import columns
from autan.schemas.standard import Kind, Standard, StandardField

_FIELDS = (
    *columns.identifiers(required=False),
    StandardField(
        name="cle_interop",
        kind=Kind.CODE,
        label="Clé de l’adresse",
        description="Le code de la commune, celui de la rue et le numéro.",
        example="31399_0040_00012",
        required=True,
        min_length=16,
        pattern=r"^[0-9][0-9AB][0-9]{3}_[0-9a-zA-Z]{4,6}_[0-9]{5}(_[a-z0-9]+)*$",
        aliases=("Clé d'interopérabilité", "cle_intero", "cle_interro"),
    ),
    *columns.COMMUNE,
    columns.street("voie_nom", aliases=("toponyme",)),
    columns.PLACE,
    columns.number(minimum=0),
    *columns.REST,
)

STANDARD = Standard(
    id="bal-1.4",
    label="Base adresse locale (version 1.4)",
    title="Base adresse locale",
    noun=("adresse", "adresses"),
    description="Toutes les adresses de la commune, avec leur position.",
    theme="Territoire et urbanisme",
    source="Format d’échange BAL, version 1.4",
    fields=_FIELDS,
    anchors=(
        frozenset({"voie_nom", "numero", "cle_interop"}),
        frozenset({"voie_nom", "numero", "lat", "long"}),
        frozenset({"voie_nom", "numero", "commune_nom", "x", "y"}),
    ),
    hints=columns.HINTS,
    against=columns.AGAINST,
    contrary=columns.CONTRARY,
    identity=("cle_interop", "position", "long", "lat"),
    names=("numero", "suffixe", "voie_nom"),
    main_date="",
    keywords=columns.KEYWORDS,
    family="bal",
    spare=columns.in_languages("voie_nom"),
    version="1.4",
)
