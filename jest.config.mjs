import { filesOf } from './tools/suites.mjs';

export default {
  testEnvironment: 'node',
  // For what hangs. How long things take is the bench's business, and a machine may be as slow as it likes.
  testTimeout: 600_000,
  // Small machines have two cores, and jest leaves one of them idle.
  maxWorkers: '100%',
  ...filesOf(process.env.ARCHMAP_SUITE ?? 'unit'),
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/tools/jest-esbuild.mjs' },
  collectCoverageFrom: ['src/**/*.ts'],
  workerIdleMemoryLimit: '512MB',
};
