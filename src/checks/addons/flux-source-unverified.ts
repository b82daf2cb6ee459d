import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/flux-source-unverified',
  title: 'Flux source without signature verification',
  control: 'Flux source verification',
  severity: 'low',
  why: 'A user who can push to the repository or registry deploys to the cluster. A stolen credential of the source is then enough for an attacker.',
  remediation: 'Set `spec.verify` with the public keys of the authors (Git) or with cosign (OCI).',
  references: ['T1525', 'flux-security'],
  addon: 'flux',
  asks: objects({
    kinds: ['source.toolkit.fluxcd.io/GitRepository', 'source.toolkit.fluxcd.io/OCIRepository'],
    noun: 'source',
    about: ({ spec }) => textAt(spec, 'suspend') !== 'true',
    fault: ({ kind, spec }) => {
      const field = kind === 'GitRepository' ? 'verify.mode' : 'verify.provider';
      if (textAt(spec, field) !== undefined || textAt(spec, 'verify.provider') !== undefined)
        return undefined;
      return { message: 'verify is not set; expected keys of the authors', value: 'verify not set' };
    },
    pass: 'verify is set',
  }),
});
