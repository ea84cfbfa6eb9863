"""From the first byte to a file that can be sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import storages

from portal.audit.models import Entry
from portal.files import actions, logic, receiving, selectors, store
from portal.files.models import File
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, KeyReused, NotFound, TooMany
from tests.portal.files.objects import CANARY, arrived, begun, document, located_photo, noise, photo, uploaded
from tests.world import World


def _pieces(file: File) -> list[str]:
    try:
        _folders, names = storages["files"].listdir(file.place[:2])
    except FileNotFoundError:
        return []
    return sorted(name for name in names if name.startswith(file.place))


def _content(file: File) -> bytes:
    return b"".join(store.read(file, logic.CONTENT, size=file.size))


@pytest.mark.feature("M7.f")
def test_an_upload_that_was_cut_off_goes_on_at_the_piece_that_is_missing(world: World) -> None:
    data, me = noise(), world.actor("patient")
    assert logic.pieces(len(data)) > 2
    row = begun(world, data)
    receiving.take_piece(me, file_id=row.id, piece=0, data=data[: logic.PIECE])
    with pytest.raises(Conflict):
        receiving.take_piece(me, file_id=row.id, piece=2, data=data[2 * logic.PIECE :][: logic.PIECE])
    with pytest.raises(Invalid):  # cut in the middle of a piece: nothing of it stays
        receiving.take_piece(me, file_id=row.id, piece=1, data=data[logic.PIECE :][:1000])
    with pytest.raises(Conflict):
        receiving.finish(me, file_id=row.id)
    assert selectors.file(me, file_id=row.id).received == logic.PIECE
    for piece in range(logic.pieces(len(data))):  # the first one again: its answer was not heard
        receiving.take_piece(me, file_id=row.id, piece=piece, data=data[piece * logic.PIECE :][: logic.PIECE])
    done = receiving.finish(me, file_id=row.id)
    assert (done.state, done.type) == ("checked", "image/jpeg")


def test_the_same_announcement_again_is_the_same_file_and_another_one_is_refused(world: World) -> None:
    me, key = world.actor("patient"), uuid4()
    first = actions.begin(me, key=key, name="a.jpg", size=10)
    again = actions.begin(me, key=key, name="a.jpg", size=10)
    assert first.id == again.id == key and File.objects.count() == 1
    with pytest.raises(KeyReused):
        actions.begin(me, key=key, name="a.jpg", size=11)
    with pytest.raises(KeyReused):
        actions.begin(world.actor("neighbour"), key=key, name="a.jpg", size=10)


def test_pieces_and_name_stand_sealed_and_the_received_ones_go_after_the_check(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    row = arrived(world, located_photo(), name=CANARY.decode())
    assert _pieces(row) == [f"{row.place}.r0"]
    with storages["files"].open(f"{row.place[:2]}/{row.place}.r0") as stored:
        assert CANARY not in stored.read()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        receiving.finish(world.actor("patient"), file_id=row.id)
    assert _pieces(row) == [f"{row.place}.c0", f"{row.place}.p0"]
    assert File.objects.get().name == CANARY.decode()


def test_a_piece_opens_in_no_other_place(world: World) -> None:
    from portal.kernel.crypto import SealBroken

    one, two = uploaded(world), uploaded(world)
    names = [f"{row.place[:2]}/{row.place}.c0" for row in (one, two)]
    with storages["files"].open(names[0]) as stored:
        moved = stored.read()
    storages["files"].delete(names[1])
    from django.core.files.base import ContentFile

    storages["files"].save(names[1], ContentFile(moved))
    with pytest.raises(SealBroken):
        _content(two)


def test_a_photo_is_turned_upright_and_a_small_one_goes_with_it(world: World) -> None:
    import io

    from PIL import Image

    row = uploaded(world, located_photo())
    assert (row.width, row.height) == (40, 60)
    assert Image.open(io.BytesIO(_content(row))).size == (40, 60)
    large = uploaded(world, photo((3000, 1500)))
    assert (large.width, large.height) == (2560, 1280)
    preview = b"".join(store.read(large, logic.PREVIEW, size=large.preview_size))
    assert Image.open(io.BytesIO(preview)).size == (480, 240)


def test_a_pdf_is_kept_and_one_with_commands_is_not(world: World) -> None:
    row = uploaded(world, document(), name="form.pdf")
    assert row.type == "application/pdf" and _content(row).startswith(b"%PDF-")
    for more in (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"/OpenAction << /S /J#61vaScript /J#53 (x) >>",
        b"/OpenAction << /S /Launch /F (cmd.exe) >>",
        b"/Names << /EmbeddedFiles << /Names [] >> >>",
        b"/X (>>stream\n) /AA << /O << /S /JavaScript /JS (x) >> >> /Y (endstream)",
    ):
        with pytest.raises(Invalid) as refused:
            uploaded(world, document(more), name="form.pdf")
        assert refused.value.key == "files.refused_active"


def test_a_size_that_is_nothing_or_too_much_is_refused_before_a_byte_is_sent(
    world: World, settings: pytest.FixtureRequest
) -> None:
    me = world.actor("patient")
    for size, key in ((0, "files.empty"), (10 * 1024 * 1024 + 1, "files.too_large")):
        with pytest.raises(Invalid) as refused:
            actions.begin(me, key=uuid4(), name="a", size=size)
        assert (refused.value.pointer, refused.value.key) == ("/size", key)
    settings.FILES_PER_PATIENT = 100  # type: ignore[attr-defined]  # pytest-django's fixture
    begun(world, b"x" * 60)
    with pytest.raises(Invalid) as full:
        begun(world, b"x" * 60)
    assert full.value.key == "files.no_room_left"


def test_more_than_forty_files_in_an_hour_have_to_wait(world: World) -> None:
    for _ in range(40):
        begun(world, b"x")
    with pytest.raises(TooMany):
        begun(world, b"x")
    assert begun(world, b"x", who="therapist").declared == 1


def test_what_nobody_sent_within_a_day_is_swept_away_and_what_was_sent_stays(world: World) -> None:
    from tests.portal.files.objects import sent

    left, kept = uploaded(world), uploaded(world)
    sent(world, kept.id)
    job = Actor.system("files.sweep")
    assert actions.sweep(job) == 0
    clock.set_fixed(clock.now() + timedelta(hours=25))
    try:
        assert actions.sweep(job) == 1
    finally:
        clock.set_fixed(None)
    assert list(File.objects.values_list("id", flat=True)) == [kept.id]
    assert _pieces(left) == [] and len(_pieces(kept)) >= 2


def test_the_uploader_takes_back_what_was_not_sent_and_nobody_else(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    row = uploaded(world)
    with pytest.raises(NotFound):
        actions.remove(world.actor("therapist"), file_id=row.id)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        actions.remove(world.actor("patient"), file_id=row.id)
    assert not File.objects.exists() and _pieces(row) == []


def test_each_step_and_each_read_is_in_the_audit(world: World) -> None:
    row = uploaded(world)
    b"".join(selectors.opened(world.actor("patient"), file_id=row.id).pieces)
    with pytest.raises(Invalid):
        uploaded(world, b"hello")
    found = Entry.objects.filter(verb__startswith="files.", patient_id=world.patient.id).order_by("id")
    assert [(entry.verb, entry.outcome, entry.reason) for entry in found] == [
        ("files.begin", "done", ""), ("files.check", "done", ""), ("files.read", "done", ""),
        ("files.begin", "done", ""), ("files.check", "failed", "kind"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("IMG_2041.jpg", "IMG_2041.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Maya\\scan.pdf", "scan.pdf"),
        ("in\u202efdp.exe", "infdp.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
        (".hidden", "hidden"),
        ("x" * 300 + ".pdf", "x" * 115 + "….pdf"),
        ("\u200b", ""),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(name: str, shown: str) -> None:
    assert logic.clean_name(name) == shown
    assert len(logic.clean_name(name)) <= logic.LONGEST_NAME
