"""Tables written as XML: any repeated element is a row, and nothing outside is ever opened."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.errors import UnreadableFile
from autan.formats import xml_read
from autan.formats.reader import Request
from tests.unit.formats.trees import kinds, read, step


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "file"
    path.write_bytes(text.encode(encoding))
    return path


BOOKS = """<?xml version="1.0" encoding="%s"?>
<bibliotheque><nom>Foix</nom><livres>
  <livre isbn="09000"><titre>Été</titre><auteur>A</auteur><auteur>B</auteur>
    <prix devise="EUR">7.10</prix></livre>
  <livre isbn="2"><titre>Œuvre d’hiver</titre><auteur>C</auteur></livre>
</livres></bibliotheque>"""


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("windows-1252", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
    ],
)
def test_each_repeated_element_is_a_row_whatever_the_letters(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    found, rows = read(written(tmp_path, BOOKS % declared, encoding))
    assert found.header.labels == ("isbn", "titre", "auteur", "prix.devise", "prix")
    assert list(rows[0].values()) == ["09000", "Été", "A;B", "EUR", "7.10"]
    assert list(rows[1].values()) == ["2", "Œuvre d’hiver", "C", None, None]
    assert ("encoding" in kinds(found)) == (declared == "utf-8" and encoding == "cp1252")


def test_attributes_and_words_of_a_bare_element_are_its_cells(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, '<l><r id="1">a</r><r id="2">b</r></l>'))
    assert rows == [{"id": "1", "r": "a"}, {"id": "2", "r": "b"}]


def test_repeated_words_alone_are_rows(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "<l><r>a</r><r>b</r></l>"))
    assert rows == [{"r": "a"}, {"r": "b"}]


def test_a_single_record_is_one_row(tmp_path: Path) -> None:
    _, rows = read(written(tmp_path, "<l><r><n>a</n><m>b</m></r></l>"))
    assert rows == [{"n": "a", "m": "b"}]


def test_what_repeats_within_records_stays_whole_in_each(tmp_path: Path) -> None:
    text = "<l><r><p><n>a</n></p></r><r><p><n>b</n></p><p><n>c</n></p></r></l>"
    _, rows = read(written(tmp_path, text))
    assert [row["p"] for row in rows] == ['[{"n": "a"}]', '[{"n": "b"}, {"n": "c"}]']


def test_several_lists_are_a_choice(tmp_path: Path) -> None:
    lists = "<as>" + "<a><n>x</n><v>1</v></a>" * 5 + "</as><bs>" + '<b q="1" w="2"/>' * 4 + "</bs>"
    path = written(tmp_path, f"<l>{lists}</l>")
    found, rows = read(path)
    assert (found.table, len(rows)) == ("a", 5)
    assert step(found, "table").asked
    found, rows = read(path, table="b")
    assert (found.table, rows[0]) == ("b", {"q": "1", "w": "2"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE l [<!ENTITY a "b">]><l><r>&a;</r></l>', "unsafe-file"),
        ('<!DOCTYPE l SYSTEM "http://example.org/l.dtd"><l><r/><r/></l>', "unsafe-file"),
        ('<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>', "unsafe-file"),
        ("<l><r>&unknown;</r></l>", "damaged-file"),
        ("<l><r>a</r><r>b</l>", "damaged-file"),
        ("<l><r>a</r><r>b</r>", "damaged-file"),
        ('<?xml version="1.0" encoding="no-such-one"?><l><r/></l>', "damaged-file"),
        ("<a>" * 5000 + "</a>" * 5000, "too-deep"),
        ("<l/>", "empty-file"),
        ("<l>" + "".join(f"<t{i}/>" for i in range(30_000)) + "</l>", "too-many-columns"),
    ],
)
def test_what_cannot_be_a_table_is_told_in_a_sentence(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(written(tmp_path, text))
    assert refused.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["<l>", "<?xml", "<l a='", "<DocumentBudgetaire>"]), st.binary(max_size=60))
def test_random_bytes_after_a_tag_never_crash(
    tmp_path_factory: pytest.TempPathFactory, start: str, rest: bytes
) -> None:
    path = tmp_path_factory.mktemp("xml") / "file"
    path.write_bytes(start.encode() + rest)
    with suppress(UnreadableFile):
        xml_read.read(Request(path, path.with_name("text.parquet")))
