// What is looked at: from the address to the open map, and from the map to the address and the list.

import type { Map as Drawing } from "maplibre-gl";

/** Zoom, latitude and longitude as the address has them: those of a picture of this size. */
export interface Frame {
  zoom: number;
  lat: number;
  lon: number;
  width: number;
  height: number;
}

/** A box that shows all of the frame, whatever its own shape: an address means what it shows. */
export function camera({ zoom, lat, lon, width, height }: Frame, box: HTMLElement): { center: [number, number]; zoom: number } {
  return { center: [lon, lat], zoom: zoom + Math.log2(Math.min(box.clientWidth / width, box.clientHeight / height)) };
}

/** `zoom/latitude/longitude` of the frame that holds all that is seen, to a metre or so. */
function written(map: Drawing, { width, height }: Frame): string {
  const box = map.getContainer();
  const zoom = map.getZoom() - Math.log2(Math.max(box.clientWidth / width, box.clientHeight / height));
  const { lat, lng } = map.getCenter();
  const digits = zoom > 12 ? 5 : zoom > 8 ? 4 : 3;
  return `${Number(zoom.toFixed(2))}/${lat.toFixed(digits)}/${lng.toFixed(digits)}`;
}

/** Once the hand rests, the page follows: its address, its links, its list (live.ts). */
export function follow(map: Drawing, box: HTMLElement, frame: Frame): void {
  const region = document.getElementById(box.dataset.liveRegion ?? "");
  let timer = 0;
  map.on("moveend", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const address = new URL(location.href);
      const view = written(map, frame);
      if (address.searchParams.get("map.view") === view) return;
      address.searchParams.set("map.view", view);
      address.searchParams.delete("page");
      region?.dispatchEvent(new CustomEvent("live:go", { detail: { address: address.href } }));
    }, 300);
  });
}

/** Calls back with the address of the map's new content when the page has another, the view apart. */
export function onChange(box: HTMLElement, call: (address: string, frame: string) => void): void {
  let last = content(sheetOf(box));
  box.addEventListener("swap", () => {
    const address = sheetOf(box);
    if (content(address) === last) return;
    last = content(address);
    call(address, new URL(address, location.href).searchParams.get("map.view") ?? "");
  });
}

export const sheetOf = (box: HTMLElement): string => box.querySelector<HTMLElement>("[data-map-sheet]")?.dataset.mapSheet ?? "";

function content(address: string): string {
  const url = new URL(address, location.href);
  url.searchParams.delete("map.view");
  return url.search;
}
