/**
 * A guided practice: each step is its own caption, and moves on by itself until one pauses. The clock is the
 * phone's own, so that a screen that slept does not lag behind. It needs no network.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Progress } from "../../ui/Meter";
import { Arch } from "./Arch";
import type { Skill } from "./skills";
import { beginOf, momentAt, total } from "./timing";
import { Voice } from "./Voice";
import "./practice.css";

const BEAT = 250;

interface Clock {
  elapsed: number;
  running: boolean;
  toggle(): void;
  jump(seconds: number): void;
}

function useClock(end: number): Clock {
  const [elapsed, setElapsed] = useState(0);
  const [running, setRunning] = useState(true);
  const since = useRef(performance.now());
  const before = useRef(0);
  const now = () => before.current + (performance.now() - since.current) / 1000;
  const go = (from: number) => {
    before.current = from;
    since.current = performance.now();
    setElapsed(from);
  };
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => {
      const at = Math.min(now(), end);
      setElapsed(at);
      if (at >= end) setRunning(false);
    }, BEAT);
    return () => clearInterval(timer);
  }, [running, end]);
  return {
    elapsed,
    running,
    toggle() {
      go(running ? Math.min(now(), end) : before.current);
      setRunning(!running);
    },
    jump(seconds) {
      go(seconds);
    },
  };
}

/** A phone that goes dark in the middle of a breath is no help. Where it cannot be asked, it goes dark. */
function useAwake(running: boolean): void {
  useEffect(() => {
    if (!running || !("wakeLock" in navigator)) return;
    const asked = navigator.wakeLock.request("screen").catch(() => undefined);
    return () => void asked.then((lock) => lock?.release());
  }, [running]);
}

export function Guide({ skill, onEnd }: { skill: Skill; onEnd: () => void }) {
  const whole = total(skill.steps);
  const clock = useClock(whole);
  useAwake(clock.running);
  const { at, left } = momentAt(skill.steps, clock.elapsed);
  const step = skill.steps[at];
  useEffect(() => {
    if (!step) onEnd();
  }, [step]);
  if (!step) return null;
  const last = at === skill.steps.length - 1;
  return (
    <div class="practice-guide">
      <Progress
        done={at + 1}
        total={skill.steps.length}
        label={t("practice.step_of", { at: at + 1, of: skill.steps.length })}
      />
      <Arch share={clock.elapsed / whole}>
        {t("practice.left", { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, "0") })}
      </Arch>
      {/* The region stays, only its words change: one that is new would not be read out. */}
      <div class="practice-caption" aria-live="polite">
        <p key={at}>{step.text}</p>
      </div>
      <p class="practice-still" role="status">
        {clock.running ? "" : t("practice.paused")}
      </p>
      <div class="practice-keys">
        <Button wide onClick={clock.toggle}>
          {t(clock.running ? "practice.pause" : "practice.go_on")}
        </Button>
        <div class="practice-steps-keys">
          <Button kind="second" onClick={() => clock.jump(beginOf(skill.steps, at - 1))}>
            {t("practice.step_back")}
          </Button>
          <Button kind="second" onClick={() => (last ? onEnd() : clock.jump(beginOf(skill.steps, at + 1)))}>
            {t(last ? "practice.close" : "practice.step_next")}
          </Button>
        </div>
        <Voice text={clock.running ? step.text : ""} />
        <Button kind="quiet" wide onClick={onEnd}>
          {t("practice.stop")}
        </Button>
      </div>
    </div>
  );
}
