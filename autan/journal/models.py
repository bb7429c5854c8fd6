"""What was done, by whom, to what. Rows are only ever added, and hold no foreign key, so that
an event outlives what it speaks of."""

from django.db import models


class Event(models.Model):
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    verb = models.CharField(max_length=60, db_index=True)
    actor = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, db_index=True, help_text="kind:identifier")
    portal = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
