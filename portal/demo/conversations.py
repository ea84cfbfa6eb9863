"""Message threads between patients and the team, each word at its minute."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from portal.demo import files
from portal.demo.cast import Cast
from portal.demo.data_files import read
from portal.demo.timeline import Timeline
from portal.messaging import actions
from portal.messaging.models import Message

# Last words that need no answer: the team closes the matter the next day.
_CLOSED_AFTER = timedelta(hours=26)


def tell(cast: Cast, line: Timeline) -> None:
    zones = {p["key"]: cast.programs[p["program"]].timezone for p in read("people")["patients"]}
    for thread in read("threads")["threads"]:
        if thread["kind"] != "care":
            continue  # a relative's words to the team wait for their own domain
        held: dict[str, Any] = {}
        zone = zones[thread["patient"]]
        for message in thread["messages"]:
            line.at(line.when(message, zone), _message(cast, thread, message, held))
        for jotted in thread["notes"]:
            line.at(line.when(jotted, zone), _note(cast, jotted, held))
        for number in _settled(thread):
            closes = line.when(thread["messages"][number], zone) + _CLOSED_AFTER
            line.at(closes, _close(cast, thread["messages"][number - 1]["from"], held))
        last = max(line.when(message, zone) for message in thread["messages"])
        line.at(last + timedelta(seconds=30), _afterwards(cast, thread, held))


def _settled(thread: dict[str, Any]) -> list[int]:
    """Which words of the patient, some days old, came after an answer and got none."""
    messages, found = thread["messages"], []
    for number in range(1, len(messages)):
        own = messages[number]["from"] == thread["patient"] and messages[number].get("day", 0) < -3
        ends = number + 1 == len(messages) or messages[number + 1]["from"] == thread["patient"]
        if own and ends and messages[number - 1]["from"] != thread["patient"]:
            found.append(number)
    return found


def _close(cast: Cast, by: str, held: dict[str, Any]) -> Any:
    return lambda: actions.close_thread(cast.actor(by), thread_id=held["thread"])


def _message(cast: Cast, thread: dict[str, Any], data: dict[str, Any], held: dict[str, Any]) -> Any:
    def step() -> None:
        actor, key = cast.actor(data["from"]), uuid4()
        own = data["from"] == thread["patient"]
        about = None if own else cast.patients[thread["patient"]].id
        attached = [files.upload(actor, patient_id=about, **file) for file in data.get("files", ())]
        if own:
            sent = actions.send_message(
                actor, key=key, body=data["body"], thread_id=held.get("thread"),
                topic=None if held else thread["topic"], attachments=attached,
            )  # fmt: skip
        elif held:
            actions.mark_read(actor, thread_id=held["thread"], seq=held["seq"])
            sent = actions.answer(
                actor, key=key, thread_id=held["thread"], body=data["body"], attachments=attached
            )
        else:
            return  # the team does not open a patient's thread
        message = Message.objects.get(id=sent.message_id)
        held.update(thread=message.thread_id, seq=message.seq)

    return step


def _note(cast: Cast, data: dict[str, Any], held: dict[str, Any]) -> Any:
    """The data name colleagues by their keys, the note by their names."""
    names = {person["key"]: person["name"] for person in read("people")["staff"]}

    def step() -> None:
        body = data["body"]
        for key in data["mentions"]:
            body = body.replace(f"@{key}", f"@{names[key]}")
        actions.write_note(
            cast.actor(data["from"]), key=uuid4(), thread_id=held["thread"], body=body,
            mentions=[cast.accounts[key].id for key in data["mentions"]],
        )  # fmt: skip

    return step


def _afterwards(cast: Cast, thread: dict[str, Any], held: dict[str, Any]) -> Any:
    def step() -> None:
        if not held:
            return
        if thread["owner"]:
            actions.claim(cast.actor(thread["owner"]), key=uuid4(), thread_id=held["thread"])
        if thread["read_by_patient"]:
            actor = cast.actor(thread["patient"])
            actions.mark_read(actor, thread_id=held["thread"], seq=held["seq"])

    return step
