// Answers --version before anything is loaded, then hands over to the command line.
import nodeModule from 'node:module';
import { toolName, version } from './shared/version.ts';

(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === 'version')) {
  process.stdout.write(`${toolName.replace('/', ' ')}\n`);
} else {
  const { main } = await import('./cli/run.ts');
  await main(args, version);
}
