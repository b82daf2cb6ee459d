import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

const KINDS = ['GitRepository', 'HelmRepository', 'OCIRepository', 'Bucket'].map(
  (kind) => `source.toolkit.fluxcd.io/${kind}`,
);
/** A Service of the cluster: an attacker has to be in its network. */
const INTERNAL = /^http:\/\/[^/]*\.(?:svc|cluster\.local)(?:[.:/]|$)/;

export default addonCheck({
  id: 'addons/flux-source-unencrypted',
  title: 'Flux source without TLS',
  control: 'Flux source encryption',
  severity: 'medium',
  why: 'An attacker in the network path can replace manifests or charts on their way to the cluster. Flux applies them with the permissions of its controllers.',
  remediation: 'Use `https://` or `ssh://` in `spec.url`, and remove `spec.insecure`.',
  references: ['T1557', 'flux-security'],
  addon: 'flux',
  asks: objects({
    kinds: KINDS,
    noun: 'source',
    about: ({ spec }) => textAt(spec, 'suspend') !== 'true',
    fault: ({ spec }) => {
      const url = textAt(spec, 'url') ?? '';
      if (textAt(spec, 'insecure') === 'true')
        return { message: 'insecure is true; expected false', value: 'insecure: true' };
      if (!url.startsWith('http://')) return undefined;
      return {
        message: 'url begins with http://; expected https:// or ssh://',
        value: `url: ${url}`,
        ...(INTERNAL.test(url) && { severity: 'low' as const }),
      };
    },
    pass: 'no plain HTTP',
  }),
});
