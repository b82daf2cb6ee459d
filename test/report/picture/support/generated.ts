import type { Card, Edge, Lane, Picture, RiskCounts } from '../../../../src/report/picture/types.ts';
import { EDGE_KINDS, LANES } from '../../../../src/report/picture/types.ts';
import { SEVERITIES } from '../../../../src/result/types.ts';
import { Choices } from '../../../istio/support/random.ts';

const WORDS = [
  'shop',
  'kube-system',
  'a',
  'billing',
  'ingress-nginx-controller',
  'x'.repeat(63),
  'team/ci',
  'überall',
  '日本語',
];

/** Any picture: lanes with none to fifty cards, long and short texts, lines between any two cards. */
export function generatedPicture(seed: number): Picture {
  const choices = new Choices(seed);
  const words = (most: number) =>
    choices.list(most, () => choices.of(WORDS)).join(choices.of(['-', '/', ' ']));
  const risks = (): RiskCounts =>
    Object.fromEntries(choices.some(SEVERITIES, 30).map((severity) => [severity, 1 + choices.below(2000)]));
  const cardOf = (lane: Lane['id'], index: number): Card => ({
    id: `${lane}/${index}`,
    kind: choices.of(['namespace', 'component', 'workload', 'stack']),
    title: words(6),
    lines: choices.list(3, () => words(8)),
    lane,
    risks: risks(),
    verdicts: [],
    ...(choices.chance(40) && { inside: choices.below(5000) }),
    ...(choices.chance(20) && { mtls: 'enforced' as const }),
    ...(choices.chance(20) && { network: 'open' as const }),
  });
  const lanes = LANES.map((id): Lane => ({
    id,
    title: words(3),
    cards: choices.list(choices.of([0, 3, 9, 50]), (index) => cardOf(id, index)),
    verdicts: [],
    risks: risks(),
    ...(choices.chance(30) && { gap: words(40) }),
  }));
  const ids = lanes.flatMap(({ cards }) => cards.map(({ id }) => id));
  const edges =
    ids.length === 0
      ? []
      : choices.list(120, (): Edge => ({
          from: choices.of(ids),
          to: choices.of(ids),
          kind: choices.of(EDGE_KINDS),
          label: 'x',
          count: 1,
        }));
  return { title: 'generated', subtitle: '', takenAt: '', lanes, edges };
}
