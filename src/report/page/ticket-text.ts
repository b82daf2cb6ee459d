/** Text of a ticket about a risk: Markdown that reads as plain text, too. */

export interface TicketText {
  severity: string;
  title: string;
  check: string;
  /** Page of the check. */
  url: string | undefined;
  cluster: string;
  takenAt: string;
  why: string;
  fix: string;
  rows: readonly (readonly [object: string, message: string])[];
}

const MAX_ROWS = 50;

export function ticketText(ticket: TicketText): string {
  const { severity, title, check, url, cluster, takenAt, why, fix, rows } = ticket;
  const left = rows.length - MAX_ROWS;
  return [
    `[${severity}] ${title} (cluster ${code(cluster)})`,
    '',
    `Check: ${code(check)}${url === undefined ? '' : ` ${url}`}`,
    `Data collected: ${takenAt}`,
    '',
    why,
    '',
    fix,
    '',
    rows.length === 1 ? 'Object:' : `Objects (${rows.length}):`,
    ...rows.slice(0, MAX_ROWS).map(([object, message]) => `- ${code(object)}: ${code(message)}`),
    ...(left > 0 ? [`- and ${left} more`] : []),
    '',
  ].join('\n');
}

/** A code span: trackers find no mention, link or markup in it. */
function code(value: string): string {
  return `\`${value.replaceAll('`', "'").replace(/\s+/g, ' ')}\``;
}
