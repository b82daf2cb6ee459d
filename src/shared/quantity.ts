const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * A quantity of Kubernetes (`3920m`, `16384Ki`, `4`) as a number of its base unit; undefined for other text. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.
 */
export function quantity(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text ?? '');
  const unit = UNITS[match?.[2] ?? '?'];
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}
