"""/api/v1: each domain's addresses stand in its own `urls.py`."""

from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path

# They are tried one after the other: what is asked for most stands first.
_DOMAINS = sorted(
    (file.parent.name for file in Path(__file__).parent.glob("*/urls.py")),
    key=lambda name: (name != "messaging", name),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"api.{name}.urls")) for name in _DOMAINS if name != "demo"
]
