"""What nobody needs any more goes; a draft and a version never do before their time."""

import os
import time
from datetime import timedelta

from django.utils import timezone

from autan import env
from autan.publishing import actions
from autan.publishing.folders import folder_of, store
from autan.publishing.models import Draft
from autan.publishing.sweep import sweep_all
from autan.store.layout import Kind


def _everything_is_old() -> None:
    then = time.time() - 10 * 24 * 3600
    for path in [*env.home().rglob("*")][::-1]:
        os.utime(path, (then, then))


def test_what_rows_name_stays_however_old(draft):
    dataset = actions.publish(draft, actor="operator")
    _everything_is_old()
    assert set(sweep_all().values()) == {0}
    assert store().exists(dataset.current.sha256, Kind.VERSION)
    assert store().exists(draft.original_sha256, Kind.ORIGINAL)


def test_a_draft_that_nobody_opened_for_three_months_goes_with_its_file(draft):
    actions.prepare(draft)
    Draft.objects.update(touched_at=timezone.now() - timedelta(days=91))
    _everything_is_old()
    swept = sweep_all()
    assert (swept["drafts"], swept["originals"], swept["folders"]) == (1, 1, 1)
    assert not folder_of(draft).exists()


def test_a_draft_of_last_month_stays(draft):
    Draft.objects.update(touched_at=timezone.now() - timedelta(days=60))
    _everything_is_old()
    sweep_all()
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert store().exists(draft.original_sha256, Kind.ORIGINAL)
