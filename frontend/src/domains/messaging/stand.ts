/**
 * Where a talk stands on the screen. It opens at a link's message, at the first unread words, or at its end, and
 * stays there while fonts, photos, the promise, the keyboard or help over the field move things about. Once the
 * reader has moved, it stays where the reader is: only words of one's own lead down again.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { onForget } from "../../kernel/forget";
import { before } from "../../kernel/store";

/** So many pixels above the end still count as the end. */
const NEAR = 160;
/** The bar that sticks at the top of a page that is scrolled, in pixels. */
const BAR = 80;

type At = "end" | "mark" | "reader";

/** Where each talk stood, by its address, and how far its top was from the screen's: for the way back. */
export const kept = new Map<string, { at: At; first: number; from: number }>();
/** The address to which one's own words lead: it opens at its end, over whatever is unread. */
let own = "";
onForget(() => {
  kept.clear();
  own = "";
});

/** Before the way to the talk in which one's own words have arrived. */
export function leadToOwn(url: string): string {
  kept.delete(url);
  own = url;
  return url;
}

interface Shown {
  /** The numbers of the first message that is here, of the last, and of the talk's last. */
  first: number;
  last: number;
  end: number;
  /** How many of one's own wait here, and how many notes stand between the messages. */
  sending: number;
  more: number;
  /** The id of the element that it opens at, once that is here; `linked`: a link led to it. */
  mark: string | 0 | undefined;
  linked: boolean;
}

/** `newer`: words have come under what the reader sees; `down` leads to them. */
export function useStand(box: { current: HTMLDivElement | null }, shown: Shown) {
  const { first, last, end, sending, more, mark, linked } = shown;
  // `wasPush` is missing in the package's types: opened by a tap, and not by the way back.
  const { url, wasPush } = useLocation() as ReturnType<typeof useLocation> & { wasPush?: boolean };
  // `from`: where the talk's top is put back to, until the reader moves.
  const place = useRef({
    at: "end" as At,
    first,
    end,
    sending,
    top: 0,
    most: 0,
    shown,
    from: 0,
    own: false,
  }).current;
  place.shown = shown;
  const [newer, setNewer] = useState(false);

  /** The talk's own top: what stands over it may come late. */
  const topOf = () => box.current?.getBoundingClientRect().top ?? 0;
  const note = (scroller: HTMLElement) => {
    Object.assign(place, where(scroller));
    if (box.current) kept.set(url, { at: place.at, first: place.first, from: topOf() });
  };
  const stay = () => {
    const scroller = scrollerOf(box.current);
    if (place.at === "end") scroller.scrollTop = scroller.scrollHeight;
    else if (place.from) scroller.scrollTop += topOf() - place.from;
    if (place.at === "mark") {
      const block = place.shown.linked ? "center" : "start";
      document.getElementById(place.shown.mark || "")?.scrollIntoView({ block });
    }
    note(scroller);
  };
  const down = () => {
    place.at = "end";
    setNewer(false);
    stay();
  };

  useEffect(() => {
    const scroller = scrollerOf(box.current);
    const watch = () => {
      const { top, most } = where(scroller);
      // The event comes after the scroll. What the page's own growing or shrinking since explains says nothing of
      // the reader: that once left a talk at its old words after sending. A longer way is the reader's.
      if (Math.abs(top - place.top) - 1 < Math.abs(most - place.most)) return stay();
      const near = most - top <= NEAR;
      Object.assign(place, { at: near ? "end" : "reader", from: 0 });
      if (near) setNewer(false);
      note(scroller);
    };
    const target = scroller === document.documentElement ? document : scroller;
    target.addEventListener("scroll", watch, { passive: true });
    addEventListener("resize", stay);
    // Its own place is put back below: the browser's would be counted from what stood over it then.
    history.scrollRestoration = "manual";
    const follow = new ResizeObserver(() => {
      const foot = scroller.querySelector<HTMLElement>(".foot, .desk-reply");
      box.current?.style.setProperty("--under", `${foot?.offsetHeight ?? 0}px`);
      stay();
    });
    for (const element of [scroller, box.current]) if (element) follow.observe(element);
    return () => {
      target.removeEventListener("scroll", watch);
      removeEventListener("resize", stay);
      follow.disconnect();
      history.scrollRestoration = "auto";
    };
  }, []);
  useLayoutEffect(() => {
    place.own = own === url;
    own = "";
    const was = kept.get(url);
    if (was?.at === "reader" && was.first === first && (!wasPush || before.peek() === url))
      Object.assign(place, { at: "reader", from: was.from });
    stay();
    // The router leads a page that was opened by a tap to its top, after this.
    queueMicrotask(stay);
  }, []);
  useLayoutEffect(() => {
    // Earlier ones stand over what the reader sees: as far from the end as before.
    if (place.at === "reader" && first < place.first) {
      place.from = 0;
      const scroller = scrollerOf(box.current);
      scroller.scrollTop = where(scroller).most - (place.most - place.top);
    }
    place.first = first;
    stay();
  }, [first]);
  useLayoutEffect(() => {
    const came = end > place.end && last === end;
    const sent = sending > place.sending;
    Object.assign(place, { end, sending });
    if (sent) down();
    else stay();
    if (came && place.at !== "end") setNewer(true);
  }, [last, end, sending, more]);
  useLayoutEffect(() => {
    const element = mark && !place.own && place.at !== "reader" && document.getElementById(mark);
    if (!element) return;
    if (linked) element.focus({ preventScroll: true });
    // Where all that is unread fits on the screen, the end shows it.
    else if (element.offsetTop >= place.top + (place.top && BAR)) return;
    else setNewer(true);
    place.at = "mark";
    stay();
  }, [mark, first]);
  return { newer, down };
}

/** How far it is scrolled, and how far it could be. */
function where({ scrollTop, scrollHeight, clientHeight }: HTMLElement) {
  return { top: scrollTop, most: scrollHeight - clientHeight };
}

function scrollerOf(element: HTMLElement | null): HTMLElement {
  const pane = element?.closest<HTMLElement>(".desk-stream");
  const scrolls = pane && getComputedStyle(pane).overflowY !== "visible";
  return scrolls ? pane : document.documentElement;
}
