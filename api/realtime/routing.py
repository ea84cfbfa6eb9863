"""/ws, and nothing else."""

from typing import Any

from api.realtime.consumer import Socket

_socket = Socket.as_asgi()


async def socket_app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["path"] != "/ws" or scope.get("query_string"):
        await receive()
        await send({"type": "websocket.close"})
        return
    await _socket(scope, receive, send)
