"""Keeping answers ready. None of these sends anything: a saved reply is text for a person to look at."""

from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Stale
from portal.kernel.transaction import action
from portal.messaging import logic
from portal.messaging.models import SavedReply

LONGEST_TITLE = 80


@action
def keep_reply(
    actor: Actor, *, key: UUID, program_id: UUID, topic: str, title: str, body_en: str, body_es: str
) -> SavedReply:
    """Keeps a new reply, in both languages. Allowed: staff and lead of the program. The same key again
    keeps nothing. Raises NotFound, Invalid, KeyReused."""
    policy.require(actor, Permission.REPLY_MANAGE, program_id=program_id)
    words = _checked(topic=topic, title=title, body_en=body_en, body_es=body_es)
    used = idempotency.use(actor, key=key, body=words | {"program": program_id})
    if used.object_id:
        return SavedReply.objects.select_related("program").get(id=used.object_id)
    row = _write(actor, program_id, words, previous=None)
    used.made(row.id)
    return row


@action
def change_reply(
    actor: Actor, *, reply_id: UUID, version: int, topic: str, title: str, body_en: str, body_es: str
) -> SavedReply:
    """The next version of a reply; the one before is archived. Allowed: staff and lead of the program.
    `version` is the one that the writer saw. Raises Stale, NotFound, Invalid."""
    old = _locked(actor, reply_id)
    if old.archived_at is not None or old.version != version:
        raise Stale
    words = _checked(topic=topic, title=title, body_en=body_en, body_es=body_es)
    _archive(old)
    return _write(actor, old.program_id, words, previous=old)


@action
def archive_reply(actor: Actor, *, reply_id: UUID) -> None:
    """Takes a reply out of the lists; its words stay. Twice changes nothing. Allowed: staff and lead of the
    program. Raises NotFound, Stale where a colleague wrote a newer version meanwhile: that one would stay."""
    row = _locked(actor, reply_id)
    if SavedReply.objects.filter(previous=row).exists():
        raise Stale
    if row.archived_at is None:
        _archive(row)
        _note(actor, "messaging.archive_reply", row)


def _locked(actor: Actor, reply_id: UUID) -> SavedReply:
    rule = policy.programs_for(actor, Permission.REPLY_MANAGE)
    rows = SavedReply.objects.filter(rule, id=reply_id).select_for_update(of=("self",))
    found = rows.select_related("program").first()
    if found is None:
        raise NotFound
    return found


def _checked(*, topic: str, title: str, body_en: str, body_es: str) -> dict[str, str]:
    words = {"title": title.strip(), "body_en": body_en.strip(), "body_es": body_es.strip()}
    if topic not in logic.TOPICS:
        raise Invalid("/topic", "errors.field.invalid_choice")
    for name, text in words.items():
        if not text:
            raise Invalid(f"/{name}", "errors.field.blank")
        if len(text) > (LONGEST_TITLE if name == "title" else logic.LONGEST_BODY):
            raise Invalid(f"/{name}", "errors.field.max_length")
        if name != "title" and logic.unknown_variables(text):
            raise Invalid(f"/{name}", "desk.unknown_variable")
    return words | {"topic": topic}


def _archive(row: SavedReply) -> None:
    row.archived_at = clock.now()
    row.save(update_fields=["archived_at"])


def _write(
    actor: Actor, program_id: UUID, words: dict[str, str], *, previous: SavedReply | None
) -> SavedReply:
    row = SavedReply.objects.create(
        program_id=program_id, previous=previous, version=previous.version + 1 if previous else 1,
        written_by_id=actor.account_id, written_at=clock.now(), **words,
    )  # fmt: skip
    _note(actor, "messaging.keep_reply", row)
    return row


def _note(actor: Actor, verb: str, row: SavedReply) -> None:
    audit.record(actor, verb, object_type="saved_reply", object_id=row.id, program_id=row.program_id)
