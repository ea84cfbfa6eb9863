# syntax=docker/dockerfile:1
# One image for web, relay, worker, beat and the tools; docker-compose.yml names the command of each.

FROM node:24-trixie-slim AS frontend
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
COPY portal/kernel/catalogue/ /build/portal/kernel/catalogue/
COPY portal/safety/data/ /build/portal/safety/data/
RUN npm run build

FROM python:3.11-slim-trixie AS packages
COPY docs/deploy/requirements.lock /tmp/requirements.lock
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-compile --require-hashes -r /tmp/requirements.lock

FROM python:3.11-slim-trixie
# pg_dump and pg_restore of the db service's own major version. Not pinned further: the distribution's
# mends are wanted, and it drops the older files.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin footbridge \
    && install -d -o footbridge -g footbridge -m 0700 /data /files
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY portal/ portal/
COPY api/ api/
COPY --from=frontend /build/frontend/dist frontend/dist
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    FOOTBRIDGE_DATA=/data \
    FILES_DIR=/files
RUN python -m compileall -q /app /venv/lib
USER 10001:10001
EXPOSE 8000
CMD ["uvicorn", "portal.asgi:application", "--host", "0.0.0.0", "--port", "8000"]
