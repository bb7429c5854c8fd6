// The drop zone: a form with a file field that also takes a dropped file, and tells how far the sending is.

export default function dropZone(zone: HTMLElement): void {
  const form = zone.closest("form");
  const field = zone.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !field) return;

  field.addEventListener("change", () => field.files?.length && send(form, zone));
  // A quick hand may have chosen before this script came.
  if (field.files?.length) send(form, zone);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    send(form, zone);
  });
}

/** Send with XMLHttpRequest, the only way to hear of progress. */
function send(form: HTMLFormElement, zone: HTMLElement): void {
  const progress = zone.querySelector("progress");
  const status = zone.querySelector<HTMLElement>("[role=status]");
  const files = form.querySelector<HTMLInputElement>("input[type=file]")?.files ?? [];
  const size = [...files].reduce((sum, file) => sum + file.size, 0);
  if (size > Number(zone.dataset.largest)) {
    if (status) status.textContent = zone.dataset.tooBig ?? "";
    return;
  }
  const request = new XMLHttpRequest();
  if (progress) progress.hidden = false;
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.round((100 * event.loaded) / event.total);
    if (progress) progress.value = percent;
    if (status) status.textContent = (percent < 100 ? zone.dataset.sending : zone.dataset.reading)?.replace("{n}", String(percent)) ?? "";
  });
  request.addEventListener("load", () => show(request));
  request.addEventListener("error", () => {
    if (status) status.textContent = zone.dataset.broken ?? "";
    if (progress) progress.hidden = true;
  });
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form));
}

/** The server answered by the next step of the path (after a redirect) or by this page with its errors. */
function show(request: XMLHttpRequest): void {
  if (request.responseURL !== location.href) location.assign(request.responseURL);
  else {
    document.open();
    document.write(request.responseText);
    document.close();
  }
}
