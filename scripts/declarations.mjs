/**
 * Emits the published declarations into the folder given: those of the entries, and of whatever
 * these name, wherever it lies. The plugin's bundler emits the declarations of one folder only,
 * while server and admin both speak in types of plugin/ and config/; and declarations that nothing
 * leads to (React components, say) are of no use to anybody.
 */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './lib/paths.mjs';

const entries = ['server/src/index.ts', 'admin/src/index.ts', 'testing/index.ts'];
const target = path.resolve(process.argv[2] ?? path.join(root, '.tmp/declarations'));

const config = ts.readConfigFile(path.join(root, 'tsconfig.declarations.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
const program = ts.createProgram({ rootNames: entries.map((entry) => path.join(root, entry)), options });
const host = ts.createCompilerHost(options);

const format = { getCanonicalFileName: (/** @type {string} */ name) => name, getCurrentDirectory: () => root, getNewLine: () => '\n' };
/** @type {ts.Diagnostic[]} */
const problems = [];
const seen = new Set();

/** @param {string} file source file */
function emit(file) {
  if (seen.has(file)) return;
  seen.add(file);
  const source = program.getSourceFile(file);
  if (!source) throw new Error(`${path.relative(root, file)} is not part of the program.`);
  /** @type {string[]} */
  const named = [];
  const { diagnostics } = program.emit(
    source,
    (_, text) => {
      const output = path.join(target, path.relative(root, file).replace(/\.tsx?$/u, '.d.ts'));
      fs.mkdirSync(path.dirname(output), { recursive: true });
      fs.writeFileSync(output, text);
      named.push(...ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName));
    },
    undefined,
    true,
  );
  problems.push(...diagnostics);
  for (const name of named.filter((specifier) => specifier.startsWith('.'))) {
    const { resolvedModule } = ts.resolveModuleName(name, file, options, host);
    if (resolvedModule && /\.tsx?$/u.test(resolvedModule.resolvedFileName)) emit(resolvedModule.resolvedFileName);
  }
}

for (const entry of entries) emit(path.join(root, entry));
if (problems.length) console.error(ts.formatDiagnostics(problems, format));
process.exitCode = problems.length ? 1 : 0;
