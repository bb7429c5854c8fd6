"""Where the figures of ``benchmarks/README.md`` come from: ``make bench``.

Everything is measured in one run, on files made here and on the real files at hand, against
peers on the same machine at the same moment: read the ratios, not the seconds.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import catalogue
import charts
import portal
import ratios
import samples
import screens
import tiles

ROWS = 1_000_000
# What each part measures, on how many rows for the usual million.
PARTS = {
    "samples": lambda folder, rows: samples.figures(),
    "ratios": lambda folder, rows: ratios.figures(folder, rows / ROWS),
    "portal": portal.figures,
    "charts": charts.figures_of,
    "tiles": tiles.figures_of,
    "catalogue": lambda folder, rows: catalogue.figures(folder / "catalogue", rows),
    "screens": lambda folder, rows: screens.figures(folder, 10 * rows),
}
README = Path(__file__).with_name("README.md")


def main() -> None:
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="autan-bench-") as folder:
        # Before anything of Autan is imported by a part.
        os.environ["AUTAN_HOME"] = str(Path(folder) / "home")
        for part in given.parts:
            text = "\n".join(_part(part, Path(folder), given))
            print(f"{text}\n", flush=True)
            if not given.keep:
                _write(part, text)
        if given.big:
            text = "\n".join([_heading(), "", *ratios.big(Path(folder), given.big)])
            print(text)
            if not given.keep:
                _write("big", text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="|".join(PARTS))
    parser.add_argument("--rows", type=int, default=ROWS, help="of the large tables; 1,000,000")
    parser.add_argument("--keep", action="store_true", help="do not write benchmarks/README.md")
    parser.add_argument(
        "--big",
        nargs="?",
        type=int,
        const=ratios.BIG_BYTES,
        help="the memory that a file of 2 GB takes (or of so many bytes), and only that part",
    )
    given = parser.parse_args()
    unknown = set(given.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if not given.parts and not given.big:
        given.parts = list(PARTS)
    return given


def _part(part: str, folder: Path, given: argparse.Namespace) -> Iterator[str]:
    lines = list(PARTS[part](folder, given.rows))
    yield _heading()
    yield ""
    yield from lines


# The page of figures


def _heading() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{date.today():%d %B %Y}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}, load {load:.1f} at the end."
    )


def _write(part: str, text: str) -> None:
    """Put the text between the marks of its part."""
    opening, closing = f"<!-- {part} -->", f"<!-- /{part} -->"
    page = README.read_text(encoding="utf-8")
    before, _, rest = page.partition(opening)
    after = rest.partition(closing)[2]
    README.write_text(f"{before}{opening}\n{text}\n{closing}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
