// A scene is what is laid out at a time: the whole by names, the whole by columns, or a few tables around one.
const HEAD = 24, ROW = 15, NAME = 18;

// As `lettering.py` has it: names are drawn as wide as was worked out, whatever the font.
function textWidth(text, size) {
  let sum = 0;
  for (const letter of text) {
    if ("ijlftr.,:;'|!I()[]{} `".includes(letter)) sum += 0.34;
    else if ("mwMW@%".includes(letter)) sum += 0.86;
    else if (letter > "\u2e7f" && letter < "\uffef") sum += 1;
    else sum += letter !== letter.toLowerCase() ? 0.67 : 0.55;
  }
  return Math.round(size * sum);
}

const cardHeight = (rows) => HEAD + ROW * rows.length + 4;

// The whole, by names (0) or by columns (1).
function wholeScene(which) {
  const places = new Map();
  for (const table of tables) {
    if (!shown(table)) continue;
    const [x, y, w] = table.at[which];
    const rows = which ? table.columns : [];
    places.set(table, { table, x, y, w, h: which ? cardHeight(rows) : NAME, rows });
  }
  const boxes = groups.map((group) => ({ group, box: group.boxes[which] }));
  return { name: which ? "columns" : "names", which, places, boxes, size: content.sizes[which] };
}

// Tables by their distance to one: who refers left of it, what is referred to at its right.
function columnScene(name, distances, chosen) {
  const columns = new Map();
  for (const [table, distance] of distances) {
    if (!columns.has(distance)) columns.set(distance, []);
    columns.get(distance).push(table);
  }
  const order = [...columns.keys()].sort((a, b) => a - b);
  const middle = new Map();
  for (const distance of [...order].sort((a, b) => Math.abs(a) - Math.abs(b) || a - b)) {
    const weigh = (table) => {
      const tied = [...neighbours(table)].map(([other]) => middle.get(other)).filter((n) => n !== undefined);
      return tied.length ? tied.reduce((a, b) => a + b, 0) / tied.length : 0;
    };
    const column = columns.get(distance);
    const weights = new Map(column.map((table) => [table, weigh(table)]));
    column.sort((a, b) => weights.get(a) - weights.get(b) || a.id - b.id);
    column.forEach((table, i) => middle.set(table, column.length > 1 ? i / (column.length - 1) - 0.5 : 0));
  }
  const places = new Map();
  let x = 0, tallest = 0;
  const stacks = [];
  for (const distance of order) {
    const stack = columns.get(distance).map((table) => {
      const used = new Set([...neighbours(table)].filter(([other]) => distances.has(other))
        .flatMap(([, side, r]) => (side > 0 ? r.columns : r.targets)));
      const rows = chosen.has(table) ? table.columns
        : table.columns.filter((c) => c.primary || used.has(c.name));
      const widest = Math.max(textWidth(table.name, 12) + 60,
        ...rows.map((c) => textWidth(c.name, 11) + textWidth(c.type, 10) + 44));
      return { table, x, w: widest, h: cardHeight(rows), rows };
    });
    // Many stand in several columns of their own, so that a hub's neighbours are no tower.
    const total = stack.reduce((sum, place) => sum + place.h + 14, 0);
    const towers = Math.max(1, Math.round(total / 900));
    for (let i = 0; i < towers; i++) {
      const part = stack.slice(Math.ceil(stack.length * i / towers), Math.ceil(stack.length * (i + 1) / towers));
      if (!part.length) continue;
      const wide = Math.max(...part.map((place) => place.w));
      let y = 0;
      for (const place of part) {
        Object.assign(place, { x, y, w: wide });
        y += place.h + 14;
      }
      stacks.push([part, y - 14]);
      tallest = Math.max(tallest, y - 14);
      x += wide + (i + 1 < towers ? 30 : 110);
    }
  }
  for (const [part, high] of stacks) {
    for (const place of part) {
      place.y += (tallest - high) / 2;
      places.set(place.table, place);
    }
  }
  return { name, which: -1, places, boxes: [], size: [x - 110, tallest], chosen };
}

function sceneOf(state) {
  if (state.path) {
    const way = wayBetween(...state.path);
    if (way.length) return columnScene("path", new Map(way.map((table, i) => [table, i])), new Set(way));
  }
  if (state.table && state.steps) {
    return columnScene("neighbours", within(state.table, state.steps), new Set([state.table]));
  }
  return wholeScene(state.columns ? 1 : 0);
}

// Between which tables lines are drawn in a scene, and whether they are routed or led across.
function linesOf(scene) {
  const pairs = new Map();
  const add = (reference, lit) => {
    if (!usable(reference) || !scene.places.has(reference.from) || !scene.places.has(reference.to)) return;
    const pair = `${reference.from.id} ${reference.to.id}`;
    const found = pairs.get(pair) || { from: reference.from, to: reference.to, references: [], lit };
    found.references.push(reference);
    found.lit ||= lit;
    pairs.set(pair, found);
  };
  for (const reference of references) {
    const { from, to } = reference;
    if (!from || !to) continue;
    const own = state.table && (from === state.table || to === state.table);
    const inside = scene.which < 0 || from.group === to.group;
    const asked = state.lines && (!to.hub || state.hubs) || state.hubs && to.hub;
    if (own || inside || asked) add(reference, own && scene.which >= 0);
  }
  const around = scene.name === "neighbours" ? state.table : null;
  for (const line of pairs.values()) line.aside = around && line.from !== around && line.to !== around;
  return [...pairs.values()];
}
