/* What scripts add to pages that work without them: the choice of colors, the number of publications in the search field,
   contents that follow the reader, side notes, copied references, addresses on paper. */

const root = document.documentElement;
const wide = matchMedia("(min-width: 68.75rem)");
const widest = matchMedia("(min-width: 81.25rem)");
const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function make(name, className, ...children) {
  const element = document.createElement(name);
  element.className = className;
  element.append(...children);
  return element;
}

/* The choice of colors: as the system, light, dark. theme.js has set it before the first paint. */
function offerThemes(button) {
  const themes = ["system", "light", "dark"];
  const current = () => root.dataset.theme ?? "system";
  const say = () => {
    const words = `${button.dataset.name}: ${button.dataset[current()]}`;
    button.setAttribute("aria-label", words);
    button.title = words;
  };
  button.addEventListener("click", () => {
    const theme = themes[(themes.indexOf(current()) + 1) % themes.length];
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (theme === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      /* Without storage the choice holds for this page. */
    }
    say();
  });
  say();
  button.hidden = false;
}

/* Pages do not change when a brief is added, so the number is fetched. */
function countPublications(input) {
  const fetchCount = async () => {
    try {
      const { publications } = await (await fetch(input.dataset.count)).json();
      const number = new Intl.NumberFormat(root.lang, { numberingSystem: "latn" }).format(publications);
      if (publications > 1) input.placeholder = input.dataset.counted.replace("{count}", number);
    } catch {
      /* The words without the number do. */
    }
  };
  const soon = window.requestIdleCallback ?? ((task) => setTimeout(task, 1000));
  soon(fetchCount);
}

function followReader(contents) {
  const fold = () => { contents.open = widest.matches; };
  fold();
  widest.addEventListener("change", fold);
  const links = new Map(all("a", contents).map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current = null;
  const mark = () => {
    const line = innerHeight * 0.3;
    const here = links.get(headings.filter((heading) => heading.getBoundingClientRect().top < line).at(-1)?.id);
    if (here === current) return;
    current?.removeAttribute("aria-current");
    here?.setAttribute("aria-current", "true");
    current = here;
    if (here && widest.matches) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  soon();
}

function noteOf(reference) {
  const note = document.getElementById(decodeURIComponent(reference.hash.slice(1)));
  if (!note) return null;
  const copy = note.cloneNode(true);
  all(".backref", copy).forEach((link) => link.remove());
  all("[id]", copy).forEach((element) => element.removeAttribute("id"));
  return [...copy.childNodes];
}

/* Wide screens: notes beside the text. They repeat the notes at the end, so readers of the page's structure skip them. */
function setSideNotes(text, references) {
  const column = make("div", "sidenotes");
  column.setAttribute("aria-hidden", "true");
  const notes = [];
  for (const reference of references) {
    const copy = noteOf(reference);
    if (!copy) continue;
    const note = make("div", "sidenote", make("span", "mark", reference.textContent), ...copy);
    all("a", note).forEach((link) => { link.tabIndex = -1; });
    for (const [event, near] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) {
      reference.addEventListener(event, () => note.classList.toggle("near", near));
    }
    reference.addEventListener("click", (event) => { if (choose(note, event)) event.preventDefault(); });
    reference.addEventListener("blur", () => note.classList.remove("chosen"));
    notes.push([reference, note]);
    column.append(note);
  }
  text.after(column);
  const place = () => {
    if (!wide.matches) return;
    const top = column.getBoundingClientRect().top;
    const sizes = notes.map(([reference, note]) => [reference.getBoundingClientRect().top - top, note.offsetHeight]);
    const walls = all(".wide", text).map((one) => (one.closest(".table-box") ?? one).getBoundingClientRect());
    let floor = 0;
    notes.forEach(([, note], at) => {
      const [wanted, height] = sizes[at];
      let y = Math.max(Math.round(wanted), floor);
      for (const wall of walls) {
        if (y < wall.bottom - top && y + height > wall.top - top) y = Math.ceil(wall.bottom - top) + 14;
      }
      note.style.transform = `translateY(${y}px)`;
      floor = y + height + 14;
    });
  };
  place();
  new ResizeObserver(place).observe(text);
}

/* A click on a mark chooses the note that stands beside it. Enter (a click without a button) leads to the notes at the end:
   the repeated ones are hidden from readers of the page's structure. */
function choose(note, event) {
  if (!wide.matches || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  all(".sidenote.chosen").forEach((other) => other.classList.remove("chosen"));
  note.classList.add("chosen");
  const { top, bottom } = note.getBoundingClientRect();
  if (top >= innerHeight || bottom <= 0) note.scrollIntoView({ block: "nearest" });
  return true;
}

/* A row below that of a cell, across the table; cells that reach over several rows are not cut. */
function addRowBelow(cell, content) {
  const rows = [...cell.parentElement.parentElement.children];
  const ends = rows.map((row, at) => Math.max(at, ...[...row.cells].map(({ rowSpan }) => (rowSpan ? at + rowSpan : rows.length) - 1)));
  let last = rows.indexOf(cell.parentElement);
  ends.forEach((end, at) => { if (at <= last) last = Math.min(Math.max(last, end), rows.length - 1); });
  const across = make("td", "", content);
  across.colSpan = Math.max(...rows.map((row) => [...row.cells].reduce((sum, { colSpan }) => sum + colSpan, 0)));
  const row = make("tr", "note-row", across);
  rows[last].after(row);
  return row;
}

/* Elsewhere: a reference unfolds its note below its paragraph or row; Escape or the reference folds it again. */
function foldNotes(text, references) {
  const close = (reference) => {
    document.getElementById(reference.getAttribute("aria-controls"))?.remove();
    reference.removeAttribute("aria-controls");
    reference.setAttribute("aria-expanded", "false");
  };
  const open = (reference, at) => {
    const copy = noteOf(reference);
    const block = reference.closest("td, th") ?? reference.closest("p, li, dt, dd, caption, figcaption, h2, h3, h4, h5, h6");
    if (!copy || !block) return false;
    const fold = make("div", "note-fold", ...copy);
    fold.setAttribute("role", "note");
    let added = fold;
    if (block.matches("td, th")) added = addRowBelow(block, fold);
    else if (block.matches("li, dd, caption")) block.append(fold);
    else block.after(fold);
    added.id = `kei-note-${at}`;
    reference.setAttribute("aria-controls", added.id);
    reference.setAttribute("aria-expanded", "true");
    return true;
  };
  references.forEach((reference, at) => {
    reference.addEventListener("click", (event) => {
      if (wide.matches) return;
      if (reference.getAttribute("aria-expanded") === "true") {
        close(reference);
        event.preventDefault();
      } else if (open(reference, at)) event.preventDefault();
    });
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const opened = references.filter((reference) => reference.getAttribute("aria-expanded") === "true");
    opened.forEach(close);
    opened.at(-1)?.focus();
  });
}

/* And under a pointer or the focus of the keyboard: the note beside its mark, until both are left or Escape is pressed.
   So are works beside their citations, on wide screens, too. */
function previewNotes(references, always = false) {
  let shown = null;
  let leaving = 0;
  const stay = () => clearTimeout(leaving);
  const hide = () => {
    stay();
    shown?.remove();
    shown = null;
  };
  const leave = () => {
    stay();
    leaving = setTimeout(hide, 200);
  };
  const show = (reference) => {
    hide();
    const copy = noteOf(reference);
    if (!copy || (wide.matches && !always) || reference.getAttribute("aria-expanded") === "true") return;
    shown = make("div", always ? "note-preview of-work" : "note-preview", ...copy);
    shown.setAttribute("aria-hidden", "true");
    all("a", shown).forEach((link) => { link.tabIndex = -1; });
    shown.addEventListener("pointerenter", stay);
    shown.addEventListener("pointerleave", leave);
    document.body.append(shown);
    const mark = reference.getBoundingClientRect();
    const fits = mark.bottom + shown.offsetHeight + 8 < innerHeight;
    const top = fits ? mark.bottom + 6 : mark.top - shown.offsetHeight - 6;
    const left = Math.min(mark.left, root.clientWidth - shown.offsetWidth - 12);
    shown.style.translate = `${Math.max(12, left) + scrollX}px ${top + scrollY}px`;
  };
  for (const reference of references) {
    reference.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(reference); });
    reference.addEventListener("pointerleave", leave);
    reference.addEventListener("focus", () => { if (reference.matches(":focus-visible")) show(reference); });
    reference.addEventListener("blur", hide);
    reference.addEventListener("click", hide);
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

/* Without a script, nothing can be copied by a button, so pages have none. Its words are in the language of the section. */
function offerCopies(section) {
  const offer = (source, place, words) => {
    const button = make("button", "copy", words);
    const said = make("span", "said");
    button.type = "button";
    if (place.lang) button.lang = section.closest("[lang]").lang;
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.href ?? source.textContent.trim());
      said.textContent = section.dataset.copied;
      setTimeout(() => { said.textContent = ""; }, 4000);
    });
    place.append(" ", button, said);
  };
  for (const reference of all(".reference", section)) offer(reference.lastElementChild, reference, section.dataset.copy);
  const share = find("#kei-share dd");
  if (share) offer(find("#kei-permalink"), share, section.dataset.copyLink);
}

/* What another site shows is loaded after a click; until then nothing of that site is. */
function offerPlayer(embed, words) {
  const { height, player } = embed.dataset;
  const frame = find(".embed-frame", embed);
  const title = find(".embed-title a", embed)?.textContent ?? player;
  const kind = embed.matches(".embed-video, .embed-audio") ? words.play : words.show;
  const button = make("button", "embed-button", make("span", "", kind.replace("{host}", new URL(player).hostname)));
  button.type = "button";
  button.setAttribute("aria-label", `${button.textContent}: ${title}`);
  button.addEventListener("click", () => {
    const view = make("iframe", "");
    Object.assign(view, { src: player, title, allow: "autoplay; encrypted-media; fullscreen; picture-in-picture" });
    view.sandbox = "allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation allow-same-origin allow-scripts";
    if (height) view.height = height;
    frame.classList.add("open");
    button.replaceWith(view);
    view.focus();
  });
  frame.append(button);
}

/* A chapter is played where it begins; its address alone, with the time, does so in the file itself. */
function playChapters(player) {
  all("[data-start]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      player.currentTime = Number(link.dataset.start);
      player.play().catch(() => {
        /* The player itself shows that it cannot play. */
      });
    });
  });
}

/* The key / goes to the search field. */
function goToSearch(event) {
  const isTyped = event.target.closest?.("input, textarea, select, [contenteditable]");
  const field = find('input[name="q"]');
  if (event.key !== "/" || !field || isTyped || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
  field.select();
}

const theme = find("#kei-theme");
if (theme) offerThemes(theme);

const finder = find("input[data-count]");
if (finder) countPublications(finder);

const contents = find("#kei-contents");
if (contents) followReader(contents);

const text = find("#kei-text");
if (text) {
  const references = all(".fnref a", text);
  if (references.length) {
    setSideNotes(text, references);
    foldNotes(text, references);
    previewNotes(references);
  }
  previewNotes(all(".biblioref", text), true);
  addEventListener("beforeprint", () => {
    const canonical = find("link[rel=canonical]")?.href;
    // The canonical address may be that of an outlet: links of this site are none of its.
    const base = canonical && new URL(canonical).pathname === location.pathname ? canonical : location.href;
    all('a[href^="/"]', text).forEach((link) => {
      link.dataset.address = new URL(link.getAttribute("href"), base).href;
    });
    all('a[href^="http"]', text).forEach((link) => {
      link.toggleAttribute("data-told", link.textContent === link.getAttribute("href"));
    });
  });
}

const citing = find("[data-copy]");
if (citing && navigator.clipboard) offerCopies(citing);

const recording = find("#kei-audio");
if (recording) playChapters(recording);

all("[data-player]").forEach((embed) => {
  const around = embed.closest("[data-play]");
  if (around) offerPlayer(embed, around.dataset);
});

addEventListener("keydown", goToSearch);
