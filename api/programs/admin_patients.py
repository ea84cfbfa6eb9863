"""The administrator's desk over REST: patients, their level of care and their team. No clinical text."""

from datetime import timedelta
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.pagination import page
from api.programs import admin_shapes as w
from api.programs import views
from portal.kernel import limits
from portal.programs import actions, administration

_HOUR = timedelta(hours=1)


class Places(Endpoint):
    """The patients of one program by name, with invitation and level of care."""

    object_type = "program"

    @extend_schema(operation_id="places_list", parameters=[w.PlacesQuery], responses=w.PlacePageShape)
    def get(self, request: Request, program_id: UUID) -> Response:
        query = self.query(w.PlacesQuery)
        rows = administration.patients(self.actor, program_id=program_id, name=query.get("q", ""))
        found, following = page(
            rows, by="sort_name", cursor=query.get("cursor"), limit=50, newest_first=False
        )
        shown = administration.places(self.actor, program_id=program_id, patients=found)
        return answer({"patients": [w.shape_place(row) for row in shown], "next": following})

    @extend_schema(
        operation_id="patient_admit",
        request=w.AdmitBody,
        responses={200: w.AdmissionShape, 201: w.AdmissionShape},
    )
    def post(self, request: Request, program_id: UUID) -> Response:
        """Opens the record and, where there is an address, mails the invitation."""
        row, made = actions.admit(
            self.actor, key=self.idempotency_key(), program_id=program_id, **self.body(w.AdmitBody)
        )
        found = administration.admission(self.actor, patient_id=row.id)
        return answer(w.shape_admission(found), status=201 if made else 200)


class Desk(Endpoint):
    object_type = "patient"

    def _answer(self, patient_id: UUID, *, made: bool = False) -> Response:
        found = administration.admission(self.actor, patient_id=patient_id)
        return answer(w.shape_admission(found), status=201 if made else 200)


class Admission(Desk):
    @extend_schema(operation_id="admission_get", responses=w.AdmissionShape)
    def get(self, request: Request, patient_id: UUID) -> Response:
        return self._answer(patient_id)


class PatientInvitation(Desk):
    @extend_schema(operation_id="patient_invite", request=w.InviteBody, responses=w.AdmissionShape)
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Mails the invitation (again); the one before it is over."""
        email = self.body(w.InviteBody)["email"]
        limits.hit("patients.invite", str(patient_id), most=5, per=_HOUR)
        actions.invite_patient(self.actor, patient_id=patient_id, email=email)
        return self._answer(patient_id)


class Enrolments(views.Enrolments, Desk):
    @extend_schema(
        operation_id="enrolment_change",
        request=w.EnrolBody,
        responses={200: w.AdmissionShape, 201: w.AdmissionShape},
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Moves the patient to a level of care from a day on."""
        _, made = actions.enrol(
            self.actor, key=self.idempotency_key(), patient_id=patient_id, **self.body(w.EnrolBody)
        )
        return self._answer(patient_id, made=made)


class CareTeam(views.CareTeam, Desk):
    @extend_schema(
        operation_id="care_team_join",
        request=w.TeamBody,
        responses={200: w.AdmissionShape, 201: w.AdmissionShape},
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        staff_id = self.body(w.TeamBody)["staff_id"]
        _, made = actions.join_team(
            self.actor, key=self.idempotency_key(), patient_id=patient_id, staff_id=staff_id
        )
        return self._answer(patient_id, made=made)


class CareTeamMember(Desk):
    @extend_schema(operation_id="care_team_leave", responses=w.AdmissionShape)
    def delete(self, request: Request, patient_id: UUID, staff_id: UUID) -> Response:
        actions.remove_from_team(self.actor, patient_id=patient_id, staff_id=staff_id)
        return self._answer(patient_id)
