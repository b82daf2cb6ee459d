/**
 * Images whose init containers set up the network of the pod they are injected into. As of 2026-11-26; sources:
 * https://istio.io/latest/docs/setup/additional-setup/cni/ (istio-init runs proxyv2),
 * https://linkerd.io/2/reference/architecture/#linkerd-init-container.
 */
export const asOf = '2026-11-26';

export const meshInitImages: readonly string[] = ['proxyv2', 'proxy-init'];
