/** What a container or its pod sets in its security context, and other fields that the Pod Security Standards limit. */
import type { V1Container, V1SecurityContext } from '@kubernetes/client-node';
import type { ContainerRecord } from '../schema/template.ts';
import { bool, isObject, nameText, num, obj, put, someStrings, str } from './raw.ts';
import type { Raw } from './raw.ts';
import type { Field, Fields } from './untrusted.ts';

/** The fields of a container alone. */
export function security(record: ContainerRecord, value: Field<V1SecurityContext> | undefined): void {
  if (!isObject(value)) return;
  put(record, 'privileged', bool(value.privileged));
  put(record, 'runAsUser', num(value.runAsUser));
  put(record, 'runAsGroup', num(value.runAsGroup));
  put(record, 'runAsNonRoot', bool(value.runAsNonRoot));
  put(record, 'allowPrivilegeEscalation', bool(value.allowPrivilegeEscalation));
  const capabilities = obj(value.capabilities);
  put(record, 'capabilitiesAdd', someStrings(capabilities.add));
  put(record, 'capabilitiesDrop', someStrings(capabilities.drop));
  put(record, 'readOnlyRootFilesystem', bool(value.readOnlyRootFilesystem));
  put(record, 'procMount', nameText(value.procMount, 32));
  confinement(record, value);
}

const OTHER_LIMITS = [
  'runAsGroup',
  'seLinuxOptions',
  'appArmorProfile',
  'procMount',
  'windowsOptions',
] as const;

/** Fields that a container and its pod may both have. */
export function confinement(
  record: {
    seccomp?: string;
    hostProcess?: boolean;
    otherLimits?: boolean;
    seLinuxType?: string;
    seLinuxIdentity?: boolean;
    appArmor?: string;
  },
  security: Fields<V1SecurityContext>,
): void {
  put(record, 'seccomp', str(obj(security.seccompProfile).type, 32));
  put(record, 'hostProcess', bool(obj(security.windowsOptions).hostProcess));
  if (OTHER_LIMITS.some((field) => isSet(security[field]))) record.otherLimits = true;
  const { type, user, role } = obj(security.seLinuxOptions);
  // A type that was cleaned must not become one that the standards allow.
  put(record, 'seLinuxType', nameText(type, 128));
  if (isText(user) || isText(role)) record.seLinuxIdentity = true;
  put(record, 'appArmor', nameText(obj(security.appArmorProfile).type, 32));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Whether a probe or a lifecycle handler connects to a host that it names, instead of the pod. */
export function namesHost({
  livenessProbe,
  readinessProbe,
  startupProbe,
  lifecycle,
}: Fields<V1Container>): boolean {
  const { postStart, preStop } = obj(lifecycle);
  const handlers: readonly Raw[] = [livenessProbe, readinessProbe, startupProbe, postStart, preStop].map(
    (one) => obj(one as unknown),
  );
  return handlers.some(
    ({ httpGet, tcpSocket }) => isText(obj(httpGet)['host']) || isText(obj(tcpSocket)['host']),
  );
}

/** The API server adds empty objects. */
function isSet(value: unknown): boolean {
  return isObject(value) ? Object.keys(value).length > 0 : value !== undefined && value !== null;
}
