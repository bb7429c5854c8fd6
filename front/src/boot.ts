// The only script of most pages: marks that scripts run, and fetches an island where one is wanted.

type Island = { default: (element: HTMLElement) => void };

const ISLANDS: Record<string, () => Promise<Island>> = {
  "drop-zone": () => import("./drop-zone"),
  "place-field": () => import("./place-field"),
  "waiting": () => import("./waiting"),
  "copy": () => import("./copy"),
  "suggest": () => import("./suggest"),
  "live": () => import("./live"),
  "grid": () => import("./grid"),
  "share": () => import("./share"),
  "chart": () => import("./chart"),
  "map": () => import("./map"),
};

document.documentElement.classList.add("js");

function wake(part: ParentNode): void {
  for (const element of part.querySelectorAll<HTMLElement>("[data-island]")) {
    const load = ISLANDS[element.dataset.island ?? ""];
    if (load) void load().then((island) => island.default(element));
  }
}
wake(document);
// A region whose content was replaced (live.ts) has new islands.
document.addEventListener("swap", (event) => wake(event.target as HTMLElement));

// Forms that send themselves when an answer is chosen keep their button for those without scripts.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLSelectElement)) return;
  if (field.dataset.send !== undefined) field.form?.requestSubmit();
  // A list beside the choice that it completes: to pick in it is to make that choice.
  const choice = document.getElementById(field.dataset.picks ?? "");
  if (choice instanceof HTMLInputElement) choice.checked = true;
});

const theme = document.querySelector<HTMLButtonElement>("[data-theme-switch]");
const root = document.documentElement;
const kept = localStorage.getItem("theme");
if (kept) root.dataset.theme = kept;
if (theme) {
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = getComputedStyle(root).colorScheme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
}

// What the page took to come, said at its foot: sent over the network, or kept from before.
const weight = document.querySelector<HTMLElement>("[data-weight]");
if (weight) {
  const tell = (): void => {
    const parts = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")] as PerformanceResourceTiming[];
    const octets = parts.reduce((sum, one) => sum + one.encodedBodySize, 0);
    weight.textContent = (weight.dataset.weight ?? "").replace("{n}", String(Math.max(1, Math.round(octets / 1000))));
  };
  addEventListener("load", tell);
  // What is fetched later, when a map or a chart is opened, is counted too.
  new PerformanceObserver(tell).observe({ type: "resource" });
}

document.querySelector<HTMLElement>(".error-summary")?.focus();

// On a phone the tabs of a dataset are wider than the screen: the current one is brought into sight.
const tab = document.querySelector<HTMLElement>(".tabs [aria-current]");
if (tab) tab.closest("ul")?.scrollTo({ left: tab.offsetLeft - 48 });
