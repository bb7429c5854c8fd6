"""Getting an installation ready: settings, tables, territories, a portal. Quick when it is."""

import os

from autan import env


def open_records() -> None:
    """Load the settings and the records; nothing is written but the home folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autan.settings")
    env.home().mkdir(parents=True, exist_ok=True)
    import django

    django.setup()


def make_ready() -> None:
    """Have the tables, the territories and at least the region's portal."""
    open_records()
    migrate()
    _found()


def is_migrated() -> bool:
    """True if the tables are those that this version wants."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrate() -> None:
    """Have the tables that this version wants."""
    from django.core.management import call_command

    if not is_migrated():
        call_command("migrate", verbosity=0, interactive=False)


def _found() -> None:
    """A new installation gets its territories, and a portal over the region to begin with."""
    from autan.tenants import actions, reads, territories

    territories.ensure()
    if reads.default_portal() is None:
        region = reads.find_territory(env.text("AUTAN_REGION", "76"))
        assert region is not None, "the data file holds its region"
        actions.open_portal(
            slug=region.slug,
            name=f"Données ouvertes {region.genitive}",
            host=env.text("AUTAN_HOST", "localhost"),
            perimeter=region,
            colour="#2a5b84",
            is_default=True,
        )
