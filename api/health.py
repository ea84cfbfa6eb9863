"""For supervisors and proxies: is the process alive, and are its parts there."""

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from psycopg_pool import PoolTimeout

from portal.files import scanner


def live(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def ready(_request: HttpRequest) -> JsonResponse:
    """200 when PostgreSQL answers. Without Redis or the scanner it is degraded: work goes on without them."""
    parts = {"database": _database(), "redis": _redis()}
    if scanner.configured():
        parts["scanner"] = scanner.answers()
    status = "down" if not parts["database"] else "ok" if all(parts.values()) else "degraded"
    return JsonResponse({"status": status, "parts": parts}, status=503 if status == "down" else 200)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except (Error, PoolTimeout):
        return False


def _redis() -> bool:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
