// Which packages and parts of Node the folders of src may load, held on the emitted JavaScript: types are erased there, so that only real
// dependencies count (`npm run arch` compiles first). Which folder may import which stands in test/arch/arrows.ts.
module.exports = {
  forbidden: [
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
      from: { path: '^dist/js/(model|addons|checks|rules|documents|result|report|data|shared)/' },
      to: {
        path: '^(node:)?(fs|net|http|https|tls|child_process|dns|os|process)(/|$)',
        pathNot: '^(node:)?net$',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: undefined,
    moduleSystems: ['es6'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
