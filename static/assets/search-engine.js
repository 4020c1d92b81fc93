/* Words -> ranked publications, over the segments of the search index.

   Pagefind (pagefind.js beside the index) finds; what it leaves to us: a segment that lacks a word altogether would answer
   without it, so such segments are left out; for a word that nobody wrote it answers with a shorter one; a Korean noun is
   found whatever its particle; words that stand together as they were typed count more; among the first results, the words
   as they were typed count more than their stems. Segments do not overlap in time, the newest first. */

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
const IN_THIS_FORM = 9;
const EXCERPT = 28;
/* How much of an unknown word its beginning must be. */
const MOST_OF = 0.6;
/* Characters that no text has: the end of a word that nobody wrote, and the mark of a frequent word with all its places. */
const NOBODY = "\ue001";
const WHOLE = "\ue000";
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
    isCommon: parts.length === 1 && !telling.length,
    isPhrase: /^\s*["“].+["”]\s*$/u.test(text),
  };
}

/* Whether a query is long enough to be worth the chunks it would load: two letters, or one syllable. */
export const isWorthIt = (text) => /[^\x00-\u024f]|[^\s\p{P}]{2}/u.test(text.trim());

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

/* The module at an address. The policy lets in what bears its digest, and only an element can; the import finds it there. */
async function imported(address, integrity) {
  await new Promise((settled) => {
    const element = Object.assign(document.createElement("script"), { type: "module", src: address, integrity });
    element.onload = element.onerror = settled;
    document.head.append(element);
  });
  return import(address);
}

export function openIndex(segments, integrity, stemOf) {
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

  /* Every result in every one of `within`. */
  async function run(term, within) {
    const found = await Promise.all(within.map(async (segment) => {
      const { results } = await pagefind.search(term, { filters: { segment } });
      return results.map(({ id, score, words, data }) => ({ segment, id, score, words, data }));
    }));
    return found.flat();
  }

  /* Whether words begin with this one. Where none does, Pagefind answers with the longest word that this one begins with,
     and so it does for a word that is longer still. */
  async function isBeginning(word) {
    const [found, guessed] = await Promise.all([word, word + NOBODY].map((term) => run(term, loaded)));
    const [first] = found;
    const same = guessed.find(({ segment, id }) => first && segment === first.segment && id === first.id);
    return Boolean(first) && String(same?.words) !== String(first.words);
  }

  /* What most of an unknown word is: `negotiatio` is as good as its stem. */
  async function nearest(word) {
    for (let length = word.length - 1; length >= Math.max(4, word.length * MOST_OF); length -= 1) {
      const counts = await count(`"${word.slice(0, length)}"`);
      if (sum(counts)) return { typed: word, word: word.slice(0, length), counts };
    }
    return { typed: word, word, counts: {}, isAbsent: true };
  }

  /* Whether texts have a noun elsewhere than in this form of it: 모델 with 모델은, but not 정상회 with 정상회의. */
  async function isNoun(noun, form, isUnknown) {
    if (noun.length < 2) return isUnknown;
    const found = await Promise.all([noun, form].map((word) => run(`"${word}"`, loaded)));
    const [some, other] = found.map((results) => results.reduce((total, { words }) => total + words.length + 1, 0));
    return some > other;
  }

  /* A Korean noun with a particle finds what the noun finds, if the index knows the noun without this particle, too. */
  async function lookUp(word) {
    const noun = stemOf(word);
    const [counts, others] = await Promise.all([word, noun].map((form) => count(`"${form}"`)));
    if (noun !== word && sum(others) && await isNoun(noun, word, !sum(counts))) return { typed: word, word: noun, counts: others };
    return sum(counts) || await isBeginning(word) ? { typed: word, word, counts } : nearest(word);
  }

  /* A quoted phrase needs every place of its words; of frequent words the index keeps all of them under another name. */
  async function runPhrase(words, within) {
    const whole = await Promise.all(words.map((word) => count(`"${WHOLE}${word}"`)));
    const terms = new Map();
    for (const segment of within) {
      const term = words.map((word, at) => (whole[at][segment] ? WHOLE + word : word)).join(" ");
      terms.set(term, [...(terms.get(term) ?? []), segment]);
    }
    const found = await Promise.all([...terms].map(([term, its]) => run(`"${term}"`, its)));
    return found.flat();
  }

  /* Results with a form as it was typed count more than those with its stem alone. */
  async function weighed(results, found, within) {
    const forms = found.filter(({ typed, word }) => typed !== word);
    const exact = await Promise.all(forms.map(({ typed }) => run(`"${typed}"`, within)));
    const keys = exact.map((list) => new Set(list.map(({ segment, id }) => segment + id)));
    const weight = ({ segment, id }) => keys.filter((known) => known.has(segment + id)).length * IN_THIS_FORM + 1;
    return results.map((result) => ({ ...result, score: result.score * weight(result) }));
  }

  /* The results of a query, best first, the words as the index knows them, and those that it does not know. */
  async function search(query) {
    const order = segments.filter((segment) => loaded.includes(segment));
    if (query.isPhrase) return { hits: await runPhrase(query.folded.split(" "), order), query, missing: [] };
    const found = await Promise.all(query.words.map(lookUp));
    const missing = found.filter(({ isAbsent }) => isAbsent).map(({ typed }) => typed);
    const known = found.filter(({ isAbsent }) => !isAbsent);
    if (!known.length) return { hits: [], query, missing };
    const within = order.filter((segment) => known.every(({ counts }) => !sum(counts) || counts[segment]));
    const results = await run(known.map(({ word }) => word).join(" "), within);
    const hits = ranked(await weighed(results, known, within), query.offsets);
    return { hits, query: { ...query, words: known.map(({ typed }) => typed), stems: known.map(({ word }) => word) }, missing };
  }

  return { begin, complete, isComplete, search };
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
  const scored = offsets.length < 2 ? results
    : results.map((result) => ({ ...result, score: result.score * closeness(result.words, offsets) }));
  return scored.sort((one, other) => other.score - one.score);
}

/* Load the first hits, `size` at a time, and put those first that hold the words as they were typed, together, or as their
   title. The index knows stems alone, so while none of them holds all the words, up to `most` are looked at. */
export async function loadHits(hits, query, { size, most }) {
  const loaded = await withPages(hits.slice(0, size));
  const isTyped = ({ page }) => shareAsTyped(textOf(page), query) === 1;
  while (query.words.length > 1 && loaded.length < Math.min(most, hits.length) && !loaded.some(isTyped)) {
    loaded.push(...await withPages(hits.slice(loaded.length, loaded.length + size)));
  }
  const weighed = loaded.map((hit) => ({ ...hit, score: hit.score * asTyped(hit.page, query) }));
  return weighed.sort((one, other) => other.score - one.score);
}

export const withPages = (hits) => Promise.all(hits.map(async (hit) => ({ ...hit, page: await hit.data() })));

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
