from django.urls import path

from api.programs import admin_patients, admin_programs, coverage, views

urlpatterns = [
    path("patients", views.Patients.as_view()),
    path("patients/<uuid:patient_id>", views.Patient.as_view()),
    path("patients/<uuid:patient_id>/care-team", admin_patients.CareTeam.as_view()),
    path("patients/<uuid:patient_id>/enrolments", admin_patients.Enrolments.as_view()),
    path("patients/<uuid:patient_id>/care-team/<uuid:staff_id>", admin_patients.CareTeamMember.as_view()),
    path("patients/<uuid:patient_id>/admission", admin_patients.Admission.as_view()),
    path("patients/<uuid:patient_id>/invitation", admin_patients.PatientInvitation.as_view()),
    path("programs", admin_programs.Programs.as_view()),
    path("programs/<uuid:program_id>", admin_programs.Program.as_view()),
    path("programs/<uuid:program_id>/tracks", admin_programs.Tracks.as_view()),
    path("programs/<uuid:program_id>/tracks/<uuid:track_id>", admin_programs.Track.as_view()),
    path("programs/<uuid:program_id>/hours", admin_programs.Hours.as_view()),
    path("programs/<uuid:program_id>/holidays", admin_programs.Holidays.as_view()),
    path("programs/<uuid:program_id>/holidays/<uuid:holiday_id>", admin_programs.Holiday.as_view()),
    path("programs/<uuid:program_id>/staff", admin_programs.StaffList.as_view()),
    path("programs/<uuid:program_id>/patients", admin_patients.Places.as_view()),
    path("staff/<uuid:staff_id>/invitation", admin_programs.StaffInvitation.as_view()),
    path("staff/<uuid:staff_id>/end", admin_programs.StaffEnd.as_view()),
    path("programs/<uuid:program_id>/away", coverage.AwayList.as_view()),
    path("away", coverage.AwayPlan.as_view()),
    path("away/<uuid:away_id>", coverage.AwayEnd.as_view()),
]
