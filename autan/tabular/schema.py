"""What a table is: its columns in order, and the standard that it follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.tabular.fields import Field, FieldType


@dataclass(frozen=True, slots=True)
class TableSchema:
    """The columns of a published table; ``standard`` is the identifier of a standard or None."""

    fields: tuple[Field, ...]
    standard: str | None = None

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def find(self, name: str) -> Field | None:
        """The field of that name: as written, else in any case when only one answers to it."""
        exact = [field for field in self.fields if field.name == name]
        folded = [field for field in self.fields if field.name.casefold() == name.casefold()]
        return exact[0] if exact else folded[0] if len(folded) == 1 else None

    def without(self, hidden: frozenset[str]) -> "TableSchema":
        kept = tuple(field for field in self.fields if field.name not in hidden)
        return TableSchema(kept, self.standard)

    def as_json(self) -> dict[str, object]:
        """The shape kept in manifests; ``from_json`` reads it back."""
        return {"standard": self.standard, "fields": [_field_as_json(f) for f in self.fields]}

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> "TableSchema":
        """Read back ``as_json``; KeyError or ValueError if it was not written by it."""
        fields = value["fields"]
        assert isinstance(fields, list)
        standard = value.get("standard")
        return cls(
            tuple(_field_from_json(item) for item in fields), str(standard) if standard else None
        )


def _field_as_json(field: Field) -> dict[str, object]:
    return {
        "name": field.name,
        "type": field.type.value,
        "label": field.label,
        "description": field.description,
        "source": field.source,
        "annotations": sorted(field.annotations),
    }


def _field_from_json(item: Mapping[str, object]) -> Field:
    annotations = item.get("annotations", [])
    assert isinstance(annotations, list)
    return Field(
        name=str(item["name"]),
        type=FieldType(str(item["type"])),
        label=str(item.get("label", "")),
        description=str(item.get("description", "")),
        source=str(item.get("source", "")),
        annotations=frozenset(annotations),
    )
