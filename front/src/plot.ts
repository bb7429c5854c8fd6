// Vega without the evaluation of texts, which our policy forbids: expressions are interpreted.

import { expressionInterpreter } from "vega-interpreter";
import { parse, View, Warn, type Spec } from "vega";

/** Draw the specification at ``source`` (compiled by the server) in ``place``; the SVG once it stands. */
export async function draw(place: HTMLElement, source: string): Promise<SVGSVGElement> {
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`${answer.status} for ${source}`);
  const spec = (await answer.json()) as Spec;
  const runtime = parse(spec, undefined, { ast: true });
  const view = new View(runtime, { expr: expressionInterpreter, renderer: "svg", hover: true, logLevel: Warn });
  // Our own label says what a mark is, to the pointer as to the keyboard.
  view.tooltip(() => undefined);
  await view.initialize(place).runAsync();
  const drawing = place.querySelector("svg");
  if (!drawing) throw new Error("nothing was drawn");
  return drawing;
}
