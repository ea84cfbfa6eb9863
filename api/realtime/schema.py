"""Frames and commands in the OpenAPI document: two discriminated unions, from the registry.

The discriminators carry their mapping: without it the generated types compare with component names.
"""

from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.settings import spectacular_settings
from rest_framework.views import APIView

from api.realtime import registry

Schema = dict[str, Any]
_SEQ: Schema = {"type": "integer", "minimum": 1}
_ID: Schema = {"type": "string", "format": "uuid"}


def add_frames(result: Schema, generator: SchemaGenerator, **_kwargs: Any) -> Schema:
    """A post-processing hook. Runs before the one that names enums, so that frames share the names."""
    resolve = _resolver(generator)
    frames = _own_frames() | {
        kind: _object(kind, {"seq": _SEQ, "data": resolve(found.serializer, "response")})
        for kind, found in sorted(registry.frames().items())
    }
    frames |= {
        kind: _object(kind, {"data": resolve(found.serializer, "response")})
        for kind, found in sorted(registry.passing_frames().items())
    }
    commands = {"ping": _object("ping", {"id": _ID})} | {
        kind: _object(kind, {"id": _ID, "data": resolve(found.serializer, "request")})
        for kind, found in sorted(registry.commands().items())
    }
    _register(generator, "Problem", _PROBLEM)
    _union(generator, frames, "Frame")
    _union(generator, commands, "Command")
    result["components"] = generator.registry.build(spectacular_settings.APPEND_COMPONENTS)
    return result


def _register(generator: SchemaGenerator, name: str, schema: Schema) -> None:
    made: Any = ResolvedComponent  # drf-spectacular's class has no types
    generator.registry.register_on_missing(
        made(name=name, type=ResolvedComponent.SCHEMA, schema=schema, object=name)
    )


def _resolver(generator: SchemaGenerator) -> Any:
    auto = AutoSchema()
    auto.registry = generator.registry
    auto.view, auto.path, auto.method, auto.path_prefix = APIView(request=None), "/ws", "GET", ""

    def resolve(serializer: registry.Serializer, direction: Any) -> Schema:
        return dict(auto.resolve_serializer(serializer(), direction).ref)

    return resolve


def _object(kind: str, properties: Schema) -> Schema:
    fields = {"type": {"type": "string", "const": kind}} | properties
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _union(generator: SchemaGenerator, members: dict[str, Schema], name: str) -> None:
    mapping = {}
    for kind, schema in members.items():
        member = "".join(word.title() for word in kind.replace(".", "_").split("_")) + name
        _register(generator, member, schema)
        mapping[kind] = f"#/components/schemas/{member}"
    union: Schema = {
        "oneOf": [{"$ref": ref} for ref in mapping.values()],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    _register(generator, name, union)


def _own_frames() -> dict[str, Schema]:
    return {
        "hello": _object(
            "hello", {"seq": {"type": "integer"}, "now": {"type": "string", "format": "date-time"}}
        ),
        "gone": _object("gone", {"seq": _SEQ}),
        "access_changed": _object("access_changed", {}),
        "ack": _object("ack", {"id": _ID, "data": {"type": "object", "additionalProperties": True}}),
        "error": _object("error", {"id": _ID, "problem": {"$ref": "#/components/schemas/Problem"}}),
        "pong": _object("pong", {"id": _ID}),
    }


_PROBLEM: Schema = {
    "type": "object",
    "description": "RFC 9457. The client switches on `code`.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["pointer", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail"],
}
