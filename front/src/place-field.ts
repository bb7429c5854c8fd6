// The name of a commune, with suggestions from the server in the browser's own list.

export default function placeField(field: HTMLElement): void {
  const list = document.getElementById(field.getAttribute("list") ?? "");
  if (!(field instanceof HTMLInputElement) || !list) return;
  let last = "";
  field.addEventListener("input", async () => {
    const text = field.value.trim();
    if (text.length < 2 || text === last) return;
    last = text;
    const answer = await fetch(`${field.dataset.source}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (!answer?.ok || text !== last) return;
    const names: string[] = await answer.json();
    list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
  });
}
