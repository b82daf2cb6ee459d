/** The script of the HTML page, bundled into a string: the page is one file. */
import { join } from 'node:path';
import { build } from 'esbuild';

/** Text of src/report/page/client.generated.ts. */
export async function clientModule(root: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join('src', 'report', 'page', 'client', 'main.ts')],
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    charset: 'ascii',
    legalComments: 'none',
    write: false,
  });
  const script = (outputFiles[0]?.text ?? '').trim();
  // A closing tag in a string would end the script element.
  const safe = script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
  return `// Generated from src/report/page/client by \`npm run generate\`.\n\n/** The script of the page, minified. */\nexport const clientScript = ${JSON.stringify(safe)};\n`;
}
