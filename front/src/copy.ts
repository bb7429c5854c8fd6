// A button that copies what stands before it, and says so.

export default function copy(button: HTMLElement): void {
  const source = document.getElementById(button.dataset.from ?? "");
  if (!source || !navigator.clipboard) return;
  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent ?? "");
    button.textContent = button.dataset.done ?? words;
    setTimeout(() => (button.textContent = words), 2500);
  });
}
