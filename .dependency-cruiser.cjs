// The arrows of docs/architecture.md, held on the emitted JavaScript: types are erased there, so that only real
// dependencies count (`npm run arch` compiles first). Each folder may import itself and what is listed for it.
const arrows = {
  shared: [],
  data: [],
  snapshot: ['shared', 'data'],
  kube: ['shared'],
  result: ['shared'],
  documents: ['shared'],
  rules: ['model', 'addons', 'checks', 'documents', 'result', 'snapshot', 'shared', 'data'],
  model: ['snapshot', 'shared', 'data'],
  addons: ['model', 'snapshot', 'shared', 'data'],
  graph: ['model', 'addons', 'shared', 'data'],
  checks: ['model', 'addons', 'graph', 'result', 'snapshot', 'shared', 'data'],
  collect: ['kube', 'snapshot', 'shared', 'data'],
  report: ['result', 'shared'],
  app: [
    'kube',
    'collect',
    'snapshot',
    'model',
    'addons',
    'graph',
    'checks',
    'rules',
    'documents',
    'result',
    'report',
    'shared',
    'data',
  ],
  cli: ['app', 'report', 'result', 'shared'],
};

const folderRules = Object.entries(arrows).map(([folder, allowed]) => ({
  name: `${folder}-arrows`,
  comment: `src/${folder} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'} and itself; see docs/architecture.md.`,
  severity: 'error',
  from: { path: `^dist/js/${folder}/` },
  to: { path: '^dist/js/', pathNot: `^dist/js/(${[folder, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    {
      name: 'no-cycles',
      comment: 'A cycle hides what depends on what and breaks lazy loading.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'one-kubernetes-client',
      comment:
        'Only src/kube may load @kubernetes/client-node: it is slow to load and wrong in places that kube corrects.',
      severity: 'error',
      from: { path: '^dist/js/', pathNot: '^dist/js/kube/' },
      to: { path: '@kubernetes/client-node' },
    },
    {
      name: 'pure-judgement',
      comment: 'The model, the checks and the reporters touch neither files, network nor processes.',
      severity: 'error',
      from: { path: '^dist/js/(model|addons|graph|checks|rules|documents|result|report|data|shared)/' },
      to: {
        path: '^(node:)?(fs|net|http|https|tls|child_process|dns|os|process)(/|$)',
        pathNot: '^(node:)?net$',
      },
    },
    {
      name: 'main-starts-the-cli',
      comment: 'The bootstrap loads nothing before it knows that it has to.',
      severity: 'error',
      from: { path: '^dist/js/main\\.js$' },
      to: { path: '^dist/js/', pathNot: '^dist/js/(cli|shared)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: undefined,
    moduleSystems: ['es6'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
