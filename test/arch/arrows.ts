/** Who may import whom under src, types included: the one table, held against the imports by arrows.test.ts. */

/** Folder -> what it may import beside itself. Every arrow is drawn by some import; one that is not needed any more goes. */
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
  // The program begins here, and loads nothing before it knows that it has to.
  main: ['cli', 'shared'],
};

/** Folders that others see by these files only. */
export const FACES: Readonly<Record<string, readonly string[]>> = {
  kube: ['index.ts', 'types.ts'],
  collect: ['index.ts'],
  documents: ['read.ts', 'validator.ts'],
  rules: ['compile.ts', 'schema.ts'],
  cli: ['start.ts'],
};

export interface Knot {
  from: string;
  to: string;
  why: string;
}

/** Imports of types only that close a circle. None is closed by what is loaded. */
export const KNOTS: readonly Knot[] = [
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
