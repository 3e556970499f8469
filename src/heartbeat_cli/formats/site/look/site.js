// Tables that are sorted and filtered, and a search over all pages. Without a script everything is there all the same.
"use strict";
(() => {
const root = document.body.dataset.root;
const element = (name, attributes = {}, ...inner) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inner);
  return made;
};

// --- tables

const said = () => new URLSearchParams(location.hash.slice(1));

function filterTable(table, first) {
  const rows = [...table.tBodies[0].rows], heads = [...table.tHead.rows[0].cells];
  const texts = rows.map(row => row.textContent.toLowerCase());
  const words = element("input", { type: "search", "aria-label": `Filter ${table.getAttribute("aria-label")}`, placeholder: "Filter" });
  const told = element("output", { "aria-live": "polite" });
  const bar = element("div", { class: "filters", role: "group", "aria-label": "Filters" }, words);
  const choices = heads.flatMap((head, place) => head.dataset.kind === "choice" ? [choice(head.textContent, place)] : []);

  function choice(name, place) {
    const counted = new Map();
    for (const row of rows) {
      const value = row.cells[place].dataset.choice;
      if (value) counted.set(value, (counted.get(value) || 0) + 1);
    }
    const select = element("select", { "aria-label": name }, element("option", { value: "" }, `${name}: any`));
    for (const [value, number] of [...counted].sort()) select.append(element("option", { value }, `${value} (${number})`));
    if (counted.size > 1 || [...counted.values()].some(number => number < rows.length)) bar.append(select);
    return { key: name.toLowerCase(), place, select };
  }

  function show() {
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = asked.every(word => texts[i].includes(word))
        && choices.every(({ place, select }) => !select.value || row.cells[place].dataset.choice === select.value);
      row.hidden = !fits;
      shown += fits;
    });
    told.textContent = shown === rows.length ? `${rows.length}` : `${shown} of ${rows.length}`;
  }

  function keep() {
    const address = new URLSearchParams();
    if (words.value) address.set("filter", words.value);
    for (const { key, select } of choices) if (select.value) address.set(key, select.value);
    history.replaceState(null, "", address.size ? `#${address}` : location.pathname + location.search);
  }

  function take() {
    const address = said();
    words.value = address.get("filter") || "";
    for (const { key, select } of choices) select.value = [...select.options].some(o => o.value === address.get(key)) ? address.get(key) : "";
    show();
  }

  heads.forEach((head, place) => {
    const button = element("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(head, place));
  });

  function sort(head, place) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const missing = row => head.dataset.kind === "number" ? "" : row.cells[place].textContent.trim();
    const key = row => row.cells[place].dataset.sort ?? missing(row);
    const compare = (a, b) => {
      const [x, y] = [key(a), key(b)], numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
      if ((x === "") !== (y === "")) return x === "" ? 1 : -1;
      return (numbers ? x - y : x.localeCompare(y, "en", { numeric: true })) * (down ? -1 : 1);
    };
    table.tBodies[0].append(...[...rows].sort(compare));
  }

  bar.append(told);
  if (rows.length > 3) table.before(bar);
  for (const control of [words, ...choices.map(c => c.select)]) control.addEventListener("input", () => { show(); if (first) keep(); });
  if (first) { take(); addEventListener("hashchange", take); } else show();
}

document.querySelectorAll("table.filter").forEach((table, i) => filterTable(table, i === 0));

// --- search

const MOST = 30;
const input = document.getElementById("search"), hits = document.getElementById("hits");
let index = null, waiting = false, chosen = -1;

window.hbFound = rows => {
  index = rows.map(row => [...row, row[0].toLowerCase(), row.join(" ").toLowerCase()]);
  if (waiting) find();
};

function load() {
  if (waiting) return;
  waiting = true;
  document.head.append(element("script", { src: `${root}search.js` }));
}

function worth(row, asked) {
  const [title, all] = row.slice(-2);
  if (!asked.every(word => all.includes(word))) return 0;
  const phrase = asked.join(" ");
  if (title === phrase || row[4].split(" ").includes(phrase)) return 4;
  if (title.startsWith(phrase)) return 3;
  return asked.every(word => title.includes(word)) ? 2 : 1;
}

function find() {
  const asked = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (!asked.length || !index) return close();
  const found = index.map(row => [worth(row, asked), row]).filter(([n]) => n).sort((a, b) => b[0] - a[0]).slice(0, MOST);
  chosen = found.length ? 0 : -1;
  hits.replaceChildren(...found.map(([, [title, kind, to, hint]], i) => {
    const hit = element("li", { role: "option", id: `hit${i}`, "aria-selected": String(i === 0) }, title, element("small", {}, [kind, hint].filter(Boolean).join(" · ")));
    hit.dataset.to = root + to;
    return hit;
  }));
  if (!found.length) hits.append(element("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing has all of these words."));
  hits.hidden = false;
  input.setAttribute("aria-expanded", "true");
  tell();
}

function close() {
  hits.hidden = true;
  hits.replaceChildren();
  chosen = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function tell() {
  [...hits.children].forEach((hit, i) => hit.setAttribute("aria-selected", String(i === chosen)));
  if (chosen < 0) return;
  input.setAttribute("aria-activedescendant", `hit${chosen}`);
  hits.children[chosen].scrollIntoView({ block: "nearest" });
}

input.closest(".search").hidden = false;
input.addEventListener("focus", load);
input.addEventListener("input", () => { load(); find(); });
input.addEventListener("keydown", event => {
  const count = hits.querySelectorAll("[data-to]").length;
  if (event.key === "Escape") { input.value = ""; close(); input.blur(); }
  else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
    tell();
    event.preventDefault();
  } else if (event.key === "Enter" && chosen >= 0) location.href = hits.children[chosen].dataset.to;
});
hits.addEventListener("click", event => {
  const hit = event.target.closest("[data-to]");
  if (hit) location.href = hit.dataset.to;
});
document.addEventListener("click", event => { if (!event.target.closest(".search")) close(); });
document.addEventListener("keydown", event => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); }
});
document.documentElement.dataset.drawn = "1";
})();
