"""Writing to the journal."""

from autan.journal.models import Event


def record(*, verb: str, subject: str, actor: str = "", portal: str = "", **facts: object) -> Event:
    """Add an event, inside the caller's transaction: what is undone leaves no trace.

    ``verb`` is ``noun.past-participle``, ``subject`` is ``kind:identifier``. ``facts`` are JSON
    values; never a value of somebody's data.
    """
    return Event.objects.create(verb=verb, subject=subject, actor=actor, portal=portal, facts=facts)
