"""The bundled servers, started as the supervisor and the tests start them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from portal.supervisor import keys
from portal.supervisor.processes import CannotStart, identity
from portal.supervisor.servers import Postgres, Valkey, run_dir


@pytest.fixture
def sockets() -> Iterator[Path]:
    made = run_dir("footbridge-test-")
    yield made
    for left in made.iterdir():
        left.unlink()
    made.rmdir()


@pytest.fixture
def postgres(tmp_path: Path, sockets: Path) -> Iterator[Postgres]:
    folder = tmp_path / "a folder with spaces" / ("long-" * 25)
    server = Postgres(folder / "postgres", sockets=sockets, log_file=tmp_path / "pg.log", throwaway=True)
    server.start()
    yield server
    server.stop()


def test_postgres_keeps_its_rows_over_a_restart_in_a_long_path_with_spaces(postgres: Postgres) -> None:
    assert len(str(postgres.data_dir)) > 150
    with psycopg.connect(postgres.database_url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('bridge')")
    postgres.stop()
    postgres.start()
    with psycopg.connect(postgres.database_url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("bridge",)


def test_postgres_wants_the_password_and_listens_on_no_network(postgres: Postgres) -> None:
    wrong = postgres.database_url.replace(postgres.password, "guess")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    with psycopg.connect(postgres.database_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert stat.S_IMODE(postgres.password_file.stat().st_mode) == 0o600


def test_a_pid_file_that_names_a_foreign_process_does_not_stop_the_start(postgres: Postgres) -> None:
    postgres.stop()
    (postgres.data_dir / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data_dir}\n")
    postgres.start()
    psycopg.connect(postgres.database_url).close()
    assert identity(os.getpid()) is not None


def test_the_mark_of_a_killed_server_stays_for_the_next_one_to_read(postgres: Postgres) -> None:
    postgres.stop()
    mark = postgres.data_dir / "postmaster.pid"
    mark.write_text(f"{os.getpid()}\n{postgres.data_dir}\n1\n5432\n")
    postgres._forget_foreign_pid()
    first, *rest = mark.read_text().splitlines()
    assert identity(int(first)) is None
    assert rest == [str(postgres.data_dir), "1", "5432"]


def test_a_first_start_that_was_killed_half_way_is_begun_again(tmp_path: Path, sockets: Path) -> None:
    half = tmp_path / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    server = Postgres(tmp_path / "postgres", sockets=sockets, log_file=tmp_path / "pg.log", throwaway=True)
    server.start()
    server.stop()
    assert not half.exists()


def test_data_of_another_major_version_is_named_in_one_line(tmp_path: Path, sockets: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")
    server = Postgres(tmp_path / "postgres", sockets=sockets, log_file=tmp_path / "pg.log")
    with pytest.raises(CannotStart, match=r"made by PostgreSQL 15.*set DATABASE_URL"):
        server.start()


def test_valkey_answers_on_its_socket_only_and_keeps_nothing(tmp_path: Path, sockets: Path) -> None:
    server = Valkey(sockets, log_file=tmp_path / "valkey.log")
    server.start()
    client = redis.Redis.from_url(server.redis_url)
    client.set("word", "bridge")
    assert client.config_get("port") == {"port": "0"}
    assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
    client.close()
    server.stop()
    server.start()
    client = redis.Redis.from_url(server.redis_url)
    assert client.get("word") is None
    client.close()
    server.stop()


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first = keys.ensure(tmp_path).read_bytes()
    assert keys.ensure(tmp_path).read_bytes() == first
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_a_lost_key_file_beside_a_database_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("18\n")
    with pytest.raises(CannotStart, match=r"keys.json is missing"):
        keys.ensure(tmp_path)
