// Jest transformer: removes types with esbuild. `npm run types` checks the types.
import { createHash } from 'node:crypto';
import { transformSync, version } from 'esbuild';

export default {
  process: (source, path) =>
    transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      sourcefile: path,
      sourcemap: 'inline',
    }),
  getCacheKey: (source, path, { instrument }) =>
    createHash('sha256')
      .update([version, path, source, String(instrument)].join('\0'))
      .digest('hex'),
};
