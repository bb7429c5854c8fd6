// What was touched on the map, said in words beside it: a small dialog that gives the focus back.

export interface Told {
  title: string;
  facts: readonly { label: string; value: string }[];
  address: string;
}

export class Panel {
  private back: () => HTMLElement | null = () => null;

  constructor(private readonly element: HTMLElement, private readonly closed: () => void) {
    element.querySelector("[data-map-close]")?.addEventListener("click", () => this.close());
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  /** Only text is written: a value of the data is never read as a page. */
  show(told: Told, back: () => HTMLElement | null): void {
    const { element } = this;
    this.back = back;
    const title = element.querySelector<HTMLElement>("[data-map-title]");
    const facts = element.querySelector("dl");
    const link = element.querySelector<HTMLAnchorElement>("[data-map-row]");
    if (!title || !facts || !link) return;
    title.textContent = told.title;
    facts.replaceChildren(...told.facts.map(({ label, value }) => pair(label, value)));
    link.hidden = !told.address;
    if (told.address) link.href = told.address;
    element.hidden = false;
    title.focus({ preventScroll: true });
  }

  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.closed();
    this.back()?.focus({ preventScroll: true });
  }
}

function pair(label: string, value: string): HTMLElement {
  const line = document.createElement("div");
  const term = Object.assign(document.createElement("dt"), { textContent: label });
  const said = Object.assign(document.createElement("dd"), { textContent: value });
  line.append(term, said);
  return line;
}
