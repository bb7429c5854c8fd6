// The colours of the page, in a form that the map's drawing understands, and the marks of categories.

import type { Map } from "maplibre-gl";

export interface Mark {
  /** Its outline around the origin, as the `d` of an SVG path. */
  path: string;
  /** A colour of the stylesheet. */
  colour: string;
  /** Drawn by its edge alone. */
  hollow: boolean;
}

/** The square in which marks are drawn. */
const SIDE = 28;
const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Whether the page is shown dark now. */
export function isDark(): boolean {
  const kept = document.documentElement.dataset.theme;
  return kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** A colour of the stylesheet (`--paper`) as red, green and blue: the map knows neither oklch nor light-dark. */
export function token(box: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  probe.hidden = true;
  box.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return plain(colour);
}

function plain(colour: string): string {
  if (!pen) return colour;
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/** Gives the map the picture of a mark: a shape before a colour, with a rim of paper. */
export function addMark(map: Map, name: string, mark: Mark, colour: string, rim: string): void {
  const scale = 3;
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE * scale, height: SIDE * scale });
  const drawing = canvas.getContext("2d");
  if (!drawing) return;
  drawing.scale(scale, scale);
  drawing.translate(SIDE / 2, SIDE / 2);
  drawing.lineJoin = "round";
  const outline = new Path2D(mark.path);
  drawing.strokeStyle = rim;
  drawing.lineWidth = mark.hollow ? 6 : 3;
  drawing.stroke(outline);
  drawing.fillStyle = mark.hollow ? rim : colour;
  drawing.fill(outline);
  if (mark.hollow) {
    drawing.strokeStyle = colour;
    drawing.lineWidth = 2.8;
    drawing.stroke(outline);
  }
  map.addImage(name, drawing.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: scale });
}

/** Calls back when the page turns light or dark. */
export function onTheme(call: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", call);
  new MutationObserver(call).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
