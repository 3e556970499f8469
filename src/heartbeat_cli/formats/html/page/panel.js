// All there is to say of one table, beside the picture.
const panel = document.getElementById("panel");

const tableLink = (table, name, label) => table
  ? `<button class="link" data-table="${table.id}">${escaped(label || table.key)}</button>` : escaped(label || name);

function columnRow(column) {
  const keys = [column.primary && "PK", column.refers && "FK", column.unique && "UQ", !column.notNull && "null"].filter(Boolean);
  const tags = [column.personal && `<span class="tag personal">${escaped(column.personal)}</span>`,
    column.quantity && `<span class="tag money">${escaped(column.quantity)}</span>`].filter(Boolean).join(" ");
  return `<tr><td>${escaped(column.name)} ${tags}${column.comment ? `<br><span class="faint">${escaped(column.comment)}</span>` : ""}</td>` +
    `<td>${escaped(column.type)}</td><td class="faint">${keys.join(" ")}</td></tr>`;
}

function referenceItem(reference, outward) {
  const [other, name] = outward ? [reference.to, reference.toName] : [reference.from, reference.fromName];
  const said = [reference.partly, reference.indexed ? "" : "no index"].filter(Boolean).join(", ");
  const evidence = reference.score
    ? ` <span class="guess">inferred ${Math.round(reference.score * 100)} %: ${escaped(reference.evidence.join("; "))}</span>` : "";
  return `<li>${outward ? `${escaped(reference.columns.join(", "))} → ` : ""}${tableLink(other, name)}` +
    `${outward ? "" : ` <span class="faint">${escaped(reference.columns.join(", "))}</span>`}` +
    `${said ? ` <span class="faint">(${escaped(said)})</span>` : ""}${evidence}</li>`;
}

function machineText(machine) {
  const states = machine.states.length
    ? `<div class="states">${machine.states.map((s) => `<span>${escaped(s)}</span>`).join("")}</div>`
    : `<p class="faint">${escaped(machine.values)}${machine.dictionary ? `: the rows of ${tableLink(tableOf.get(machine.dictionary), machine.dictionary)}` : ""}</p>`;
  const [log, before, after] = machine.log;
  const changes = log ? `<p>Changes are written to ${tableLink(tableOf.get(log), log)}${before || after ? `: <span class="state">${escaped(before || "…")} → ${escaped(after || "…")}</span>` : ""}</p>` : "";
  return `<p><b>${escaped(machine.table)}.${escaped(machine.column)}</b></p>${states}${changes}`;
}

function section(title, items, wrap = "ul") {
  return items.length ? `<h3>${title}</h3><${wrap}>${items.join("")}</${wrap}>` : "";
}

function describe() {
  const table = state.table;
  panel.hidden = !table;
  if (!table) return;
  const finding = (f) => `<li><span class="finding">${escaped(f.severity)}</span> ${escaped([f.column, f.message].filter(Boolean).join(": "))}${f.next ? `<br><span class="faint">${escaped(f.next)}</span>` : ""}</li>`;
  panel.innerHTML = `<button class="close" data-do="close" aria-label="Close">✕</button><h2>${escaped(table.key)}</h2>` +
    `<p class="faint">${escaped(table.role)}, ${escaped(table.why)}. Area: ${escaped(groups[table.group].name)}</p>` +
    (table.comment ? `<p>${escaped(table.comment)}</p>` : "") +
    (content.pages ? `<p><a href='${escaped(content.pages[table.id])}'>The page of this table</a></p>` : "") +
    `<p>Neighbours within ${[1, 2, 3].map((n) => `<button data-steps="${n}" aria-pressed="${state.steps === n}">${n}</button>`).join(" ")} ` +
    `<button data-steps="0" aria-pressed="${!state.steps}">in the whole</button></p>` +
    `<p><button data-do="path" aria-pressed="${Boolean(state.pathFrom)}">Path to …</button> ${state.pathFrom ? `<span class="faint">Choose the other table: search it, or click it.</span>` : ""}</p>` +
    section("Findings", table.findings.filter((f) => f.severity !== "missing").map(finding)) +
    section("States", table.machines.map(machineText), "div") +
    section(`Refers to (${table.out.length})`, table.out.map((r) => referenceItem(r, true))) +
    section(`Referred to by (${table.into.length})`, table.into.map((r) => referenceItem(r, false))) +
    section(`Columns (${table.columns.length})`, table.columns.map(columnRow), "table") +
    section("Missing", table.findings.filter((f) => f.severity === "missing").map(finding)) +
    (table.partitions.length ? `<h3>Partitions</h3><details${state.partitions ? " open" : ""}><summary>${plural(table.partitions.length, "partition")}</summary><ul>${table.partitions.map((p) => `<li>${escaped(p.name)} <span class="faint">${escaped(p.bound)}</span></li>`).join("")}</ul></details>` : "");
}

panel.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { table, steps, do: what } = button.dataset;
  if (table) go({ table: tables[table], path: null });
  else if (steps) go({ steps: Number(steps), path: null });
  else if (what === "close") go({ table: null, steps: 0, path: null });
  else if (what === "path") choosePath();
});

// What is chosen next is the path's other end.
function choosePath() {
  state.pathFrom = state.pathFrom ? null : state.table;
  describe();
  if (state.pathFrom) document.getElementById("search").focus();
}
