"""Announcements over REST. Who may what is asked of the portal, each time."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.announcements import serializers as s
from api.base import Endpoint, answer
from portal.announcements import actions, selectors
from portal.kernel import idempotency
from portal.kernel.errors import NotFound


class Announcements(Endpoint):
    object_type = "announcement"

    @extend_schema(
        operation_id="announce",
        request=s.AnnounceBody,
        responses={201: s.SentAnnouncementSerializer, 200: s.SentAnnouncementSerializer},
    )
    def post(self, request: Request) -> Response:
        key, body = self.idempotency_key(), self.body(s.AnnounceBody)
        change = actions.Change(**body.pop("change")) if "change" in body else None
        again = idempotency.known(self.actor, key=key)
        made = actions.announce(self.actor, key=key, change=change, **body)
        found = selectors.sent(self.actor, announcement_id=made)
        return answer(s.shape_sent(found), status=200 if again else 201)


class Announcement(Endpoint):
    object_type = "announcement"

    @extend_schema(operation_id="announcement", responses=s.SentAnnouncementSerializer)
    def get(self, request: Request, announcement_id: UUID) -> Response:
        return answer(s.shape_sent(selectors.sent(self.actor, announcement_id=announcement_id)))


class Reach(Endpoint):
    """Before sending: how many it would be."""

    object_type = "announcement"

    @extend_schema(operation_id="announcement_reach", parameters=[s.ReachQuery], responses=s.ReachSerializer)
    def get(self, request: Request) -> Response:
        asked = self.query(s.ReachQuery)
        if "session" in asked:
            found = selectors.of_session(self.actor, session_id=asked["session"])
        elif "track" in asked:
            found = selectors.of_track(self.actor, track_id=asked["track"])
        else:
            raise NotFound
        return answer(s.shape_reach(selectors.noted(self.actor, found)))


class Tracks(Endpoint):
    """The tracks that one may tell something. Empty for everyone but a lead."""

    object_type = "track"

    @extend_schema(operation_id="announcement_tracks", responses=s.AnnounceTrackSerializer(many=True))
    def get(self, request: Request) -> Response:
        return answer([s.shape_track(row) for row in selectors.tracks(self.actor)])
