import { render } from "preact";
import { LocationProvider, Route, Router } from "preact-iso";
import { beforeAll, expect, it, vi } from "vitest";
import { arriving, Catch } from "../../src/app/Catch";
import { loadTexts } from "../../src/kernel/i18n";

beforeAll(() => loadTexts("ui"));

const Missing = arriving(() => Promise.reject(new Error("the old file is gone")));

function Broken(): never {
  throw new TypeError("CANARY words of a person");
}

function draw(screen: preact.ComponentType, path = "/a"): HTMLElement {
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  render(
    <LocationProvider>
      <Catch path={path}>
        <Router>{[<Route key="one" default component={screen} />]}</Router>
      </Catch>
    </LocationProvider>,
    root,
  );
  return root;
}

it.each([
  ["whose code did not arrive", Missing],
  ["that broke", Broken],
])("a screen %s leaves a kind sentence, another try and Help now", async (_, screen) => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const root = draw(screen as preact.ComponentType);
  await vi.waitFor(() => expect(root.textContent).toContain("Try again"));
  expect(root.querySelector("a[href='/help']")).not.toBeNull();
  expect(JSON.stringify(said.mock.calls)).not.toContain("CANARY");
});
