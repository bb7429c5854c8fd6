"""Public places of a town, with invented streets and points."""

from autan.demo.tables import Row, Town, text

_PLACES = [
    ("Equipement administratif", "A129", "Mairie", "Hôtel de ville", "place de la Libération"),
    ("Equipement administratif", "A206", "Bureau de poste", "La Poste centre", "rue de Metz"),
    ("Equipement culturel", "F307", "Médiathèque", "Médiathèque municipale", "allée des Arts"),
    ("Equipement culturel", "F303", "Cinéma", "Cinéma municipal", "boulevard du Nord"),
    ("Equipement culturel", "F305", "Conservatoire", "École de musique", "rue du Pouy"),
    ("Equipement sportif et de loisirs", "F101", "Bassin de natation", "Piscine", "rue du Stade"),
    (
        "Equipement sportif et de loisirs",
        "F111",
        "Plateau de sport",
        "Stade du Moulin",
        "quai Nord",
    ),
    ("Equipement sportif et de loisirs", "F121", "Salle de sport", "Gymnase Mathalin", "rue Neuve"),
    ("Equipement sportif et de loisirs", "F113", "Terrain de jeux", "Boulodrome", "cours du Mail"),
    ("Equipement d'enseignement", "C101", "École maternelle", "École du Pont", "rue du Pont"),
    ("Equipement d'enseignement", "C104", "École élémentaire", "École Rivière", "rue Rivière"),
    ("Equipement d'enseignement", "C201", "Collège", "Collège du Centre", "avenue de la Gare"),
    ("Equipement social et d'animation", "D502", "Crèche", "Crèche Les Lutins", "rue Haute"),
    (
        "Equipement social et d'animation",
        "D401",
        "Résidence autonomie",
        "Les Tilleuls",
        "rue Basse",
    ),
    ("Equipement de mobilité", "E107", "Gare", "Gare routière", "place de la Gare"),
    ("Autre équipement", "Z999", "Halle", "Halle aux grains", "place du Marché"),
]


def table(town: Town) -> str:
    chance = town.chance("equipements")
    rows: list[Row] = []
    kept = sorted(chance.sample(range(len(_PLACES)), min(16, 6 + round(10 * town.size))))
    chosen = [_PLACES[place] for place in kept]
    for number, (theme, code, kind, name, street) in enumerate(chosen, 1):
        latitude, longitude = town.point(chance)
        rows.append(
            {
                "COLL_NOM": town.title,
                "COLL_SIRET": town.siret,
                "EQUIP_UID": f"{town.code}-20260105-{number:03d}",
                "EQUIP_THEME": theme,
                "EQUIP_CODE": code,
                "EQUIP_TYPE": kind,
                "EQUIP_NOM": name,
                "ADR_NUMERO": chance.randint(1, 60),
                "ADR_NOMVOIE": street,
                "ADR_CODEPOSTAL": town.postcode,
                "ADR_COMMUNE": town.name,
                "EQUIP_LAT": latitude,
                "EQUIP_LONG": longitude,
                "EQUIP_OUVERTURE": chance.choice(["Mo-Fr 09:00-17:00", "Tu-Sa 10:00-18:00", ""]),
            }
        )
    return text(rows)
