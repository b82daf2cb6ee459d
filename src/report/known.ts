import type { Known } from '../result/types.ts';

/** A value, or `unknown: reason`. */
export function knownText(value: Known<string>): string {
  return value.known ? value.value : `unknown: ${value.reason}`;
}

/** A value, or `unknown` where its reason has a column of its own. */
export function knownWord(value: Known<string>): string {
  return value.known ? value.value : 'unknown';
}

/** Why a value is unknown; empty for one that is known. */
export function reasonText(value: Known<string> | undefined): string {
  return value === undefined || value.known ? '' : value.reason;
}
