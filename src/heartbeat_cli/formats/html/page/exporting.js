// What is seen, taken elsewhere: SVG with its colours, PNG of it, Mermaid and DBML of its tables.
function offer(name, type, body) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([body], { type }));
  link.download = `${content.target.replace(/[^\w.-]+/g, "_")}.${name}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const inSight = () => {
  const { width, height } = svg.getBoundingClientRect();
  return [...scene.places.values()].filter(({ x, y, w, h }) =>
    (x + w) * view.scale + view.x > 0 && x * view.scale + view.x < width &&
    (y + h) * view.scale + view.y > 0 && y * view.scale + view.y < height).map((place) => place.table);
};

const COPIED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "font-family",
  "text-anchor", "dominant-baseline", "opacity", "display"];

function svgText() {
  const copy = svg.cloneNode(true), { width, height } = svg.getBoundingClientRect();
  const from = svg.querySelectorAll("rect,text,path,circle,g"), to = copy.querySelectorAll("rect,text,path,circle,g");
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of element.tagName === "g" ? ["opacity"] : COPIED) to[i].style.setProperty(name, style.getPropertyValue(name));
  });
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width, height, fill: getComputedStyle(document.body).backgroundColor })) ground.setAttribute(name, value);
  copy.prepend(ground);
  for (const [name, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` })) copy.setAttribute(name, value);
  return new XMLSerializer().serializeToString(copy);
}

function asPng() {
  const image = new Image(), { width, height } = svg.getBoundingClientRect();
  image.onload = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
    const context = canvas.getContext("2d");
    context.scale(2, 2);
    context.drawImage(image, 0, 0);
    canvas.toBlob((blob) => offer("png", "image/png", blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText())}`;
}

// Declared references among the tables in sight; an inferred one must never look like one of them.
function declaredAmong(seen) {
  const every = new Set(seen);
  return references.filter((r) => !r.score && every.has(r.from) && every.has(r.to));
}

const word = (name) => name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d|$)/, "_");

function mermaidText() {
  const seen = inSight(), lines = ["erDiagram"];
  const name = (table) => `"${(severalSchemas ? table.key : table.name).replace(/[\s"%\\<>]+/g, "_")}"`;
  for (const table of seen) {
    lines.push(`    ${name(table)} {`, ...table.columns.map((c) =>
      `        ${word(c.type.replace(/\(.*?\)/g, "").replace(/\[\]$/, "_array"))} ${word(c.name)}${c.primary ? " PK" : ""}`), "    }");
  }
  for (const r of declaredAmong(seen)) lines.push(`    ${name(r.from)} }o--|| ${name(r.to)} : "${r.columns.map(word).join(", ")}"`);
  return `${lines.join("\n")}\n`;
}

function dbmlText() {
  const seen = inSight(), quoted = (name) => `"${name.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
  const end = (table, columns) => `${quoted(table.schema)}.${quoted(table.name)}.(${columns.map(quoted).join(", ")})`;
  const keyed = (table) => table.columns.filter((c) => c.primary).map((c) => quoted(c.name));
  return [...seen.map((table) => [`Table ${quoted(table.schema)}.${quoted(table.name)} {`,
    ...table.columns.map((c) => `  ${quoted(c.name)} ${quoted(c.type)}${c.notNull ? " [not null]" : ""}`),
    ...(keyed(table).length ? [`  indexes { (${keyed(table).join(", ")}) [pk] }`] : []), "}"].join("\n")),
  ...declaredAmong(seen).filter((r) => r.from !== r.to).map((r) => `Ref: ${end(r.from, r.columns)} > ${end(r.to, r.targets)}`)].join("\n\n") + "\n";
}

for (const [id, write] of Object.entries({
  svg: () => offer("svg", "image/svg+xml", svgText()), png: asPng,
  mermaid: () => offer("mmd", "text/plain", mermaidText()), dbml: () => offer("dbml", "text/plain", dbmlText()),
})) document.getElementById(`as-${id}`).addEventListener("click", write);
