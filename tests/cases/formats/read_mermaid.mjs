// Reads Mermaid files with the real parser and prints what it understood: node read_mermaid.mjs NODE_MODULES FILE…
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const find = createRequire(`${modules}/`);
const { JSDOM } = find('jsdom');
const { window } = new JSDOM('<!doctype html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(`${modules}/mermaid/dist/mermaid.core.mjs`));
await mermaid.parse('erDiagram\n  x'); // registers the diagrams, which getDiagramFromText does not

const answers = [];
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const names = new Map([...db.getEntities()].map(([name, entity]) => [entity.id, name]));
    answers.push({
      length: text.length,
      entities: Object.fromEntries([...db.getEntities()].map(([name, entity]) => [name, entity.attributes])),
      relations: db
        .getRelationships()
        .map((r) => [names.get(r.entityA), r.relSpec.cardB, r.relSpec.cardA, names.get(r.entityB), r.roleA]),
    });
  } catch (error) {
    answers.push({ error: String(error).slice(0, 400), length: text.length });
  }
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
