// The picture of a map, and the button that opens the real one: nothing heavy is fetched before it is asked for.
//
// <div data-island="map" data-live-region="atelier" …> holds .map-picture (the server's drawing and, as data-map-sheet, the
// address of what the open map needs). Links of the figure marked data-map-go are followed by the live region.

export default function map(box: HTMLElement): void {
  const button = box.querySelector<HTMLButtonElement>("[data-map-open]");
  const status = box.querySelector<HTMLElement>("[data-map-status]");
  if (!button || !status) return;
  follow(box);
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    box.classList.add("opening");
    box.setAttribute("aria-busy", "true");
    status.textContent = box.dataset.opening ?? "";
    try {
      if (!drawable()) throw new Error("this browser has no WebGL 2");
      const { open } = await import("./map-open");
      await open(box);
      status.textContent = box.dataset.opened ?? "";
    } catch (error) {
      // The picture and the list say the same: nothing is lost but the hand on it.
      console.warn(error);
      box.classList.remove("opened");
      status.textContent = box.dataset.impossible ?? "";
    }
    box.classList.remove("opening");
    box.removeAttribute("aria-busy");
    button.hidden = true;
  });
}

/** Whether this browser draws with its graphics card, or as if it had one. */
function drawable(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/** Hands the links that stand outside of the live region over to it. */
function follow(box: HTMLElement): void {
  const region = document.getElementById(box.dataset.liveRegion ?? "");
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-map-go]");
    if (!region || !link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    region.dispatchEvent(new CustomEvent("live:go", { detail: { address: link.href, push: true } }));
  });
}
