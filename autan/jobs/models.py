"""Workers that are alive, and when each regular duty was last done."""

from django.db import models


class Heartbeat(models.Model):
    """A worker says that it is alive; a silent one loses its task (``autan.jobs.reaper``)."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(db_index=True)


class Round(models.Model):
    """A regular duty and the last time a worker took it up."""

    duty = models.CharField(max_length=60, primary_key=True)
    taken_at = models.DateTimeField()
