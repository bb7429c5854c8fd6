// The button that hands a link to the telephone's own sharing sheet; where there is none, it stays hidden.

export default function share(button: HTMLElement): void {
  if (!navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const said = { title: button.dataset.title ?? document.title, url: button.dataset.address ?? location.href };
    // Whoever closes the sheet has not made a mistake.
    navigator.share(said).catch((reason: Error) => {
      if (reason.name !== "AbortError") throw reason;
    });
  });
}
