// What is chosen, its address, and how keys, mouse and fingers change it.
document.getElementById("title").textContent = content.target;
const searchBox = document.getElementById("search"), hits = document.getElementById("hits");
const switches = ["lines", "hubs", "guesses", "dictionaries", "logs", "partitions"];

function addressOf() {
  const parts = [];
  const name = (table) => encodeURIComponent(table.key);
  if (state.path) parts.push(`path=${state.path.map(name).join(",")}`);
  else if (state.table) parts.push(`table=${name(state.table)}`, `steps=${state.steps}`);
  else if (state.area !== null) parts.push(`area=${encodeURIComponent(groups[state.area].name)}`);
  if (state.columns) parts.push("columns=1");
  for (const each of switches) if (state[each] !== usual[each]) parts.push(`${each}=${Number(state[each])}`);
  return `#${parts.join("&")}`;
}

// An address is anybody's to write: what is no name is none.
function plain(text) {
  try {
    return decodeURIComponent(text || "");
  } catch {
    return "";
  }
}

function readAddress() {
  const said = new Map(location.hash.slice(1).split("&").filter(Boolean).map((part) => part.split("=")));
  const named = (text) => {
    const key = plain(text);
    return tableOf.get(key) || tables.find((table) => table.name === key) || null;
  };
  const path = (said.get("path") || "").split(",").map(named).filter(Boolean);
  const area = groups.findIndex((group) => group.name === plain(said.get("area")));
  Object.assign(state, usual, {
    table: path.length === 2 ? path[0] : named(said.get("table")), path: path.length === 2 ? path : null,
    steps: Math.min(9, Math.max(0, Math.trunc(Number(said.get("steps"))) || 0)), area: area < 0 ? null : area, columns: said.has("columns"), pathFrom: null,
  });
  for (const each of switches) if (said.has(each)) state[each] = said.get(each) === "1";
  if (!said.size && "opened" in content) Object.assign(state, { table: tables[content.opened], steps: 1 });
  show();
}

// Change what is chosen, and show it.
function go(change, push = true) {
  Object.assign(state, { area: null, pathFrom: null }, change);
  const address = addressOf();
  if (push && address !== location.hash) history.pushState(null, "", address || "#");
  show();
}

function show() {
  const before = scene && scene.name;
  describe();
  if (!scene || sceneKey() !== scene.key) {
    draw();
    scene.key = sceneKey();
    if (scene.which < 0 || before !== scene.name) fit(null, 1.4);
  } else {
    drawLines();
    document.getElementById("bundles").innerHTML = bundles(scene);
  }
  if (state.table && scene.which >= 0) bringIntoSight(state.table);
  if (state.area !== null && scene.which >= 0 && svg.classList.contains("far")) fit(groups[state.area].boxes[scene.which]);
  for (const each of switches) document.getElementById(each).checked = state[each];
  document.getElementById("level-names").setAttribute("aria-pressed", scene.which === 0 && !svg.classList.contains("far"));
  document.getElementById("level-areas").setAttribute("aria-pressed", scene.which === 0 && svg.classList.contains("far"));
  document.getElementById("level-columns").setAttribute("aria-pressed", scene.which === 1);
  if (state.table) say(spoken(state.table));
}

const sceneKey = () => [state.path ? `p${state.path.map((t) => t.id)}` : state.table && state.steps ? `t${state.table.id}/${state.steps}` : state.columns,
  state.dictionaries, state.logs, state.guesses, state.partitions, state.steps || state.path ? state.hubs : ""].join(" ");
const say = (text) => { document.getElementById("said").textContent = text; };

function bringIntoSight(table) {
  const place = scene.places.get(table);
  if (!place) return;
  const { width, height } = svg.getBoundingClientRect();
  const free = width < 700 ? width : width - panel.offsetWidth;
  if (view.scale < FAR) view.scale = 1;
  const x = place.x * view.scale + view.x, y = place.y * view.scale + view.y;
  if (x < 10 || y < 10 || x + place.w * view.scale > free - 10 || y + Math.min(place.h, 200) * view.scale > height - 10) {
    view.x = free / 2 - (place.x + place.w / 2) * view.scale;
    view.y = (width < 700 ? height / 4 : height / 2) - (place.y + Math.min(place.h, 200) / 2) * view.scale;
  }
  applyView();
}

function pick(table, steps = state.steps) {
  if (state.pathFrom && state.pathFrom !== table) go({ path: [state.pathFrom, table], table: state.pathFrom });
  else go({ table, steps, path: null });
}

// Search

let results = [], at = -1;

function listHits() {
  results = find(searchBox.value);
  at = results.length ? 0 : -1;
  hits.innerHTML = results.map((one, i) => `<li id="h${i}" role="option" aria-selected="${i === at}">${escaped(one.name)}` +
    `${one.comment ? `<br><small>${escaped(one.comment.slice(0, 140))}</small>` : ""}</li>`).join("") ||
    '<li role="option" aria-selected="false" aria-disabled="true">nothing found</li>';
  const open = Boolean(searchBox.value.trim());
  hits.hidden = !open;
  searchBox.setAttribute("aria-expanded", open);
  state.found = new Set(open ? results.map((one) => one.table) : []);
  pointAt(at);
  mark();
}

function pointAt(number) {
  at = number;
  [...hits.children].forEach((item, i) => item.setAttribute("aria-selected", i === at));
  if (at >= 0) {
    searchBox.setAttribute("aria-activedescendant", `h${at}`);
    hits.children[at].scrollIntoView({ block: "nearest" });
  } else searchBox.removeAttribute("aria-activedescendant");
}

function takeHit(number) {
  const one = results[number];
  closeSearch();
  if (one) pick(one.table);
  svg.focus();
}

function closeSearch() {
  searchBox.value = "";
  listHits();
}

searchBox.addEventListener("input", listHits);
hits.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (item && item.id) takeHit(Number(item.id.slice(1)));
});
searchBox.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (results.length) pointAt((at + (event.key === "ArrowDown" ? 1 : results.length - 1)) % results.length);
  } else if (event.key === "Enter") takeHit(at);
  else if (event.key === "Escape") { closeSearch(); svg.focus(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
});

// Keys

function nearest(key) {
  const from = state.table && scene.places.get(state.table);
  if (!from) return [...scene.places.values()].sort((a, b) => a.y - b.y || a.x - b.x)[0];
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let best = null, least = Infinity;
  for (const place of scene.places.values()) {
    const x = place.x + (dx ? place.w / 2 : 0) - from.x - (dx ? from.w / 2 : 0), y = place.y - from.y;
    const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (place === from || along <= 0) continue;
    if (along + aside * 3 < least) [best, least] = [place, along + aside * 3];
  }
  return best;
}

function back() {
  for (const menu of document.querySelectorAll(".menu[open]")) menu.open = false;
  if (state.pathFrom) go({});
  else if (state.path) go({ path: null });
  else if (state.steps) go({ steps: 0 });
  else go({ table: null });
}

function level(number) {
  go({ columns: number === 3, steps: 0, path: null, ...(number === 1 ? { table: null } : {}) });
  if (number === 3) fit(state.table ? Object.values({ ...scene.places.get(state.table), table: 0, rows: 0 }).slice(1, 5) : scene.boxes[0].box, 1.2);
  else fit(null, number === 1 ? FAR * 0.98 : 1.6);
  if (number === 2 && view.scale < FAR) zoom(1 / view.scale);
  show();
}

function nextArea(by) {
  const from = state.area ?? (by > 0 ? -1 : 0), area = (from + by + groups.length) % groups.length;
  go({ area, table: null, steps: 0, path: null });
  say(`area ${groups[area].name}, ${plural(groups[area].tables.length, "table")}`);
}

document.addEventListener("keydown", (event) => {
  if (event.target === searchBox || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key === "/") searchBox.focus();
  else if (key === "Escape") back();
  else if (key === "+" || key === "=") zoom(1.25);
  else if (key === "-") zoom(0.8);
  else if (key === "0") fit();
  else if ("123".includes(key)) level(Number(key));
  else if (key === "p" && state.table) choosePath();
  else if (key === "[" || key === "]") nextArea(key === "]" ? 1 : -1);
  else if (key.startsWith("Arrow") && event.target === svg) {
    const place = nearest(key);
    if (place) pick(place.table);
  } else if (key === "Enter" && event.target === svg && state.table) go({ steps: state.steps || 1 });
  else return;
  event.preventDefault();
});

// Mouse and fingers

let held = null, moved = false;
const fingers = new Map();

svg.addEventListener("pointerdown", (event) => {
  fingers.set(event.pointerId, event);
  held = { x: event.clientX, y: event.clientY };
  moved = false;
});
svg.addEventListener("pointermove", (event) => {
  if (!fingers.has(event.pointerId)) return;
  const before = [...fingers.values()];
  fingers.set(event.pointerId, event);
  if (fingers.size === 2) {
    const after = [...fingers.values()], frame = svg.getBoundingClientRect();
    const apart = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    moved = true;
    return zoom(apart(after) / apart(before), (after[0].clientX + after[1].clientX) / 2 - frame.left, (after[0].clientY + after[1].clientY) / 2 - frame.top);
  }
  if (!moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < 4) return;
  if (!moved) svg.setPointerCapture(event.pointerId);
  moved = true;
  view.x += event.clientX - before[0].clientX;
  view.y += event.clientY - before[0].clientY;
  applyView();
});
for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, (event) => fingers.delete(event.pointerId));
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  const frame = svg.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.clientX - frame.left, event.clientY - frame.top);
}, { passive: false });
svg.addEventListener("click", (event) => {
  if (moved) return;
  const table = event.target.closest(".table"), area = event.target.closest(".area");
  if (table) pick(tables[table.id.slice(1)]);
  else if (area) go({ area: Number(area.id.slice(1)), table: null });
  else if (state.table && !state.steps && !state.path) go({ table: null });
  svg.focus({ preventScroll: true });
});
svg.addEventListener("dblclick", (event) => {
  const table = event.target.closest(".table"), area = event.target.closest(".area");
  if (table) go({ table: tables[table.id.slice(1)], steps: state.steps || 1, path: null });
  else if (area) fit(groups[area.id.slice(1)].boxes[scene.which]);
});

for (const each of switches) {
  document.getElementById(each).addEventListener("change", (event) => go({ [each]: event.target.checked, path: state.path }));
}
["areas", "names", "columns"].forEach((name, i) => document.getElementById(`level-${name}`).addEventListener("click", () => level(i + 1)));
addEventListener("hashchange", readAddress);
addEventListener("popstate", readAddress);
addEventListener("resize", () => { if (!onScreen) fit(); });

// Printed is all that is laid out, with its names, however near one was.
let onScreen = null;
addEventListener("beforeprint", () => {
  onScreen = { ...view };
  Object.assign(view, { x: 0, y: 0, scale: 1 });
  applyView(true);
  svg.setAttribute("viewBox", `0 0 ${scene.size.join(" ")}`);
});
addEventListener("afterprint", () => {
  svg.removeAttribute("viewBox");
  Object.assign(view, onScreen);
  onScreen = null;
  applyView();
});

readAddress();
document.documentElement.dataset.drawn = Math.round(performance.now() - begun);
