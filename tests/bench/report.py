"""The table that a run prints: ratios to the floor beside what is to be reached."""

import os
import platform
from pathlib import Path
from typing import Any

PARTS = ("web", "postgres", "relay", "valkey", "rest")


def machine() -> dict[str, Any]:
    model = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "name" in line]
        model = names[0] if names else ""
    return {"cpus": os.cpu_count(), "model": model, "python": platform.python_version()}


def table(found: dict[str, Any]) -> str:
    lines: list[str] = []
    if "chat" in found:
        lines += _chat(found["chat"])
    for row in found.get("idle", ()):
        kib, closed = row["kib"], row["closed"]
        lines.append(
            f"{row['sockets']} idle sockets: {kib['product']:.1f} KiB each (floor {kib['floor']:.1f}; "
            f"at most 40), closed {closed['product']} (floor {closed['floor']})"
        )
    if "thread" in found:
        thread, inbox = found["thread"], found["inbox"]
        lines.append(_against("thread of", thread, thread["messages"], "long", "short", 1.2))
        lines.append(_against("inbox of", inbox, inbox["threads"], "large", "small", 1.5))
    if "page" in found:
        lines += _page(found["page"], found.get("chat", {}).get("floor", {}))
    return "\n".join([*lines, f"took {found['seconds']} s on {found['machine']['cpus']} CPUs"])


def _page(page: dict[str, float], floor: dict[str, dict[str, float]]) -> list[str]:
    """`floor`: by senders. The goal is against the floor as it is defined, a message; its own page of thirty
    rows without sign-in, rule or seal is the harder measure."""
    spent = ", ".join(f"{name[:-3]} {page[name] / 1000:.2f}" for name in sorted(page) if name.endswith("_ms"))
    messages = [f"{page['inbox'] / row['cpu_ms']:.1f} ({senders})" for senders, row in floor.items()]
    times = f"{', '.join(messages) or 'not measured'} times a message of the floor (at most 10)"
    return [
        f"inbox page of 30: {page['inbox'] / 1000:.2f} ms CPU ({spent})",
        f"  by senders {times}; {page['ratio']:.1f} times its own page of {page['floor'] / 1000:.2f}",
    ]


def _against(what: str, row: dict[str, Any], size: int, much: str, little: str, most: float) -> str:
    times = f"{row['ratio']:.2f} times (at most {most})"
    return f"{what} {size}: {row[much]:.1f} ms against {row[little]:.1f} ms, {times}"


def _chat(chat: dict[str, Any]) -> list[str]:
    head = f"{'system':<8}{'senders':>8}{'ms CPU':>9}{'x floor':>9}{'p50 ms':>9}{'x floor':>9}"
    lines = [head + f"{'p95 ms':>9}{'a second':>10}{'of floor':>9}{'relay':>9}"]
    for name, by_senders in chat.items():
        for senders, row in by_senders.items():
            floor = chat["floor"][senders]
            lines.append(
                f"{name:<8}{senders:>8}{row['cpu_ms'] / 1000:>9.2f}{row['cpu_ms'] / floor['cpu_ms']:>9.2f}"
                f"{row['p50_ms']:>9.1f}{row['p50_ms'] / floor['p50_ms']:>9.2f}{row['p95_ms']:>9.1f}"
                f"{row['a_second']:>10.0f}{row['a_second'] / floor['a_second']:>9.2f}"
                + "".join(f"{row[f'{part}_ms'] / 1000:>8.2f}" for part in PARTS if f"{part}_ms" in row)
            )
    lines.append(
        "to reach at 16 and 50 senders: CPU socket 4 (3), POST 12 (7); at 16 p50 5 (3); rate 0.2 (0.3)"
    )
    return lines
