// A scene as SVG. Everything is written as text at once, which browsers draw fastest; every name is escaped.
const svg = document.getElementById("picture"), world = document.getElementById("world");
const view = { x: 0, y: 0, scale: 1 };
const FAR = 7 / 12; // Below this scale names are too small to read, and only the areas' are drawn.

const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const fitted = (text, x, y, size, extra = "") =>
  `<text x="${x}" y="${y}" textLength="${Math.max(1, textWidth(text, size))}" lengthAdjust="spacingAndGlyphs" ${extra}>${escaped(text)}</text>`;
const plural = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

function spoken(table) {
  const inferred = table.out.filter((r) => r.score).length;
  return [table.key, table.role, `area ${groups[table.group].name}`, plural(table.columns.length, "column"),
    `refers to ${table.out.length - inferred}`, `referred to by ${table.into.filter((r) => !r.score).length}`,
    inferred ? `${inferred} inferred` : "", table.findings.length ? plural(table.findings.length, "finding") : ""]
    .filter(Boolean).join(", ");
}

function markup(place) {
  const { table, x, y, w, h, rows } = place;
  const marks = [["personal", table.columns.some((c) => c.personal), "holds personal data"],
    ["state", table.machines.length, "has states"], ["finding", table.findings.some((f) => f.severity !== "missing"), "has findings"]];
  let right = x + w - 8;
  const dots = marks.filter(([, has]) => has).map(([name, , what]) => {
    right -= 8;
    return `<circle class="mark ${name}" cx="${right + 8}" cy="${y + 9}" r="2.6"><title>${what}</title></circle>`;
  });
  const parts = [`<g class="table ${table.kind}" id="t${table.id}" role="img" aria-label="${escaped(spoken(table))}">`,
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="2.5"/>`,
    `<rect class="role" x="${x}" y="${y}" width="4" height="${h}" rx="1"/>`,
    fitted(table.name, x + 9, y + (rows.length ? 12 : 9), 12, rows.length ? 'class="head"' : ""), ...dots];
  rows.forEach((column, i) => {
    const at = y + HEAD + ROW * i + ROW / 2;
    const key = column.primary ? "PK" : column.refers ? "FK" : column.unique ? "UQ" : "";
    const wide = textWidth(column.type, 10);
    parts.push(`<g class="row${column.personal ? " personal" : column.quantity.startsWith("money") ? " money" : ""}">`,
      fitted(column.name, x + 26, at, 11), key ? fitted(key, x + 8, at, 9, 'class="key"') : "",
      column.type ? fitted(column.type, x + w - 8 - wide, at, 10, 'class="type"') : "", "</g>");
  });
  if (table.partitions.length && state.partitions) {
    parts.push(fitted(`×${table.partitions.length}`, x + w - 30, y + 9, 9, 'class="key"'));
  }
  parts.push(`<title>${escaped(table.key)}${table.comment ? `\n${escaped(table.comment)}` : ""}</title></g>`);
  return parts.join("");
}

// A line from what refers to what is referred to: along its route inside an area, else led across.
function course(line, scene) {
  const from = scene.places.get(line.from), to = scene.places.get(line.to);
  const route = scene.which >= 0 && (routes.get(`${line.from.id} ${line.to.id}`) || routes.get(`${line.to.id} ${line.from.id}`));
  if (route) {
    const [left, right] = route.from === from.table.id ? [from, to] : [to, from];
    return curved([left.x + left.w, left.y + left.h / 2, ...route.paths[scene.which], right.x, right.y + right.h / 2]);
  }
  const rowAt = (place, names) => {
    const row = place.rows.findIndex((c) => names.includes(c.name));
    return place.y + (row < 0 ? Math.min(place.h / 2, 9) : HEAD + ROW * (row + 0.5));
  };
  const y1 = rowAt(from, line.references[0].columns), y2 = rowAt(to, line.references[0].targets);
  const right = to.x >= from.x + from.w, left = to.x + to.w <= from.x;
  const x1 = left ? from.x : from.x + from.w, x2 = right ? to.x : to.x + to.w;
  const bend = Math.max(30, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + (left ? -bend : bend)} ${y1} ${x2 + (right ? -bend : bend)} ${y2} ${x2} ${y2}`;
}

// Level where it passes a column, curved in between.
function curved(points) {
  let path = `M${points[0]} ${points[1]}`;
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0, x1, y1] = points.slice(i - 2, i + 2), half = (x0 + x1) / 2;
    path += y0 === y1 ? `H${x1}` : `C${half} ${y0} ${half} ${y1} ${x1} ${y1}`;
  }
  return path;
}

function lineMarkup(line, scene) {
  const said = line.references.map((r) =>
    `${r.fromName}.${r.columns.join(", ")} → ${r.toName}${r.score ? ` (inferred, ${r.score}: ${r.evidence.join("; ")})` : ""}`);
  const guess = line.references.every((r) => r.score);
  return `<path class="line${guess ? " guess" : ""}${line.lit ? " lit" : line.aside ? " aside" : ""}" d="${course(line, scene)}"><title>${escaped(said.join("\n"))}</title></path>`;
}

function areaMarkup({ group, box: [x, y, w, h] }) {
  return `<g class="area" id="a${group.id}" role="img" aria-label="${escaped(`area ${group.name}, ${plural(group.tables.length, "table")}`)}">` +
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="5"/></g>`;
}

// Names stand above the tables, so that they can be read where those are too small.
const titleMarkup = ({ group, box: [x, y] }) => fitted(group.name, x + 10, y + 14, 14, `id="n${group.id}"`);

// Lines from one area to the others, as thick as they are many.
function bundles(scene) {
  if (state.area === null || scene.which < 0) return "";
  const counts = new Map();
  for (const reference of references) {
    if (!usable(reference) || reference.from.group === reference.to.group) continue;
    const other = reference.from.group === state.area ? reference.to.group
      : reference.to.group === state.area ? reference.from.group : -1;
    if (other >= 0) counts.set(other, (counts.get(other) || 0) + 1);
  }
  const centre = (id) => {
    const [x, y, w, h] = groups[id].boxes[scene.which];
    return [x + w / 2, y + h / 2];
  };
  const [x1, y1] = centre(state.area);
  return [...counts].map(([id, number]) => {
    const [x2, y2] = centre(id);
    return `<path class="bundle" stroke-width="${Math.min(12, 1 + Math.sqrt(number) * 1.5)}" d="M${x1} ${y1}L${x2} ${y2}"><title>${escaped(`${groups[state.area].name} – ${groups[id].name}: ${plural(number, "reference")}`)}</title></path>`;
  }).join("");
}

let scene = null, cards = new Set(), small = false;

function draw() {
  scene = sceneOf(state);
  cards = new Set();
  const whole = scene.name === "columns" ? [] : [...scene.places.values()].map(markup);
  world.innerHTML = `<g id="areas">${scene.boxes.map(areaMarkup).join("")}</g><g id="line-layer"></g>` +
    `<g id="bundles">${bundles(scene)}</g><g id="cards">${whole.join("")}</g><g id="titles" aria-hidden="true">${scene.boxes.map(titleMarkup).join("")}</g>`;
  drawLines();
  svg.setAttribute("aria-label", `${content.target}: ${plural(tables.length, "table")} in ${plural(groups.length, "area")}`);
  applyView();
}

function drawLines() {
  document.getElementById("line-layer").innerHTML = linesOf(scene).map((line) => lineMarkup(line, scene)).join("");
  mark();
}

// What is chosen, what is tied to it, and what a search found.
function mark() {
  for (const g of world.querySelectorAll(".chosen,.near,.found")) g.classList.remove("chosen", "near", "found");
  const put = (table, name) => document.getElementById(`t${table.id}`)?.classList.add(name);
  svg.classList.toggle("picked", Boolean(state.table && scene.which >= 0));
  if (state.table) {
    put(state.table, "chosen");
    for (const [other] of neighbours(state.table)) put(other, "near");
    svg.setAttribute("aria-activedescendant", `t${state.table.id}`);
  } else svg.removeAttribute("aria-activedescendant");
  for (const table of state.found) put(table, "found");
}

// Cards with all their columns are drawn when they come into sight; who prints sees all.
function drawCardsInSight(all) {
  if (scene.name !== "columns") return;
  const { width, height } = svg.getBoundingClientRect();
  const [left, top] = [-view.x / view.scale, -view.y / view.scale];
  const [right, bottom] = [left + width / view.scale, top + height / view.scale];
  if (small !== view.scale < 0.25) {
    small = !small;
    cards.clear();
    document.getElementById("cards").innerHTML = "";
  }
  const fresh = [];
  for (const place of scene.places.values()) {
    if (cards.has(place) || !all && (place.x > right || place.y > bottom || place.x + place.w < left || place.y + place.h < top)) continue;
    cards.add(place);
    fresh.push(markup(small ? { ...place, rows: [] } : place));
  }
  if (!fresh.length) return;
  document.getElementById("cards").insertAdjacentHTML("beforeend", fresh.join(""));
  mark();
}

function applyView(all = false) {
  world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
  const far = scene.which >= 0 && view.scale < FAR;
  svg.classList.toggle("far", far);
  for (const { group, box: [x, y, w, h] } of scene.boxes) {
    const text = document.getElementById(`n${group.id}`);
    const size = far ? Math.min(13 / view.scale, 14 * (w - 8) / textWidth(group.name, 14), h * 0.8) : 14;
    text.style.fontSize = `${size}px`;
    text.setAttribute("textLength", textWidth(group.name, size));
    text.setAttribute("x", far ? x + w / 2 : x + 10);
    text.setAttribute("y", far ? y + h / 2 : y + 14);
  }
  drawCardsInSight(all);
}

function fit(box = null, most = 1.6) {
  const { width, height } = svg.getBoundingClientRect();
  const panel = document.getElementById("panel");
  const free = panel.hidden || width < 700 ? width : width - panel.offsetWidth;
  const [x, y, w, h] = box || [0, 0, ...scene.size];
  const margin = box || scene.which < 0 ? 40 : 4;
  view.scale = Math.min((free - margin) / w, (height - margin) / h, most);
  view.x = (free - w * view.scale) / 2 - x * view.scale;
  view.y = (height - h * view.scale) / 2 - y * view.scale;
  applyView();
}

function zoom(factor, x = svg.clientWidth / 2, y = svg.clientHeight / 2) {
  const scale = Math.min(6, Math.max(0.03, view.scale * factor));
  view.x = x - (x - view.x) * scale / view.scale;
  view.y = y - (y - view.y) * scale / view.scale;
  view.scale = scale;
  applyView();
}
