import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/crossplane-package-unpinned',
  title: 'Crossplane package without a fixed version',
  control: 'Versions of Crossplane packages',
  severity: 'low',
  why: 'A package runs with the credentials of the cloud account and creates its own permissions. An attacker with access to the registry moves the tag and replaces the code that uses them.',
  remediation:
    'Set `spec.package` to a version, or better to a digest (`@sha256:…`). Do not use `latest`, `main` or a package without a tag.',
  references: ['T1525', 'K07', 'crossplane-providers'],
  addon: 'crossplane',
  asks: objects({
    kinds: ['pkg.crossplane.io/Provider', 'pkg.crossplane.io/Function', 'pkg.crossplane.io/Configuration'],
    noun: 'package',
    fault: ({ spec }) => {
      const name = textAt(spec, 'package') ?? '';
      const last = name.split('/').at(-1) ?? '';
      if (last.includes('@')) return undefined;
      const tag = last.split(':')[1];
      return tag === undefined || MOVING.test(tag)
        ? { message: `package is ${name === '' ? 'not set' : name}; expected a version`, value: name }
        : undefined;
    },
    pass: 'package has a version',
  }),
});

const MOVING = /^(?:latest|main|master|edge|stable)$/i;
