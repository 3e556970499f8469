const begun = performance.now();
// What nobody changed yet; `state` is what is chosen, and all that a scene depends on.
const usual = { lines: false, hubs: false, guesses: true, dictionaries: true, logs: true, partitions: false };
const state = { ...usual, table: null, steps: 0, path: null, pathFrom: null, area: null, columns: false, found: new Set() };
// What the page knows, taken apart: tables, references both ways, neighbours, paths, and what a search finds.
const content = JSON.parse(document.getElementById("content").textContent);
const texts = content.texts;

const tables = content.tables.map((row, id) => {
  const [schema, name, group, role, why, comment, byName, byColumns, columns] = row;
  return {
    id, schema, name, key: `${schema}.${name}`, group, role, why: texts[why], comment: texts[comment],
    kind: role.endsWith("log") ? "log" : role, at: [byName, byColumns], out: [], into: [],
    machines: [], findings: [], partitions: [],
    columns: columns.map(([name, type, flags, comment = 0, personal = 0, quantity = 0]) => ({
      name: texts[name], type: texts[type], notNull: flags & 1, primary: flags & 2, unique: flags & 4, refers: flags & 8,
      comment: texts[comment], personal: texts[personal], quantity: texts[quantity],
    })),
  };
});
const tableOf = new Map(tables.map((table) => [table.key, table]));
const severalSchemas = new Set(tables.map((table) => table.schema)).size > 1;
const groups = content.groups.map(([name, ...boxes], id) => ({ id, name, boxes, tables: [] }));
for (const table of tables) groups[table.group].tables.push(table);

// An end is a table's number with those of its columns; what is no table or column here is a text's number, below 0.
function endOf(number, columns) {
  const table = number < 0 ? null : tables[number];
  return [table, table ? table.key : texts[-number], columns.map((n) => (n < 0 ? texts[-n] : table.columns[n].name))];
}

function referenceOf(row, more) {
  const [from, fromName, columns] = endOf(row[0], row[1]), [to, toName, targets] = endOf(row[2], row[3]);
  return { from, fromName, columns, to, toName, targets, ...more };
}

const references = [
  ...content.references.map((row) =>
    referenceOf(row, { indexed: !row[4], partly: texts[row[5] || 0], score: 0, evidence: [] })),
  ...content.guesses.map((row) =>
    referenceOf(row, { indexed: true, partly: "", score: row[4], evidence: row[5].map((n) => texts[n]) })),
];
for (const reference of references) {
  reference.from?.out.push(reference);
  reference.to?.into.push(reference);
}
for (const [name, column, values, states, dictionary, log, evidence] of content.machines) {
  const machine = { table: name, column, values, states, dictionary, log, evidence: evidence.map((n) => texts[n]) };
  for (const key of new Set([name, log[0]])) tableOf.get(key)?.machines.push(machine);
}
for (const [table, ...words] of content.findings) {
  const [column, severity, message, next] = words.map((n) => texts[n]);
  tables[table].findings.push({ column, severity, message, next });
}
for (const table of tables) {
  const missing = (message, column = "") => table.findings.push({ column, severity: "missing", message, next: "" });
  if (!table.columns.some((column) => column.primary)) missing("no primary key");
  if (!table.out.length && !table.into.length) missing("in no reference");
  for (const r of table.out) if (!r.indexed) missing("no index serves the reference", r.columns.join(", "));
}
for (const [parent, name, bound] of content.partitions) tables[parent].partitions.push({ name: texts[name], bound: texts[bound] });

// A hub is what so many refer to that lines to it say nothing.
const hubLeast = Math.max(12, tables.length * 0.06);
for (const table of tables) {
  table.hub = new Set(table.into.filter((r) => !r.score && r.from).map((r) => r.from.id)).size >= hubLeast;
}
const routes = new Map(content.routes.map(([from, to, ...paths]) => [`${from} ${to}`, { from, to, paths }]));

const shown = (table) => (table.kind !== "dictionary" || state.dictionaries) && (table.kind !== "log" || state.logs);
const usable = (reference) => reference.from && reference.to && reference.from !== reference.to &&
  (!reference.score || state.guesses) && shown(reference.from) && shown(reference.to);

// The tables a step away, with the side they are on: 1 is referred to, -1 refers.
function* neighbours(table) {
  for (const r of table.out) if (usable(r)) yield [r.to, 1, r];
  for (const r of table.into) if (usable(r)) yield [r.from, -1, r];
}

// Tables within so many steps, by their distance; beyond a hub nobody goes, but where one begins with it.
function within(table, steps) {
  const found = new Map([[table, 0]]);
  let edge = [table];
  for (let step = 1; step <= steps; step++) {
    const next = [];
    for (const one of edge) {
      if (one.hub && one !== table && !state.hubs) continue;
      for (const [other, side] of neighbours(one)) {
        if (found.has(other)) continue;
        const at = found.get(one);
        found.set(other, at ? at + Math.sign(at) : side);
        next.push(other);
      }
    }
    edge = next;
  }
  return found;
}

// The tables on the shortest way from one to another, in order; a way past a hub counts as three steps.
function wayBetween(from, to) {
  const cost = new Map([[from, 0]]), before = new Map(), open = new Set([from]);
  while (open.size) {
    let one = null;
    for (const table of open) if (!one || cost.get(table) < cost.get(one)) one = table;
    open.delete(one);
    if (one === to) break;
    for (const [other] of neighbours(one)) {
      const total = cost.get(one) + (other.hub && other !== to ? 3 : 1);
      if (!cost.has(other) || total < cost.get(other)) {
        cost.set(other, total);
        before.set(other, one);
        open.add(other);
      }
    }
  }
  if (!cost.has(to)) return [];
  const way = [to];
  while (way[0] !== from) way.unshift(before.get(way[0]));
  return way;
}

// What to look through: each table's and column's name and comment, in small letters.
const searched = tables.flatMap((table) => [
  { table, name: table.key, low: table.key.toLowerCase(), comment: table.comment, said: table.comment.toLowerCase() },
  ...table.columns.map((column) => ({
    table, column, name: `${table.key}.${column.name}`, low: column.name.toLowerCase(), comment: column.comment,
    said: column.comment.toLowerCase(),
  })),
]);

// The best `most` that hold every word: names before comments, tables before columns, beginnings and short names first.
function find(question, most = 40) {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const spelled = words.join("_");
  const found = [];
  for (const one of searched) {
    let rank = one.column ? 1 : 0;
    if (!words.every((word) => one.low.includes(word))) {
      if (!words.every((word) => one.low.includes(word) || one.said.includes(word))) continue;
      rank += 10;
    }
    const name = one.column ? one.low : one.table.name.toLowerCase();
    if (name === spelled) rank -= 6;
    else if (name.startsWith(words[0])) rank -= 2;
    found.push([rank, name.length, one]);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2].name < b[2].name ? -1 : 1))
    .slice(0, most).map(([, , one]) => one);
}
