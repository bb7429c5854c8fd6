// The style that the server wrote, in the colours of the page as it is now: light or dark, and the portal's own.
//
// In the sheet, a string that begins with "--" is a colour of the stylesheet, and "mark:n" the picture of the n-th mark.

import type { GeoJSONSource, Map as Drawing, StyleSpecification } from "maplibre-gl";
import { addMark, isDark, token, type Mark } from "./map-colours";
import type { Frame } from "./map-follow";

export interface Telling {
  /** What a touched place of this layer is called at worst, and the properties that name it together. */
  title: string;
  named: readonly string[];
  facts: readonly { key: string; label: string }[];
  /** The page of a row, `{row}` being its number; "" when a place is no row. */
  row: string;
  /** Of territories: what is measured, its words by code, the table, and the condition that keeps one, `{code}`. */
  measured?: string;
  said?: Record<string, string>;
  rows?: string;
  where?: string;
}

export interface Sheet {
  frame: Frame;
  whole: Frame;
  largest: number;
  style: { sources: Record<string, unknown>; layers: unknown[] };
  marks: readonly Mark[];
  /** By the identifier of a drawn layer; those that are not here are not touched. */
  told: Record<string, Telling>;
}

const RING = "ring";

export function drawn(sheet: Sheet, box: HTMLElement): StyleSpecification {
  const colours = new Map<string, string>();
  const turn = (value: unknown): unknown => {
    if (typeof value === "string") return value.startsWith("--") ? known(colours, box, value) : named(value);
    if (Array.isArray(value)) return value.map(turn);
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, turn(one)]));
  };
  const ring = {
    id: RING,
    type: "circle",
    source: RING,
    paint: { "circle-radius": 13, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 3.5, "circle-stroke-color": "--action" },
  };
  const sources = { ...sheet.style.sources, [RING]: { type: "geojson", data: places(null) } };
  return turn({ version: 8, sources, layers: [...sheet.style.layers, ring] }) as StyleSpecification;
}

/** Draws the marks when the style asks for them: once by day, once by night. */
export function bringMarks(map: Drawing, sheet: () => Sheet, box: HTMLElement): void {
  map.setMissingStyleImageResolver((id) => {
    const mark = sheet().marks[Number(id.split(":")[1])];
    if (mark) addMark(map, id, mark, token(box, mark.colour), token(box, "--chart-paper"));
  });
}

/** A ring around what is spoken of; none for null. */
export function ring(map: Drawing, at: { lon: number; lat: number } | null): void {
  void map.getSource<GeoJSONSource>(RING)?.setData(places(at));
}

const named = (value: string): string => (value.startsWith("mark:") ? `${value}:${isDark() ? "dark" : "light"}` : value);

function known(colours: Map<string, string>, box: HTMLElement, name: string): string {
  const colour = colours.get(name) ?? token(box, name);
  colours.set(name, colour);
  return colour;
}

function places(at: { lon: number; lat: number } | null): GeoJSON.FeatureCollection {
  if (!at) return { type: "FeatureCollection", features: [] };
  const geometry = { type: "Point" as const, coordinates: [at.lon, at.lat] };
  return { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry }] };
}
