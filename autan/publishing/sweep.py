"""What may be thrown away: drafts that nobody touched for long, and objects that no row names."""

from datetime import timedelta

from django.utils import timezone
from django_scopes import scopes_disabled

from autan import env
from autan.catalogue.models import Attachment, DatasetVersion
from autan.publishing.models import Act, Draft
from autan.store import sweep
from autan.store.layout import Kind

DAY = 24 * sweep.HOUR
# A draft is somebody's work; an object without a row is nobody's.
DRAFTS_KEPT = timedelta(days=90)
OBJECTS_KEPT = DAY


def sweep_all() -> dict[str, int]:
    """Sweep the database, then the disk; how many of each kind were removed."""
    root = env.home()
    with scopes_disabled():
        drafts = _forget_drafts()
        tokens = set(Draft.objects.values_list("token", flat=True))
        versions = set(DatasetVersion.objects.values_list("sha256", flat=True))
        originals = set(Draft.objects.values_list("original_sha256", flat=True))
        originals |= set(DatasetVersion.objects.values_list("original_sha256", flat=True))
        documents = set(Act.objects.values_list("sha256", flat=True))
        documents |= set(Attachment.objects.values_list("sha256", flat=True))
    kept = {"older_than": OBJECTS_KEPT}
    return {
        "drafts": drafts,
        "temporary": sweep.sweep_temporary(root),
        "versions": sweep.sweep_unreferenced(root, Kind.VERSION, versions, **kept),
        "originals": sweep.sweep_unreferenced(root, Kind.ORIGINAL, originals, **kept),
        "documents": sweep.sweep_unreferenced(root, Kind.DOCUMENT, documents, **kept),
        "serving": sweep.sweep_serving(root, versions, **kept),
        "folders": sweep.sweep_folders(root / "drafts", tokens),
    }


def _forget_drafts() -> int:
    """Drafts that were never published and that nobody opened for three months."""
    old = Draft.objects.filter(touched_at__lt=timezone.now() - DRAFTS_KEPT)
    count, _ = old.exclude(status=Draft.Status.PUBLISHED).delete()
    return count
