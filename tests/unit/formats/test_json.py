"""Tables written as JSON: every shape gives its rows, digits and all, in bounded memory."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.errors import UnreadableFile
from autan.formats import json_read, json_stream
from autan.formats.reader import Request
from tests.unit.formats.trees import kinds, read, step


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "file"
    path.write_bytes(text.encode(encoding))
    return path


def dumped(folder: Path, value: Any) -> Path:
    return written(folder, json.dumps(value, ensure_ascii=False))


TOWNS = [{"nom": "Foix", "code": "09000"}, {"nom": "Élne", "code": "66200"}]


@pytest.mark.parametrize(
    "document",
    [
        TOWNS,
        {"help": "…", "success": True, "result": {"total": 2, "records": TOWNS}},
        {"nom": ["Foix", "Élne"], "code": ["09000", "66200"]},
        {"nom": {"0": "Foix", "1": "Élne"}, "code": {"0": "09000", "1": "66200"}},
        {"columns": ["nom", "code"], "index": [0, 1], "data": [list(t.values()) for t in TOWNS]},
        [["nom", "code"], *(list(t.values()) for t in TOWNS)],
        {"total_count": 2, "results": TOWNS},
    ],
)
def test_every_shape_gives_the_same_table(tmp_path: Path, document: Any) -> None:
    _, rows = read(dumped(tmp_path, document))
    assert rows == TOWNS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_gives_the_same_letters(tmp_path: Path, encoding: str) -> None:
    _, rows = read(written(tmp_path, json.dumps(TOWNS, ensure_ascii=False), encoding))
    assert rows == TOWNS


@pytest.mark.parametrize("between", ["\n", "\n\n", " ", ",\n"])
def test_records_one_after_the_other_are_rows(tmp_path: Path, between: str) -> None:
    text = between.join(json.dumps(town, ensure_ascii=False, indent=1) for town in TOWNS)
    found, rows = read(written(tmp_path, text))
    assert rows == TOWNS
    assert found.format == "jsonl"


def test_numbers_keep_the_digits_that_were_written(tmp_path: Path) -> None:
    text = '[{"a": 7.10, "b": 1E+13, "c": -0.0, "d": 12345678901234567890123, "e": 1e400}]'
    _, rows = read(written(tmp_path, text))
    assert list(rows[0].values()) == ["7.10", "1E+13", "-0.0", "12345678901234567890123", "1e400"]


def test_what_is_not_a_number_is_nothing_and_yes_is_true(tmp_path: Path) -> None:
    text = '[{"a": NaN, "b": true}, {"a": -Infinity, "b": null}, {"a": "", "b": false}]'
    _, rows = read(written(tmp_path, text))
    assert rows == [{"a": None, "b": "true"}, {"a": None, "b": None}, {"a": None, "b": "false"}]


NESTED = [{"id": 1, "adresse": {"cp": "09000", "geo": {"lat": 1.50}}, "tags": ["a", "b"]}]


def test_inner_records_become_columns_and_lists_are_joined(tmp_path: Path) -> None:
    found, rows = read(dumped(tmp_path, NESTED))
    wanted = {"id": "1", "adresse.cp": "09000", "adresse.geo.lat": "1.5", "tags": "a;b"}
    assert rows == [wanted]
    assert step(found, "nested").examples == ("adresse.cp", "adresse.geo.lat")
    assert step(found, "joined_lists").count == 1


def test_undoing_leaves_records_and_lists_as_they_were(tmp_path: Path) -> None:
    answers = {"nested": "undone", "joined_lists": "undone"}
    found, rows = read(dumped(tmp_path, NESTED), **answers)
    assert json.loads(rows[0]["adresse"] or "") == {"cp": "09000", "geo": {"lat": 1.5}}
    assert rows[0]["tags"] == '["a", "b"]'
    assert {one.kind: one.chosen for one in found.steps} == dict.fromkeys(answers, "undone")


def test_a_value_with_a_semicolon_is_never_joined(tmp_path: Path) -> None:
    _, rows = read(dumped(tmp_path, [{"a": ["x;y", "z"]}]))
    assert rows == [{"a": '["x;y", "z"]'}]


def test_lists_of_records_stay_whole_with_their_digits(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, '[{"a": [{"n": 7.10, "v": null}]}]'))
    assert rows == [{"a": '[{"n": 7.10, "v": null}]'}]


def test_columns_are_the_union_of_all_records_each_in_its_place(tmp_path: Path) -> None:
    records = [{"a": 1, "c": 3}] * 2000 + [{"a": 1, "b": 2, "c": 3, "d": 4}]
    found, rows = read(dumped(tmp_path, records))
    assert found.header.labels == ("a", "b", "c", "d")
    assert rows[0] == {"a": "1", "b": None, "c": "3", "d": None}
    assert rows[-1] == {"a": "1", "b": "2", "c": "3", "d": "4"}


def test_a_key_written_twice_keeps_both_values(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, '[{"a": 1, "a": 2}]'))
    assert rows == [{"a": "1", "a (2)": "2"}]


def test_one_record_for_each_key_keeps_the_key(tmp_path: Path) -> None:
    document = {"09122": {"nom": "Foix"}, "66065": {"nom": "Elne"}, "31157": {"nom": "Cugnaux"}}
    _, rows = read(dumped(tmp_path, document))
    assert rows[1] == {"clé": "66065", "nom": "Elne"}


def test_the_envelope_of_an_api_gives_its_own_names(tmp_path: Path) -> None:
    record = {"recordid": "x", "fields": {"nom": "Foix", "code": "09000", "dep": "09"}}
    found, _ = read(dumped(tmp_path, {"nhits": 1, "records": [record, record]}))
    assert found.header.labels == ("recordid", "nom", "code", "dep")


TWO = {
    "associations": [{"nom": "a", "ville": "b"}] * 8,
    "stades": [{"stade": "c", "places": 4}] * 6,
}


def test_several_lists_are_a_choice_that_is_asked(tmp_path: Path) -> None:
    found, rows = read(dumped(tmp_path, TWO))
    assert (found.table, len(rows)) == ("associations", 8)
    assert [glimpse.name for glimpse in found.tables] == ["associations", "stades"]
    assert found.tables[1].headers == ("stade", "places")
    assert found.tables[1].first == ("c", "4")
    told = step(found, "table")
    assert told.asked
    assert told.chosen == "associations"


def test_the_list_that_was_answered_is_read(tmp_path: Path) -> None:
    found, rows = read(dumped(tmp_path, TWO), table="stades")
    assert (found.table, rows[0]) == ("stades", {"stade": "c", "places": "4"})
    assert not step(found, "table").asked


SITTINGS = [
    {"id": 1, "date": "2023-03-28", "actes": [{"id": "a", "objet": "x"}, {"id": "b"}]},
    {"id": 2, "date": "2023-06-01", "actes": [{"id": "c", "objet": "y", "vote": {"pour": 7.10}}]},
    {"id": 3, "date": "2023-09-01", "actes": []},
    {"id": 4, "date": "2023-10-01", "actes": [{"id": "d"}, {"id": "e"}, {"id": "f"}]},
]


@pytest.mark.parametrize(
    ("document", "name"), [(SITTINGS, "actes"), ({"seances": SITTINGS}, "seances.actes")]
)
def test_the_records_that_records_hold_are_rows_beside_what_holds_them(
    tmp_path: Path, document: Any, name: str
) -> None:
    found, rows = read(dumped(tmp_path, document))
    assert (found.table, len(rows)) == (name, 7)
    outer = name.rpartition(".")[0] or "fiche"
    assert [row[f"{outer}.id"] for row in rows] == ["1", "1", "2", "3", "4", "4", "4"]
    assert [row["id"] for row in rows] == ["a", "b", "c", None, "d", "e", "f"]
    assert (rows[2]["date"], rows[2]["vote.pour"]) == ("2023-06-01", "7.1")
    assert len(found.tables) == 2


def test_the_outer_records_can_be_read_instead(tmp_path: Path) -> None:
    found, rows = read(dumped(tmp_path, {"seances": SITTINGS}), table="seances")
    assert (found.table, len(rows)) == ("seances", 4)
    assert json.loads(rows[0]["actes"]) == SITTINGS[0]["actes"]


def test_lines_of_records_that_hold_records_are_opened_too(tmp_path: Path) -> None:
    text = "\n".join(json.dumps(one) for one in SITTINGS * 40)
    found, rows = read(written(tmp_path, text))
    assert (found.table, len(rows)) == ("actes", 7 * 40)


def test_records_with_much_of_their_own_stay_the_rows(tmp_path: Path) -> None:
    wide = {f"c{i}": i for i in range(10)}
    labels = [{"id": 1, "mot": "a"}, {"id": 2, "mot": "b"}]
    found, _ = read(dumped(tmp_path, [{"titre": "x", "date": "2024-01-01", "mots": labels}] * 5))
    assert found.table == "liste"
    document = [{**wide, "lots": [{"a": 1, "b": 2}, {"a": 3, "b": 4}]}] * 5
    found, rows = read(dumped(tmp_path, document))
    assert (found.table, len(rows)) == ("liste", 5)


def test_what_a_document_says_of_itself_is_no_choice(tmp_path: Path) -> None:
    fields = [{"id": "nom", "type": "text"}, {"id": "code", "type": "text"}]
    found, rows = read(dumped(tmp_path, {"result": {"fields": fields, "records": TOWNS}}))
    assert rows == TOWNS
    assert kinds(found) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a": 1}, {"a": 2', "damaged-file"),
        ('[{"a": 1}, {"a": 2},', "damaged-file"),
        ('[{"a": 1}, {"a": 2}}]', "damaged-file"),
        ('[{"a": ' + "[" * 50_000 + "]" * 50_000 + "}]", "too-deep"),
        ('{"a": ' * 50_000 + "1" + "}" * 50_000, "too-deep"),
        ("[" + json.dumps({f"k{i}": i for i in range(5000)}) + "]", "too-many-columns"),
        ("[{}, {}]", "no-rows"),
    ],
)
def test_what_cannot_be_a_table_is_told_in_a_sentence(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(written(tmp_path, text))
    assert refused.value.code == code


def test_a_record_without_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "MOST_LETTERS", 1 << 20)
    with pytest.raises(UnreadableFile) as refused:
        read(written(tmp_path, '[{"a": "' + "x" * (4 << 20)))
    assert refused.value.code == "record-too-long"


def test_a_record_used_as_a_dictionary_stays_in_one_cell(tmp_path: Path) -> None:
    record = {"id": 1, "jours": {f"j{i}": i for i in range(5000)}}
    found, rows = read(dumped(tmp_path, [record, record]))
    assert found.header.labels == ("id", "jours")
    assert json.loads(rows[1]["jours"] or "") == record["jours"]


def test_a_comma_too_many_is_forgiven(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, '[{"a": 1}, {"a": 2},]'))
    assert rows == [{"a": "1"}, {"a": "2"}]


def test_half_a_sign_becomes_a_replacement_and_nothing_breaks(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, '[{"a": "\\ud83d!"}, {"a": "\\ud83d\\ude00"}]'))
    assert [row["a"] for row in rows] == ["\ufffd!", "😀"]


def test_values_cut_by_the_blocks_of_the_reading_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "_BLOCK", 7)
    records = [{"n": i * 1111, "t": "é" * i} for i in range(30)]
    _, rows = read(dumped(tmp_path, records))
    assert [row["n"] for row in rows] == [str(i * 1111) for i in range(30)]
    assert [row["t"] or "" for row in rows] == ["é" * i for i in range(30)]


NAMES = st.sampled_from(["nom", "Âge", "code postal", "x", "Objet (texte)"])
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(st.characters(codec="utf-8"), max_size=12)
)


def as_text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None or value == "" else str(value)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(NAMES, CELLS, min_size=1), min_size=1, max_size=8), st.data())
def test_any_records_come_back_cell_by_cell(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("json")
    lines = data.draw(st.booleans())
    indent = data.draw(st.sampled_from([None, 2]))
    ascii_only = data.draw(st.booleans())
    texts = [json.dumps(r, ensure_ascii=ascii_only, indent=indent) for r in records]
    text = "\n".join(texts) if lines else "[" + ",".join(texts) + "]"
    _, rows = read(written(folder, text))
    for record, row in zip(records, rows, strict=True):
        assert {key: row[key] for key in record} == {k: as_text(v) for k, v in record.items()}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["{", "[", '{"a":', "[["]), st.binary(max_size=60))
def test_random_bytes_after_a_brace_never_crash(
    tmp_path_factory: pytest.TempPathFactory, start: str, rest: bytes
) -> None:
    path = tmp_path_factory.mktemp("json") / "file"
    path.write_bytes(start.encode() + rest)
    with suppress(UnreadableFile):
        json_read.read(Request(path, path.with_name("text.parquet")))
