/* The search page: what is typed and chosen -> results, in the page and in its address. search-engine.js finds words,
   search-catalogue.js filters, search-words.js knows how words are spelled. */

const box = document.getElementById("kei-search");
/* The names of assets carry their digests, so the page says where they are. */
const [engine, catalogues, spelling] = await Promise.all(box.dataset.modules.split(" ").map((address) => import(address)));
const { folded, isWorthIt, loadHits, openIndex, plain, readQuery, withPages } = engine;

const GROUPS = ["type", "tag", "author", "year", "series", "language"];
/* Results: of a page, at a time, and before all segments have answered. */
const PAGE = 10;
const STEP = 4;
const FIRST = 2;
/* So few results may be those of a mistyped word. */
const FEW = 2;
const SHOWN_VALUES = 8;
const SECTIONS = 3;
const PATIENCE = 220;
/* Pixels below the window in which results are loaded. */
const NEAR = 20;
const SPEECH = 900;

const input = document.getElementById("kei-q");
const browse = document.getElementById("kei-browse");
const words = JSON.parse(box.dataset.words);
const language = document.documentElement.lang;
/* Pages write numbers and dates in these digits and this calendar in every language. */
const number = new Intl.NumberFormat(language, { numberingSystem: "latn" });
const dayForm = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" });
const plural = new Intl.PluralRules(language);
const segments = box.dataset.segments.split(" ").filter(Boolean);
const index = openIndex(segments, box.dataset.pagefind, spelling.stemOf);
let catalogue = null;
let knownWords = null;

const state = { text: "", sort: "", filters: {} };
const NOTHING = { hits: [], loaded: [], query: null, counts: {}, missing: [] };
let shown = NOTHING;
let turn = 0;
const unfolded = new Set();

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/gu, (_, name) => values[name]);
const counted = (count) => say(`results.${plural.select(count)}` in words ? `results.${plural.select(count)}` : "results.other",
  { count: number.format(count) });

/* The parts of the page */

const status = make("p", { class: "found-status", role: "status" });
const note = make("p", { class: "found-note", hidden: true });
const meant = make("p", { class: "found-note", role: "status", hidden: true });
const advice = make("div", { class: "found-advice", hidden: true });
const list = make("ol", { class: "found", "aria-label": say("results") });
const more = make("button", { type: "button", class: "found-more", hidden: true }, say("more"));
const panel = make("details", { class: "found-filters", hidden: true }, make("summary", {}, say("filters")));
const groups = make("div", { class: "found-groups" });
const clear = make("button", { type: "button", class: "found-clear", hidden: true }, say("clear"));
const order = make("select", { id: "kei-order" },
  make("option", { value: "" }, say("sort.relevance")), make("option", { value: "date" }, say("sort.date")));
const bar = make("div", { class: "found-bar", hidden: true }, status,
  make("p", { class: "found-order" }, make("label", { for: "kei-order" }, say("sort")), " ", order));
const ordering = order.parentElement;

function build() {
  panel.append(groups, clear);
  const wide = matchMedia("(min-width: 60rem)");
  const fold = () => { panel.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  box.append(make("div", { class: "found-frame" }, panel, make("div", { class: "found-column" }, bar, note, meant, advice, list, more)));
}

/* The address */

function readAddress() {
  const given = new URLSearchParams(location.search);
  state.text = given.get("q") ?? "";
  state.sort = given.get("sort") === "date" ? "date" : "";
  state.filters = Object.fromEntries(GROUPS.map((name) => [name, given.getAll(name)]));
}

function writeAddress(isStep) {
  const given = new URLSearchParams();
  if (state.text.trim()) given.set("q", state.text.trim());
  for (const name of GROUPS) state.filters[name].forEach((value) => given.append(name, value));
  if (state.sort) given.set("sort", state.sort);
  const address = location.pathname + (given.size ? `?${given}` : "");
  if (address === location.pathname + location.search) return;
  history[isStep ? "pushState" : "replaceState"](null, "", address);
}

const isFiltered = () => GROUPS.some((name) => state.filters[name].length);

/* Searching */

let typing = 0;
function searchSoon() {
  clearTimeout(typing);
  typing = setTimeout(() => { writeAddress(false); search(); }, PATIENCE);
}

function searchNow(isStep) {
  clearTimeout(typing);
  writeAddress(isStep);
  return search();
}

const openCatalogue = () => (catalogue ??= catalogues.openCatalogue(box.dataset.catalogue));

async function search() {
  const mine = ++turn;
  const isCurrent = () => mine === turn;
  const query = isWorthIt(state.text) ? readQuery(state.text) : null;
  if (!query && !isFiltered()) {
    rest();
    return;
  }
  browse.hidden = true;
  bar.hidden = false;
  box.setAttribute("aria-busy", "true");
  if (!list.childElementCount) status.textContent = say("loading");
  try {
    if (!query || query.isCommon) show(newest(await openCatalogue(), query), isCurrent);
    else await answer(query, isCurrent);
  } catch (error) {
    if (isCurrent()) fail(error);
  }
}

/* Ask the newest segments, then all of them. */
async function answer(query, isCurrent) {
  const [publications] = await Promise.all([openCatalogue(), index.begin()]);
  if (!index.isComplete() && isCurrent()) {
    const found = narrowed(await index.search(query), publications);
    if (found.hits.length) await show(found, isCurrent, FIRST);
  }
  await index.complete();
  if (isCurrent()) await show(narrowed(await index.search(query), publications), isCurrent);
}

/* What the filters leave of a search, and the counts of what each of them would leave. */
function narrowed({ hits, query, missing }, publications) {
  const placed = hits.map((hit) => ({ ...hit, place: publications.placeOf(hit.segment, hit.id) })).filter(({ place }) => place >= 0);
  const left = placed.filter(({ place }) => publications.passes(place, state.filters));
  if (state.sort === "date") left.sort((one, other) => one.place - other.place);
  return { hits: left, query, missing, counts: publications.counts(placed.map(({ place }) => place), state.filters) };
}

/* Without words, or with one that stands nearly everywhere: what the filters leave of everything, newest first. */
function newest(publications, query) {
  const left = publications.all.filter((place) => publications.passes(place, state.filters));
  const hits = left.map((place) => ({ place, data: () => publications.card(place) }));
  return { hits, query, missing: [], counts: publications.counts(publications.all, state.filters), isList: true };
}

/* Load what is seen of the hits and show it; the rest comes when readers come near it. */
async function show(found, isCurrent, size = STEP) {
  const publications = await openCatalogue();
  const isRanked = !found.isList && state.sort !== "date";
  const loaded = isRanked ? await loadHits(found.hits, found.query, { size, most: size === STEP ? 2 * PAGE : size })
    : await withPages(found.hits.slice(0, size));
  if (!isCurrent()) return;
  shown = { ...found, loaded, publications };
  showAll();
  if (size === STEP) {
    box.removeAttribute("aria-busy");
    await suggest(isCurrent);
  }
}

function rest() {
  shown = NOTHING;
  list.replaceChildren();
  for (const part of [bar, note, meant, advice, more, panel]) part.hidden = true;
  browse.hidden = false;
  box.removeAttribute("aria-busy");
}

function fail(error) {
  console.error(error);
  list.replaceChildren();
  status.textContent = say("failed");
  browse.hidden = false;
}

/* Showing */

function showAll() {
  const { hits, loaded, counts, missing, isList } = shown;
  const total = hits.length;
  const text = state.text.trim();
  announce(total ? counted(total) + (text && !isList ? ` · ${text}` : "") : text ? say("none", { query: text }) : say("none.filters"));
  const quoted = missing.map((word) => `“${word}”`).join(", ");
  note.hidden = !total || !(missing.length || (isList && shown.query));
  meant.hidden = true;
  ordering.hidden = Boolean(isList);
  note.textContent = missing.length ? say("absent", { words: quoted }) : say("common", { words: text });
  list.replaceChildren(...loaded.map((hit) => item(hit)));
  advice.hidden = total > 0;
  if (!total) advise();
  browse.hidden = total > 0;
  limit = PAGE;
  seeMore();
  showFacets(counts);
}

/* Sighted readers see each number at once; it is read out when the typing has paused. */
let speaking = 0;
let spoken = "";
function announce(text) {
  spoken = text;
  status.setAttribute("aria-live", "off");
  status.textContent = text;
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    status.setAttribute("aria-live", "polite");
    status.textContent = "";
    requestAnimationFrame(() => { status.textContent = spoken; });
  }, SPEECH);
}

function advise() {
  const hints = [...(state.text.trim() ? ["hint.spelling", "hint.fewer"] : []), ...(isFiltered() ? ["hint.filters"] : [])];
  advice.replaceChildren(make("ul", {}, ...hints.map((key) => make("li", {}, say(key)))));
}

/* Where nothing, or next to nothing, was found: the words that may have been meant. */
async function suggest(isCurrent) {
  const { hits, missing, query, isList } = shown;
  const isRare = !missing.length;
  if (isList || query.isPhrase || (isRare && (query.words.length > 1 || hits.length > FEW || isFiltered()))) return;
  const known = await (knownWords ??= spelling.openWords(segments));
  if (!isCurrent()) return;
  const typed = isRare ? query.words : missing;
  const better = new Map(typed.map((word) => [word, spelling.meant(word, known, isRare)]).filter(([, word]) => word));
  if (!better.size) return;
  const text = state.text.trim().split(/\s+/u).map((token) => better.get(folded(token)) ?? token).join(" ");
  const link = make("a", { href: `?${new URLSearchParams({ q: text })}`, class: "found-meant" }, text);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    input.value = text;
    state.text = text;
    searchNow(true);
    input.focus();
  });
  const [before, after] = say("meant", { query: "\n" }).split("\n");
  meant.replaceChildren(before, link, after);
  meant.hidden = false;
}

function item({ page, place }) {
  const about = shown.publications.about(place);
  const passages = page.content === undefined ? [{ parts: [[page.summary, false]], marked: [] }] : passagesOf(page);
  const address = page.raw_url ?? page.url;
  const title = make("a", { href: pointed(address, "", passages.flatMap(({ marked }) => marked)), class: "found-title" },
    plain(page.meta?.title ?? page.title));
  const tongue = about.language !== language ? { lang: about.language } : {};
  const lines = passages.map(({ anchor, parts, marked, before }) => make("li", {},
    ...(anchor ? [make("a", { href: pointed(address, anchor.id, marked, before), class: "found-section" }, plain(anchor.text)), " "] : []),
    make("span", { class: "found-passage" }, ...parts.map(([text, isMark]) => (isMark ? make("mark", {}, text) : text)))));
  const own = tongue.lang ? { lang: language } : {};
  return make("li", tongue, make("h2", {}, title), make("p", { class: "found-meta", ...own }, ...details(page, about)),
    make("ul", { class: "found-passages" }, ...lines));
}

function details(page, { type, authors }) {
  const [, year, month, day] = /^d?(\d{4})-?(\d\d)-?(\d\d)/u.exec(page.meta?.on ?? page.date ?? "") ?? [];
  const date = year ? new Date(Date.UTC(year, month - 1, day)) : null;
  const parts = [
    date && make("time", { datetime: `${year}-${month}-${day}` }, ...dayWords(date)),
    words[`type.${type}`] ?? type,
    authors.length && make("span", {}, ...new Intl.ListFormat(language).formatToParts(authors).map(({ type: part, value }) => (part === "element" ? make("bdi", {}, value) : value))),
  ].filter(Boolean);
  return parts.flatMap((part, at) => (at ? [" · ", part] : [part]));
}

/* As pages write a day, the first of a month in its own form: 1er juillet 2024. */
const dayWords = (date) => dayForm.formatToParts(date).map(({ type, value }) => (type === "day" && value === "1" ? words["day.first"] : value));

/* Up to three passages with the words marked, the best ones, in the order of the text. */
function passagesOf(page) {
  const sections = page.sub_results.filter(({ locations }) => locations.length);
  if (!sections.length) return [ownPassage(page)];
  const weight = ({ weighted_locations: found }) => found.reduce((total, { balanced_score: score }) => total + score, 0);
  const best = [...sections].sort((one, other) => weight(other) - weight(one)).slice(0, SECTIONS);
  return sections.filter((section) => best.includes(section)).map(({ anchor, excerpt }) => ({ anchor, ...partsOf(excerpt) }));
}

/* Pagefind's excerpts hold `mark` and nothing else; they are taken apart, never parsed as HTML. */
function partsOf(excerpt) {
  const texts = excerpt.split(/<\/?mark>/u).map((text) => plain(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">")));
  const parts = texts.map((text, at) => [text, at % 2 === 1]).filter(([text]) => text);
  const marked = texts.filter((_, at) => at % 2 === 1).map(bare).filter(Boolean);
  if (/^\p{Ll}/u.test(texts.join(""))) parts.unshift(["… ", false]);
  if (!/[.!?”"]$/u.test(texts.join(""))) parts.push([" …", false]);
  const before = /(\S+) (\S+) $/u.exec(texts[0])?.slice(1) ?? [];
  return { parts, marked: [...new Set(marked)], before: before.every((word) => /^[\p{L}\p{N}'’-]+$/u.test(word)) ? before.join(" ") : "" };
}

const bare = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

/* Where Pagefind names no place (a title, a Korean compound): the first of the words, or the beginning. */
function ownPassage({ content }) {
  const tokens = plain(content).split(/\s+/u);
  const looked = [...(shown.query?.words ?? []), ...(shown.query?.stems ?? [])];
  const isLooked = (token) => looked.some((word) => folded(token).includes(word));
  const found = tokens.findIndex(isLooked);
  const start = Math.max(0, found - 8);
  const excerpt = tokens.slice(start, start + 30);
  const parts = excerpt.map((token, at) => [at ? ` ${token}` : token, isLooked(token)]);
  return { parts, marked: found < 0 ? [] : [bare(tokens[found])], before: "" };
}

/* An address that scrolls to the words and marks them on the page arrived at: a text fragment, which needs no script there. */
function pointed(address, id, marked, before = "") {
  const coded = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
  const distinct = [...new Set(marked)].slice(0, 4);
  const directives = distinct.map((word, at) => `text=${at === 0 && before ? `${coded(before)}-,` : ""}${coded(word)}`);
  if (!directives.length) return address + (id ? `#${encodeURIComponent(id)}` : "");
  return `${address}#${encodeURIComponent(id)}:~:${directives.join("&")}`;
}

/* Results up to the end of the page come by themselves as readers come near; beyond it, when they ask. */
let limit = PAGE;
let isLoading = false;

async function append() {
  const { hits, query, loaded } = shown;
  const mine = turn;
  const next = await withPages(hits.slice(loaded.length, Math.min(loaded.length + STEP, limit)));
  if (mine !== turn) return [];
  shown = { ...shown, loaded: [...loaded, ...next] };
  const items = next.map((hit) => item(hit));
  list.append(...items);
  return items;
}

const isAtEnd = () => shown.loaded.length >= Math.min(limit, shown.hits.length);

async function seeMore() {
  more.hidden = !isAtEnd() || shown.loaded.length >= shown.hits.length;
  if (isLoading || isAtEnd() || list.getBoundingClientRect().bottom > innerHeight + NEAR) return;
  isLoading = true;
  const items = await append().finally(() => { isLoading = false; });
  if (items.length) seeMore();
}

async function showMore() {
  limit = shown.loaded.length + PAGE;
  const [first] = await append();
  first?.querySelector("a").focus();
  seeMore();
}

/* Filters */

function named(group, value) {
  if (group === "type") return words[`types.${value}`] ?? value;
  if (group !== "language") return value;
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(value) ?? value;
  } catch {
    return value;
  }
}

function showFacets(counts) {
  const focused = document.activeElement?.dataset?.facet;
  clear.hidden = !isFiltered();
  groups.replaceChildren(...GROUPS.map((name) => facet(name, counts[name] ?? {})).filter(Boolean));
  panel.hidden = !groups.childElementCount;
  if (focused) groups.querySelector(`[data-facet="${CSS.escape(focused)}"]`)?.focus();
}

function facet(name, counts) {
  const chosen = state.filters[name];
  const values = Object.entries(counts).filter(([value, count]) => count || chosen.includes(value));
  for (const value of chosen) if (!(value in counts)) values.push([value, 0]);
  if (!values.length || (values.length === 1 && !chosen.length && name !== "tag")) return null;
  const byName = new Intl.Collator(language);
  values.sort(([one, many], [other, few]) =>
    chosen.includes(other) - chosen.includes(one) || (name === "year" ? other - one : few - many) || byName.compare(one, other));
  const cut = unfolded.has(name) ? values : values.slice(0, Math.max(SHOWN_VALUES, chosen.length));
  const rows = cut.map(([value, count]) => choice(name, value, count, chosen.includes(value)));
  const all = values.length > cut.length
    ? [make("button", { type: "button", class: "found-all", "data-unfold": name }, say("all", { count: number.format(values.length) }))]
    : [];
  return make("fieldset", {}, make("legend", {}, say(`group.${name}`)), ...rows, ...all);
}

function choice(name, value, count, isChosen) {
  const tick = make("input", { type: "checkbox", name, value, "data-facet": `${name}:${value}` });
  tick.checked = isChosen;
  return make("label", {}, tick, make("bdi", {}, named(name, value)), " ", make("span", { class: "count" }, number.format(count)));
}

function choose({ name, value, checked }) {
  const others = state.filters[name].filter((one) => one !== value);
  state.filters[name] = checked ? [...others, value] : others;
  searchNow(true);
}

/* The keyboard: / comes here, arrows walk through the results, Escape goes back. */

const stops = () => [input, ...list.querySelectorAll("a.found-title")];

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = stops().indexOf(document.activeElement);
  if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = stops()[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.closest("li")?.scrollIntoView({ block: "nearest" });
}

function leave(event) {
  if (event.key !== "Escape" || event.isComposing) return;
  if (document.activeElement !== input) {
    if (!box.contains(document.activeElement)) return;
    input.focus();
  } else if (input.value) {
    input.value = "";
    state.text = "";
    searchNow(false);
  } else input.blur();
  event.preventDefault();
}

function listen() {
  input.addEventListener("focus", () => { Promise.all([openCatalogue(), index.begin()]).catch(() => {}); }, { once: true });
  input.addEventListener("input", (event) => {
    if (event.isComposing && !input.value) return;
    state.text = input.value;
    searchSoon();
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    state.text = input.value;
    searchNow(true);
  });
  order.addEventListener("change", () => { state.sort = order.value; searchNow(true); });
  more.addEventListener("click", showMore);
  clear.addEventListener("click", () => {
    GROUPS.forEach((name) => { state.filters[name] = []; });
    searchNow(true);
    input.focus();
  });
  groups.addEventListener("change", (event) => choose(event.target));
  groups.addEventListener("click", (event) => {
    const name = event.target.dataset.unfold;
    if (!name) return;
    unfolded.add(name);
    const before = groups.querySelectorAll(`input[name="${name}"]`).length;
    showFacets(shown.counts);
    groups.querySelectorAll(`input[name="${name}"]`)[before]?.focus();
  });
  addEventListener("scroll", seeMore, { passive: true });
  addEventListener("resize", seeMore, { passive: true });
  addEventListener("popstate", restore);
  addEventListener("keydown", (event) => { walk(event); leave(event); });
}

function restore() {
  readAddress();
  input.value = state.text;
  order.value = state.sort;
  search();
}

build();
listen();
restore();
