"""Drafts: everything that a person did with a file before it was published, saved at each step."""

from django.db import models
from django_scopes import ScopedManager

from autan.tenants.models import Organisation, Portal, Territory


class Draft(models.Model):
    """A file on its way. Its ``token`` is secret: whoever holds the link holds the draft."""

    class Status(models.TextChoices):
        RECEIVED = "received"
        READ = "read"
        READY = "ready"
        FAILED = "failed"
        PUBLISHED = "published"

    token = models.CharField(max_length=43, unique=True)
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    file_name = models.CharField(max_length=255)
    original_sha256 = models.CharField(max_length=64)
    original_bytes = models.PositiveBigIntegerField()
    choices = models.JSONField(default=dict)
    report = models.JSONField(null=True)
    report_for = models.CharField(max_length=64, blank=True, help_text="digest of the choices")
    failure = models.JSONField(null=True, help_text="code and sentences of an AutanError")
    progress = models.JSONField(null=True, help_text="step and rows of what is being done now")
    job = models.CharField(max_length=36, blank=True, help_text="the task that is at it, if any")
    publish_asked_at = models.DateTimeField(null=True)
    memory = models.JSONField(default=list, help_text="what was recalled for these headers")
    confirmed_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dataset_id = models.BigIntegerField(null=True)
    dataset_lock = models.PositiveIntegerField(
        null=True, help_text="the dataset's lock_version when this draft of a new version began"
    )
    lock_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(portal="portal")

    def __str__(self) -> str:
        return self.file_name


class Act(models.Model):
    """A document to publish as an act, with the facts that a person typed for it, as typed.

    ``uid`` is the name of its address once it is public, so that its row can hold the link.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="acts")
    uid = models.CharField(max_length=16, unique=True)
    sha256 = models.CharField(max_length=64)
    mimetype = models.CharField(max_length=100)
    file_name = models.CharField(max_length=255)
    bytes = models.PositiveBigIntegerField()
    number = models.CharField(max_length=100, blank=True)
    day = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=10, blank=True, help_text="code of the ACTES list")
    object = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.file_name


class Code(models.Model):
    """A six-digit code sent to an address, kept as a keyed hash, good for twenty minutes.

    ``client`` is a keyed hash of who asked, for the rate limit alone.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="codes")
    email = models.EmailField()
    digest = models.CharField(max_length=128)
    client = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Remembered(models.Model):
    """What an organisation confirmed for a set of headers (``autan.publishing.memory``).

    Of no portal: the software that makes a file is the same everywhere. An organisation that
    goes leaves what it taught, without its name.
    """

    headers = models.CharField(max_length=64, db_index=True, help_text="digest of the headers")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    standard = models.CharField(max_length=120, blank=True)
    pairs = models.JSONField(default=dict, help_text="squashed header to field; no value ever")
    times = models.PositiveIntegerField(default=1)
    confirmed_at = models.DateTimeField(auto_now_add=True)
    lock_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["headers", "organisation"], name="one_memory")
        ]

    def __str__(self) -> str:
        return f"{self.standard or 'none'}, {self.times}"
