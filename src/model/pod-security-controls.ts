import {
  baselineCapabilities,
  restrictedVolumes,
  safeSysctls,
  seLinuxTypes,
} from '../data/pod-security-standards.ts';
import type { ContainerRecord, PodTemplate } from '../snapshot/records/index.ts';

/** What a control finds in a pod template: the parts of the template that it forbids; undefined = they were not kept. */
type Offenders = readonly string[] | undefined;

/** One control of the Pod Security Standards. */
export interface Control {
  /** The name of the field or feature that it limits. */
  name: string;
  level: 'baseline' | 'restricted';
  /** The first minor of the standards that has it, and the first that no longer has. */
  since?: number;
  until?: number;
  /** At level restricted, another control includes it from this minor on. */
  includedSince?: number;
  offenders: (template: PodTemplate, minor: number) => Offenders;
}

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/';

/** Snapshots from before these fields were kept lack the list of sysctls. */
function isWhole({ sysctls }: PodTemplate): boolean {
  return sysctls !== undefined;
}

function containersThat(
  { containers }: PodTemplate,
  isForbidden: (container: ContainerRecord) => boolean,
): string[] {
  return containers.filter(isForbidden).map(({ name }) => `container ${name}`);
}

/** The pod, and the containers, whose own settings are forbidden. */
function settersOf(
  template: PodTemplate,
  isForbidden: (setter: PodTemplate | ContainerRecord) => boolean,
): string[] {
  return [...(isForbidden(template) ? ['the Pod'] : []), ...containersThat(template, isForbidden)];
}

/** The same for fields that older snapshots contain only as "there are other limits". */
function settersOfKept(
  template: PodTemplate,
  isForbidden: (setter: PodTemplate | ContainerRecord) => boolean,
): Offenders {
  const hidden =
    !isWhole(template) && [template, ...template.containers].some(({ otherLimits }) => otherLimits);
  return hidden ? undefined : settersOf(template, isForbidden);
}

const isWindows = ({ os }: PodTemplate, minor: number): boolean => minor >= 25 && os === 'windows';
/** From 1.35 on, root in a user namespace is not root of the node. */
const isRemapped = ({ hostUsers }: PodTemplate, minor: number): boolean => minor >= 35 && hostUsers === false;

const isAllowedFrom = (table: ReadonlyMap<string, number>, value: string, minor: number): boolean =>
  (table.get(value) ?? Infinity) <= minor;

const isProfile = (type: string | undefined): boolean => type === 'RuntimeDefault' || type === 'Localhost';

const isUnmasked = ({ procMount }: ContainerRecord): boolean =>
  procMount !== undefined && procMount !== 'Default';

function procMounts(template: PodTemplate): Offenders {
  return settersOfKept(template, (setter) => 'name' in setter && isUnmasked(setter));
}

/** Before 1.19, seccomp profiles are annotations; snapshots of older versions lack them. */
function seccompAnnotations(template: PodTemplate): Offenders {
  if (!isWhole(template)) return undefined;
  const keys = [SECCOMP_POD, ...template.containers.map(({ name }) => SECCOMP_CONTAINER + name)];
  return [...new Set(keys)].flatMap((key) => {
    const value = template.annotations[key];
    return value === undefined || /^(?:(?:runtime|docker)\/default$|localhost\/)/.test(value)
      ? []
      : `annotation ${key}`;
  });
}

function appArmor(template: PodTemplate): Offenders {
  const annotations = Object.entries(template.annotations).flatMap(([key, value]) =>
    !key.startsWith(APPARMOR_CONTAINER) || value === '' || /^(?:runtime\/default$|localhost\/)/.test(value)
      ? []
      : `annotation ${key}`,
  );
  const setters = settersOfKept(template, ({ appArmor }) => appArmor !== undefined && !isProfile(appArmor));
  return setters === undefined && annotations.length === 0 ? undefined : [...(setters ?? []), ...annotations];
}

/** Containers that do not drop ALL, and those that add a capability although they do. */
function capabilities({ containers }: PodTemplate): string[] {
  return containers.flatMap(({ name, capabilitiesDrop, capabilitiesAdd = [] }) => {
    if (capabilitiesDrop?.includes('ALL') !== true) return `container ${name}`;
    const added = capabilitiesAdd.filter((capability) => capability !== 'NET_BIND_SERVICE');
    return added.length > 0
      ? `container ${name} adds ${added.slice(0, 3).join(', ')}${added.length > 3 ? ' ...' : ''}`
      : [];
  });
}

function nonRoot(template: PodTemplate): string[] {
  return [
    ...(template.runAsNonRoot === false ? ['the Pod'] : []),
    ...containersThat(template, ({ runAsNonRoot }) => !(runAsNonRoot ?? template.runAsNonRoot === true)),
  ];
}

function seccompOfEach(template: PodTemplate): string[] {
  const inherited = isProfile(template.seccomp);
  return [
    ...(template.seccomp !== undefined && !inherited ? ['the Pod'] : []),
    ...containersThat(template, ({ seccomp }) => (seccomp === undefined ? !inherited : !isProfile(seccomp))),
  ];
}

function volumesThat({ volumes }: PodTemplate, isForbidden: (type: string) => boolean): string[] {
  return volumes.filter(({ type }) => isForbidden(type)).map(({ name, type }) => `${type} volume ${name}`);
}

const BASELINE: readonly Control[] = [
  {
    name: 'host namespaces',
    level: 'baseline',
    offenders: ({ hostNetwork, hostPID, hostIPC }) => [
      ...(hostNetwork === true ? ['hostNetwork'] : []),
      ...(hostPID === true ? ['hostPID'] : []),
      ...(hostIPC === true ? ['hostIPC'] : []),
    ],
  },
  {
    name: 'privileged',
    level: 'baseline',
    offenders: (template) => containersThat(template, ({ privileged }) => privileged === true),
  },
  {
    name: 'hostProcess',
    level: 'baseline',
    offenders: (template) => settersOf(template, ({ hostProcess }) => hostProcess === true),
  },
  {
    name: 'added capabilities',
    level: 'baseline',
    includedSince: 22,
    offenders: (template) =>
      containersThat(
        template,
        ({ capabilitiesAdd }) => capabilitiesAdd?.some((name) => !baselineCapabilities.has(name)) === true,
      ),
  },
  {
    name: 'hostPath volumes',
    level: 'baseline',
    includedSince: 0,
    offenders: (template) => volumesThat(template, (type) => type === 'hostPath'),
  },
  {
    name: 'hostPort',
    level: 'baseline',
    offenders: (template) =>
      containersThat(template, ({ ports }) => ports?.some(({ hostPort }) => (hostPort ?? 0) !== 0) === true),
  },
  {
    name: 'host of a probe or lifecycle handler',
    level: 'baseline',
    since: 34,
    offenders: (template) =>
      isWhole(template) ? containersThat(template, ({ handlerHost }) => handlerHost === true) : undefined,
  },
  { name: 'AppArmor profile', level: 'baseline', offenders: appArmor },
  {
    name: 'seLinuxOptions',
    level: 'baseline',
    offenders: (template, minor) =>
      settersOfKept(
        template,
        ({ seLinuxType, seLinuxIdentity }) =>
          seLinuxIdentity === true ||
          (seLinuxType !== undefined && !isAllowedFrom(seLinuxTypes, seLinuxType, minor)),
      ),
  },
  {
    name: 'procMount',
    level: 'baseline',
    includedSince: 35,
    offenders: (template, minor) => (isRemapped(template, minor) ? [] : procMounts(template)),
  },
  {
    name: 'seccomp profile',
    level: 'baseline',
    until: 19,
    offenders: seccompAnnotations,
  },
  {
    name: 'seccomp profile',
    level: 'baseline',
    since: 19,
    includedSince: 19,
    offenders: (template) =>
      settersOf(template, ({ seccomp }) => seccomp !== undefined && !isProfile(seccomp)),
  },
  {
    name: 'sysctls',
    level: 'baseline',
    offenders: ({ sysctls }, minor) =>
      sysctls?.filter((name) => !isAllowedFrom(safeSysctls, name, minor)).map((name) => `sysctl ${name}`),
  },
];

const RESTRICTED: readonly Control[] = [
  {
    name: 'allowPrivilegeEscalation',
    level: 'restricted',
    since: 8,
    offenders: (template, minor) =>
      isWindows(template, minor)
        ? []
        : containersThat(template, ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false),
  },
  {
    name: 'unrestricted capabilities',
    level: 'restricted',
    since: 22,
    offenders: (template, minor) => (isWindows(template, minor) ? [] : capabilities(template)),
  },
  { name: 'procMount', level: 'restricted', since: 35, offenders: procMounts },
  {
    name: 'volume types',
    level: 'restricted',
    offenders: (template) => volumesThat(template, (type) => !restrictedVolumes.has(type)),
  },
  {
    name: 'runAsNonRoot',
    level: 'restricted',
    offenders: (template, minor) => (isRemapped(template, minor) ? [] : nonRoot(template)),
  },
  {
    name: 'runAsUser',
    level: 'restricted',
    since: 23,
    offenders: (template, minor) =>
      isRemapped(template, minor) ? [] : settersOf(template, ({ runAsUser }) => runAsUser === 0),
  },
  {
    name: 'seccomp profile',
    level: 'restricted',
    since: 19,
    offenders: (template, minor) => (isWindows(template, minor) ? [] : seccompOfEach(template)),
  },
];

/** The controls of a level in one minor of the standards, each once. */
export function controlsOf(level: Control['level'], minor: number): readonly Control[] {
  const inForce = ({ since = 0, until = Infinity }: Control): boolean => since <= minor && minor < until;
  if (level === 'baseline') return BASELINE.filter(inForce);
  const others = BASELINE.filter(({ includedSince = Infinity }) => minor < includedSince);
  return [...others, ...RESTRICTED].filter(inForce);
}
