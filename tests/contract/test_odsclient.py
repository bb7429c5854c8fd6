"""``odsclient`` (PyPI) as it is: the client of analysts, on the download address of v1."""

import csv
import io

import pytest
from odsclient import ODSClient
from odsclient.core import ODSException


@pytest.fixture
def client(portal):
    with_key = ODSClient(base_url=portal.address, platform_id=None, apikey="any-key")
    yield with_key
    with_key.session.close()


def table(text: str, separator: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=separator))


def test_the_whole_dataset_comes_with_its_names(client, portal):
    rows = table(client.get_whole_dataset(portal.dataset_id, use_labels_for_header=False))
    assert [row["DELIB_ID"] for row in rows] == ["2024-001", "2024-002", "2024-003", "2023-009"]
    assert rows[1]["DELIB_OBJET"] == "Achat d’un « véhicule » électrique"
    assert (rows[0]["DELIB_DATE"], rows[0]["VOTE_POUR"]) == ("2024-01-15", "17")
    assert rows[3]["VOTE_POUR"] == ""


def test_labels_separator_and_timezone_are_those_asked_for(client, portal):
    text = client.get_whole_dataset(
        portal.dataset_id, csv_separator=",", timezone="Europe/Paris", use_labels_for_header=True
    )
    header = next(csv.reader(io.StringIO(text)))
    assert "DELIB_ID" not in header
    assert len(header) == len(table(text, ",")[0])


def test_a_file_is_streamed_to_disk(client, portal, tmp_path):
    path = tmp_path / "deliberations.csv"
    client.get_whole_dataset(portal.dataset_id, to_path=str(path))
    assert len(table(path.read_text(encoding="utf-8"))) == 4


def test_an_unknown_dataset_is_an_error_that_the_client_understands(client):
    with pytest.raises(ODSException) as raised:
        client.get_whole_dataset("unknwn")
    assert raised.value.status_code == 404
    assert "unknwn" in raised.value.error_msg
