/** What the ports of a pod that serves a dashboard expose. */
import { containerOf } from '../../addons/images.ts';
import { loginProxies, reverseProxies } from '../../data/web-interfaces.ts';
import { isLoopback } from '../../shared/addresses.ts';
import type { ContainerFacts } from '../../model/types.ts';
import { imageIs } from '../../shared/image.ts';
import type { Dashboard } from './dashboards.ts';
import { wordsOf } from './dashboards.ts';
import type { PortEvaluator } from './entry-points.ts';

/**
 * Evaluates whether the interface is behind a port. Ports need not be declared: an undeclared port may expose it. A port of another
 * container leads to it if that container is a proxy.
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
  // Only for a known flag: a program may accept arguments that it does not use.
  const inside = program.listens !== undefined && listensInside(own, program.listens);
  return (port, isLocal = false) => {
    const owner = declared.includes(port) ? undefined : others.find((one) => numbersOf(one).includes(port));
    if (owner) {
      if (isOne(owner, loginProxies)) return 'guarded';
      if (isOne(owner, PROXIES)) return 'open';
      // The other container may forward to what listens for it alone.
      if (inside && !isLocal) return 'guarded';
      // A declared port proves neither that the container listens there nor that no other does.
      return declared.length > 0 && !ports.includes(port) ? 'unclear' : 'open';
    }
    if (beside.includes(port) && !ports.includes(port)) return 'none';
    if (!inside || isLocal) return 'open';
    return !declared.includes(port) && others.some((one) => numbersOf(one).length === 0) ? 'guarded' : 'none';
  };
}

/** Includes sidecars that intercept all traffic of a pod. */
const PROXIES: readonly string[] = [...reverseProxies, 'proxyv2', 'envoy', 'traefik'];

/** The container that serves the interface. */
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

/** Flags of unknown programs that set a listener. */
const LISTENS = /address|host|listen|bind/i;

const SHELL = /(?:^|\/)(?:ba|da|a|z|k)?sh$/;

/** Whether it is configured to listen on the loopback interface only. */
export function listensInside({ command = [], args = [] }: ContainerFacts, listens = LISTENS): boolean {
  const words = [...command, ...args];
  // How a shell interprets its arguments is not evaluated.
  if (SHELL.test(words[0] ?? '')) return false;
  const reported = words.flatMap((word, index) => {
    const [, name = '', value = words[index + 1] ?? ''] = /^--?([\w.-]+)(?:=(.*))?$/s.exec(word) ?? [];
    return name !== '' && listens.test(name)
      ? [{ name, host: value.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1') }]
      : [];
  });
  // An insecure port exists in addition to the one with TLS.
  return (
    reported.every(({ host }) => isLoopback(host)) &&
    reported.some(({ name }) => !name.startsWith('insecure'))
  );
}
