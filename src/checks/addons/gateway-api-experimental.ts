import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';

const GROUP = 'gateway.networking.k8s.io';
const CHANNEL = 'gateway.networking.k8s.io/channel';

export default defineCheck({
  id: 'addons/gateway-api-experimental',
  title: 'Gateway API CRDs of the experimental channel',
  control: 'Gateway API channel',
  severity: 'low',
  why: 'Fields and kinds of the experimental channel can change or disappear with any release. An upgrade can remove the configuration of routes in production.',
  remediation:
    'Install the CRDs of the standard channel, after no object uses experimental fields and kinds.',
  references: ['K07', 'gateway-api-versioning'],
  needs: [],
  uses: ['extensions'],
  collectors: ['crds'],
  passNeeds: ['crds'],
  *run({ extensions }): Iterable<Finding> {
    const own = extensions.crds.filter(({ group }) => group === GROUP);
    const experimental = own.filter(({ annotations }) => annotations[CHANNEL] === 'experimental');
    const unnamed = own.filter(({ annotations }) => annotations[CHANNEL] === undefined);
    const evidence = few(experimental.length > 0 ? experimental : own, ({ name, annotations }) =>
      observed(`CustomResourceDefinition ${name}`, `channel: ${annotations[CHANNEL] ?? 'not set'}`),
    );
    if (own.length === 0) yield { verdict: 'not-applicable', message: 'no CRD of the Gateway API' };
    else if (experimental.length > 0)
      yield {
        verdict: 'fail',
        message: `channel is experimental: ${listed(experimental.map(({ name }) => name))}; expected standard`,
        evidence,
      };
    else if (unnamed.length > 0)
      yield {
        verdict: 'unknown',
        message: `${listed(unnamed.map(({ name }) => name))} without a channel`,
        requires: [see('compare the CRDs with a release of the Gateway API')],
        evidence,
      };
    else yield { verdict: 'pass', message: `${plural(own.length, 'CRD')} of the standard channel`, evidence };
  },
});
