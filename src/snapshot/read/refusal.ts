import { grouped } from '../../shared/text.ts';
import type { Raw } from '../project/raw.ts';

/** How kubectl says that it got nothing. */
export const KUBECTL_ERROR =
  /^(?:error: |Error from server\b|Unable to connect to the server|The connection to the server )/;

/** What kubectl writes to its other output, and people into the file. */
export const KUBECTL_REMARK = /^(?:Warning: |No resources found|Flag --)/;

/** Words for an answer by which the API server refused what was asked for; undefined for anything else. */
export function refusalIn({ kind, status, code }: Raw): string | undefined {
  if (kind !== 'Status' || status !== 'Failure') return undefined;
  return `a refusal of the API server${typeof code === 'number' ? ` (${code})` : ''} in place of objects`;
}

/** Words for lines that no reader took. */
export function passedOver({ lines, bytes }: { lines: number; bytes: number }): string {
  return lines === 1
    ? `a line (${grouped(bytes)} bytes) that is neither JSON nor YAML was passed over`
    : `${grouped(lines)} lines (${grouped(bytes)} bytes) that are neither JSON nor YAML were passed over`;
}

/** Is it what troubleshoot.sh was refused, which it writes beside what it got? */
export function areErrors(file: string, raw: Raw): boolean {
  return file.endsWith('-errors.json') && Object.values(raw).some((value) => typeof value === 'string');
}
