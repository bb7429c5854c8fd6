// While a file is being read: ask every second whether the next page is ready, and go there.

export default function waiting(element: HTMLElement): void {
  const started = Date.now();
  const seconds = element.querySelector<HTMLElement>("[data-seconds]");
  const timer = setInterval(async () => {
    if (seconds) seconds.textContent = String(Math.round((Date.now() - started) / 1000));
    const answer = await fetch(location.href, { headers: { "X-Autan-Poll": "1" } }).catch(() => null);
    if (!answer || answer.status === 202) return;
    clearInterval(timer);
    location.assign(answer.url);
  }, 1000);
}
