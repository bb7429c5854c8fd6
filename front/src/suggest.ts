// Proposals under a search field, as one types: a combobox whose choices are pages to go to.
// Without scripts, or when the server does not answer, the field is the plain form that it was.

type Item = { text: string; detail: string; address: string };
type Group = { name: string; items: Item[] };

const PAUSE = 140;
let numbered = 0;

export default function suggest(holder: HTMLElement): void {
  const field = holder.querySelector<HTMLInputElement>("input[name=q]");
  const source = holder.dataset.source;
  if (!field || !source) return;

  const id = `suggestions-${++numbered}`;
  const list = element("div", { class: "suggestions", id, role: "listbox", "aria-label": holder.dataset.label ?? "" });
  const status = element("span", { class: "hidden-visually", role: "status" });
  list.hidden = true;
  holder.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off",
  })) field.setAttribute(name, value);

  let options: HTMLElement[] = [];
  let active = -1;
  let timer = 0;
  let asked = "";
  let request: AbortController | null = null;

  function close(): void {
    list.hidden = true;
    field!.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(place: number): void {
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const chosen = options[active];
    if (!chosen) return field!.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    field!.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  function open(groups: Group[]): void {
    let count = 0;
    list.replaceChildren(...groups.map((group, place) => {
      const title = element("span", { class: "group-name", id: `${id}-g${place}` }, group.name);
      const part = element("div", { role: "group", "aria-labelledby": title.id }, title);
      part.append(...group.items.map((item) => element(
        "div", { role: "option", id: `${id}-${count++}`, "aria-selected": "false", "data-address": item.address },
        element("span", {}, item.text), element("span", { class: "detail" }, item.detail),
      )));
      return part;
    }));
    options = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    active = -1;
    field!.removeAttribute("aria-activedescendant");
    list.hidden = count === 0;
    field!.setAttribute("aria-expanded", String(count > 0));
    const said = count === 1 ? holder.dataset.one : holder.dataset.many;
    status.textContent = count ? (said ?? "").replace("%n", String(count)) : "";
  }

  async function ask(): Promise<void> {
    const text = field!.value.trim();
    if (text === asked) return;
    asked = text;
    request?.abort();
    if (text.length < 2) return close();
    request = new AbortController();
    try {
      const answer = await fetch(`${source}?q=${encodeURIComponent(text)}`, { signal: request.signal });
      const groups: Group[] = answer.ok ? (await answer.json()).groups : [];
      // Who has left the field meanwhile, or written on, wants no list.
      if (text === asked && document.activeElement === field) open(groups);
    } catch {
      if (text === asked) close();
    }
  }

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const shown = !list.hidden;
    if (event.key === "Escape" && shown) { event.preventDefault(); close(); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!shown && options.length && field.value.trim() === asked && asked.length > 1) {
        list.hidden = false;
        field.setAttribute("aria-expanded", "true");
      } else if (!shown) return;
      event.preventDefault();
      const last = options.length - 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Past either end one is back in what was typed.
      const next = active + step;
      activate(next < -1 ? last : next > last ? -1 : next);
    } else if (event.key === "Enter" && shown) {
      const option = options[active];
      if (!option) return;
      event.preventDefault();
      go(option);
    } else if (event.key === "Tab") close();
  });
  field.addEventListener("blur", close);
  // The field keeps the focus: a list that goes away under the pointer cannot be chosen from.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = (event.target as HTMLElement).closest<HTMLElement>("[role=option]");
    if (option) go(option);
  });
}

function go(option: HTMLElement): void {
  if (option.dataset.address) location.assign(option.dataset.address);
}

function element(name: string, attributes: Record<string, string>, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
