// The only script of most pages: marks that scripts run, and fetches an island where one is wanted.

type Island = { default: (element: HTMLElement) => void };

const ISLANDS: Record<string, () => Promise<Island>> = {
  "drop-zone": () => import("./drop-zone"),
  "place-field": () => import("./place-field"),
  "waiting": () => import("./waiting"),
  "copy": () => import("./copy"),
};

document.documentElement.classList.add("js");

for (const element of document.querySelectorAll<HTMLElement>("[data-island]")) {
  const load = ISLANDS[element.dataset.island ?? ""];
  if (load) void load().then((island) => island.default(element));
}

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

document.querySelector<HTMLElement>(".error-summary")?.focus();
