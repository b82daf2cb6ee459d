import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One case of Istio's tests of its analyzers. */
export interface GridCase {
  name: string;
  analyzer: string;
  /** Its objects, as YAML documents. */
  texts: readonly string[];
  /** Mesh configuration as YAML, where the case has one. */
  mesh?: string;
  expected: readonly { message: string; object: string }[];
}

/** The cases in the folder of the module, which is downloaded by Go's ordinary client if it is not there. */
export async function analyzerGrid(): Promise<GridCase[]> {
  const pinned = await readFile(new URL('../go/istio/go.mod', import.meta.url), 'utf8');
  const version = /istio\.io\/istio (\S+)/.exec(pinned)?.[1] ?? '';
  const module = `istio.io/istio@${version}`;
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', module], { cwd: '/' });
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  const folder = join(Dir, 'pkg/config/analysis/analyzers');
  const source = await readFile(join(folder, 'analyzers_test.go'), 'utf8');
  const from = source.indexOf('var testGrid');
  const cases = source
    .slice(from, source.indexOf('\n}\n', from))
    .split(/\n\t\{\n/)
    .slice(1);
  return Promise.all(cases.map((text) => caseOf(text, folder)));
}

async function caseOf(text: string, folder: string): Promise<GridCase> {
  const mesh = /meshConfigFile:\s+"([^"]+)"/.exec(text)?.[1];
  const files = [...text.matchAll(/"(testdata\/[^"]+)"/g)]
    .map(([, file = '']) => file)
    .filter((file) => file !== mesh && !text.includes(`meshNetworksFile: "${file}"`));
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  return {
    name: /name:\s+"([^"]+)"/.exec(text)?.[1] ?? '',
    analyzer: /analyzer:\s+&?([\w.]+)/.exec(text)?.[1] ?? '',
    texts: await Promise.all(files.map(read)),
    ...(mesh !== undefined && { mesh: await read(mesh) }),
    expected: [...text.matchAll(/\{msg\.(\w+), "([^"]*)"\}/g)].map(([, message = '', object = '']) => ({
      message,
      object,
    })),
  };
}
