# The two commands: `make run` starts the product with a demo clinic, `make test` runs every test.
# Both need only Python 3.11 or newer: portal/supervisor/bootstrap.py brings the rest.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) portal/supervisor/bootstrap.py
PORT ?= 8000
export PORT

.PHONY: run test check features fmt prepare faults bench-messaging bench-lighthouse measure-risk-words

run:
	@exec $(BOOTSTRAP) run

test:
	@exec $(BOOTSTRAP) python -m portal.supervisor.testing

# Five minutes of random kills, then the storm of 2,000 sockets; SEED=n brings a plan back.
faults:
	@exec $(BOOTSTRAP) python -m tests.faults.campaign --sockets 2000 $(if $(SEED),--seed $(SEED))

check:
	@exec $(BOOTSTRAP) python -m portal.supervisor.checks

features:
	@exec $(BOOTSTRAP) python -m tests.features

fmt:
	@exec $(BOOTSTRAP) python -m portal.supervisor.checks --fix

prepare:
	@exec $(BOOTSTRAP) prepare

# How fast messaging is, against a floor on the same servers: docs/performance.md.
bench-messaging:
	@exec $(BOOTSTRAP) python -m tests.bench.messaging

# Today on a phone with a slow network; nothing else should be running.
bench-lighthouse:
	@exec $(BOOTSTRAP) python -m tests.bench.lighthouse

# How well the rules for words of risk do on our own sentences: docs/risk-words.md has the figures.
measure-risk-words:
	@exec $(BOOTSTRAP) python -m tests.portal.safety.measure --misses
