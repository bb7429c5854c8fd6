"""Questions about mails."""

from django.db.models import QuerySet

from autan.notices.models import Mail


def latest(limit: int = 50) -> QuerySet[Mail]:
    """The last mails written, for the page of the demonstration."""
    return Mail.objects.order_by("-pk")[:limit]


def of_draft(token: str) -> QuerySet[Mail]:
    """The mails written about a draft, the latest first."""
    return Mail.objects.filter(draft_token=token).order_by("-pk")
