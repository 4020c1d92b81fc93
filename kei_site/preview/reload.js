/* Keeps a page of the preview up to date: waits for a word of the server, then reloads or lays the errors over the page.
   data-seen is the mark of this page; the server answers "reload", "failed" or nothing. */

(() => {
  const script = document.currentScript;
  const base = script.src.replace(/\.js$/, "");
  const seen = script.dataset.seen;
  const place = `preview ${location.pathname}`;
  let errors = "";
  let veil = null;
  let waiting = null;

  const keep = (value) => {
    try {
      if (value === null) sessionStorage.removeItem(place);
      else sessionStorage.setItem(place, String(value));
    } catch {
      /* Without storage the browser's own memory of the place has to do. */
    }
  };

  const goBack = () => {
    let kept = null;
    try {
      kept = sessionStorage.getItem(place);
    } catch {
      return;
    }
    if (kept === null) return;
    keep(null);
    const go = () => scrollTo({ top: Number(kept), behavior: "instant" });
    go();
    addEventListener("load", go, { once: true });
  };

  const reload = () => {
    waiting.abort();
    keep(scrollY);
    location.reload();
  };

  const make = (name, text, ...children) => {
    const element = document.createElement(name);
    element.textContent = text;
    element.append(...children);
    return element;
  };

  const lift = () => {
    veil?.remove();
    veil = null;
  };

  const lay = (diagnostics) => {
    lift();
    veil = document.createElement("div");
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = `${base}.css`;
    const close = make("button", "Hide");
    close.type = "button";
    close.addEventListener("click", lift);
    const many = diagnostics.length === 1 ? "One error keeps" : `${diagnostics.length} errors keep`;
    const head = make("header", "", make("strong", `${many} the site from being published`), close);
    const list = make("ol", "", ...diagnostics.map((diagnostic) => make("li", "", make("pre", diagnostic))));
    const note = make("p", "Below is the last good page. This goes when the errors are fixed.");
    const panel = make("section", "", head, list, note);
    panel.setAttribute("role", "alert");
    veil.id = "kei-preview";
    veil.attachShadow({ mode: "open" }).append(style, panel);
    document.body.append(veil);
  };

  const look = async () => {
    const told = await (await fetch(`${base}.json`)).json();
    errors = told.errors;
    if (errors) lay(told.diagnostics);
    else lift();
  };

  const hear = async (word) => {
    if (word === "reload") reload();
    if (word === "failed") await look();
  };

  const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

  /* A preview that was started again has another token and does not know this one: its pages have the new one. */
  const ask = async (signal) => {
    const query = new URLSearchParams({ page: decodeURIComponent(location.pathname), seen, errors });
    const answer = await fetch(`${base}?${query}`, { signal });
    return answer.status === 404 ? "reload" : answer.text();
  };

  const wait = async (signal) => {
    while (!signal.aborted) {
      try {
        await hear(await ask(signal));
      } catch {
        await pause(700);
      }
    }
  };

  /* Hidden pages wait for nothing: a browser opens only a few connections to one host. */
  const attend = () => {
    waiting?.abort();
    if (document.hidden) return;
    waiting = new AbortController();
    wait(waiting.signal);
  };

  document.addEventListener("visibilitychange", attend);
  addEventListener("pagehide", () => waiting?.abort());
  addEventListener("pageshow", (event) => { if (event.persisted) attend(); });
  goBack();
  attend();
})();
