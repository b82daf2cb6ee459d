// Handles --version before anything is loaded, then starts the command line.
import nodeModule from 'node:module';
import { toolName } from './shared/version.ts';

// Node's own warnings (listeners, deprecations, its environment) are not about the cluster and not relevant to users.
process.removeAllListeners('warning');

(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === 'version')) {
  process.stdout.write(`${toolName.replace('/', ' ')}\n`);
} else {
  // No top-level await: the single executable is CommonJS.
  void import('./cli/start.ts').then(({ start }) => start(args));
}
