// Three suites: `unit` needs Node only (npm test), `browser` needs Chromium (npm run test:browser), `cluster` needs root, Go and Linux
// (npm run test:cluster).
const suite = process.env.ARCHMAP_SUITE;
const apart = ['browser', 'cluster'].includes(suite);

export default {
  testEnvironment: 'node',
  // Programs are started and clusters are asked; how long that takes is the bench's business.
  testTimeout: 60_000,
  // Small machines have two cores, and jest leaves one of them idle.
  maxWorkers: '100%',
  roots: [apart ? `<rootDir>/test/${suite}` : '<rootDir>/test'],
  testMatch: apart ? [`**/*.${suite}.test.ts`] : ['**/*.test.ts'],
  testPathIgnorePatterns: apart ? [] : ['\\.(browser|cluster)\\.test\\.ts$'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/tools/jest-esbuild.mjs' },
  collectCoverageFrom: ['src/**/*.ts'],
  workerIdleMemoryLimit: '512MB',
};
