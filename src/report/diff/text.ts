import type { Change, ResultDiff } from '../../result/diff/types.ts';
import { plural, printable } from '../../shared/text.ts';

const SIGNS = { added: '+', removed: '-', changed: '~', unclear: '?' } as const;

/** `+`, `-`, `~` or `?`. */
export function signOf({ kind }: Change): string {
  return SIGNS[kind];
}

/** `reach: internal -> public`; `added: reach public` and `removed` for new and removed objects. */
export function changeText({ kind, field, before, after }: Change): string {
  if (kind === 'added' || kind === 'removed') {
    const shownText = after ?? before;
    return printable(
      `${kind === 'added' ? 'added' : 'removed'}${shownText === undefined ? '' : `: ${shownText}`}`,
    );
  }
  if (field === undefined && before === undefined) return kind === 'unclear' ? 'unclear' : 'changed';
  return printable(`${field === undefined ? '' : `${field}: `}${before ?? 'none'} -> ${after ?? 'none'}`);
}

/** `3 added, 1 removed ...; 2 worse`; `No changes.` */
export function diffSummary({ summary, changes }: ResultDiff): string {
  if (changes.length === 0) return 'No changes.';
  const { added, removed, changed, unclear, worse, better } = summary;
  const parts = [
    `${added} added`,
    `${removed} removed`,
    `${changed} changed`,
    ...(unclear > 0 ? [`${unclear} unclear`] : []),
  ];
  return `${plural(changes.length, 'change')}: ${parts.join(', ')}; ${worse} worse, ${better} better.`;
}

/** `harbour-finch, 2026-11-27 08:29 UTC`. */
export function sideText({ name, takenAt, file }: ResultDiff['old']): string {
  const place = file === undefined || file === '-' ? '' : ` (${file})`;
  return printable(`${name}, ${takenAt.slice(0, 16).replace('T', ' ')} UTC${place}`);
}
