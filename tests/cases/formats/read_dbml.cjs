// Reads DBML files with the real parser and prints what it understood: node read_dbml.cjs NODE_MODULES FILE…
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');
const [modules, ...files] = process.argv.slice(2);
const { Parser } = createRequire(`${modules}/`)('@dbml/core');

const understood = (database) => ({
  tables: database.schemas.flatMap((schema) =>
    schema.tables.map((table) => ({
      schema: schema.name,
      name: table.name,
      note: table.note ?? null,
      columns: table.fields.map((f) => ({
        name: f.name,
        type: (f.type.schemaName && !f.type.type_name.startsWith(f.type.schemaName) ? f.type.schemaName + '.' : '') + f.type.type_name,
        enum: f._enum ? f._enum.name : null,
        pk: Boolean(f.pk),
        unique: Boolean(f.unique),
        not_null: Boolean(f.not_null),
        increment: Boolean(f.increment),
        default: f.dbdefault ? [f.dbdefault.type, f.dbdefault.value] : null,
        note: f.note ?? null,
      })),
      indexes: table.indexes.map((i) => ({
        name: i.name ?? null,
        type: i.type ?? null,
        pk: Boolean(i.pk),
        unique: Boolean(i.unique),
        keys: i.columns.map((c) => [c.type, c.value]),
        note: i.note ?? null,
      })),
      checks: (table.checks ?? []).map((c) => [c.name ?? null, c.expression]),
    })),
  ),
  enums: database.schemas.flatMap((s) => s.enums.map((e) => [s.name, e.name, e.values.map((v) => v.name)])),
  refs: database.schemas.flatMap((s) =>
    s.refs.map((r) => ({
      name: r.name ?? null,
      delete: r.onDelete ?? null,
      update: r.onUpdate ?? null,
      ends: r.endpoints.map((e) => [e.schemaName, e.tableName, e.fieldNames, e.relation]),
    })),
  ),
});

const answers = files.map((file) => {
  try {
    return understood(new Parser().parse(readFileSync(file, 'utf8'), 'dbmlv2'));
  } catch (error) {
    return { error: error.diags ? error.diags.map((d) => [d.message, d.location?.start?.line]) : String(error) };
  }
});
process.stdout.write(JSON.stringify(answers));
