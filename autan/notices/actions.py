"""Writing and sending mails."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from autan.notices.models import Mail

_log = logging.getLogger(__name__)


def write(*, to: str, subject: str, body: str, draft_token: str = "") -> Mail:
    """Write a mail in the caller's transaction; it leaves when that is committed.

    In a demonstration it never leaves, then or later: a page shows it.
    """
    mail = Mail.objects.create(
        to=to,
        subject=subject,
        body=body,
        draft_token=draft_token,
        sent_at=timezone.now() if settings.DEMO else None,
    )
    if not settings.DEMO:
        transaction.on_commit(partial(send, mail_id=mail.pk))
    return mail


def send(*, mail_id: int) -> bool:
    """Hand a mail over to the server, once. False if it could not: ``send_waiting`` tries again."""
    mail = Mail.objects.get(pk=mail_id)
    if mail.sent_at is not None:
        return True
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to]).send()
    except OSError as error:  # smtplib's errors are OSErrors
        _log.warning("mail %s could not leave: %s", mail.pk, type(error).__name__)
        return False
    mail.sent_at = timezone.now()
    mail.save(update_fields=["sent_at"])
    return True


def send_waiting() -> int:
    """Try again what could not leave; the number of mails that left now."""
    waiting = Mail.objects.filter(sent_at__isnull=True).order_by("pk")[:100]
    return sum(send(mail_id=mail.pk) for mail in waiting)
