"""Addresses of an invented part of a town, in the model of the Base adresse locale 1.4."""

from autan.demo.tables import Row, Town, lambert93, text

_STREETS = [
    "Rue de la République",
    "Avenue des Pyrénées",
    "Chemin de la Ribère",
    "Impasse du Lavoir",
    "Place de la Halle",
    "Rue des Remparts",
    "Chemin d’En Pépi",
    "Rue du Quatre Septembre",
    "Allée des Platanes",
    "Route du Moulin",
    "Rue Jean Jaurès",
    "Cami de l’Agau",
]


def table(town: Town) -> str:
    chance = town.chance("adresses")
    rows: list[Row] = []
    for street, name in enumerate(_STREETS, 1):
        latitude, longitude = town.point(chance)
        for step in range(chance.randint(8, 16)):
            number = 2 * step + 1 + step % 2
            here = (round(latitude + step * 0.0002, 6), round(longitude + step * 0.0003, 6))
            x, y = lambert93(*here)
            rows.append(
                {
                    "cle_interop": f"{town.code}_{street * 10:04d}_{number:05d}",
                    "commune_insee": town.code,
                    "commune_nom": town.name,
                    "voie_nom": name,
                    "lieudit_complement_nom": "",
                    "numero": number,
                    "suffixe": "",
                    "position": "entrée",
                    "x": f"{x:.2f}",
                    "y": f"{y:.2f}",
                    "long": here[1],
                    "lat": here[0],
                    "source": town.title,
                    "date_der_maj": "2026-03-02",
                    "certification_commune": 1,
                }
            )
    return text(rows, ";")
