"""One-tap sign-in of the demo. Installed by the demo's and the tests' settings alone."""

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import OpenEndpoint, StrictSerializer, answer
from portal.accounts import entering
from portal.demo import people
from portal.kernel.errors import NotFound, Refused


class SignInBody(StrictSerializer):
    """`as` is a word of Python's, so the field is added by its name."""


SignInBody._declared_fields["as"] = serializers.CharField(max_length=40)


@extend_schema(exclude=True)
class PeopleView(OpenEndpoint):
    def get(self, request: Request) -> Response:
        return answer([{"key": p.key, "name": p.name, "role": p.role} for p in people.who_are_there()])


@extend_schema(exclude=True)
class SignInView(OpenEndpoint):
    def post(self, request: Request) -> Response:
        """From a page of our own only: exactly one of our origins, and the CSRF token."""
        if request.META.get("HTTP_ORIGIN") not in settings.ALLOWED_ORIGINS:
            raise Refused
        account = people.account_of(self.body(SignInBody)["as"])
        if account is None:
            raise NotFound
        entering.enter(request._request, account, method="demo", proved=True)
        return Response(status=204)
