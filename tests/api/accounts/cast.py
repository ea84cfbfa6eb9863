"""Everyone tries the endpoints of accounts: each sees and changes only the own account."""

from datetime import timedelta
from uuid import uuid4

from portal.accounts import codes, sessions
from portal.accounts.acceptance import Subject
from portal.accounts.inviting import open_invitation
from portal.accounts.models import EmailCode
from portal.kernel import clock
from portal.kernel.actor import Actor
from tests.cast import Made, Row, everyone
from tests.world import World


def session_of_patient(world: World) -> Made:
    made = sessions.begin(account_id=world.people["patient"].id, label="Firefox, Linux")
    return {"path": {"session_id": made.id}}


def invitation_for_patient(world: World) -> Made:
    """For the patient's own address: everyone else would need to know it."""
    from django.db import transaction

    with transaction.atomic():
        row = open_invitation(
            Actor.system("tests"), purpose="patient", object_id=world.patient.id,
            email=world.people["patient"].email, name="Patient", language="en", subject=Subject(),
        )  # fmt: skip
    return {"body": {"code": codes.invitation_code(row.id)}}


def mailed_numbers(world: World) -> Made:
    now = clock.now()
    row = EmailCode.objects.create(
        email="new@example.test", created_at=now, expires_at=now + timedelta(minutes=10)
    )
    return {"body": {"email": row.email, "code": codes.email_code(row.id), "name": "New"}}


def body(**fields: str) -> Made:
    return {"body": fields}


ANYONE = everyone(status=200)
ROWS = [
    Row("GET", "/api/v1/session", expect=ANYONE, nobody=200),
    Row("POST", "/api/v1/session/device", make=lambda _w: body(device="own"), expect=ANYONE),
    Row("PATCH", "/api/v1/account", make=lambda _w: body(pronouns="they/them"), expect=ANYONE),
    Row(
        "POST",
        "/api/v1/account/setup",
        make=lambda _w: body(device="own", language="es", timezone="America/Phoenix"),
        expect=ANYONE,
    ),
    Row("GET", "/api/v1/sessions", expect=ANYONE),
    Row("DELETE", "/api/v1/sessions/{session_id}", make=session_of_patient, expect={"patient": 204}),
    Row(
        "POST",
        "/api/v1/invitations/look",
        make=invitation_for_patient,
        expect=ANYONE,
        nobody=200,
    ),
    Row("POST", "/api/v1/invitations/passkey", make=invitation_for_patient, expect=ANYONE, nobody=200),
    # Signed in under another address: 400, the invited address is asked for. Signed out: sign in first.
    Row(
        "POST",
        "/api/v1/invitations/accept",
        make=invitation_for_patient,
        expect={"patient": 200},
        default=400,
        nobody=409,
    ),
    Row(
        "POST",
        "/api/v1/education/sign-up",
        make=lambda _w: body(email=f"{uuid4().hex}@example.test"),
        expect=ANYONE,
        nobody=200,
    ),
    Row("POST", "/api/v1/education/sign-up/confirm", make=mailed_numbers, expect=ANYONE, nobody=200),
]
