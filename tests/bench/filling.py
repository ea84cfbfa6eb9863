"""The parts of `tests.bench.fill`. Each returns, as text, what the load generator needs to know."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, models
from django.test import Client

from portal.accounts.models import Account
from portal.kernel import clock, crypto
from portal.kernel.actor import Actor
from portal.kernel.models import DataKey
from portal.messaging import actions as messaging
from portal.messaging import logic
from portal.messaging.models import Message, Thread
from portal.programs import actions as programs
from portal.programs.models import Patient, Program, Staff
from tests.bench.people import Pair, Person, written
from tests.world import SETUP, account, sign_in

M = TypeVar("M", bound=models.Model)
BODY = "I could not sleep again and wonder about the dose. " * 4


def pairs(count: int, sessions: int) -> str:
    """`count` threads of one patient and one clinician each; `sessions` sign-ins for every person."""
    program, made = _open_program("Bench"), []
    for n in range(count):
        who, patient = _patient(program, f"patient_{n}")
        clinician, post = _staff(program, "therapist", f"clinician_{n}")
        programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=post.id)
        thread_id = _conversation(who, clinician)
        made.append(Pair(_person(who, sessions), _person(clinician, sessions), str(thread_id)))
    _age_keys()
    return written(made)


def long_threads(short: int, long: int) -> str:
    """Two threads of so many messages, and the cookie of the clinician who may open both."""
    program, found = _open_program("Long threads"), []
    clinician, post = _staff(program, "therapist", "long_clinician")
    for n, length in enumerate((short, long)):
        who, patient = _patient(program, f"long_patient_{n}")
        programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=post.id)
        thread = Thread.objects.get(id=_conversation(who, clinician))
        _lengthen(thread, length, who.id)
        found.append(str(thread.id))
    _age_keys()
    _settle(Message)
    return json.dumps({"cookie": _person(clinician, 1).cookies[0], "threads": found})


def inboxes(small: int, large: int) -> str:
    """Two programs with so many open threads, half of them waiting, and the cookies of their leads."""
    cookies = []
    for n, size in enumerate((small, large)):
        program = _open_program(f"Inbox {n}")
        lead, _post = _staff(program, "lead", f"inbox_lead_{n}")
        _fill_inbox(program, size, lead.id)
        cookies.append(_person(lead, 1).cookies[0])
    for table in (Thread, Message, Patient):
        _settle(table)
    return json.dumps(cookies)


# --- people, by the product's own actions -----------------------------------------------------------------


def _open_program(name: str) -> Program:
    program = programs.create_program(SETUP, name=name, timezone="America/New_York")
    hours = {day: (time(9), time(18)) for day in range(5)}
    programs.set_team_hours(SETUP, program_id=program.id, hours=hours)
    return program


def _person(who: Account, sessions: int) -> Person:
    cookies = []
    for _ in range(sessions):
        client = Client()
        sign_in(client, who)
        cookies.append(str(client.cookies[settings.SESSION_COOKIE_NAME].value))
    return Person(str(who.id), cookies)


def _staff(program: Program, role: str, name: str) -> tuple[Account, Staff]:
    who = account(name, second_factor=True)
    post = programs.add_staff(
        SETUP, program_id=program.id, role=role, name=who.preferred_name, email=who.email
    )
    return who, programs.link_staff_account(SETUP, staff_id=post.id, account_id=who.id)


def _patient(program: Program, name: str) -> tuple[Account, Patient]:
    who = account(name)
    row = programs.admit_patient(
        SETUP, program_id=program.id, preferred_name=who.preferred_name, full_name=f"{name} Legal",
        admitted_on=clock.now().date() - timedelta(days=20), birth_date=date(1990, 2, 3),
    )  # fmt: skip
    return who, programs.link_account(SETUP, patient_id=row.id, account_id=who.id)


def _conversation(patient: Account, clinician: Account) -> UUID:
    me, you = Actor.person(patient.id), Actor.person(clinician.id)
    sent = messaging.send_message(me, key=uuid4(), body="The first words", topic="medication")
    thread_id: UUID = Message.objects.values_list("thread_id", flat=True).get(id=sent.message_id)
    messaging.answer(you, key=uuid4(), thread_id=thread_id, body="An answer")
    return thread_id


def _age_keys() -> None:
    """Young keys are not remembered (portal.kernel.crypto); those of a clinic are older than minutes."""
    DataKey.objects.update(made_at=clock.now() - timedelta(days=1))


# --- rows by the hundred thousand -------------------------------------------------------------------------


def _copy(rows: Iterable[models.Model]) -> None:
    """Streams instances into their table; sealed text is sealed as `save` would."""
    table: type[models.Model] | None = None
    for chunk in _chunks(rows, 5000):
        table = type(chunk[0])
        fields = table._meta.concrete_fields
        names = ", ".join(f'"{field.column}"' for field in fields)
        # Before the COPY begins: sealing may read a key, and the connection is busy until it ends.
        sealed = [[field.pre_save(row, add=True) for field in fields] for row in chunk]
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{table._meta.db_table}" ({names}) FROM STDIN') as out,
        ):
            for values in sealed:
                out.write_row(values)


def _chunks(rows: Iterable[M], size: int) -> Iterator[Sequence[M]]:
    chunk: list[M] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _settle(table: type[models.Model]) -> None:
    """What autovacuum does a minute later, so that the measured plans are those of a table in use."""
    with connection.cursor() as cursor:
        cursor.execute(f'VACUUM ANALYZE "{table._meta.db_table}"')


def _message(thread: Thread, seq: int, team_seq: int, author_id: UUID, **fields: Any) -> Message:
    return Message(
        patient_id=thread.patient_id, program_id=thread.program_id, thread=thread, seq=seq,
        team_seq=team_seq, author_id=author_id, author_name="Patient", author_role="patient",
        from_team=False, body=BODY[:200], sent_at=thread.last_message_at, key=uuid4(), **fields,
    )  # fmt: skip


def _lengthen(thread: Thread, length: int, author_id: UUID) -> None:
    _age_keys()
    first = thread.last_seq + 1
    _copy(_message(thread, seq, thread.team_seq, author_id) for seq in range(first, length + 1))
    Thread.objects.filter(id=thread.id).update(last_seq=length)


def _key(patient: Patient) -> DataKey:
    """What `crypto.box_of` makes one by one."""
    name, wrapped = crypto._wrap(patient.id, os.urandom(32))
    return DataKey(owner_id=patient.id, master=name, wrapped=wrapped, made_at=clock.now())


def _fill_inbox(program: Program, size: int, author_id: UUID) -> None:
    now = clock.now()
    patients = [
        Patient(
            program=program, preferred_name=f"P{n}", full_name=f"P{n} Legal", sort_name=f"p{n:06}",
            admitted_on=now.date(),
        )
        for n in range(-(-size // len(logic.TOPICS)))
    ]  # fmt: skip
    _copy(patients)
    _copy(_key(patient) for patient in patients)
    _age_keys()
    threads = list(_threads(patients, size))
    _copy(threads)
    for some in _chunks(threads, 5000):
        crypto.fetch({thread.patient_id for thread in some})
        _copy(_message(thread, 1, 0, author_id) for thread in some)


def _threads(patients: list[Patient], size: int) -> Iterator[Thread]:
    now = clock.now()
    for n in range(size):
        at = now - timedelta(seconds=n)
        waits = at if n % 2 else None
        by = at + timedelta(hours=3) if waits else None
        key = logic.sort_key(risk=0, waiting_since=waits, answer_by=by, last_message_at=at)
        patient = patients[n // len(logic.TOPICS)]
        yield Thread(
            patient=patient, program_id=patient.program_id, topic=logic.TOPICS[n % len(logic.TOPICS)],
            opened_at=at, last_message_at=at, last_seq=1, waiting_since=waits, answer_by=by, sort_key=key,
        )  # fmt: skip
