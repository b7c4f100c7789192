import httpx
from PIL import Image

import postil as lb
from postil.sdk.location import Location


def test_rows_of_every_kind_are_made_in_one_call(dataset: lb.Dataset, key: str, tmp_path):
    picture = tmp_path / "picture.png"
    Image.new("RGB", (64, 48)).save(picture)
    task = dataset.create_data_rows(
        [
            {"row_data": "https://images.invalid/kobe.png", "global_key": f"{key}.url"},
            {"row_data": str(picture), "global_key": f"{key}.file", "metadata": {"city": "Kobe"}},
            {"global_key": f"{key}.empty"},
        ]
    )
    assert [row["global_key"] for row in task.result] == [f"{key}.url", f"{key}.file", f"{key}.empty"]
    assert (task.status, task.errors, task.failed_data_rows) == ("COMPLETE", None, None)
    assert {row.global_key: row.metadata for row in dataset.data_rows()}[f"{key}.file"] == {"city": "Kobe"}


def test_a_row_that_fails_keeps_no_other_out(dataset: lb.Dataset, key: str):
    good, again, absent = {"global_key": key}, {"global_key": key}, {"row_data": "nowhere.png"}
    task = dataset.create_data_rows([good, again, absent])
    task.wait_till_done()
    assert [row["global_key"] for row in task.created_data_rows] == [key]
    assert task.failed_data_rows == [again, absent]
    assert task.errors is not None
    assert [error["code"] for error in task.errors] == ["DUP003", "MED003"]
    assert "Duplicate global key" in task.errors[0]["message"]
    assert task.errors[0]["failedDataRows"][0]["globalKey"] == key


def test_a_file_whose_key_exists_fails_like_any_row(dataset: lb.Dataset, key: str, tmp_path):
    picture = tmp_path / "picture.png"
    Image.new("RGB", (64, 48)).save(picture)
    dataset.create_data_rows([{"global_key": key}])
    task = dataset.create_data_rows([{"row_data": str(picture), "global_key": key}])
    assert task.errors is not None
    assert task.errors[0]["code"] == "DUP003"
    assert repr(task) == "<Task 'create data rows': 0 made, 1 failed>"


def test_rows_beyond_one_request_are_told_in_their_order(dataset: lb.Dataset, key: str):
    rows = [{"global_key": f"{key}.{number}"} for number in range(1001)]
    task = dataset.create_data_rows([*rows, rows[0]])
    assert [row["global_key"] for row in task.created_data_rows] == [row["global_key"] for row in rows]
    assert task.failed_data_rows == [rows[0]]


def test_one_row_need_not_be_in_a_list(dataset: lb.Dataset, key: str):
    assert not dataset.create_data_rows({"global_key": key}).has_errors()
    assert dataset.row_count == 1


class LosesAnswers(httpx.BaseTransport):
    """Passes everything on, and loses the answer to the first request that makes data rows."""

    def __init__(self) -> None:
        self._network, self.lost = httpx.HTTPTransport(), 0
        self.keys: list[str | None] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._network.handle_request(request)
        if request.method != "POST" or not request.url.path.endswith("/data-rows"):
            return response
        self.keys.append(request.headers.get("idempotency-key"))
        if not self.lost:
            self.lost += 1
            response.close()
            raise httpx.ReadError("the connection was lost", request=request)
        return response

    def close(self) -> None:
        self._network.close()


def test_rows_are_not_refused_because_the_first_answer_was_lost(location: Location, key: str):
    network = LosesAnswers()
    with lb.Client(location.key, location.url, transport=network) as client:
        client.create_dataset("elsewhere").create_data_rows([{"global_key": f"{key}.taken"}])
        network.lost = 0
        dataset = client.create_dataset("a dataset")
        task = dataset.create_data_rows([{"global_key": key}, {"global_key": f"{key}.taken"}])
        assert network.lost == 1
        assert [row["global_key"] for row in task.created_data_rows] == [key]
        assert task.failed_data_rows == [{"global_key": f"{key}.taken"}]
        assert dataset.row_count == 1


def test_rows_are_sent_again_as_the_same_call_and_those_without_a_global_key_too(location: Location):
    network = LosesAnswers()
    with lb.Client(location.key, location.url, transport=network) as client:
        dataset = client.create_dataset("a dataset")
        task = dataset.create_data_rows([{"row_data": "https://images.invalid/kobe.png"}])
    assert len(task.created_data_rows) == 1
    assert len(network.keys) == 2
    assert len(set(network.keys)) == 1
