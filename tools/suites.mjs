// The test suites. A file `x.SUITE.test.ts` belongs to that suite, every other test to `unit`, so that each test belongs to exactly one.

/** Suite -> its requirements in addition to Node, and the folder of its files. */
export const suites = {
  unit: { folder: 'test', needs: 'nothing' },
  formats: { folder: 'test', needs: 'nothing; starts the programs that others read our formats with' },
  properties: { folder: 'test', needs: 'nothing; takes minutes' },
  mesh: { folder: 'test', needs: "Go to build Istio's programs, once; Python 3 with pip for Envoy" },
  engines: { folder: 'test', needs: 'Go to build reference implementations, once' },
  browser: { folder: 'test/browser', needs: 'Chromium' },
  cluster: { folder: 'test/cluster', needs: 'root, Go and Linux' },
};

/** Jest's settings for the files of a suite. */
export function filesOf(name) {
  const suite = suites[name];
  if (!suite) throw new Error(`there is no suite ${name}; choose one of ${Object.keys(suites).join(', ')}`);
  const others = Object.keys(suites).filter((other) => other !== 'unit');
  return {
    // src for the map of imports: without it, `--findRelatedTests src/...` finds nothing.
    roots: [`<rootDir>/${suite.folder}`, '<rootDir>/src'],
    testMatch: [name === 'unit' ? '**/*.test.ts' : `**/*.${name}.test.ts`],
    testPathIgnorePatterns: name === 'unit' ? [`\\.(${others.join('|')})\\.test\\.ts$`] : [],
  };
}
