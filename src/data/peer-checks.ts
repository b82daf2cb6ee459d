/**
 * Every architecture check that fourteen public tools have in total, reworded: the reference of docs/coverage.md.
 * As of 2026-11-22; sources: https://github.com/kubescape/kubescape, https://github.com/aquasecurity/trivy,
 * https://github.com/aquasecurity/kube-bench, https://github.com/prowler-cloud/prowler, https://github.com/aquasecurity/kube-hunter,
 * https://github.com/derailed/popeye, https://github.com/FairwindsOps/polaris, https://github.com/zegl/kube-score,
 * https://github.com/Shopify/kubeaudit, https://github.com/0hardik1/kubesplaining, https://github.com/KubeDeckio/KubeBuddy,
 * https://github.com/skyhook-io/radar, https://github.com/tkestack/kube-jarvis, https://github.com/mondoohq/cnspec.
 */
import { access } from './peer-checks/access.ts';
import { controlPlane } from './peer-checks/control-plane.ts';
import { nodes } from './peer-checks/nodes.ts';
import type { PeerQuestion } from './peer-checks/question.ts';
import { networkContext } from './peer-checks/environment.ts';
import { workloads } from './peer-checks/workloads.ts';

export const asOf = '2026-11-22';

/** The questions by component, in the order of their numbers. */
const byComponent = { ...controlPlane, ...nodes, ...workloads, ...access, ...networkContext };

export interface PeerCheck extends PeerQuestion {
  component: keyof typeof byComponent;
}

export const peerChecks: readonly PeerCheck[] = Object.entries<readonly PeerQuestion[]>(byComponent).flatMap(
  ([component, questions]) =>
    questions.map((row) => ({ ...row, component: component as PeerCheck['component'] })),
);
