/** What somebody finds at the ports of a pod that serves a dashboard. */
import { containerOf } from '../../addons/images.ts';
import { loginProxies, reverseProxies } from '../../data/web-interfaces.ts';
import { isLoopback } from '../../shared/addresses.ts';
import type { ContainerFacts } from '../../model/types.ts';
import { imageIs } from '../../shared/image.ts';
import type { Dashboard } from './dashboards.ts';
import { wordsOf } from './dashboards.ts';
import type { PortEvaluator } from './entry-points.ts';

/**
 * Says of a port whether the interface is behind it. Ports need not be declared: of one that nobody declares it may be. Another container's
 * port leads to it if that one is a proxy.
 */
export function portEvaluator({ workload, program }: Dashboard): PortEvaluator {
  const containers = workload.template.containers.filter(
    ({ role }) => role !== 'init' && role !== 'ephemeral',
  );
  const { ports = [], beside = [] } = program;
  const own = servingContainer({ workload, program });
  if (!own) return () => 'open';
  const declared = numbersOf(own);
  const others = containers.filter(({ name }) => name !== own.name);
  // Only of a flag that is known for its own: a program may be given any word that it does not read.
  const inside = program.listens !== undefined && listensInside(own, program.listens);
  return (port, isLocal = false) => {
    const owner = declared.includes(port) ? undefined : others.find((one) => numbersOf(one).includes(port));
    if (owner) {
      if (isOne(owner, loginProxies)) return 'guarded';
      if (isOne(owner, PROXIES)) return 'open';
      // Whatever it is, it may hand on to what listens for it alone.
      if (inside && !isLocal) return 'guarded';
      // That somebody declares a port shows neither that it listens there nor that nobody else does.
      return declared.length > 0 && !ports.includes(port) ? 'unclear' : 'open';
    }
    if (beside.includes(port) && !ports.includes(port)) return 'none';
    if (!inside || isLocal) return 'open';
    return !declared.includes(port) && others.some((one) => numbersOf(one).length === 0) ? 'guarded' : 'none';
  };
}

/** Sidecars that take all traffic of a pod, too. */
const PROXIES: readonly string[] = [...reverseProxies, 'proxyv2', 'envoy', 'traefik'];

/** The container that the interface is in. */
export function servingContainer({ workload, program }: Dashboard): ContainerFacts | undefined {
  const { containers } = workload.template;
  const found = containerOf(workload, [...program.images, ...(program.gateways ?? [])]);
  const serving = program.program
    ? containers.find((one) =>
        wordsOf(one, program.program?.variable).some((word) => program.program?.serves.test(word)),
      )
    : undefined;
  return serving ?? found;
}

function numbersOf({ ports = [] }: ContainerFacts): number[] {
  return ports.map(({ port }) => port);
}

function isOne({ image }: ContainerFacts, images: readonly string[]): boolean {
  return images.some((wanted) => imageIs(image, wanted));
}

/** Where flags of programs that are not known say that they listen. */
const LISTENS = /address|host|listen|bind/i;

const SHELL = /(?:^|\/)(?:ba|da|a|z|k)?sh$/;

/** Is it told to listen on the loopback interface, and nowhere else? */
export function listensInside({ command = [], args = [] }: ContainerFacts, listens = LISTENS): boolean {
  const words = [...command, ...args];
  // What a shell does with its words is its own affair.
  if (SHELL.test(words[0] ?? '')) return false;
  const reported = words.flatMap((word, index) => {
    const [, name = '', value = words[index + 1] ?? ''] = /^--?([\w.-]+)(?:=(.*))?$/s.exec(word) ?? [];
    return name !== '' && listens.test(name)
      ? [{ name, host: value.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1') }]
      : [];
  });
  // Beside an insecure port there is one with TLS.
  return (
    reported.every(({ host }) => isLoopback(host)) &&
    reported.some(({ name }) => !name.startsWith('insecure'))
  );
}
