"""Every address of the product. The API is under /api/v1; what is not named here is the app's own page."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from api import health
from api.calendar.views import feed
from api.errors import not_found
from api.shell import shell

handler404 = "api.errors.not_found"
handler500 = "api.errors.server_error"

# What allauth offers and this product does not: nobody signs up alone, and an address changes by our own
# rules (both addresses confirm).
CLOSED = r"^_allauth/browser/v1/(?:account/(?:email|phone)|auth/(?:signup|email/|phone/|webauthn/signup))"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("api/v1/", include("api.urls")),
    path("calendar/<str:secret>.ics", feed),
    re_path(CLOSED, not_found),
    path("_allauth/", include("allauth.headless.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("api.demo.urls")))
if settings.SERVE_SCHEMA:
    from drf_spectacular.views import SpectacularJSONAPIView

    urlpatterns.append(path("api/v1/openapi.json", SpectacularJSONAPIView.as_view()))
urlpatterns.append(re_path(r"^(?!api/|_allauth/|demo/|health/|ws)", shell))
