/** Allowed imports between the folders of src, types included: the one table, which arrows.test.ts compares with the imports. */

/** Folder -> other folders that it may import. Every arrow is used by some import; an unused one is removed. */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  data: [],
  snapshot: ['shared', 'data'],
  kube: ['shared'],
  result: ['shared'],
  documents: ['shared'],
  model: ['snapshot', 'shared', 'data'],
  addons: ['model', 'snapshot', 'shared', 'data'],
  checks: ['model', 'addons', 'result', 'snapshot', 'shared', 'data'],
  rules: ['checks', 'model', 'documents', 'result', 'snapshot', 'shared'],
  collect: ['kube', 'snapshot', 'shared'],
  report: ['result', 'shared'],
  app: ['kube', 'collect', 'snapshot', 'model', 'checks', 'rules', 'documents', 'result', 'shared', 'data'],
  cli: ['app', 'report', 'result', 'shared'],
  // The entry point of the program: it loads nothing until it knows what it needs.
  main: ['cli', 'shared'],
  // The entry point of the npm package for programs.
  library: ['app', 'kube', 'result', 'shared'],
};

/** Folders that other folders may import through these files only. */
export const PUBLIC_FILES: Readonly<Record<string, readonly string[]>> = {
  kube: ['index.ts', 'types.ts', 'connection-flags.ts'],
  collect: ['index.ts'],
  documents: ['read.ts', 'validator.ts'],
  rules: ['compile.ts', 'schema.ts'],
  cli: ['start.ts'],
};

export interface TypeCycle {
  from: string;
  to: string;
  why: string;
}

/** Type-only imports that close a cycle. No runtime import closes one. */
export const TYPE_CYCLES: readonly TypeCycle[] = [
  {
    from: 'checks/advice.ts',
    to: 'checks/proof.ts',
    why: 'advice is adapted to what the proof could see',
  },
  {
    from: 'snapshot/read/lacks.ts',
    to: 'snapshot/read/census.ts',
    why: 'what is lacking is told of the shares that the census counts',
  },
];
