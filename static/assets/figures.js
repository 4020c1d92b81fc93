/* Tables made from data can be sorted by each column. Without this script they are whole, in the order of their file. */

const parts = new Intl.NumberFormat(document.documentElement.lang || "en", { numberingSystem: "latn" }).formatToParts(1.5);
const point = parts.find((part) => part.type === "decimal").value;

/* A number as the language writes it, or nothing. */
function numberOf(text) {
  const plain = [...text.replace("\u2212", "-")].filter((char) => /[\d-]/.test(char) || char === point).join("").replace(point, ".");
  return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
}

function compare(before, after, isNumber, collator) {
  return isNumber ? numberOf(before) - numberOf(after) : collator.compare(before, after);
}

function sortBy(table, heads, at) {
  const [body] = table.tBodies;
  const isDown = heads[at].getAttribute("aria-sort") === "ascending";
  const isNumber = heads[at].classList.contains("align-right");
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  const textOf = (row) => row.cells[at].textContent;
  const isMissing = (row) => isNumber && numberOf(textOf(row)) === null;
  const rows = [...body.rows].sort((a, b) => {
    if (isMissing(a) || isMissing(b)) return isMissing(a) - isMissing(b);
    return (isDown ? -1 : 1) * compare(textOf(a), textOf(b), isNumber, collator);
  });
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[at].setAttribute("aria-sort", isDown ? "descending" : "ascending");
  body.append(...rows);
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(table, heads, at));
    head.append(button);
  });
}
