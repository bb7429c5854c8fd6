// The open map: MapLibre on our own tiles, inside the box where the picture stood.

import { Map as Drawing, setWorkerUrl, type MapGeoJSONFeature, type MapMouseEvent } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "../styles/parts/map-open.css";
import { onTheme } from "./map-colours";
import { camera, follow, onChange, sheetOf } from "./map-follow";
import { Panel, type Told } from "./map-panel";
import { bringMarks, drawn, ring, type Sheet } from "./map-style";
import { told } from "./map-told";

setWorkerUrl(workerUrl);

type Placed = Told & { lon: number; lat: number };

/** Milliseconds that the first drawing may take before we say that it does not work. */
const PATIENCE = 25_000;
/** How near one comes to a place chosen in the list. */
const NEAR = 14;

export async function open(box: HTMLElement): Promise<void> {
  const place = box.querySelector<HTMLElement>("[data-map-live]");
  const element = box.querySelector<HTMLElement>("[data-map-panel]");
  if (!place || !element) throw new Error("no place for a map");
  let sheet = await fetched(sheetOf(box));
  const map = new Drawing({
    container: place,
    style: drawn(sheet, box),
    ...camera(sheet.frame, place),
    maxZoom: sheet.largest,
    minZoom: 3,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    renderWorldCopies: false,
    fadeDuration: still() ? 0 : 150,
    locale: {
      "Map.Title": box.dataset.name ?? "",
      "CooperativeGesturesHandler.WindowsHelpText": box.dataset.wheel ?? "",
      "CooperativeGesturesHandler.MacHelpText": box.dataset.wheelMac ?? "",
      "CooperativeGesturesHandler.MobileHelpText": box.dataset.fingers ?? "",
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const current = (): Sheet => sheet;
  bringMarks(map, current, box);
  try {
    await loaded(map);
  } catch (error) {
    map.remove();
    throw error;
  }
  attend(map, current, box, new Panel(element, () => ring(map, null)));
  follow(map, box, sheet.frame);
  onTheme(() => map.setStyle(drawn(sheet, box)));
  onChange(box, async (address, view) => {
    sheet = await fetched(address);
    map.setStyle(drawn(sheet, box));
    if (!view) map.jumpTo(camera(sheet.frame, place));
  });
  tools(map, current, box);
  box.classList.add("opened");
  map.getCanvas().setAttribute("aria-describedby", box.dataset.help ?? "");
  map.getCanvas().focus({ preventScroll: true });
  // Tests, and whoever prints, know by this that the first drawing is complete.
  map.once("idle", () => (box.dataset.ready = "true"));
}

async function fetched(address: string): Promise<Sheet> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the map answers ${answer.status}`);
  const sheet: Sheet = await answer.json();
  // The worker that fetches the tiles has no page to which an address could be relative.
  for (const source of Object.values(sheet.style.sources) as { tiles?: string[] }[]) {
    if (source.tiles) source.tiles = source.tiles.map((tile) => location.origin + tile);
  }
  return sheet;
}

function loaded(map: Drawing): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the map takes too long")), PATIENCE);
    map.once("load", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A place is touched on the map, or chosen in the list: both lead to the same panel. */
function attend(map: Drawing, sheet: () => Sheet, box: HTMLElement, panel: Panel): void {
  const canvas = (): HTMLElement => map.getCanvas();
  const show = (one: Placed, back: () => HTMLElement): void => {
    panel.show(one, back);
    ring(map, one);
  };
  map.on("click", (event) => {
    const found = touched(map, sheet(), event);
    if (!found) return panel.close();
    if (found.geometry.type !== "Point") return show({ ...told(sheet(), found), lon: event.lngLat.lng, lat: event.lngLat.lat }, canvas);
    const [lon = 0, lat = 0] = found.geometry.coordinates;
    // A cluster comes nearer until it parts.
    if (Number(found.properties.n ?? 1) > 1) map.easeTo({ center: [lon, lat], zoom: map.getZoom() + 2, animate: !still() });
    else show({ ...told(sheet(), found), lon, lat }, canvas);
  });
  map.on("mousemove", (event) => (map.getCanvas().style.cursor = touched(map, sheet(), event) ? "pointer" : ""));
  const list = document.getElementById(box.dataset.list ?? "");
  list?.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[data-map-show]");
    if (!button) return;
    const one = listed(button);
    map.easeTo({ center: [one.lon, one.lat], zoom: Math.max(map.getZoom(), NEAR), animate: !still() });
    // The list may have followed the map meanwhile: the same line of the new one, else the map.
    const same = `[data-map-show][data-lon="${button.dataset.lon}"][data-lat="${button.dataset.lat}"]`;
    show(one, () => list.querySelector<HTMLElement>(same) ?? canvas());
    box.scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" });
  });
  list?.classList.add("shows");
}

function touched(map: Drawing, sheet: Sheet, { point }: MapMouseEvent): MapGeoJSONFeature | undefined {
  const layers = Object.keys(sheet.told).filter((id) => map.getLayer(id));
  const near: [[number, number], [number, number]] = [[point.x - 4, point.y - 4], [point.x + 4, point.y + 4]];
  return map.queryRenderedFeatures(near, { layers })[0];
}

/** A line of the list, as the panel tells it. */
function listed(button: HTMLButtonElement): Placed {
  const line = button.closest("li");
  const link = line?.querySelector("a");
  const facts = [...(line?.querySelectorAll<HTMLElement>("[data-fact]") ?? [])];
  return {
    title: link?.textContent ?? "",
    address: link?.href ?? "",
    facts: facts.map((fact) => ({ label: fact.dataset.fact ?? "", value: fact.textContent ?? "" })),
    lon: Number(button.dataset.lon),
    lat: Number(button.dataset.lat),
  };
}

function tools(map: Drawing, sheet: () => Sheet, box: HTMLElement): void {
  const bar = box.querySelector<HTMLElement>("[data-map-tools]");
  if (!bar) return;
  bar.hidden = false;
  const animate = !still();
  const act: Record<string, () => void> = {
    in: () => map.zoomIn({ animate }),
    out: () => map.zoomOut({ animate }),
    whole: () => map.easeTo({ ...camera(sheet().whole, map.getContainer()), animate }),
    full: () => void (document.fullscreenElement ? document.exitFullscreen() : box.requestFullscreen()),
  };
  for (const button of bar.querySelectorAll<HTMLButtonElement>("[data-do]")) {
    button.addEventListener("click", () => act[button.dataset.do ?? ""]?.());
    if (button.dataset.do === "full" && !document.fullscreenEnabled) button.hidden = true;
  }
  document.addEventListener("fullscreenchange", () => {
    // Alone on the screen, the map scrolls nothing away.
    if (document.fullscreenElement === box) map.cooperativeGestures.disable();
    else map.cooperativeGestures.enable();
  });
}

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
