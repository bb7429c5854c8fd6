"""Searching a catalogue of 1,000,000 records: the index of Autan beside SQLite FTS5, in one run.

The vocabulary is that of the territory's real names, of the standards that Autan knows and of
what communes publish, joined as their titles and sentences are; words come as often as in French
texts (a few everywhere, most of them rarely).
"""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from autan import schemas
from autan.search.index import Shelf
from autan.search.question import Audience, Question
from autan.search.shape import Entry, Mark, reader
from autan.search.snapshot import Snapshot

RECORDS = 1_000_000
FACETS = ("theme", "producer", "standard", "licence", "age")
PORTAL = "occitanie"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
_ROUNDS = 200
MOST = 80
"""Values that the page asks of each facet."""

_SUBJECTS_TEXT = (
    "eau potable assainissement déchets ménagers voirie éclairage public stationnement "
    "mobilité vélo pistes cyclables transports scolaires écoles cantine crèches petite "
    "enfance jeunesse sport gymnases piscine médiathèque musée patrimoine archives "
    "spectacles festivals tourisme gîtes randonnée forêts bois agriculture vignobles élevage "
    "marchés forains commerces artisanat emploi entreprises zones activité logement social "
    "urbanisme cadastre permis construire plan local inondation risques incendie secours "
    "santé médecins pharmacies handicap accessibilité aînés budget dépenses recettes "
    "fiscalité taxe foncière dette subventions associations délibérations conseil municipal "
    "arrêtés élections bureaux vote population naissances prénoms décès état civil énergie "
    "photovoltaïque chaufferie consommation bâtiments biodiversité oiseaux arbres "
    "remarquables qualité air bruit rivières nappes barrages ponts tunnels signalisation "
    "numérique fibre antennes téléphonie données ouvertes statistiques enquêtes comptages "
    "fréquentation bibliothèques prêts"
)
_JOINTS_TEXT = "de du des la le les et pour par dans sur au aux une un en selon depuis avec"
_PLAIN_TEXT = (
    "liste inventaire recensement relevé suivi évolution répartition localisation "
    "emplacement bilan synthèse détail ensemble chaque année mois commune habitant service "
    "équipement adresse date montant nombre type nature catégorie état mise jour collecte "
    "gestion réseau travaux projet programme public collectivité territoire secteur quartier "
    "rue place usager agent visite"
)
_SYLLABLES_TEXT = (
    "bar cas mon tre vil lac sou gar ron pey rou bel cha ter nac mau ves lin dor gue sal pra "
    "cou ral"
)


_SUBJECTS, _JOINTS = _SUBJECTS_TEXT.split(), _JOINTS_TEXT.split()
_PLAIN, _SYLLABLES = _PLAIN_TEXT.split(), _SYLLABLES_TEXT.split()


def figures(folder: Path, records: int = RECORDS) -> Iterator[str]:
    """The lines of the README's table; ``folder`` is emptied by whoever gave it."""
    folder.mkdir(parents=True, exist_ok=True)
    shelf = Shelf(folder)
    began, started = time.perf_counter(), time.process_time()
    with shelf.turn(1):
        shelf.rebuild(entries(records), Mark(1, NOW.isoformat()))
    wall, cpu = time.perf_counter() - began, time.process_time() - started
    made = _time_of_making(records)
    snapshot = shelf.snapshot()
    assert snapshot is not None
    size = sum(file.stat().st_size for file in shelf.folder.rglob("*") if file.is_file())
    yield f"{snapshot.size:,} records, {snapshot.pieces} segments."
    yield ""
    yield "| | build | size | two words | two words and five facets | a word and a typo |"
    yield "|---|---|---|---|---|---|"
    asked = questions(_ROUNDS)
    plain = timed(lambda words: page(snapshot, words), asked)
    faceted = timed(lambda words: page(snapshot, words, FACETS), asked)
    near = timed(lambda words: page(snapshot, (misspelt(words[0]),)), asked[: _ROUNDS // 4])
    yield (
        f"| Autan | {wall:.0f} s ({cpu:.0f} CPU-s, of which {made:.0f} to make the records) "
        f"| {size / 1e6:.0f} MB | {plain} | {faceted} | {near} |"
    )
    yield sqlite(folder / "fts.sqlite3", records, asked)


def entries(records: int) -> Iterator[Entry]:
    """Records, always the same ones: about 45 words each, a place, a producer, a standard."""
    dice = random.Random(3)
    places, rare, sentences = _places(dice), _rare(dice), _sentences(dice)
    weights = _weights(_SUBJECTS)
    standards = [one.id for one in schemas.standards()]
    themes = sorted({one.theme for one in schemas.standards()})
    for pk in range(1, records + 1):
        commune, departement, epci, name = places[min(int(dice.expovariate(1 / 900)), 4445)]
        subject = dice.choices(_SUBJECTS, cum_weights=weights, k=8)
        words = [*subject, dice.choice(sentences), *dice.choices(rare, k=3)]
        title = f"{subject[0]} {subject[1]} – Commune de {name}".capitalize()
        yield Entry(
            pk=pk,
            lock=1,
            title=title,
            text=f"{title} {' '.join(words)} {departement} {commune}",
            standard=dice.choice(standards) if dice.random() < 0.6 else "",
            theme=dice.choice(themes),
            licence="lov2" if dice.random() < 0.9 else "odbl",
            producer=f"commune-{commune}",
            departement=departement,
            epci=epci,
            commune=commune,
            places=(
                f"commune:{commune}",
                f"epci:{epci}",
                f"departement:{departement}",
                "region:76",
            ),
            readers=(reader(PORTAL), reader(f"d{departement}"), reader(PORTAL, int(commune))),
            modified=NOW - timedelta(minutes=int(dice.expovariate(1 / 400_000))),
            rows=int(dice.expovariate(1 / 3000)),
        )


def questions(count: int) -> list[tuple[str, str]]:
    """Pairs of words, all different, as frequent as they are in the records."""
    dice = random.Random(7)
    every = [*_SUBJECTS, *_PLAIN]
    drawn: dict[tuple[str, str], None] = {}
    while len(drawn) < count:
        first = dice.choices(_SUBJECTS, cum_weights=_weights(_SUBJECTS))[0]
        second = dice.choices(every, cum_weights=_weights(every))[0]
        if first != second:
            drawn[first, second] = None
    return list(drawn)


def page(snapshot: Snapshot, words: tuple[str, ...], facets: tuple[str, ...] = ()) -> int:
    """What the search page asks: twenty results, how many in all, the counts of the facets."""
    asking, question = Audience(PORTAL), Question(" ".join(words))
    hits = snapshot.find(asking, question, NOW)
    if facets:
        snapshot.counts(asking, question, facets, hits.sought, NOW, MOST)
    return hits.total


def misspelt(word: str) -> str:
    """With two letters swapped."""
    return word[:2] + word[3] + word[2] + word[4:] if len(word) > 5 else word + "x"


def timed(ask: Callable[[tuple[str, ...]], object], asked: list[tuple[str, str]]) -> str:
    """Milliseconds by the clock: half of the answers, 95 and 99 of 100; the 99th of processor."""
    for words in asked[:10]:
        ask(words)
    taken, spent = [], []
    for words in asked:
        began, started = time.perf_counter(), time.thread_time()
        ask(words)
        taken.append((time.perf_counter() - began) * 1000)
        spent.append((time.thread_time() - started) * 1000)
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    cpu = statistics.quantiles(spent, n=100, method="inclusive")[98]
    return f"{cuts[49]:.1f} / {cuts[94]:.1f} / {cuts[98]:.1f} ms (CPU {cpu:.1f})"


def sqlite(path: Path, records: int, asked: list[tuple[str, str]]) -> str:
    """The same records in FTS5 (no French endings, no near words), filtered and counted in SQL."""
    began = time.perf_counter()
    base = sqlite3.connect(path)
    base.executescript(
        "PRAGMA journal_mode=off; PRAGMA synchronous=off;"
        "CREATE VIRTUAL TABLE found USING fts5(title, body, content='',"
        " tokenize='unicode61 remove_diacritics 2');"
        "CREATE TABLE facet(id INTEGER PRIMARY KEY, theme, producer, standard, licence, age);"
    )
    for entry in entries(records):
        base.execute(
            "INSERT INTO found(rowid, title, body) VALUES (?,?,?)",
            (entry.pk, entry.title, entry.text),
        )
        age = (NOW - entry.modified).days // 30
        row = (entry.pk, entry.theme, entry.producer, entry.standard, entry.licence, age)
        base.execute("INSERT INTO facet VALUES (?,?,?,?,?,?)", row)
    base.commit()
    wall = time.perf_counter() - began

    def ask(words: tuple[str, ...], facets: bool = False) -> object:
        match = " ".join(f'"{word}"' for word in words)
        rows = base.execute(
            "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found, 3.0, 1.0) LIMIT 20",
            (match,),
        ).fetchall()
        base.execute("SELECT count(*) FROM found WHERE found MATCH ?", (match,)).fetchone()
        for name in FACETS if facets else ():
            base.execute(
                f"SELECT {name}, count(*) FROM facet WHERE id IN"
                " (SELECT rowid FROM found WHERE found MATCH ?) GROUP BY 1",
                (match,),
            ).fetchall()
        return rows

    few = asked[:24]
    plain, faceted = timed(ask, few), timed(lambda words: ask(words, True), few)
    base.close()
    return (
        f"| SQLite FTS5 | {wall:.0f} s | {path.stat().st_size / 1e6:.0f} MB (no text kept) "
        f"| {plain} | {faceted} | – |"
    )


def _time_of_making(records: int) -> float:
    """CPU-seconds that the records themselves cost, index aside, from a tenth of them."""
    began = time.process_time()
    for _ in entries(max(1, records // 10)):
        pass
    return (time.process_time() - began) * 10


def _places(dice: random.Random) -> list[tuple[str, str, str, str]]:
    """4,446 communes with a name, in 13 départements and 163 intercommunalités."""
    found = []
    for number in range(4446):
        departement = f"{number % 13 + 9:02d}"
        name = "".join(dice.choice(_SYLLABLES) for _ in range(dice.choice((2, 2, 3))))
        found.append(
            (f"{departement}{number % 1000:03d}", departement, f"2000{number % 163:05d}", name)
        )
    return found


def _rare(dice: random.Random) -> list[str]:
    """Names of streets, of persons, of brands: 60,000 words that few texts hold."""
    return [
        "".join(dice.choice(_SYLLABLES) for _ in range(dice.choice((2, 3, 4))))
        for _ in range(60_000)
    ]


def _sentences(dice: random.Random) -> list[str]:
    """What descriptions have in common: 20,000 sentences, of which each record has one."""

    def one() -> str:
        length = dice.randint(10, 22)
        plain = dice.choices(_PLAIN, cum_weights=_weights(_PLAIN), k=length)
        return " ".join(f"{dice.choice(_JOINTS)} {word}" for word in plain)

    return [one() for _ in range(20_000)]


@cache
def _counted(length: int) -> list[float]:
    """As words are: the tenth comes a few times less often than the first."""
    return list(accumulate(1 / (rank + 3) for rank in range(length)))


def _weights(words: Sequence[str]) -> list[float]:
    return _counted(len(words))
