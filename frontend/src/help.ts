/** Makes help.html better where scripts run: one language, the clinic's own numbers, Leave quickly. */
import { h, render } from "preact";
import { leaveQuickly } from "./app/crisis/leave";
import { language, loadTexts, speak } from "./kernel/i18n";
import { CrisisCards } from "./ui/crisis/CrisisCards";
import { fetchLines, knownLines } from "./ui/crisis/lines";
import "./ui/base.css";
import "./ui/Page.css";

function showOnly(tongue: string): void {
  document.documentElement.lang = tongue;
  for (const part of document.querySelectorAll<HTMLElement>("#help > main")) part.hidden = part.id !== tongue;
}

function draw(lines = knownLines()): void {
  const cards = document.querySelector(`#${language.value} [data-cards]`);
  if (!cards) return;
  // The drawn HTML goes once; after that the same root is only updated.
  if (!(cards instanceof HTMLElement) || cards.dataset.cards !== "live") cards.replaceChildren();
  cards.setAttribute("data-cards", "live");
  render(h(CrisisCards, { lines }), cards);
}

async function switchTo(tongue: string): Promise<void> {
  await speak(tongue);
  showOnly(tongue);
  draw();
  document.querySelector<HTMLElement>(`#${tongue} h1`)?.scrollIntoView();
}

function onClick(event: MouseEvent): void {
  const link = (event.target as Element).closest("a");
  if (!link) return;
  if (link.matches("[data-leave]")) {
    event.preventDefault();
    leaveQuickly();
  } else if (link.matches(".crisis-language")) {
    event.preventDefault();
    void switchTo(link.hash.slice(1));
  } else if (link.matches(".back") && history.length > 1) {
    event.preventDefault();
    history.back();
  }
}

async function start(): Promise<void> {
  showOnly(language.value);
  document.addEventListener("click", onClick);
  await loadTexts("ui", "crisis");
  draw();
  const lines = await fetchLines();
  if (lines) draw(lines);
  await navigator.serviceWorker?.register("/sw.js");
}

void start();
