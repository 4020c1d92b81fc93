/* The catalogue -> which publications have which values, how many have each, and cards of those that are shown.

   A publication is its place: 0 is the newest. The catalogue is one file; cards stand in files of neighbours. */

const readJson = async (address, cache) => {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE = 32;

/* Steps from their digits, as catalogue.py writes them. */
function stepsOf(text) {
  const steps = [];
  let step = 0;
  let unit = 1;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    step += (digit % BASE) * unit;
    unit *= BASE;
    if (digit < BASE) {
      steps.push(step);
      [step, unit] = [0, 1];
    }
  }
  return steps;
}

/* Places of each value of a group; one that is null has all those that no other has. */
function placesOf(values, size) {
  const taken = new Set();
  const lists = Object.entries(values).map(([name, text]) => {
    let place = -1;
    const places = text === null ? null : stepsOf(text).map((step) => { place += step + 1; taken.add(place); return place; });
    return [name, places];
  });
  const rest = () => Array.from({ length: size }, (_, place) => place).filter((place) => !taken.has(place));
  return lists.map(([name, places]) => [name, places ?? rest()]);
}

/* For each place the names of its values. */
function byPlace(lists, size) {
  const found = Array.from({ length: size }, () => []);
  for (const [name, places] of lists) for (const place of places) found[place].push(name);
  return found;
}

function runs(parts) {
  let start = 0;
  return parts.map(([name, count]) => { start += count; return { name, start: start - count, count }; });
}

export async function openCatalogue(address) {
  const { years, segments, files, groups } = await readJson(address, "no-cache");
  const size = years.reduce((total, [, count]) => total + count, 0);
  const values = Object.fromEntries(Object.entries(groups).map(([group, found]) =>
    [group, byPlace(placesOf(found, size), size)]));
  values.year = runs(years).flatMap(({ name, count }) => Array.from({ length: count }, () => [name]));
  const ofSegment = new Map(runs(segments).map((run) => [run.name, run]));
  const cardFiles = runs(files);
  const loaded = new Map();
  const all = Array.from({ length: size }, (_, place) => place);

  const has = (place, group, chosen) => !chosen.length || values[group][place].some((name) => chosen.includes(name));
  const passes = (place, filters, but = "") =>
    Object.entries(filters).every(([group, chosen]) => group === but || has(place, group, chosen));

  function tally(places, group) {
    const counts = Object.create(null);
    for (const place of places) for (const name of values[group][place]) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }

  /* Within a filter any value will do, so its counts are those without it. */
  const counts = (places, filters) => Object.fromEntries(Object.keys(values).map((group) =>
    [group, tally(places.filter((place) => passes(place, filters, group)), group)]));

  function cardsOf(file) {
    if (!loaded.has(file)) loaded.set(file, readJson(new URL(`${file.name}.json`, new URL(address, location)), "force-cache"));
    return loaded.get(file);
  }

  async function card(place) {
    const file = cardFiles.find(({ start, count }) => place < start + count);
    const [url, title, summary, date] = (await cardsOf(file))[place - file.start];
    return { url, title, summary, date };
  }

  return {
    all,
    card,
    counts,
    passes,
    /* The place of a page of a segment, whose name begins with its number from the oldest. */
    placeOf: (segment, id) => {
      const run = ofSegment.get(segment.split("/").at(-2));
      const place = run ? run.start + run.count - 1 - Number.parseInt(id, 10) : -1;
      return place in values.year ? place : -1;
    },
    about: (place) => ({
      type: values.type[place][0], authors: values.author[place], language: values.language[place][0],
    }),
  };
}
