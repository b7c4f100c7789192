import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from postil.errors import ConflictError, PostilError, RetryableStoreError, StoreError
from postil.stores.sql.postgres import PostgresStore
from postil.stores.sql.postgres_errors import meaning_of, translated
from postil.testing.world import NOW
from tests.postgres import DISCONNECT


@pytest.fixture
def store(postgres_url: str) -> Iterator[PostgresStore]:
    store = PostgresStore(postgres_url, wait_s=0.2)
    yield store
    store.close()


# From the appendix of PostgreSQL's documentation that lists its error codes.
@pytest.mark.parametrize(
    ("state", "kind", "code"),
    [
        ("08006", RetryableStoreError, "STO006"),  # connection_failure
        ("57P01", RetryableStoreError, "STO006"),  # admin_shutdown
        ("57P03", RetryableStoreError, "STO006"),  # cannot_connect_now
        ("40001", RetryableStoreError, "STO002"),  # serialization_failure
        ("40P01", RetryableStoreError, "STO002"),  # deadlock_detected
        ("55P03", RetryableStoreError, "STO002"),  # lock_not_available
        ("57014", RetryableStoreError, "STO002"),  # query_canceled
        ("53300", RetryableStoreError, "STO002"),  # too_many_connections
        ("53100", StoreError, "STO001"),  # disk_full
        ("25006", StoreError, "STO004"),  # read_only_sql_transaction
        ("42501", StoreError, "STO004"),  # insufficient_privilege
        ("28P01", StoreError, "STO004"),  # invalid_password
        ("3D000", StoreError, "STO004"),  # invalid_catalog_name
        ("XX001", StoreError, "STO003"),  # data_corrupted
    ],
)
def test_a_state_means_what_the_documentation_says(state, kind, code):
    found = meaning_of(state)
    assert found is not None
    assert found[:2] == (kind, code)


def test_a_mistake_of_ours_has_no_other_meaning():
    assert meaning_of("42601") is None  # syntax_error


@pytest.mark.parametrize("error", [psycopg.errors.UniqueViolation, psycopg.errors.ForeignKeyViolation])
def test_a_contradiction_is_a_conflict(error):
    with pytest.raises(ConflictError), translated("here"):
        raise error("duplicate key")


def test_a_password_is_neither_in_the_message_nor_in_the_cause():
    with pytest.raises(PostilError) as caught, translated("here", "opensesame"):
        raise psycopg.OperationalError("cannot connect to postgresql://ann:opensesame@db")
    assert "opensesame" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_server_that_is_not_there_can_be_asked_again(tmp_path):
    with pytest.raises(RetryableStoreError, match="cannot be reached") as caught:
        PostgresStore(f"postgresql://ann:opensesame@/postil?host={tmp_path}")
    assert caught.value.code == "STO006"
    assert "opensesame" not in str(caught.value)


def test_a_database_that_is_not_there_says_what_to_check(postgres_server):
    with pytest.raises(StoreError, match="does not exist") as caught:
        PostgresStore(postgres_server.url("nowhere"))
    assert (caught.value.code, type(caught.value)) == ("STO004", StoreError)


def test_a_write_that_waits_too_long_can_be_tried_again(store, postgres_url):
    other = PostgresStore(postgres_url)
    with other.write(), pytest.raises(RetryableStoreError, match="busy") as caught, store.write():
        pass
    other.close()
    assert caught.value.code == "STO002"


def test_a_write_inside_a_write_of_the_same_thread_is_a_mistake_and_said_at_once(store):
    with store.write(), pytest.raises(StoreError, match="inside another"), store.write():
        pass


def test_a_reader_that_writes_is_refused(store):
    with pytest.raises(StoreError) as caught, store.read() as session:
        session.catalog.create_dataset("streets", "", None, NOW)
    assert caught.value.code == "STO004"


def test_a_connection_that_is_lost_leaves_nothing_and_the_next_call_works(store, postgres_url):
    def write() -> None:
        with store.write() as session:
            session.catalog.create_dataset("streets", "", None, NOW)
            end_connections(postgres_url)
            session.catalog.create_dataset("roads", "", None, NOW)

    with pytest.raises(RetryableStoreError) as caught:
        write()
    assert caught.value.code == "STO006"
    with store.write() as session:
        assert session.catalog.list_datasets(after_id=0, limit=9) == []


def test_connections_that_died_while_nobody_used_them_are_replaced(store, postgres_url):
    with store.read() as session:
        session.catalog.list_datasets(after_id=0, limit=9)
    end_connections(postgres_url)
    with store.read() as session:
        assert session.catalog.list_datasets(after_id=0, limit=9) == []


def end_connections(url: str) -> None:
    """Do what a restart of the database does to its clients."""
    with psycopg.connect(url) as connection:
        connection.execute(DISCONNECT.encode())


def test_a_statement_that_is_wrong_is_reported_as_it_is(store):
    with pytest.raises(StoreError, match="nonsense") as caught, store.read() as session:
        session.catalog._connection.execute(text("SELECT nonsense"))  # noqa: SLF001
    assert caught.value.code == ""


def test_a_program_that_is_killed_lets_others_write(store, postgres_url):
    program = (
        "import sys, time; from postil.stores.sql.postgres import PostgresStore\n"
        "with PostgresStore(sys.argv[1]).write(): print('writing', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program, postgres_url], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.kill()
    process.communicate()
    patient = PostgresStore(postgres_url)
    with patient.write() as session:
        session.catalog.create_dataset("streets", "", None, NOW)
    patient.close()
