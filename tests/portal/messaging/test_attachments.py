"""Messages with files."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.files import selectors as files
from portal.files.models import File
from portal.kernel.errors import Invalid, NotFound
from portal.messaging import actions, selectors
from portal.messaging.models import Attachment, Message
from tests.portal.files.objects import arrived, photo, uploaded
from tests.portal.messaging.objects import reply, say, thread_of
from tests.world import World


@pytest.mark.feature("M7.a")
def test_both_sides_attach_a_photo_or_a_pdf_with_words_or_without(world: World) -> None:
    from tests.portal.files.objects import document

    form, picture = uploaded(world, document(), name="form.pdf"), uploaded(world)
    sent = actions.send_message(
        world.actor("patient"), key=uuid4(), body="", topic="paperwork", attachments=[form.id, picture.id]
    )
    message = Message.objects.get(id=sent.message_id)
    theirs = uploaded(world, who="therapist")
    actions.answer(
        world.actor("therapist"),
        key=uuid4(),
        thread_id=message.thread_id,
        body="Signed",
        attachments=[theirs.id],
    )
    page = selectors.messages(world.actor("patient"), thread_id=message.thread_id)
    files = [[file.id for file in page.files[row.id]] for row in page.messages]
    assert files == [[form.id, picture.id], [theirs.id]]
    assert [row.body for row in page.messages] == ["", "Signed"]


def test_no_words_and_no_file_is_no_message(world: World) -> None:
    with pytest.raises(Invalid):
        actions.send_message(world.actor("patient"), key=uuid4(), body=" ", topic="other")
    assert not Message.objects.exists()


def test_a_file_goes_with_one_message_once_and_the_same_key_again_changes_nothing(world: World) -> None:
    file, key, me = uploaded(world), uuid4(), world.actor("patient")
    for _ in range(2):
        actions.send_message(me, key=key, body="Hi", topic="other", attachments=[file.id])
    with pytest.raises(Invalid):
        actions.send_message(me, key=uuid4(), body="Hi", topic="other", attachments=[file.id])
    with pytest.raises(Invalid):
        actions.send_message(me, key=uuid4(), body="Hi", topic="other", attachments=[uploaded(world).id] * 2)
    assert (Message.objects.count(), Attachment.objects.count()) == (1, 1)


def test_a_file_that_cannot_go_along_takes_the_whole_message_back(world: World) -> None:
    me = world.actor("patient")
    unfinished = arrived(world, photo())
    for file_id in (unfinished.id, uuid4(), uploaded(world, who="therapist").id):
        with pytest.raises(Invalid):
            actions.send_message(me, key=uuid4(), body="Hi", topic="other", attachments=[file_id])
    assert not Message.objects.exists() and not File.objects.filter(sent_at__isnull=False).exists()


def test_a_member_who_left_the_team_opens_no_file_of_the_patient_any_more(world: World) -> None:
    from portal.files import selectors as files
    from portal.programs import actions as programs
    from tests.world import SETUP

    file = uploaded(world, who="therapist")
    assert files.opened(world.actor("therapist"), file_id=file.id).size
    programs.remove_from_team(SETUP, patient_id=world.patient.id, staff_id=world.staff["therapist"].id)
    with pytest.raises(NotFound):
        files.opened(world.actor("therapist"), file_id=file.id)


def test_a_page_asks_once_for_the_files_of_all_its_messages(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            selectors.messages(world.actor("patient"), thread_id=thread_id)
        return len(captured)

    message = say(world)
    thread_id = thread_of(message).id
    without = asked()
    for _ in range(3):
        actions.send_message(
            world.actor("patient"),
            key=uuid4(),
            body="",
            thread_id=thread_id,
            attachments=[uploaded(world).id],
        )
    reply(world, thread_id)
    assert asked() == without + 1


def test_the_files_of_a_message_that_was_taken_back_open_for_nobody(world: World) -> None:
    file, me = uploaded(world), world.actor("patient")
    sent = actions.send_message(me, key=uuid4(), body="Hi", topic="other", attachments=[file.id])
    assert files.opened(world.actor("therapist"), file_id=file.id).size > 0
    actions.recall_message(me, key=uuid4(), message_id=sent.message_id, version=1)
    for who in ("patient", "therapist", "lead"):
        with pytest.raises(NotFound):
            files.opened(world.actor(who), file_id=file.id)
        with pytest.raises(NotFound):
            files.file(world.actor(who), file_id=file.id)
