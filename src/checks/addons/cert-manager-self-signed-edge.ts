import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { ExtensionFacts } from '../../model/types.ts';
import { see } from '../../shared/requirement.ts';
import { textAt, valueAt } from '../helpers/addons/custom.ts';
import { listed } from '../helpers/objects.ts';
import type { AddonParts } from '../families/addon-check.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

const CERTIFICATES = 'cert-manager.io/Certificate';
const ISSUERS = 'cert-manager.io/Issuer';
const CLUSTER_ISSUERS = 'cert-manager.io/ClusterIssuer';

export default addonCheck({
  id: 'addons/cert-manager-self-signed-edge',
  title: 'Entry point with a self-signed certificate',
  control: 'Issuers of certificates of entry points',
  severity: 'low',
  why: 'Clients cannot verify the certificate, so they ignore the warning or disable verification. An attacker on the path can then present a certificate of their own.',
  remediation:
    'Set `issuerRef` of the Certificate to an ACME issuer or to a CA that clients trust. Use a self-signed issuer only to create the certificate of such a CA.',
  references: ['T1040', 'K06', 'cert-manager-self-signed'],
  addon: 'cert-manager',
  passNeeds: ['ingresses', 'gateways'],
  asks: objects(question, [CERTIFICATES, ISSUERS, CLUSTER_ISSUERS]),
});

function question({ extensions, addonObjects }: AddonParts) {
  const users = usersOf(extensions);
  const issuers = new Map(
    [...addonObjects.of(ISSUERS).all, ...addonObjects.of(CLUSTER_ISSUERS).all].map((record) => [
      keyOf(record.kind, record.namespace, record.name),
      record,
    ]),
  );
  const gap = addonObjects.of(ISSUERS).gap ?? addonObjects.of(CLUSTER_ISSUERS).gap;
  const namesOf = (record: CustomRecord) =>
    users.get(`${record.namespace ?? ''}/${textAt(record.spec, 'secretName') ?? ''}`) ?? [];
  return {
    kinds: [CERTIFICATES],
    noun: 'Certificate of an entry point',
    about: (record: CustomRecord) => namesOf(record).length > 0,
    fault: (record: CustomRecord) => {
      const { spec, namespace } = record;
      // Issuers of other groups are programs of their own.
      if ((textAt(spec, 'issuerRef.group') ?? 'cert-manager.io') !== 'cert-manager.io') return undefined;
      const kind = textAt(spec, 'issuerRef.kind') ?? 'Issuer';
      const name = textAt(spec, 'issuerRef.name') ?? '';
      const issuer = issuers.get(keyOf(kind, kind === 'ClusterIssuer' ? undefined : namespace, name));
      const used = listed([...new Set(namesOf(record))]);
      if (issuer)
        return valueAt(issuer.spec, 'selfSigned') === undefined
          ? undefined
          : {
              message: `${kind} ${name} is self-signed; the certificate is used by ${used}`,
              value: `issuerRef: ${kind} ${name}`,
            };
      return {
        message: `${kind} ${name} of a certificate that ${used} uses is not observed`,
        value: `issuerRef: ${kind} ${name}`,
        requires: gap?.requires ?? [see(`check whether ${kind} ${name} exists`)],
      };
    },
    pass: 'the issuer is not self-signed',
  };
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

/** Entry points by the Secret of their certificate, `namespace/name`. */
function usersOf({ ingresses, gateways }: Pick<ExtensionFacts, 'ingresses' | 'gateways'>) {
  const users = new Map<string, string[]>();
  const add = (secret: string, user: string) => users.set(secret, [...(users.get(secret) ?? []), user]);
  for (const { namespace, name, tlsSecrets = [] } of ingresses)
    for (const secret of tlsSecrets) add(`${namespace}/${secret}`, `Ingress ${namespace}/${name}`);
  for (const { namespace, name, listeners } of gateways)
    for (const secret of listeners.flatMap(({ credentials = [] }) => credentials))
      add(secret.includes('/') ? secret : `${namespace}/${secret}`, `Gateway ${namespace}/${name}`);
  return users;
}
