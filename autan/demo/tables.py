"""What the demonstration's files share: invented numbers that are well formed, and CSV text.

Everything is invented and always the same: each file draws from its own numbered chance.
"""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

Row = Mapping[str, object]


@dataclass(frozen=True)
class Town:
    """A real commune: its public identifiers, and the point where its town hall stands, roughly.

    ``size`` is 1 for a town of twenty thousand: what is invented is in proportion. ``named`` is
    the name of what is no commune.
    """

    code: str
    siren: str
    name: str
    postcode: str
    latitude: float
    longitude: float
    size: float = 1.0
    named: str = ""

    @property
    def title(self) -> str:
        if self.named:
            return self.named
        return f"Commune d’{self.name}" if self.name[0] in "AEIOU" else f"Commune de {self.name}"

    @property
    def siret(self) -> str:
        return siret(self.siren)

    def chance(self, subject: str) -> Random:
        """Chance that is the same each time for this commune and this subject."""
        return Random(f"{self.code}/{subject}")  # noqa: S311

    def point(self, chance: Random, spread: float = 0.012) -> tuple[float, float]:
        """Latitude and longitude of somewhere in town."""
        spread *= min(1, self.size)
        return (
            round(self.latitude + chance.uniform(-spread, spread), 6),
            round(self.longitude + chance.uniform(-spread, spread), 6),
        )


def key(digits: str) -> str:
    """The last digit that makes a number right (Luhn, ISO/IEC 7812)."""
    doubled = [int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(digits[::-1])]
    return str(-sum(sum(divmod(value, 10)) for value in doubled) % 10)


def siret(siren: str, office: int = 1) -> str:
    return (start := f"{siren}{office:04d}") + key(start)


def invented_siret(chance: Random) -> str:
    """A SIRET of nobody: no SIREN begins with three zeros."""
    start = f"000{chance.randrange(10**5):05d}"
    return siret(start + key(start))


def workdays(first: date, last: date, chance: Random, count: int) -> list[date]:
    """Days from Monday to Friday, in order."""
    span = [first + timedelta(days=step) for step in range((last - first).days)]
    return sorted(chance.sample([day for day in span if day.weekday() < 5], count))


def text(rows: Iterable[Row], separator: str = ",") -> str:
    """CSV with the keys of the first row as header."""
    kept: Sequence[Row] = list(rows)
    file = io.StringIO()
    writer = csv.DictWriter(file, list(kept[0]), delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(kept)
    return file.getvalue()


def lambert93(latitude: float, longitude: float) -> tuple[float, float]:
    """Metres in RGF93 / Lambert-93 (EPSG:2154), by the formula and constants of IGN's NTG 71."""
    exponent, constant = 0.7256077650532670, 11754255.426096
    eccentricity, origin = 0.08181919104281579, (700000.0, 12655612.049876)
    angle = math.radians(latitude)
    sine = eccentricity * math.sin(angle)
    isometric = math.log(
        math.tan(math.pi / 4 + angle / 2) * ((1 - sine) / (1 + sine)) ** (eccentricity / 2)
    )
    radius = constant * math.exp(-exponent * isometric)
    turn = exponent * math.radians(longitude - 3)
    return (
        round(origin[0] + radius * math.sin(turn), 2),
        round(origin[1] - radius * math.cos(turn), 2),
    )
