// A touched place in words: its name, what was chosen to be said of it, and the page of its row.

import type { MapGeoJSONFeature } from "maplibre-gl";
import type { Told } from "./map-panel";
import type { Sheet, Telling } from "./map-style";

const DATE = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2})?/;

/** What the address bases write for a street that has no numbers. */
const NO_NUMBER = 99_999;

export function told(sheet: Sheet, { layer, properties }: MapGeoJSONFeature): Told {
  const telling = sheet.told[layer.id];
  if (!telling) return { title: "", facts: [], address: "" };
  if (telling.said) return territory(telling, properties);
  const facts = telling.facts
    .filter(({ key }) => !telling.named.includes(key) && said(properties[key]))
    .map(({ key, label }) => ({ label, value: words(properties[key]) }));
  const number = properties.row === undefined ? "" : String(Number(properties.row) + 1);
  return {
    title: named(telling, properties) || telling.title,
    facts,
    address: number && telling.row.replace("%7Brow%7D", number).replace("{row}", number),
  };
}

/** One column as the tables write it; several, as they are said together: a number, then a street. */
function named({ named: keys }: Telling, properties: MapGeoJSONFeature["properties"]): string {
  const filled = keys.map((key) => properties[key] as unknown).filter((value) => said(value) && value !== NO_NUMBER);
  return filled.length === 1 ? words(filled[0]) : filled.join(" ");
}

function territory(telling: Telling, { code, name }: MapGeoJSONFeature["properties"]): Told {
  const value = telling.said?.[code];
  if (value === undefined) return { title: String(name), facts: [], address: "" };
  const address = new URL(telling.rows ?? "", location.href);
  address.searchParams.append("where", (telling.where ?? "").replace("{code}", String(code)));
  return { title: String(name), facts: [{ label: telling.measured ?? "", value }], address: address.href };
}

const said = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** As the tables of the page write it: 1 234,5 and 12/01/2024. */
function words(value: unknown): string {
  if (!said(value)) return "";
  const language = document.documentElement.lang || "fr";
  if (typeof value === "number") {
    return new Intl.NumberFormat(language === "en" ? "en-GB" : "fr-FR", { maximumFractionDigits: 6 }).format(value);
  }
  const date = DATE.exec(String(value));
  return date ? `${date[3]}/${date[2]}/${date[1]}` : String(value);
}
