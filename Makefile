# The two commands: `make run` starts the product with a demo clinic, `make test` runs every test.
# Both need only Python 3.11 or newer: portal/supervisor/bootstrap.py brings the rest.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) portal/supervisor/bootstrap.py
PORT ?= 8000
export PORT

.PHONY: run test check features fmt prepare bench-messaging

run:
	@exec $(BOOTSTRAP) run

test:
	@exec $(BOOTSTRAP) python -m portal.supervisor.testing

check:
	@exec $(BOOTSTRAP) python -m portal.supervisor.checks

features:
	@exec $(BOOTSTRAP) python -m tests.features

fmt:
	@exec $(BOOTSTRAP) python -m portal.supervisor.checks --fix

prepare:
	@exec $(BOOTSTRAP) prepare

bench-messaging:
	@exec $(BOOTSTRAP) python -m tests.bench.messaging
