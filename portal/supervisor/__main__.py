"""`python -m portal.supervisor`: the whole product on this machine, as bootstrap.py starts it."""

import os
import sys
from pathlib import Path

from portal.supervisor.services import Program, product
from portal.supervisor.supervisor import ROOT, Supervisor


def main() -> int:
    data_dir = Path(os.environ.get("FOOTBRIDGE_DATA") or ROOT / ".data").resolve()
    port = int(os.environ.get("PORT") or "8000")
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "FOOTBRIDGE_DATA": str(data_dir),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    manage = (sys.executable, "manage.py")
    return Supervisor(
        data_dir=data_dir,
        port=port,
        preparations=[
            ("Bringing the database up to date", Program("migrate", (*manage, "migrate", "--no-input"))),
            ("Loading the demo clinic", Program("load_demo", (*manage, "load_demo"))),
        ],
        programs=product(port, data_dir),
        env=env,
    ).run()


if __name__ == "__main__":
    sys.exit(main())
