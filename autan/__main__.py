"""``python -m autan`` is ``autan``."""

from autan.cli import main

main()
