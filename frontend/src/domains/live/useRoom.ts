/** A room as it is now: fetched, then kept true by frames; fetched again whenever the line was away. */

import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { onFrame, refresh } from "../../kernel/frames";
import { asProblem, type Problem } from "../../kernel/problem";
import { live } from "../../kernel/socket";
import { questions } from "./actions";
import type { Question, Room, Session, Slide, Totals } from "./words";

interface Held {
  room: Room | undefined;
  problem: Problem | undefined;
  /** Takes what an action of this page got back. */
  put(room: Room): void;
  again(): void;
}

export function useRoom(id: string, enter: (id: string) => Promise<Room>): Held {
  const [room, setRoom] = useState<Room>();
  const [problem, setProblem] = useState<Problem>();
  const put = (found: Room) => {
    questions.put(...found.questions);
    setProblem(undefined);
    setRoom(found);
  };
  const again = () => {
    enter(id)
      .then(put)
      .catch((error) => setProblem(asProblem(error)));
  };
  useEffect(() => {
    setRoom(undefined);
    again();
    return listen(id, setRoom);
  }, [id]);
  const seen = useRef({ refresh: refresh.peek(), link: live.link.peek() });
  useSignalEffect(() => {
    const now = { refresh: refresh.value, link: live.link.value };
    const back = now.link === "live" && seen.current.link !== "live";
    const doubt = now.refresh !== seen.current.refresh;
    seen.current = now;
    // The line came back, or what is held may be wrong: look again.
    if (back || doubt) again();
  });
  return { room, problem, put, again };
}

type Change = (change: (before: Room | undefined) => Room | undefined) => void;

/** Frames change what is held; an older slide never undoes a newer one. */
function listen(id: string, set: Change): () => void {
  const change = (next: (room: Room) => Room) => set((room) => room && next(room));
  const stops = [
    onFrame<{ id: string; seq: number; slide: Slide }>("live.slide_changed", (frame) => {
      if (frame.id === id)
        change((room) => (frame.seq < room.seq ? room : { ...room, seq: frame.seq, slide: frame.slide }));
    }),
    onFrame<{ id: string; locked: boolean; totals: Totals }>("live.totals_changed", (frame) => {
      if (frame.id === id) change((room) => ({ ...room, locked: frame.locked, totals: frame.totals }));
    }),
    ...["live.session_opened", "live.session_ended"].map((type) =>
      onFrame<Session>(type, (session) => {
        if (session.id === id) change((room) => ({ ...room, session }));
      }),
    ),
    ...["live.question_asked", "live.question_answered"].map((type) =>
      onFrame<Question>(type, (question) => questions.put(question)),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
