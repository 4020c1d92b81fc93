// entries.json + official CSL files -> golden.json: each entry in four styles, and citations in the text.
//
// Usage: node make_golden.mjs FOLDER, where FOLDER holds node_modules/citeproc, locales-en-US.xml and the files
// chicago-notes.csl, chicago-author-date.csl, apa.csl and modern-language-association.csl of the repository
// citation-style-language/styles. The program itself never runs this: it is how the golden lines were made.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const folder = resolve(process.argv[2]);
const CSL = createRequire(join(folder, "x.js"))("citeproc");
const here = new URL(".", import.meta.url).pathname;
const entries = JSON.parse(readFileSync(join(here, "entries.json"), "utf8"));
const byId = Object.fromEntries(entries.map((entry) => [entry.id, entry]));
const locale = readFileSync(join(folder, "locales-en-US.xml"), "utf8");
const styles = {
  "chicago-notes": "chicago-notes.csl",
  "chicago-author-date": "chicago-author-date.csl",
  apa: "apa.csl",
  mla: "modern-language-association.csl",
};
const clusters = [
  [{ id: "putnam1988" }],
  [{ id: "putnam1988", locator: "430", label: "page" }],
  [{ id: "acemoglu2001", locator: "1370-1375", label: "page" }, { id: "han2014" }],
  [{ id: "wilkinson2016" }],
  [{ id: "moon2011", prefix: "see ", locator: "2", label: "chapter" }],
  [{ id: "amsden1989", "suppress-author": true }],
  [{ id: "unsc2017" }, { id: "bok2024", locator: "7", label: "page" }],
  [{ id: "kim2011", suffix: ", with tables" }],
  [{ id: "keia" }],
  [{ id: "keohane1987", locator: "726", label: "page" }, { id: "degaulle1954" }, { id: "acemoglu2012" }],
  [{ id: "han2014", locator: "12", label: "page" }, { id: "worldbank2023" }, { id: "nye1990" }],
  [{ id: "wilkinson2016", locator: "3", label: "page" }, { id: "nash1950" }],
];

function engine(name) {
  const sys = { retrieveLocale: () => locale, retrieveItem: (id) => byId[id] };
  return new CSL.Engine(sys, readFileSync(join(folder, styles[name]), "utf8"), "en-US", true);
}

function inText(name) {
  const made = engine(name);
  made.updateItems([...new Set(clusters.flat().map((item) => item.id))]);
  const out = [];
  const before = [];
  clusters.forEach((items, at) => {
    const note = name === "chicago-notes" ? at + 1 : 0;
    const citation = { citationID: `c${at}`, citationItems: items.map((item) => ({ ...item })), properties: { noteIndex: note } };
    const [, changed] = made.processCitationCluster(citation, before, []);
    changed.forEach(([index, text]) => { out[index] = text; });
    before.push([`c${at}`, note]);
  });
  return out;
}

function lines(name) {
  if (name === "chicago-notes") {
    return Object.fromEntries(entries.map((entry) => {
      const made = engine(name);
      made.updateItems([entry.id]);
      const citation = { citationID: "c", citationItems: [{ id: entry.id }], properties: { noteIndex: 1 } };
      return [entry.id, made.processCitationCluster(citation, [], [])[1][0][1]];
    }));
  }
  return Object.fromEntries(entries.map((entry) => {
    const made = engine(name);
    made.updateItems([entry.id]);
    const text = made.makeBibliography()[1][0];
    return [entry.id, text.replace(/^\s*<div class="csl-entry">|<\/div>\s*$/g, "").trim()];
  }));
}

const golden = { styles, clusters };
for (const name of Object.keys(styles)) golden[name] = { entries: lines(name), clusters: inText(name) };
writeFileSync(join(here, "golden.json"), `${JSON.stringify(golden, null, 1)}\n`);
