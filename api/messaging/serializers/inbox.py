"""A row of the team's inbox. It says what `shape_thread` says to the same reader, without a model for each
part of it: the page is read all day."""

from typing import Any

from api.messaging.serializers.threads import shortened
from portal.messaging.selectors import Row


def shape_row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "version": row.version,
        "patient_id": row.patient_id,
        "patient_name": row.patient_name,
        "topic": row.topic,
        "state": row.state,
        "opened_at": row.opened_at,
        "last_message_at": row.last_message_at,
        "last_seq": row.last_seq,
        "waiting_since": row.waiting_since,
        "answer_by": row.answer_by,
        "previous_id": row.previous_id,
        "read_by_team": _mark(row.team_mark_name, row.team_mark_seq, row.team_mark_at),
        "read_by_patient": _mark(row.patient_mark_name, row.patient_mark_seq, row.patient_mark_at),
        "unread": row.unread,
        "last": _preview(row),
        "desk": _desk(row),
    }


def _mark(name: Any, seq: Any, at: Any) -> dict[str, Any] | None:
    return {"name": name, "seq": seq, "at": at} if at else None


def _staff(staff_id: Any, account_id: Any, name: Any) -> dict[str, Any] | None:
    return {"id": staff_id, "account_id": account_id, "name": name} if staff_id else None


def _preview(row: Row) -> dict[str, Any] | None:
    words = row.last_body
    if words is None:
        return None
    return {
        "from_team": row.last_from_team,
        "author_name": row.last_author_name,
        "body": shortened(words),
        "recalled": row.last_recalled_at is not None,
        "attached": 0 if row.last_recalled_at else row.last_attached,
        "sent_at": row.last_sent_at,
    }


def _desk(row: Row) -> dict[str, Any]:
    surname = row.full_name.split()[1:]
    replying = None
    if row.replying_account_id:
        name, until = row.replying_name, row.replying_until
        replying = {"account_id": row.replying_account_id, "name": name, "until": until}
    return {
        "risk": row.risk,
        "sort_key": row.sort_key,
        "program_id": row.program_id,
        "assigned_to": _staff(row.owner_id, row.owner_account_id, row.owner_name),
        "covering_for": _staff(row.covered_id, row.covered_account_id, row.covered_name),
        "replying": replying,
        "session_at": row.session_at,
        "track_id": row.track_id,
        "track": row.track,
        "mentions": row.mentions,
        "unseen_mentions": row.unseen_mentions,
        "pronouns": row.pronouns,
        "surname_initial": surname[-1][:1] if surname else "",
    }
