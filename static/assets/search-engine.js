/* Words -> ranked publications, over the segments of the search index.

   Pagefind (pagefind.js beside the index) finds; what it leaves to us: a segment that lacks a word altogether would answer
   without it, so such segments are left out; words that stand together as they were typed count more; among the first
   results, the words as they were typed count more than their stems. Segments do not overlap in time, the newest first. */

const STOP = new Set(
  ("a about an and are as at be been but by can did do does for from had has have how if in into is it its not of on or our " +
    "so than that the their them then there these they this to was we were what when where which who why will with would you")
    .split(" "),
);
const RANKING = {
  termSimilarity: 3,
  termSaturation: 1,
  metaWeights: { title: 5, authors: 3, tags: 2, forms: 1, on: 0 },
};
const PHRASE = 1;
const NEAR = 0.5;
const AS_TYPED = 3;
const EXCERPT = 28;
const PARTICLE = /(?:에서|으로|은|는|이|가|을|를|의|에|와|과|로|도|만)$/u;
const NOWHERE = { segment: "-" };
const MARKS = /(?<=[^\x00-\x7f])\^|\^(?=[^\x00-\x7f])/gu;

/* The marks that the indexer was given, taken out of a text. */
export const plain = (text) => text.replace(MARKS, "");

/* Letters and digits of a text in one form: lower case, without accents; everything else is a blank. */
export function folded(text) {
  const bare = plain(text).toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
  return bare.replace(/['’ʼ]/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/* The words of what stands between blanks: Suk-yeol is two, but U.S., F-35 and 3.5 are one, as in the index. */
function parted(token) {
  const parts = folded(token).split(" ");
  return parts.some((part) => /^[a-z0-9]$/u.test(part)) ? [parts.join("")] : parts;
}

/* A query: its words that count, and how far each stands from the first one. */
export function readQuery(text) {
  const tokens = text.normalize("NFC").split(/\s+/u).filter((token) => folded(token));
  const parts = tokens.flatMap((token, place) => parted(token).map((word) => ({ word, place })));
  const telling = parts.filter(({ word }) => !STOP.has(word));
  const chosen = telling.length ? telling : parts;
  const places = [...new Set(chosen.map(({ place }) => place))];
  return {
    words: [...new Set(chosen.map(({ word }) => word))],
    offsets: places.map((place) => place - places[0]),
    folded: folded(text),
    isPhrase: /^\s*["“].+["”]\s*$/u.test(text),
  };
}

/* Whether a query is long enough to be worth the chunks it would load: two letters, or one syllable. */
export const isWorthIt = (text) => /[^\x00-\u024f]|[^\s\p{P}]{2}/u.test(text.trim());

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
const union = (filters) => Object.fromEntries(
  Object.entries(filters).filter(([, values]) => values.length).map(([name, values]) => [name, { any: values }]),
);

/* The module at an address. The policy lets in what bears its digest, and only an element can; the import finds it there. */
async function imported(address, integrity) {
  await new Promise((settled) => {
    const element = Object.assign(document.createElement("script"), { type: "module", src: address, integrity });
    element.onload = element.onerror = settled;
    document.head.append(element);
  });
  return import(address);
}

export function openIndex(segments, integrity) {
  const [primary] = segments;
  const loaded = [];
  let pagefind;
  let merging = null;

  const options = (segment) => ({
    baseUrl: "/", excerptLength: EXCERPT, mergeFilter: { segment }, ranking: RANKING,
  });

  async function open() {
    const found = await imported(`${primary}pagefind.js`, integrity);
    /* In a worker, the page's policy for WebAssembly would not hold. */
    await found.options({ ...options(primary), basePath: primary, noWorker: true });
    await found.init();
    loaded.push(primary);
    pagefind = found;
  }
  let opening = null;

  async function merge(list) {
    await Promise.all(list.map((segment) => pagefind.mergeIndex(segment, options(segment))));
    loaded.push(...list);
  }

  /* Load the newest briefs first: they answer while the others come. */
  const begin = () => (opening ??= open().then(() => merge(segments.slice(1, 2))));
  const complete = () => (merging ??= begin().then(() => merge(segments.slice(2))));
  const isComplete = () => loaded.length === segments.length;

  const count = async (term) => {
    const { totalFilters } = await pagefind.search(term, { filters: NOWHERE });
    return totalFilters.segment ?? {};
  };

  /* The words as the index knows them: a Korean word that nobody wrote with this particle is looked for without it. */
  async function lookUp(word) {
    const counts = await count(`"${word}"`);
    const bare = word.replace(PARTICLE, "");
    if (sum(counts) || bare === word || bare.length < 2) return { word, counts };
    const without = await count(`"${bare}"`);
    return sum(without) ? { word: bare, counts: without } : { word, counts };
  }

  async function absent(found) {
    const unknown = found.filter(({ counts }) => !sum(counts));
    const totals = await Promise.all(unknown.map(({ word }) => count(word)));
    return unknown.filter((_, at) => !sum(totals[at])).map(({ word }) => word);
  }

  /* Every result in every one of `within`, best or newest first, and the counts of what the filters would leave. */
  async function run(term, filters, sort, within) {
    if (sort !== "date") {
      const { results, filters: counts } = await pagefind.search(term, { filters: { ...union(filters), segment: { any: within } } });
      return { results, counts };
    }
    const runs = within.map((segment) =>
      pagefind.search(term, { filters: { ...union(filters), segment }, sort: { date: "desc" } }));
    const found = await Promise.all(runs);
    return { results: found.flatMap(({ results }) => results), counts: added(found.map((one) => one.filters)) };
  }

  /* Within a filter any value will do, so its counts are those without it. */
  async function facets(term, filters, within, counts) {
    const chosen = Object.keys(filters).filter((name) => filters[name].length);
    const others = await Promise.all(chosen.map(async (name) => {
      const found = await run(term, { ...filters, [name]: [] }, "", within);
      return [name, found.counts[name] ?? {}];
    }));
    return { ...counts, ...Object.fromEntries(others) };
  }

  async function search(text, filters, sort) {
    const query = readQuery(text);
    const order = segments.filter((segment) => loaded.includes(segment));
    if (!query.words.length) {
      const { results, counts } = await run(null, filters, "date", order);
      return { query, hits: results, counts: await facets(null, filters, order, counts), missing: [] };
    }
    const found = await Promise.all(query.words.map(lookUp));
    const within = order.filter((segment) => found.every(({ counts }) => !sum(counts) || counts[segment]));
    const missing = query.words.length > 1 ? await absent(found) : [];
    const words = found.map(({ word }) => word);
    const term = query.isPhrase ? `"${query.folded}"` : words.join(" ");
    const { results, counts } = await run(term, filters, sort, within);
    return {
      query: { ...query, words },
      hits: sort === "date" ? results : ranked(results, query.offsets),
      counts: await facets(term, filters, within, counts),
      missing,
    };
  }

  return { begin, complete, isComplete, search, loadFacets: async () => { await complete(); await pagefind.filters(); } };
}

function added(list) {
  const total = {};
  for (const counts of list) {
    for (const [name, values] of Object.entries(counts)) {
      total[name] ??= {};
      for (const [value, count] of Object.entries(values)) total[name][value] = (total[name][value] ?? 0) + count;
    }
  }
  return total;
}

/* Positions of the words found in a text: do they stand as far from each other as in the query, or at least close? */
function closeness(positions, offsets) {
  const span = offsets.at(-1) + 1;
  const places = [...new Set(positions)].sort((one, other) => one - other);
  const known = new Set(places);
  let most = 1;
  let isPhrase = false;
  places.forEach((start, at) => {
    let within = 0;
    while (at + within < places.length && places[at + within] <= start + span) within += 1;
    most = Math.max(most, within);
    isPhrase ||= within >= offsets.length && offsets.every((offset) => known.has(start + offset));
  });
  const share = (Math.min(most, offsets.length) - 1) / (offsets.length - 1);
  return 1 + NEAR * share + (isPhrase ? PHRASE : 0);
}

function ranked(results, offsets) {
  if (offsets.length < 2) return results;
  const weighed = results.map((result) => ({
    ...result, data: result.data, score: result.score * closeness(result.words, offsets),
  }));
  return weighed.sort((one, other) => other.score - one.score);
}

/* Load some hits and put those first that hold the words as they were typed, together, or as their title. The index knows
   stems alone, so when none of them holds all the words, it may be one of those that come next: `further` are looked at, too. */
export async function loadHits(hits, query, { keepOrder = false, further = [] }) {
  const loaded = await withPages(hits);
  if (keepOrder || !query.words.length) return loaded;
  if (query.words.length > 1 && !loaded.some(({ page }) => shareAsTyped(textOf(page), query) === 1)) {
    loaded.push(...await withPages(further));
  }
  const weighed = loaded.map((hit) => ({ ...hit, score: hit.score * asTyped(hit.page, query) }));
  return weighed.sort((one, other) => other.score - one.score);
}

const withPages = (hits) => Promise.all(hits.map(async (hit) => ({ ...hit, page: await hit.data() })));

const textOf = ({ meta, content }) => ` ${folded([meta.title, content, meta.authors, meta.tags].join(" . "))} `;

const shareAsTyped = (text, { words }) => words.filter((word) => text.includes(` ${word} `)).length / words.length;

function asTyped(page, query) {
  const title = ` ${folded(page.meta.title)} `;
  const text = textOf(page);
  const phrase = ` ${query.folded} `;
  const share = shareAsTyped(text, query);
  let weight = 1 + AS_TYPED * share;
  if (query.words.length > 1 && share === 1) weight += AS_TYPED;
  if (query.words.length > 1 && text.includes(phrase)) weight += AS_TYPED;
  if (title === phrase) weight += 3 * AS_TYPED;
  else if (title.includes(phrase)) weight += AS_TYPED / 2;
  return weight;
}
