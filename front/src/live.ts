// A region of a page that follows its own forms and links without leaving the page.
//
// <div id="studio" data-island="live" data-with="tabs" …> Any GET form inside that carries data-live sends itself
// when an answer changes; any link inside that carries data-live is followed here. The answer is the whole page of the
// new address: the region (and the elements whose ids are listed in data-with) takes its new content from it, so that
// the server has one way to draw a page. Without this script the same forms have their button.
//
// What the new region says of itself in data-said is announced. Islands inside wake up again (event "swap", boot.ts).

const KEPT = "live"; // the mark of our own entries in the history

let current: AbortController | undefined;

export default function live(region: HTMLElement): void {
  if (!region.id) throw new Error("a live region has an id");
  region.addEventListener("change", (event) => {
    const field = event.target;
    if (!isField(field) || !field.form || field.form.dataset.live === undefined) return;
    if (field.dataset.quiet === undefined) void follow(region, addressOf(field.form), { push: true });
  });
  region.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.live === undefined) return;
    event.preventDefault();
    void follow(region, addressOf(form), { push: true });
  });
  region.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-live]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void follow(region, new URL(link.href), { push: true, focus: link.dataset.live });
  });
  // Other scripts of the page (a map that was moved) tell a new address: detail is { address, push }.
  region.addEventListener("live:go", (event) => {
    const { address, push = false } = (event as CustomEvent<{ address: string; push?: boolean }>).detail;
    void follow(region, new URL(address, location.href), { push });
  });
  history.replaceState({ ...history.state, [KEPT]: region.id }, "");
  addEventListener("popstate", (event) => {
    if (event.state?.[KEPT] === region.id) void follow(region, new URL(location.href), {});
  });
}

/** Ask for an address and put its regions in the place of ours; where that cannot be, go there. */
async function follow(region: HTMLElement, address: URL, how: { push?: boolean; focus?: string }): Promise<void> {
  current?.abort();
  const mine = (current = new AbortController());
  region.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(region.id);
    if (!fresh) return location.assign(address);
    if (how.push !== undefined) {
      const method = how.push ? "pushState" : "replaceState";
      history[method]({ [KEPT]: region.id }, "", answer.redirected ? answer.url : address);
    }
    document.title = page.title;
    swap(region, fresh, page, how.focus);
  } catch (error) {
    if ((error as Error).name !== "AbortError") location.assign(address);
  } finally {
    if (current === mine) region.removeAttribute("aria-busy");
  }
}

function swap(region: HTMLElement, fresh: HTMLElement, page: Document, focus: string | undefined): void {
  const back = holder(region);
  const open = [...region.querySelectorAll<HTMLDetailsElement>("details[open][id]")].map((one) => one.id);
  replace(region, fresh);
  for (const id of (region.dataset.with ?? "").split(" ").filter(Boolean)) {
    const [old, changed] = [document.getElementById(id), page.getElementById(id)];
    if (old && changed) replace(old, changed);
  }
  for (const id of open) (document.getElementById(id) as HTMLDetailsElement | null)?.setAttribute("open", "");
  const summary = region.querySelector<HTMLElement>(".error-summary");
  const target = summary ?? (focus ? document.getElementById(focus) : undefined);
  if (target) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  } else back();
  say(fresh.dataset.said ?? page.title);
}

function replace(old: HTMLElement, fresh: HTMLElement): void {
  old.replaceChildren(...document.importNode(fresh, true).childNodes);
  old.dispatchEvent(new CustomEvent("swap", { bubbles: true }));
}

/** Remember where the focus and the cursor are; the function given puts them back in the new content. */
function holder(region: HTMLElement): () => void {
  const held = document.activeElement;
  if (!(held instanceof HTMLElement) || !region.contains(held)) return () => undefined;
  const [id, tag] = [held.id, held.tagName];
  const cursor = held instanceof HTMLInputElement && held.type === "text" ? held.selectionStart : null;
  const place = [...region.querySelectorAll(tag)].indexOf(held);
  return () => {
    const same = id ? document.getElementById(id) : region.querySelectorAll<HTMLElement>(tag)[place];
    const next = same ?? region.querySelector<HTMLElement>("h2, h3");
    if (next && !same) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
    if (cursor !== null && next instanceof HTMLInputElement) next.setSelectionRange(cursor, cursor);
  };
}

/** The address that the browser would go to, without the answers left empty (but those that must be given). */
export function addressOf(form: HTMLFormElement): URL {
  const address = new URL(form.action);
  address.search = "";
  for (const [name, value] of new FormData(form)) {
    const must = form.elements.namedItem(name);
    const asked = must instanceof HTMLElement && must.getAttribute("aria-required") === "true";
    if (typeof value === "string" && (value.trim() || asked)) address.searchParams.append(name, value);
  }
  address.hash = "";
  return address;
}

let voice: HTMLElement | undefined;

/** Have a sentence read aloud, politely. */
export function say(words: string): void {
  if (!voice) {
    voice = document.createElement("div");
    voice.setAttribute("role", "status");
    voice.className = "hidden-visually";
    document.body.append(voice);
  }
  voice.textContent = "";
  const spoken = voice;
  // A status that is filled in the same breath as it is made is not always heard.
  setTimeout(() => (spoken.textContent = words), 60);
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
