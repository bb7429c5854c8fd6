"""Questions to the journal."""

from django.db.models import QuerySet

from autan.journal.models import Event


def history(subject: str) -> QuerySet[Event]:
    """What happened to a subject (``kind:identifier``), the latest first."""
    return Event.objects.filter(subject=subject).order_by("-at", "-pk")
