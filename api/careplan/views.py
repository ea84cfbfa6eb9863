"""Plans over REST. Who may what is asked of the portal, each time."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.careplan import bodies as b
from api.careplan import serializers as s
from portal.careplan import actions, selectors


class Plan(Endpoint):
    """GET reads the open plan, POST starts one, PUT sets its next step and review."""

    object_type = "patient"

    @extend_schema(operation_id="plan_get", responses=s.PlanAnswerSerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        return self._plan(patient_id)

    @extend_schema(operation_id="plan_start", request=b.PlanBody, responses={201: s.PlanAnswerSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        body = self.body(b.PlanBody)
        body["signs"] = _signs(body.get("signs", []))
        _, made = actions.start_plan(self.actor, patient_id=patient_id, key=self.idempotency_key(), **body)
        return self._plan(patient_id, status=201 if made else 200)

    @extend_schema(
        operation_id="plan_change", request=b.PlanChangeBody, responses={200: s.PlanAnswerSerializer}
    )
    def put(self, request: Request, patient_id: UUID) -> Response:
        body = self.body(b.PlanChangeBody)
        body["signs"] = _signs(body["signs"])
        actions.change_plan(self.actor, patient_id=patient_id, **body)
        return self._plan(patient_id)

    def _plan(self, patient_id: UUID, *, status: int = 200) -> Response:
        found = selectors.plan(self.actor, patient_id=patient_id)
        version = str(found.plan.version) if found.plan else None
        return answer(s.shape_answer(found), status=status, etag=version)


class Summary(Endpoint):
    """For relatives with the scope "plan": the patient's wording and the days."""

    object_type = "patient"

    @extend_schema(operation_id="plan_summary", responses=s.PlanSummarySerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        return answer(s.shape_summary(selectors.summary(self.actor, patient_id=patient_id)))


class Story(Endpoint):
    object_type = "patient"

    @extend_schema(operation_id="plan_story", responses=s.ChangeSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        found = selectors.story(self.actor, patient_id=patient_id)
        return answer([s.shape_change(row) for row in found])


class Seen(Endpoint):
    object_type = "patient"

    @extend_schema(operation_id="plan_seen", request=b.SeenBody, responses={200: s.PlanFrameSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        plan = actions.mark_seen(self.actor, patient_id=patient_id, **self.body(b.SeenBody))
        return answer(s.shape_plan_frame(plan))


class Goals(Endpoint):
    object_type = "patient"

    @extend_schema(operation_id="goal_add", request=b.GoalBody, responses={201: s.GoalSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        body = self.body(b.GoalBody)
        body["steps"] = _steps(body.get("steps", []))
        goal, made = actions.add_goal(self.actor, patient_id=patient_id, key=self.idempotency_key(), **body)
        return _goal(self, goal.id, status=201 if made else 200)


class Goal(Endpoint):
    """PATCH changes one goal. `version` in the body is the one that the writer saw; else 412."""

    object_type = "goal"

    @extend_schema(operation_id="goal_get", responses=s.GoalSerializer)
    def get(self, request: Request, goal_id: UUID) -> Response:
        return _goal(self, goal_id)

    @extend_schema(operation_id="goal_change", request=b.GoalChangeBody, responses={200: s.GoalSerializer})
    def patch(self, request: Request, goal_id: UUID) -> Response:
        body = self.body(b.GoalChangeBody)
        known = {name: body.pop(name) for name in ("version", "why_changed", "what") if name in body}
        steps = _steps(body.pop("steps")) if "steps" in body else None
        actions.change_goal(self.actor, goal_id=goal_id, changes=body, steps=steps, **known)
        return _goal(self, goal_id)


class OwnRating(Endpoint):
    object_type = "goal"

    @extend_schema(operation_id="goal_rate", request=b.RatingBody, responses={200: s.GoalSerializer})
    def put(self, request: Request, goal_id: UUID) -> Response:
        actions.rate_goal(self.actor, goal_id=goal_id, **self.body(b.RatingBody))
        return _goal(self, goal_id)


class TeamRating(Endpoint):
    object_type = "goal"

    @extend_schema(operation_id="goal_rate_for_team", request=b.RatingBody, responses={200: s.GoalSerializer})
    def put(self, request: Request, goal_id: UUID) -> Response:
        actions.rate_goal_for_team(self.actor, goal_id=goal_id, **self.body(b.RatingBody))
        return _goal(self, goal_id)


class Asks(Endpoint):
    object_type = "goal"

    @extend_schema(
        operation_id="goal_ask_for_change",
        request=b.AskChangeBody,
        responses={201: s.ChangeRequestSerializer},
    )
    def post(self, request: Request, goal_id: UUID) -> Response:
        asked = self.body(b.AskChangeBody)["text"]
        row, made = actions.ask_for_change(
            self.actor, goal_id=goal_id, asked=asked, key=self.idempotency_key()
        )
        return answer(s.shape_request(row), status=201 if made else 200)


class CloseAsk(Endpoint):
    object_type = "change_request"

    @extend_schema(
        operation_id="change_request_close", request=None, responses={200: s.ChangeRequestSerializer}
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        return answer(s.shape_request(actions.close_request(self.actor, request_id=request_id)))


def _goal(view: Endpoint, goal_id: UUID, *, status: int = 200) -> Response:
    goal, clinical = selectors.goal(view.actor, goal_id=goal_id)
    return answer(s.shape_goal(goal, clinical=clinical), status=status, etag=str(goal.version))


def _steps(rows: list[dict[str, Any]]) -> list[actions.Step]:
    return [actions.Step(**row) for row in rows]


def _signs(rows: list[dict[str, Any]]) -> list[actions.SignOf]:
    return [actions.SignOf(**row) for row in rows]
