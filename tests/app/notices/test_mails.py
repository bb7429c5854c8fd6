"""Mails are written with what they tell, and leave after it."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from autan.notices import actions, reads
from autan.notices.models import Mail

pytestmark = pytest.mark.django_db


def _write() -> Mail:
    return actions.write(to="mairie@noe.example", subject="Code", body="123456", draft_token="t")


def test_in_a_demonstration_a_mail_is_shown_and_never_leaves(
    django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _write()
    settings.DEMO = False
    assert actions.send_waiting() == 0
    assert mail.outbox == []
    assert [found.body for found in reads.of_draft("t")] == ["123456"]


def test_a_mail_leaves_once_when_its_transaction_is_done(
    django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.DEMO = False
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        written = _write()
        assert mail.outbox == []
    assert actions.send(mail_id=written.pk)
    assert [sent.to for sent in mail.outbox] == [["mairie@noe.example"]]


def test_what_could_not_leave_is_tried_again(monkeypatch: Any, settings: Any) -> None:
    settings.DEMO = False
    written = _write()

    def closed(*_: object, **__: object) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr("autan.notices.actions.EmailMessage.send", closed)
        assert not actions.send(mail_id=written.pk)
    assert actions.send_waiting() == 1
    assert reads.latest()[0].sent_at is not None
