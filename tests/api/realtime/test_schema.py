from typing import Any

from drf_spectacular.generators import SchemaGenerator

from api.realtime import registry
from tests.api.realtime.conftest import Notes


def document() -> Any:
    generator: Any = SchemaGenerator  # drf-spectacular ships no types for it
    return generator().get_schema(request=None, public=True)


def test_frames_and_commands_are_discriminated_unions_with_a_mapping(notes: Notes) -> None:
    schemas = document()["components"]["schemas"]
    for union, kinds in (
        (
            "Frame",
            {"hello", "gone", "access_changed", "ack", "error", "pong"}
            | {*registry.frames(), *registry.passing_frames()},
        ),
        ("Command", {"ping", *registry.commands()}),
    ):
        mapping = schemas[union]["discriminator"]["mapping"]
        assert set(mapping) == kinds
        assert [{"$ref": ref} for ref in mapping.values()] == schemas[union]["oneOf"]
        for kind, ref in mapping.items():
            assert schemas[ref.rsplit("/", 1)[-1]]["properties"]["type"]["const"] == kind


def test_a_frames_data_is_the_shape_that_its_serializer_describes(notes: Notes) -> None:
    schemas = document()["components"]["schemas"]
    data = schemas["TestNoteWrittenFrame"]["properties"]["data"]["$ref"].rsplit("/", 1)[-1]
    assert schemas[data]["properties"]["id"]["format"] == "uuid"
    sync = schemas["Frame"]["oneOf"]
    assert {"$ref": "#/components/schemas/TestNoteWrittenFrame"} in sync


def test_a_passing_frame_has_no_number_and_carries_one_id(notes: Notes) -> None:
    schemas = document()["components"]["schemas"]
    frame = schemas["MessagingTeamWritesFrame"]
    assert set(frame["properties"]) == {"type", "data"}
    data = schemas[frame["properties"]["data"]["$ref"].rsplit("/", 1)[-1]]
    assert set(data["properties"]) == {"thread_id"}
