"""The one job of a draft: do whatever is missing. Safe to run twice, or after a crash."""

from django_scopes import scope
from django_tasks import task

from autan.errors import AutanError
from autan.publishing import failures, release, steps
from autan.publishing.models import Draft
from autan.publishing.reads import digest_of, draft_for, is_fresh
from autan.tenants.reads import portal as portal_of

# Answers may change while we prepare; a draft that changes more often than this can wait.
_ROUNDS = 5


@task()
def advance(token: str, portal: str) -> None:
    """Read, prepare and, if it was asked, publish the draft of this token."""
    opened = portal_of(portal)
    draft = draft_for(token, opened) if opened else None
    if draft is None:
        return
    with scope(portal=opened):
        try:
            _advance(draft)
        except AutanError:
            return  # kept in the draft, where the person reads it
        except Exception:
            failed = Draft.objects.filter(pk=draft.pk).exclude(status=Draft.Status.PUBLISHED)
            failed.update(
                status=Draft.Status.FAILED,
                failure=failures.as_json(failures.UNEXPECTED),
                publish_asked_at=None,
                progress=None,
            )
            raise


def _advance(draft: Draft) -> None:
    for _ in range(_ROUNDS):
        if is_fresh(draft):
            return
        if draft.report_for != digest_of(draft):
            draft = steps.prepare(draft)
        else:
            release.publish(draft)
            draft.refresh_from_db()
