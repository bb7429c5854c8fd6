"""A town that has opened everything, and a file that would harm whoever showed it carelessly.

Run in a process of its own, beside a portal that serves: ``python -m tests.browser.town`` prints
the identifiers of what it published, by subject.
"""

import csv
import io
import json
from typing import Any

CODE = "31157"
"""Cugnaux, which no clerk of the other tests publishes for."""
HOSTILE_CODE = "31399"

# Each would set window.canary if it ran: in text, in an attribute, in an address, in an SVG, in a
# script, in an expression of Vega or of MapLibre, in a template.
CRIES = (
    "<img src=x onerror=window.canary=1>",
    '"><svg onload=window.canary=1>',
    "' onmouseover='window.canary=1' autofocus onfocus='window.canary=1",
    "</script><script>window.canary=1</script>",
    "</title></text></style><script>window.canary=1</script>",
    "javascript:window.canary=1",
    'https://x.example/"onclick="window.canary=1',
    "data:text/html,<script>window.canary=1</script>",
    "{{7*7}}{% now %}${window.canary=1}",
    "datum['constructor']['constructor']('window.canary=1')()",
    "\"]+constructor.constructor('window.canary=1')()+[\"",
    "[lire](javascript:window.canary=1)",
    "]]><script>window.canary=1</script>",
    "&lt;img src=x onerror=window.canary=1&gt;",
)
HOSTILE_TITLE = "</title><img src=x onerror=window.canary=1>\"'{{7*7}}"
_HEADER = ("Nom <b onclick=window.canary=1>", 'Montant "><script>window.canary=1</script>', "Jour")


def hostile_table() -> bytes:
    rows = [
        (CRIES[n % len(CRIES)], n * 10, f"2026-{n % 12 + 1:02d}-0{n % 9 + 1}") for n in range(60)
    ]
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows([_HEADER, *rows])
    return file.getvalue().encode()


def hostile_map() -> bytes:
    """Points whose properties, names and identifiers all cry."""
    features = [
        {
            "type": "Feature",
            "id": cry,
            "properties": {"nom": cry, cry[:40]: cry, "valeur": n, "lien": CRIES[5]},
            "geometry": {"type": "Point", "coordinates": [1.27 + n / 500, 43.36 + n / 700]},
        }
        for n, cry in enumerate(CRIES)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def publish() -> dict[str, str]:
    """The files go through the very path of a clerk's; identifiers by subject."""
    import django

    django.setup()
    from autan.demo import deliberations, equipements, marches, prenoms, subventions
    from autan.demo.works import CUGNAUX

    tables: dict[str, Any] = {
        "deliberations": deliberations,
        "subventions": subventions,
        "marches": marches,
        "equipements": equipements,
        "prenoms": prenoms,
    }
    published = {
        subject: _one(CODE, f"{subject}.csv", module.table(CUGNAUX).encode())
        for subject, module in tables.items()
    }
    published["hostile"] = _one(HOSTILE_CODE, "x.csv", hostile_table(), HOSTILE_TITLE)
    published["hostile-map"] = _one(HOSTILE_CODE, "y.geojson", hostile_map(), HOSTILE_TITLE)
    return published


def _one(code: str, name: str, content: bytes, title: str = "") -> str:
    from django_scopes import scope

    from autan.publishing import actions
    from autan.tenants import reads

    territory = reads.find_territory(code)
    assert territory is not None
    portal = reads.home_portal(territory)
    assert portal is not None
    with scope(portal=portal):
        draft = actions.receive(
            upload=io.BytesIO(content), file_name=name, portal=portal, territory=territory
        )
        if title:
            draft = actions.choose(draft, title=title)
        dataset = actions.publish(actions.prepare(actions.read(draft)), actor="tests")
    return str(dataset.dataset_id)


if __name__ == "__main__":
    print(json.dumps(publish()))
