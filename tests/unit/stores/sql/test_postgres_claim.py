import subprocess
import sys

import pytest

from postil.errors import ConflictError, RetryableStoreError
from postil.stores.sql.postgres_claim import Claim


def test_a_database_has_one_server_at_a_time(postgres_url):
    first, second = Claim(postgres_url), Claim(postgres_url)
    first.take()
    with pytest.raises(ConflictError, match="another Postil server"):
        second.take()
    first.release()
    second.take()
    second.release()


def test_letting_go_twice_is_letting_go_once(postgres_url):
    claim = Claim(postgres_url)
    claim.take()
    claim.release()
    claim.release()


def test_the_claim_of_a_killed_program_is_gone_with_it(postgres_url):
    program = (
        "import sys, time; from postil.stores.sql.postgres_claim import Claim\n"
        "Claim(sys.argv[1]).take(); print('taken', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program, postgres_url], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"taken\n"
    process.kill()
    process.communicate()
    claim = Claim(postgres_url)
    claim.take()
    claim.release()


def test_a_database_out_of_reach_is_said_to_be(tmp_path):
    with pytest.raises(RetryableStoreError, match="cannot be reached"):
        Claim(f"postgresql://ann@/postil?host={tmp_path}").take()
