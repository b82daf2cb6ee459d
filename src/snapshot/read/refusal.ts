import { grouped } from '../../shared/text.ts';
import type { Raw } from '../project/raw.ts';

/** Errors by which kubectl reports that it got nothing. */
export const KUBECTL_ERROR =
  /^(?:error: |Error from server\b|Unable to connect to the server|The connection to the server )/;

/** Messages of kubectl on stderr, which may be redirected into the file. */
export const KUBECTL_REMARK = /^(?:Warning: |No resources found|Flag --)/;

/** Text for a response that is a refusal of the API server; undefined for anything else. */
export function refusalIn({ kind, status, code }: Raw): string | undefined {
  if (kind !== 'Status' || status !== 'Failure') return undefined;
  return `a refusal of the API server${typeof code === 'number' ? ` (${code})` : ''} in place of objects`;
}

/** Text for lines that no reader accepts. */
export function passedOver({ lines, bytes }: { lines: number; bytes: number }): string {
  return lines === 1
    ? `a line (${grouped(bytes)} bytes) that is neither JSON nor YAML was passed over`
    : `${grouped(lines)} lines (${grouped(bytes)} bytes) that are neither JSON nor YAML were passed over`;
}

/** Whether this is the file of errors that troubleshoot.sh writes next to its data. */
export function areErrors(file: string, raw: Raw): boolean {
  return file.endsWith('-errors.json') && Object.values(raw).some((value) => typeof value === 'string');
}
