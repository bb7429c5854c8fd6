"""Datasets and their versions. A version never changes; publishing moves one pointer."""

from django.db import models
from django_scopes import ScopedManager

from autan.tenants.models import Organisation, Portal, Territory


class Dataset(models.Model):
    """A dcat:Dataset. ``portals`` are those in whose perimeter it is: the scope of every query."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    class Level(models.TextChoices):
        PUBLIC = "public"
        RESTRICTED = "restricted"
        NON_PUBLIC = "non-public"

    dataset_id = models.SlugField(max_length=120, unique=True)
    uid = models.CharField(max_length=12, unique=True, help_text="da_ and six letters or digits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    portals = models.ManyToManyField(Portal, related_name="+")
    home_portal = models.ForeignKey(Portal, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    level = models.CharField(max_length=10, choices=Level, default=Level.PUBLIC)
    standard = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    keywords = models.JSONField(default=list)
    theme = models.CharField(max_length=80, blank=True)
    licence = models.CharField(max_length=20, default="lov2")
    frequency = models.CharField(max_length=40, blank=True)
    search_text = models.TextField(blank=True, help_text="folded words of title, fields, producer")
    current = models.ForeignKey("DatasetVersion", models.PROTECT, null=True, related_name="+")
    lock_version = models.PositiveIntegerField(default=0, help_text="expected by each write")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField(null=True, help_text="of the data or the metadata")

    objects = ScopedManager(portal="portals")

    def __str__(self) -> str:
        return self.title


class DatasetVersion(models.Model):
    """One immutable Parquet file, named by its SHA-256, with its manifest."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    original_sha256 = models.CharField(max_length=64, blank=True)
    rows = models.PositiveBigIntegerField()
    bytes = models.PositiveBigIntegerField()
    manifest = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, help_text="from then on nobody reads it any more")

    objects = ScopedManager(portal="dataset__portals")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="one_version_number")
        ]


class Attachment(models.Model):
    """A document that goes with a dataset: the text of an act. It is read as the dataset is."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="attachments")
    uid = models.CharField(max_length=16, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=255)
    mimetype = models.CharField(max_length=100)
    bytes = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(portal="dataset__portals")

    def __str__(self) -> str:
        return self.title
