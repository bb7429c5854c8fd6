"""A dataset of ours in the words of Opendatasoft's catalogue.

Every key that Opendatasoft gives is there, empty where we have nothing to say: clients read them
without looking whether they exist.
"""

from datetime import UTC, datetime
from html import escape
from typing import Any

from autan.catalogue.desk import Listing
from autan.tabular.fields import PLACES, Field, FieldType

TIMED = frozenset({FieldType.DATE, FieldType.DATETIME})


def dataset(found: Listing) -> dict[str, Any]:
    """The object of ``/catalog/datasets/{id}``; its fields are those that the caller may read."""
    return {
        "dataset_id": found.dataset_id,
        "dataset_uid": found.uid,
        "visibility": "domain" if found.level == "public" else "restricted",
        "attachments": [],
        "alternative_exports": [],
        "has_records": found.version.rows > 0,
        "data_visible": True,
        "features": features(found),
        "fields": [field(each) for each in readable(found)],
        "metas": {"default": metas(found)},
    }


def readable(found: Listing) -> tuple[Field, ...]:
    """The fields of a dataset without those that the grant hides."""
    return found.schema.without(found.grant.hidden).fields


def features(found: Listing) -> list[str]:
    """What can be done with the rows, as Opendatasoft names it."""
    types = {each.type for each in readable(found)}
    placed, timed = bool(types & PLACES), bool(types & TIMED)
    return ["analyze", *(["geo"] * placed), *(["timeserie"] * timed)]


def field(each: Field) -> dict[str, Any]:
    return {
        "name": each.name,
        "label": each.title,
        "type": each.type.value,
        "description": each.description or None,
        "annotations": {name: [] for name in sorted(each.annotations)},
    }


def metas(found: Listing) -> dict[str, Any]:
    """The ``default`` template, in Opendatasoft's order."""
    modified = moment(found.modified_at)
    return {
        "title": found.title,
        "description": _as_html(found.description),
        "theme": [found.theme] if found.theme else None,
        "keyword": list(found.keywords) or None,
        "license": found.licence.name,
        "license_url": found.licence.url,
        "language": "fr",
        "metadata_languages": ["fr"],
        "timezone": None,
        "modified": modified,
        "modified_updates_on_data_change": True,
        "modified_updates_on_metadata_change": True,
        "data_processed": moment(found.version.created_at),
        "metadata_processed": modified,
        "geographic_reference": None,
        "geographic_reference_auto": True,
        "geographic_area": None,
        "geographic_area_mode": None,
        "territory": [found.place.name],
        "publisher": found.producer.name,
        "references": found.producer.website or None,
        "attributions": None,
        "records_count": found.version.rows,
        "federated": not found.is_home,
        "source_domain": None,
        "source_domain_title": None,
        "source_domain_address": None,
        "source_dataset": None,
        "shared_catalog": None,
        "oauth_scope": None,
        "parent_domain": None,
    }


def moment(value: datetime) -> str:
    """``2026-03-01T08:00:00+00:00``"""
    return value.astimezone(UTC).isoformat(timespec="seconds")


def _as_html(text: str) -> str | None:
    """Our descriptions are plain text, Opendatasoft's are HTML: nothing in them is markup here."""
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part) or None
