'use strict';
// The language of the workspace's queries, as Microsoft's own editors know it. It binds every query against the tables and functions that
// QueryTests tells, and says what the language has to say of each; whatever it says is a failure.
require('@kusto/language-service-next/bridge');
require('@kusto/language-service-next');
const { KustoCode, GlobalState, Diagnostic, Symbols } = globalThis.Kusto.Language;
const { Enumerable } = globalThis.System.Linq;

// TABLES: columns by table, "AlertId:string, Sequence:long"; FUNCTIONS: body by name; QUERIES: query by what it is; FLOWS: of each flow of
// the rule the columns of its stream, its query, and its table.
const [tables, functions, queries, flows] = ['TABLES', 'FUNCTIONS', 'QUERIES', 'FLOWS'].map(name => JSON.parse(process.env[name]));

function table(name, columns) {
  return new Symbols.TableSymbol.$ctor7(name, `(${columns})`, null);
}

function array(list, type) {
  return Enumerable.from(list, type).ToArray(type);
}

function bind(query, symbols) {
  const database = new Symbols.DatabaseSymbol.ctor('workspace', symbols);
  const code = KustoCode.ParseAndAnalyze(query, GlobalState.Default.WithDatabase(database));
  const said = array(code.GetDiagnostics(), Diagnostic).map(one => `${one.Severity} ${one.Code}: ${one.Message}`);
  return { said, type: code.ResultType };
}

function columns(type) {
  return array(type.Columns, Symbols.ColumnSymbol).map(one => `${one.Name}:${one.Type.Name}`);
}

const bodies = Object.entries(functions).map(([name, body]) => new Symbols.FunctionSymbol.$ctor16(name, '()', `{ ${body} }`, null));
const workspace = [...Object.entries(tables).map(([name, schema]) => table(name, schema)), ...bodies];
const failures = [];
for (const [name, query] of Object.entries({ ...functions, ...queries })) {
  const { said, type } = bind(query, workspace);
  failures.push(...said.map(one => `${name}: ${one}`));
  console.log(`${name}: ${type ? columns(type).length : 0} columns`);
}

for (const flow of flows) {
  const { said, type } = bind(flow.query, [table('source', flow.columns)]);
  const brought = columns(type);
  const known = columns(table(flow.table, tables[flow.table]));
  failures.push(...said.map(one => `${flow.table}: ${one}`));
  failures.push(...brought.filter(column => !known.includes(column))
    .map(column => `${flow.table}: the flow brings ${column}, which the table has not`));
  console.log(`${flow.table}: a flow of ${brought.length} columns`);
}

failures.forEach(failure => console.error(failure));
process.exitCode = failures.length > 0 ? 1 : 0;
