import { valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/argo-cd-default-project-open',
  title: 'Argo CD default project allows every target',
  control: 'Argo CD default project',
  severity: 'low',
  why: 'An Application without a project of its own can deploy from any repository to any namespace and cluster. A user who can create one in that project has the permissions of Argo CD.',
  remediation:
    'Set `spec.sourceRepos: []` and `spec.destinations: []` in the AppProject `default`, and use a project for each team.',
  references: ['K02', 'argo-cd-projects'],
  addon: 'argo-cd',
  asks: objects(
    (_parts, { namespaces }) => ({
      kinds: ['argoproj.io/AppProject'],
      noun: 'default project',
      about: ({ name, namespace }) => name === 'default' && namespaces.has(namespace ?? ''),
      fault: ({ spec }) => {
        const all = (path: string) => valuesAt(spec, path).includes('*');
        if (!all('sourceRepos') || !all('destinations.namespace')) return undefined;
        return {
          message: 'sourceRepos and destinations contain *; expected none',
          value: 'sourceRepos: *, destinations: *',
        };
      },
      pass: 'sourceRepos or destinations are limited',
    }),
    ['argoproj.io/AppProject'],
  ),
});
