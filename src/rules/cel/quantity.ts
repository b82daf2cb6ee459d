/** Quantities as in the CEL library of Kubernetes: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-quantity-library */
import type { Environment } from '@marcbachmann/cel-js';
import type { Define } from './define.ts';

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const SCALE = 1_000_000_000n;
/** More than any realistic quantity: the time to parse a number grows with its digits. */
const LONGEST = 200;
const Q = 'kubernetes.Quantity';

/** Exact, in billionths: Kubernetes rounds finer values up. */
export class Quantity {
  readonly nano: bigint;

  constructor(nano: bigint) {
    this.nano = nano;
  }

  /** undefined for text that is not a quantity. */
  static parse(text: string): Quantity | undefined {
    if (text.length > LONGEST) return undefined;
    const match = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([eE][+-]?\d{1,3})|([KMGTPE]i|[numkMGTPE]))?$/.exec(text);
    if (!match) return undefined;
    const [, sign, digits = '0', exponent, suffix = ''] = match;
    const [whole = '', fraction = ''] = digits.split('.');
    let value = BigInt(`${whole}${fraction}` || '0');
    let privilege = 9 - fraction.length;
    const binary = BINARY.indexOf(suffix);
    if (binary > 0) value *= 1024n ** BigInt(binary);
    else privilege += exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent.slice(1));
    const scaled = privilege >= 0 ? value * 10n ** BigInt(privilege) : ceil(value, 10n ** BigInt(-privilege));
    return new Quantity(sign === '-' ? -scaled : scaled);
  }
}

function ceil(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

function must(text: string): Quantity {
  const quantity = Quantity.parse(text);
  if (!quantity) throw new Error(`${JSON.stringify(text)} is no quantity`);
  return quantity;
}

/** Quantities are equal when their values are, independent of notation: 1k and 1000. */
export function registerQuantities(env: Environment, define: Define): void {
  const order = (a: Quantity, b: Quantity) => (a.nano < b.nano ? -1n : a.nano > b.nano ? 1n : 0n);
  const whole = ({ nano }: Quantity) =>
    nano % SCALE === 0n && BigInt.asIntN(64, nano / SCALE) === nano / SCALE;
  env.registerType(Q, { ctor: Quantity, fields: {} });
  define({
    [`quantity(string): ${Q}`]: must,
    'isQuantity(string): bool': (text: string) => Quantity.parse(text) !== undefined,
    [`${Q}.sign(): int`]: ({ nano }: Quantity) => (nano < 0n ? -1n : nano > 0n ? 1n : 0n),
    [`${Q}.isInteger(): bool`]: whole,
    [`${Q}.asInteger(): int`]: (quantity: Quantity) => {
      if (!whole(quantity)) throw new Error('the quantity is no whole number of 64 bits');
      return quantity.nano / SCALE;
    },
    [`${Q}.asApproximateFloat(): double`]: ({ nano }: Quantity) => Number(nano) / 1e9,
    [`${Q}.isGreaterThan(${Q}): bool`]: (a: Quantity, b: Quantity) => order(a, b) > 0n,
    [`${Q}.isLessThan(${Q}): bool`]: (a: Quantity, b: Quantity) => order(a, b) < 0n,
    [`${Q}.compareTo(${Q}): int`]: order,
    [`${Q}.add(${Q}): ${Q}`]: (a: Quantity, b: Quantity) => new Quantity(a.nano + b.nano),
    [`${Q}.add(int): ${Q}`]: (a: Quantity, b: bigint) => new Quantity(a.nano + b * SCALE),
    [`${Q}.sub(${Q}): ${Q}`]: (a: Quantity, b: Quantity) => new Quantity(a.nano - b.nano),
    [`${Q}.sub(int): ${Q}`]: (a: Quantity, b: bigint) => new Quantity(a.nano - b * SCALE),
    [`${Q} == ${Q}`]: (a: Quantity, b: Quantity) => a.nano === b.nano,
  });
}
