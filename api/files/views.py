"""REST of files. Each view names the selector or action, and translates."""

from itertools import chain
from typing import ClassVar
from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.files import serializers as s
from portal.files import actions, logic, receiving, selectors

_BYTES = OpenApiResponse(OpenApiTypes.BINARY, "The bytes, as a download.")


class FileEndpoint(Endpoint):
    object_type = "file"


class FileLimits(FileEndpoint):
    @extend_schema(operation_id="file_limits", responses={200: s.FileLimitsSerializer})
    def get(self, request: Request) -> Response:
        return answer(s.shape_limits())


class Files(FileEndpoint):
    @extend_schema(
        operation_id="begin_file",
        request=s.BeginIn,
        responses={201: s.FileSerializer},
    )
    def post(self, request: Request) -> Response:
        key = self.idempotency_key()
        return answer(s.shape_file(actions.begin(self.actor, key=key, **self.body(s.BeginIn))), status=201)


class OneFile(FileEndpoint):
    @extend_schema(operation_id="file", responses={200: s.FileSerializer})
    def get(self, request: Request, file_id: UUID) -> Response:
        return answer(s.shape_file(selectors.file(self.actor, file_id=file_id)))

    @extend_schema(operation_id="remove_file", responses={204: None})
    def delete(self, request: Request, file_id: UUID) -> Response:
        actions.remove(self.actor, file_id=file_id)
        return Response(status=204)


class Piece(FileEndpoint):
    @extend_schema(
        operation_id="send_piece",
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={200: s.FileSerializer},
    )
    def put(self, request: Request, file_id: UUID, piece: int) -> Response:
        # What the sender says of length and type counts for nothing: the bytes are what came.
        data = request._request.body
        found = receiving.take_piece(self.actor, file_id=file_id, piece=piece, data=data)
        return answer(s.shape_file(found))


class Finish(FileEndpoint):
    @extend_schema(operation_id="finish_file", request=s.NothingIn, responses={200: s.FileSerializer})
    def post(self, request: Request, file_id: UUID) -> Response:
        self.body(s.NothingIn)
        return answer(s.shape_file(receiving.finish(self.actor, file_id=file_id)))


class Content(FileEndpoint):
    preview: ClassVar[bool] = False

    @extend_schema(operation_id="file_content", responses={(200, "application/octet-stream"): _BYTES})
    def get(self, request: Request, file_id: UUID) -> StreamingHttpResponse:
        found = selectors.opened(self.actor, file_id=file_id, preview=self.preview)
        return _download(found)


class Preview(Content):
    preview = True

    @extend_schema(operation_id="file_preview", responses={(200, "application/octet-stream"): _BYTES})
    def get(self, request: Request, file_id: UUID) -> StreamingHttpResponse:
        return super().get(request, file_id)


def _download(found: selectors.Opened) -> StreamingHttpResponse:
    """Never a page of ours: to be saved or drawn, under a name that says nothing, with no rights at all."""
    first = next(found.pieces)  # what is not there is a problem, not a broken download
    response = StreamingHttpResponse(chain([first], found.pieces), content_type=found.type)
    response["Content-Length"] = str(found.size)
    name = "document" if found.type == "application/pdf" else "photo"
    ending = logic.EXTENSIONS[found.type]
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
