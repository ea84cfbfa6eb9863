import pytest

from portal.audit.models import Entry
from portal.outbox.models import StoredEvent
from tests.api.realtime.conftest import Notes, Person, ada, ben, join_clinic, notes

__all__ = ["ada", "ben", "join_clinic", "notes"]
pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/v1/sync"


def test_a_hole_is_filled_in_order_a_page_at_a_time(ada: Person, notes: Notes) -> None:
    for _ in range(5):
        notes.write(ada.id)
    first = ada.client.get(URL, {"after": 1, "limit": 3}).json()
    assert [frame["seq"] for frame in first["frames"]] == [2, 3, 4]
    assert (first["last"], first["more"], first["reset"]) == (4, True, False)
    rest = ada.client.get(URL, {"after": first["last"], "limit": 3}).json()
    assert [frame["seq"] for frame in rest["frames"]] == [5]
    assert (rest["last"], rest["more"]) == (5, False)


def test_a_reader_gets_own_frames_only(ada: Person, ben: Person, notes: Notes) -> None:
    notes.write(ada.id)
    assert ben.client.get(URL, {"after": 0}).json() == {
        "frames": [],
        "last": 0,
        "more": False,
        "reset": False,
    }


def test_frames_are_rendered_by_the_rights_of_this_moment(ada: Person, notes: Notes) -> None:
    notes.write(ada.id)
    notes.hidden_from.add(ada.id)
    assert ada.client.get(URL, {"after": 0}).json()["frames"] == [{"type": "gone", "seq": 1}]


def test_a_page_is_one_audit_entry_for_each_patient(ada: Person, ben: Person, notes: Notes) -> None:
    for patient in (ada.id, ben.id, ada.id):
        notes.write(ada.id, patient_id=patient)
    ada.client.get(URL, {"after": 0})
    entries = Entry.objects.filter(verb="realtime.sync").order_by("-count")
    assert list(entries.values_list("patient_id", "count", "reason")) == [
        (ada.id, 2, "seq:1-3"),
        (ben.id, 1, "seq:1-3"),
    ]


def test_where_older_frames_are_no_longer_kept_the_reader_starts_anew(ada: Person, notes: Notes) -> None:
    for _ in range(3):
        notes.write(ada.id)
    StoredEvent.objects.order_by("id")[0].delete()
    assert ada.client.get(URL, {"after": 0}).json()["reset"] is True
    assert ada.client.get(URL, {"after": 1}).json()["reset"] is False


def test_a_number_from_before_a_restore_starts_anew(ada: Person, notes: Notes) -> None:
    notes.write(ada.id)
    assert ada.client.get(URL, {"after": 77}).json() == {
        "frames": [],
        "last": 1,
        "more": False,
        "reset": True,
    }


@pytest.mark.parametrize(
    "query", [{}, {"after": "x"}, {"after": -1}, {"after": 0, "limit": 0}, {"after": 0, "b": 1}]
)
def test_a_wrong_question_is_refused(ada: Person, query: dict[str, str]) -> None:
    assert ada.client.get(URL, query).status_code == 400
