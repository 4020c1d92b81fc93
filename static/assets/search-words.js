/* Words -> their nouns without a particle, and known words that a mistyped one may stand for. */

/* Of particles and endings, as the indexer parts them from nouns (word_hints.py). */
const PARTICLES = new Set(
  ("은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 한테 으로 로 와 과 랑 이랑 도 만 까지 부터 마저 조차 밖에 보다 처럼 같이 마다 이나 나 이라도 라도 " +
    "이란 란 이라 라 이라고 라고 이라는 라는 이라며 라며 이며 며 이고 고 이자 이다 다 인 일 이던 이었다 였다 에는 에도 에만 에의 에서는 에서도 에서의 에게는 " +
    "에게도 으로는 로는 으로도 로도 으로의 로의 으로서 로서 으로써 로써 으로부터 로부터 와의 과의 와는 과는 와도 과도 까지의 까지는 까지도 부터는 부터의 만의 " +
    "만이 만을 만은 보다는 보다도 들 들이 들은 들을 들의 들에 들에게 들과 들도 들로 " +
    "하다 하는 하고 하며 하여 하지 하기 하게 하도록 하면 하자 하던 하려 하려는 한 한다 한다는 할 함 함께 해 해서 해야 했다 했고 했던 했으며 했지만 합니다 " +
    "되다 되는 되고 되며 되어 되지 되기 되면 된 된다 될 됨 돼 됐다 됐고 됐던 되었다 되었고 됩니다 시키다 시키는 시킨 시켰다 시킬 적 적인 적으로 적이 적이고 " +
    "적이다 입니다 이었던 였던 이지만 지만 이므로 므로")
    .split(" "),
);
const LONGEST = Math.max(...[...PARTICLES].map((particle) => particle.length));
const AFTER_ONE = "은는이가을를의에로와과도만";
const SHORTEST = 4;
/* How many times as often a known word must stand for a rare one, as a power of two. */
const OFTENER = 3;

/* A Korean word before its particle; the word itself, if it seems to have none. */
export function stemOf(word) {
  if (!/^[가-힣]+$/u.test(word)) return word;
  for (let cut = Math.max(1, word.length - LONGEST); cut < word.length; cut += 1) {
    const rest = word.slice(cut);
    if (PARTICLES.has(rest) && (cut > 1 || AFTER_ONE.includes(rest))) return word.slice(0, cut);
  }
  return word;
}

/* The words of a list (known_words.py) with the power of two of how often they stand in its segment. */
function* wordsOf(text) {
  let word = "";
  for (const [, shared, rest, power] of text.matchAll(/(\d)([^A-Z]*)([A-Z])/gu)) {
    word = word.slice(0, Number(shared)) + rest;
    yield [word, power.charCodeAt(0) - "A".charCodeAt(0)];
  }
}

/* The words that texts have, from the lists of all segments. */
export async function openWords(segments) {
  const lists = await Promise.all(segments.map(async (segment) => (await fetch(`${segment}words.json`, { cache: "no-cache" })).json()));
  const known = new Map();
  for (const [word, power] of lists.flatMap((list) => [...wordsOf(list)])) {
    known.set(word, Math.max(known.get(word) ?? 0, power));
  }
  return [...known].map(([word, power]) => ({ word, power, letters: letters(word) }));
}

/* Letters of a word; a syllable of Korean has two or three. */
const letters = (word) => [...word.normalize("NFD")];

/* The known word that is meant by a word that nobody wrote; with `isRare`, by one that hardly anybody wrote. */
export function meant(word, known, isRare = false) {
  const typed = letters(stemOf(word));
  if (typed.length < SHORTEST || /\p{N}/u.test(word)) return "";
  const own = known.find((other) => other.word === word)?.power ?? 0;
  const most = isRare || typed.length <= 5 ? 1 : 2;
  const near = known.map((other) => ({ ...other, steps: distance(typed, other.letters, most) }))
    .filter(({ steps, power }) => steps > 0 && steps <= most && (!isRare || power >= own + OFTENER));
  near.sort((one, other) => one.steps - other.steps || other.power - one.power);
  return near[0]?.word ?? "";
}

/* Letters that were left out, added, changed or put in each other's place; more than `most` when there are more. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      line[at] = Math.min(last[at] + 1, line[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      const turned = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (turned) line[at] = Math.min(line[at], before[at - 2] + 1);
    }
    if (Math.min(...line) > most) return most + 1;
    [before, last] = [last, line];
  }
  return last.at(-1);
}
