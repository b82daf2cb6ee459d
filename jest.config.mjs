// Two suites: `unit` needs Node only (npm test), `cluster` needs root, Go and Linux (npm run test:cluster).
const cluster = process.env.ARCHMAP_SUITE === 'cluster';

export default {
  testEnvironment: 'node',
  // Programs are started and clusters are asked; how long that takes is the bench's business.
  testTimeout: 60_000,
  roots: [cluster ? '<rootDir>/test/cluster' : '<rootDir>/test'],
  testMatch: cluster ? ['**/*.cluster.test.ts'] : ['**/*.test.ts'],
  testPathIgnorePatterns: cluster ? [] : ['\\.cluster\\.test\\.ts$'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/tools/jest-esbuild.mjs' },
  collectCoverageFrom: ['src/**/*.ts'],
  workerIdleMemoryLimit: '512MB',
};
