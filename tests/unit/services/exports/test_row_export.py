"""Exports go page by page, whatever a page weighs, and every row comes once."""

import json
from pathlib import Path
from typing import NoReturn

import pytest

from postil.blobs.folder import FolderBlobs
from postil.model.annotation import Annotation
from postil.model.identity import new_uid
from postil.ports.catalog import NewRow
from postil.services.exports import row_export, scope
from postil.services.exports.order import Content, Order
from postil.services.exports.row_export import RowExport
from postil.services.exports.sources import Sources
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, populate

ROWS = 23


@pytest.fixture
def world(tmp_path: Path):
    store = SqliteStore(tmp_path / "postil.db")
    yield populate(store, rows=ROWS)
    store.close()


def no_mask(label_id: str, annotation: Annotation) -> NoReturn:
    raise AssertionError


def export(world, order: Order) -> RowExport:
    sources = Sources(FolderBlobs(Path("nothing here has kept bytes")), no_mask, str)
    return RowExport(world.store, order, None, sources, lambda _: None)


def of_project(world, **fields) -> Order:
    with world.read() as session:
        uid = session.projects.uid_of(world.project_id)
    return Order(content=Content(), project_uid=uid, **fields)


def keys(run: RowExport) -> list[str]:
    return [json.loads(line)["data_row"]["global_key"] for line in run.lines()]


def expected(world) -> list[str | None]:
    with world.read() as session:
        return [row.global_key for row in session.catalog.rows_by_id(world.rows)]


@pytest.mark.parametrize(("page", "aim"), [(400, 1 << 20), (7, 1 << 20), (10, 1), (1, 1)])
def test_every_row_comes_once_however_large_pages_are(world, monkeypatch, page, aim):
    monkeypatch.setattr(scope, "PAGE", page)
    monkeypatch.setattr(row_export, "PAGE", page)
    monkeypatch.setattr(row_export, "AIM_BYTES", aim)
    assert keys(export(world, of_project(world))) == expected(world)


def test_rows_are_counted_no_further_than_asked_for(world, monkeypatch):
    monkeypatch.setattr(scope, "PAGE", 5)
    run = export(world, of_project(world))
    assert (run.amount(2), run.amount(100), run.total()) == (5, ROWS, ROWS)


def test_the_catalog_is_exported_whole_to_whoever_may_have_all_of_it(world, monkeypatch):
    monkeypatch.setattr(scope, "PAGE", 5)
    with world.write() as session:
        other = session.catalog.create_dataset("other", "", None, NOW)
        row = NewRow(uid=new_uid(), media_type="image", assets=[], global_key="outside")
        session.catalog.create_rows(other.id, [row], None, NOW)
    run = export(world, Order(content=Content()))
    assert keys(run) == [*expected(world), "outside"]
    assert run.total() is None
    of_one = export(world, Order(content=Content(), dataset_uids=[other.uid, "nobody's"]))
    assert keys(of_one) == ["outside"]


def test_rows_named_twice_come_once(world):
    first, second = expected(world)[:2]
    order = of_project(world, global_keys=[second, first, second, "unknown"])
    assert keys(export(world, order)) == [second, first]


def test_ids_and_keys_are_both_demanded(world):
    first, second = expected(world)[:2]
    with world.read() as session:
        uid = session.catalog.rows_by_id(world.rows)[0].uid
    order = of_project(world, global_keys=[second, first], data_row_uids=[uid])
    assert keys(export(world, order)) == [first]
