// A chart drawn by the server, woken when the reader asks: Vega (a chunk of its own) draws it again at the width of the
// page, the pointer and the arrows then walk over its marks, and each mark says its value.
//
// <figure data-island="chart" data-source="…/graphique.json?…" data-name="title"> holds .chart-picture (one child for each
// width, with its own data-source), button[data-wake] and .chart-help.

import { say } from "./live";

type Plot = { draw: (place: HTMLElement, source: string) => Promise<SVGSVGElement> };

export default function chart(figure: HTMLElement): void {
  const picture = figure.querySelector<HTMLElement>(".chart-picture");
  const button = figure.querySelector<HTMLButtonElement>("button[data-wake]");
  const source = figure.dataset.source;
  if (!picture || !button || !source) return;
  button.hidden = false;
  button.addEventListener("click", () => void wake(figure, picture, button, source));
}

async function wake(figure: HTMLElement, picture: HTMLElement, button: HTMLButtonElement, source: string): Promise<void> {
  button.disabled = true;
  // The place keeps its height while the script comes, so that nothing jumps.
  picture.style.minHeight = `${picture.offsetHeight}px`;
  const stage = document.createElement("div");
  try {
    const plot: Plot = await import("./plot");
    const drawn = [...picture.children].filter((one) => one instanceof HTMLElement) as HTMLElement[];
    const shown = drawn.find((one) => one.offsetParent !== null);
    const drawing = await plot.draw(stage, shown?.dataset.source ?? source);
    for (const one of drawn) one.hidden = true;
    picture.removeAttribute("role");
    picture.removeAttribute("aria-label");
    picture.append(stage);
    const help = figure.querySelector<HTMLElement>(".chart-help");
    if (help) help.hidden = false;
    button.hidden = true;
    new Walk(figure, stage, drawing).begin();
  } catch (error) {
    button.disabled = false;
    stage.remove();
    say(figure.dataset.failed ?? "");
    throw error;
  } finally {
    picture.style.minHeight = "";
  }
}

/** The marks one after another: arrows, Home and End; Escape puts the label away. */
class Walk {
  private readonly marks: SVGGraphicsElement[];
  private readonly label = document.createElement("div");
  private at = -1;

  constructor(
    private readonly figure: HTMLElement,
    private readonly stage: HTMLElement,
    drawing: SVGSVGElement,
  ) {
    this.marks = marksOf(drawing);
    this.label.className = "chart-label";
    this.label.hidden = true;
    // The words are said by the status, not twice.
    this.label.setAttribute("aria-hidden", "true");
    stage.className = "chart-stage";
    stage.append(this.label);
  }

  begin(): void {
    const { stage } = this;
    stage.tabIndex = 0;
    stage.setAttribute("role", "application");
    stage.setAttribute("aria-label", this.figure.dataset.name ?? "");
    const help = this.figure.querySelector(".chart-help");
    if (help?.id) stage.setAttribute("aria-describedby", help.id);
    stage.addEventListener("keydown", (event) => this.key(event));
    stage.addEventListener("pointermove", (event) => this.point(event));
    stage.addEventListener("pointerleave", () => this.put(-1, false));
    stage.addEventListener("blur", () => this.put(-1, false));
    stage.dataset.ready = "";
    stage.focus();
  }

  private key(event: KeyboardEvent): void {
    const last = this.marks.length - 1;
    const next: Record<string, number> = {
      ArrowRight: Math.min(last, this.at + 1),
      ArrowDown: Math.min(last, this.at + 1),
      ArrowLeft: Math.max(0, this.at - 1),
      ArrowUp: Math.max(0, this.at - 1),
      PageDown: Math.min(last, this.at + 10),
      PageUp: Math.max(0, this.at - 10),
      Home: 0,
      End: last,
      Escape: -1,
    };
    const place = next[event.key];
    if (place === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.put(place, true);
  }

  private point(event: PointerEvent): void {
    const mark = (event.target as Element).closest<SVGGraphicsElement>("[aria-label]");
    const place = mark ? this.marks.indexOf(mark) : -1;
    if (place !== this.at && (place >= 0 || document.activeElement !== this.stage)) this.put(place, false);
  }

  private put(place: number, aloud: boolean): void {
    this.marks[this.at]?.classList.remove("here");
    this.at = place;
    const mark = this.marks[place];
    this.stage.classList.toggle("walked", mark !== undefined);
    this.label.hidden = mark === undefined;
    if (!mark) return;
    mark.classList.add("here");
    const words = mark.getAttribute("aria-label") ?? "";
    this.label.textContent = words;
    this.beside(mark);
    if (aloud) say(`${words}, ${place + 1} / ${this.marks.length}`);
  }

  /** The label stands above the mark, inside the stage whatever its side. */
  private beside(mark: SVGGraphicsElement): void {
    const box = mark.getBoundingClientRect();
    const stage = this.stage.getBoundingClientRect();
    const middle = box.left + box.width / 2 - stage.left;
    const half = this.label.offsetWidth / 2;
    const left = Math.max(half, Math.min(stage.width - half, middle));
    const above = box.top - stage.top - this.label.offsetHeight - 8;
    this.label.style.left = `${left - half}px`;
    this.label.style.top = `${above < 0 ? box.bottom - stage.top + 8 : above}px`;
  }
}

/** What carries a value, in reading order; axes, legends and titles are not marks, nor labels that repeat one. */
function marksOf(drawing: SVGSVGElement): SVGGraphicsElement[] {
  const kinds = ["axis", "legend", "title", "text mark", "rule"];
  return [...drawing.querySelectorAll<SVGGraphicsElement>('[role="graphics-symbol"][aria-label]')].filter(
    (one) => !kinds.includes(one.getAttribute("aria-roledescription") ?? "") && one.getAttribute("aria-label"),
  );
}
