// All the rows of a table, scrolled through: a grid that asks the data API for the windows that it shows.
//
// The server's table stays the way to read without scripts. The API reaches 10,000 rows, so that a plain scrolled
// height is enough: no trick on the scroll bar, and rows that keep their number (aria-rowindex) for screen readers.
// The keys are those of the grid pattern of ARIA; one cell only is in the tab order.

type Kind = "amount" | "number" | "day" | "yes" | "place" | "text";
type Column = { name: string; title: string; kind: Kind };
type Row = Record<string, unknown>;

const WINDOW = 100; // rows that one call of the API gives
const KEPT = 40; // windows in memory
const HEIGHT = 38; // pixels of a row, as in grid.css
const AROUND = 12; // rows drawn above and below what is seen

export default function grid(host: HTMLElement): void {
  const button = host.querySelector("button");
  const plain = document.querySelector<HTMLElement>("#tableau .table-box");
  if (!button || !plain) return;
  host.hidden = false;
  const closing = host.dataset.close ?? "";
  const words = button.textContent ?? "";
  const others = [plain, document.querySelector<HTMLElement>("#tableau .empty-columns"), document.querySelector<HTMLElement>("#tableau nav:has(.pager)")];
  let open: Grid | undefined;
  button.addEventListener("click", () => {
    if (open) {
      open.box.remove();
      open = undefined;
    } else {
      open = new Grid(host);
      plain.before(open.box);
      open.begin();
    }
    for (const other of others) if (other) other.hidden = open !== undefined;
    button.textContent = open ? closing : words;
  });
}

class Grid {
  readonly box = document.createElement("div");
  private readonly body = document.createElement("tbody");
  private readonly status = document.createElement("p");
  private readonly columns: Column[];
  private readonly reach: number;
  private readonly windows = new Map<number, Row[] | "asked" | "failed">();
  private readonly write: (value: unknown, kind: Kind) => string;
  private drawn: [number, number] = [0, 0];
  private at: [number, number] = [0, 1]; // row, and column counted from 0 (the row's number) of the one cell in the tab order
  private frame = 0;

  constructor(private readonly host: HTMLElement) {
    this.columns = [...host.querySelectorAll<HTMLElement>("i[data-name]")].map((one) => ({
      name: one.dataset.name ?? "",
      title: one.textContent ?? "",
      kind: (one.dataset.kind ?? "text") as Kind,
    }));
    this.reach = Number(host.dataset.reach);
    this.write = writer(host);
    this.box.className = "grid-box";
    this.status.className = "hidden-visually";
    this.status.setAttribute("role", "status");
    const table = document.createElement("table");
    table.className = "data grid";
    table.setAttribute("role", "grid");
    table.setAttribute("aria-rowcount", String(this.reach + 1));
    table.setAttribute("aria-colcount", String(this.columns.length + 1));
    table.setAttribute("aria-label", host.dataset.title ?? "");
    table.append(this.head(), this.body);
    const scroll = document.createElement("div");
    scroll.className = "grid-scroll";
    scroll.append(table);
    this.box.append(scroll, this.status);
    scroll.addEventListener("scroll", () => this.soon(), { passive: true });
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("focusin", (event) => this.enter(event.target as HTMLElement));
  }

  begin(): void {
    this.draw();
    this.status.textContent = this.host.dataset.opened ?? "";
    this.cell()?.focus();
  }

  private get scroll(): HTMLElement {
    return this.box.firstElementChild as HTMLElement;
  }

  private head(): HTMLElement {
    const head = document.createElement("thead");
    const row = head.insertRow();
    row.setAttribute("aria-rowindex", "1");
    for (const [place, column] of [{ title: "N°", kind: "number" }, ...this.columns].entries()) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.className = place === 0 ? "num" : column.kind === "amount" || column.kind === "number" ? "n" : "";
      cell.setAttribute("aria-colindex", String(place + 1));
      cell.append(Object.assign(document.createElement("span"), { textContent: column.title }));
      row.append(cell);
    }
    return head;
  }

  private soon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  /** Draw the rows that are seen, between two empty rows as high as those that are not. */
  private draw(): void {
    const seen = Math.ceil(this.scroll.clientHeight / HEIGHT);
    const top = Math.floor(this.scroll.scrollTop / HEIGHT);
    const first = Math.max(0, Math.min(top - AROUND, this.reach - seen));
    const last = Math.min(this.reach, top + seen + AROUND);
    this.drawn = [first, last];
    for (let one = Math.floor(first / WINDOW); one * WINDOW < last; one++) this.ask(one);
    const held = this.box.contains(document.activeElement);
    const rows = [this.gap(first)];
    for (let place = first; place < last; place++) rows.push(this.row(place));
    rows.push(this.gap(this.reach - last));
    this.body.replaceChildren(...rows);
    if (held) this.cell()?.focus({ preventScroll: true });
  }

  private gap(rows: number): HTMLElement {
    const gap = document.createElement("tr");
    gap.setAttribute("role", "presentation");
    const cell = gap.appendChild(document.createElement("td"));
    cell.colSpan = this.columns.length + 1;
    cell.setAttribute("role", "presentation");
    cell.className = "gap";
    cell.style.height = `${rows * HEIGHT}px`;
    gap.hidden = rows === 0;
    return gap;
  }

  private row(place: number): HTMLElement {
    const row = document.createElement("tr");
    row.setAttribute("aria-rowindex", String(place + 2));
    const held = this.windows.get(Math.floor(place / WINDOW));
    const values = Array.isArray(held) ? held[place % WINDOW] : undefined;
    row.append(this.one(place, 0, String(place + 1), "num"));
    for (const [index, column] of this.columns.entries()) {
      const text = values ? this.write(values[column.name], column.kind) : held === "failed" ? "–" : "…";
      const style = column.kind === "amount" || column.kind === "number" ? "n" : column.kind === "day" ? "d" : "";
      row.append(this.one(place, index + 1, text, style));
    }
    return row;
  }

  private one(place: number, column: number, text: string, style: string): HTMLElement {
    const cell = document.createElement("td");
    cell.textContent = text;
    cell.className = style;
    cell.setAttribute("role", column === 0 ? "rowheader" : "gridcell");
    cell.setAttribute("aria-colindex", String(column + 1));
    cell.dataset.place = `${place}/${column}`;
    cell.tabIndex = place === this.at[0] && column === this.at[1] ? 0 : -1;
    if (text.length > 40) cell.title = text;
    return cell;
  }

  private ask(one: number): void {
    if (this.windows.has(one)) return;
    this.windows.set(one, "asked");
    for (const old of [...this.windows.keys()].slice(0, Math.max(0, this.windows.size - KEPT))) this.windows.delete(old);
    void this.fetch(one);
  }

  private async fetch(one: number): Promise<void> {
    const address = new URL(this.host.dataset.records ?? "", location.href);
    address.searchParams.set("offset", String(one * WINDOW));
    address.searchParams.set("limit", String(Math.min(WINDOW, this.reach - one * WINDOW)));
    address.searchParams.set("timezone", "Europe/Paris");
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(String(answer.status));
      this.windows.set(one, ((await answer.json()) as { results: Row[] }).results);
    } catch {
      // Said once, and asked again when somebody comes back to these rows.
      this.windows.set(one, "failed");
      this.status.textContent = this.host.dataset.failed ?? "";
      setTimeout(() => this.windows.delete(one), 3000);
    }
    const [first, last] = this.drawn;
    if (one * WINDOW < last && (one + 1) * WINDOW > first && this.box.isConnected) this.draw();
  }

  // The keys

  private key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.scroll.clientHeight / HEIGHT) - 2);
    const [row, column] = this.at;
    const end = this.columns.length;
    const far = event.ctrlKey || event.metaKey;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      PageUp: [row - page, column],
      PageDown: [row + page, column],
      Home: [far ? 0 : row, 0],
      End: [far ? this.reach - 1 : row, end],
    };
    const move = moves[event.key];
    if (!move || event.altKey) return;
    event.preventDefault();
    this.at = [Math.max(0, Math.min(this.reach - 1, move[0])), Math.max(0, Math.min(end, move[1]))];
    this.show();
  }

  /** A click, or a reader's cursor, makes a cell the one of the tab order. */
  private enter(target: HTMLElement): void {
    const [row, column] = (target.dataset.place ?? "").split("/").map(Number);
    if (row === undefined || column === undefined || (row === this.at[0] && column === this.at[1])) return;
    this.cell()?.setAttribute("tabindex", "-1");
    this.at = [row, column];
    target.tabIndex = 0;
  }

  private show(): void {
    const [top, head] = [this.at[0] * HEIGHT, this.scroll.querySelector("thead")?.clientHeight ?? 0];
    const room = this.scroll.clientHeight - head - HEIGHT;
    if (top < this.scroll.scrollTop) this.scroll.scrollTop = top;
    else if (top > this.scroll.scrollTop + room) this.scroll.scrollTop = top - room;
    this.draw();
    const cell = this.cell();
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private cell(): HTMLElement | null {
    return this.body.querySelector<HTMLElement>(`[data-place="${this.at[0]}/${this.at[1]}"]`);
  }
}

/** Values as the server writes them in the table. */
function writer(host: HTMLElement): (value: unknown, kind: Kind) => string {
  const language = document.documentElement.lang === "en" ? "en-GB" : "fr-FR";
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
  const amounts = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (value, kind) => {
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "boolean") return (value ? host.dataset.yes : host.dataset.no) ?? "";
    if (typeof value === "number" && kind === "amount") return Number.isInteger(value) ? numbers.format(value) : amounts.format(value);
    if (typeof value === "number" && kind === "number") return numbers.format(value);
    if (kind === "day") return String(value).slice(0, 10).split("-").reverse().join("/");
    if (typeof value === "object") {
      const point = value as { lon?: number; lat?: number };
      return point.lat === undefined ? (host.dataset.place ?? "") : `${point.lat.toFixed(5)}, ${point.lon?.toFixed(5)}`;
    }
    return String(value);
  };
}
