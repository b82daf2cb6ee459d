import { REMOTE_SECRET } from '../../addons/istio/recognition/forms.ts';
import { list } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { settingsElsewhere, withoutControlPlane } from '../helpers/istio-control-planes.ts';
import { listed, observed, requiresOr } from '../helpers/objects.ts';

/** The default (istio pkg/config/mesh). */
const DEFAULT = 'cluster.local';

export default defineCheck({
  id: 'istio/trust-domain-shared',
  title: 'Trust domain shared with other clusters',
  control: 'Trust domain of the Istio mesh',
  severity: 'low',
  why: 'Identities of another cluster or trust domain are accepted as if they were local. A user who can create a ServiceAccount there obtains the permissions of the same name here.',
  remediation:
    'Set `meshConfig.trustDomain` to a name of this mesh, and restart all workloads. Remove `trustDomainAliases` after a migration.',
  references: ['istio-deployment-models', 'istio-security-best-practices'],
  needs: [],
  uses: ['istio', 'mesh', 'secrets'],
  passNeeds: ['namespaces'],
  *run({ istio, mesh, secrets }): Iterable<Finding> {
    const absent = withoutControlPlane(istio) ?? settingsElsewhere(istio);
    if (absent) {
      yield absent;
      return;
    }
    const { settings } = mesh;
    if (!settings.known) {
      yield {
        verdict: 'unknown',
        message: settings.reason,
        requires: requiresOr(settings.requires, list('configmaps')),
      };
      return;
    }
    const { trustDomain = DEFAULT, trustDomainAliases = [] } = settings.value;
    const several = istio.forms.find(({ id }) => id === 'multi-cluster');
    const shown = [observed('mesh configuration', `trustDomain ${trustDomain}`)];
    const aliases: Finding[] =
      trustDomainAliases.length === 0
        ? []
        : [
            {
              verdict: 'fail',
              detail: 'aliases',
              message: `trustDomainAliases accepts identities of ${listed(trustDomainAliases)} as those of ${trustDomain}`,
              members: [...trustDomainAliases],
              evidence: [observed('mesh configuration', `trustDomainAliases ${listed(trustDomainAliases)}`)],
            },
          ];
    yield* aliases;
    if (several && trustDomain === DEFAULT)
      yield {
        verdict: 'fail',
        detail: 'default',
        message: `trustDomain is ${DEFAULT}, the default of every cluster, in a mesh of several clusters`,
        evidence: [...shown, ...several.evidence],
      };
    else if (aliases.length > 0) return;
    else if (trustDomain !== DEFAULT)
      yield { verdict: 'pass', message: `trustDomain is ${trustDomain}`, evidence: shown };
    else if (!secrets.all.known)
      yield {
        verdict: 'unknown',
        message: `trustDomain is ${DEFAULT}; whether the mesh has other clusters is unknown: Secrets with ${REMOTE_SECRET}=true are not observed`,
        requires: secrets.all.requires,
        evidence: shown,
      };
    else
      yield {
        verdict: 'pass',
        message: `trustDomain is ${DEFAULT}, and no other cluster of the mesh is observed`,
        evidence: [...shown, ...secrets.all.evidence],
      };
  },
});
