"""The way of a file from the phone to a verdict. Bytes first, outside any transaction, then the row."""

from uuid import UUID

from portal.files import actions, checking, logic, selectors, store
from portal.files.models import File
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid


def take_piece(actor: Actor, *, file_id: UUID, piece: int, data: bytes) -> File:
    """Keeps piece `piece` (from 0; each of 256 KiB but the last). One that is here already is passed over,
    so that a phone may send it again when it heard no answer.

    Allowed: the uploader. Raises Conflict where another one is next, Invalid for another length, Unavailable
    without room, NotFound.
    """
    row = selectors.mine(actor, file_id=file_id)
    at, length = piece * logic.PIECE, logic.length_of(piece, of=row.declared)
    if not length or len(data) != length:
        raise Invalid("/", "files.cut_short")
    if row.state == "uploading" and at < row.received:
        return row
    if row.state != "uploading" or at != row.received:
        raise Conflict("files.other_piece")
    store.write(row, logic.RECEIVED, piece, data)
    return actions.received(actor, file_id=file_id, piece=piece)


def finish(actor: Actor, *, file_id: UUID) -> File:
    """All of it is here: it is looked at, and kept or refused. Asking again gives the same answer.

    Allowed: the uploader. Raises Invalid with the reason of a refusal, Conflict while something is missing,
    Unavailable, NotFound.
    """
    row = selectors.mine(actor, file_id=file_id)
    if row.state == "uploading":
        if row.received < row.declared:
            raise Conflict("files.not_whole")
        row = actions.settle(actor, file_id=file_id, verdict=checking.check(row))
    if row.state == "refused":
        raise Invalid("/content", f"files.refused_{row.reason}")
    return row
