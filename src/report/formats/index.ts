import type { Result } from '../../result/types.ts';
import type { ReportOptions } from '../options.ts';
import type { ResultFormat } from './names.ts';
import type { Formatted, Formatter } from './types.ts';

/** A result in one format. Dependencies of the format are loaded on demand. */
export async function formatResult(
  result: Result,
  format: ResultFormat,
  options: ReportOptions,
): Promise<Formatted> {
  switch (format) {
    case 'table':
    case 'wide':
      return plain(await tableText(result, { ...options, wide: format === 'wide' }));
    case 'json':
    case 'yaml':
      return plain((await import('../data.ts')).data(result, format));
    case 'html':
      return withoutRows(
        result,
        format,
        plain((await import('../page/page.ts')).pageSince(result, options.earlier ?? [])),
      );
    default: {
      const formatter = await HOSTS[format]();
      return withoutRows(
        result,
        format,
        formatter(result, {
          all: options.all ?? false,
          ...(options.severities && { severities: options.severities }),
          ...(options.notEvaluated !== undefined && { notEvaluated: options.notEvaluated }),
          ...(options.footer && { footer: options.footer }),
        }),
      );
    }
  }
}

/** Adds a note that `--framework` was requested but is not part of this report. */
function withoutRows({ framework }: Result, format: ResultFormat, { text, notes }: Formatted): Formatted {
  const note = `${format} has the verdicts only; the rows of the framework are in table, wide, json and yaml`;
  return { text, notes: framework ? [...notes, note] : notes };
}

function plain(text: string): Formatted {
  return { text, notes: [] };
}

async function tableText(result: Result, options: ReportOptions): Promise<string> {
  if (result.framework)
    return `${[(await import('../framework.ts')).frameworkTable(result.framework, options), ...(options.footer ?? [])].join('\n')}\n`;
  return `${(await import('../check-table.ts')).checkTable(result, options)}\n`;
}

const HOSTS: Readonly<
  Record<Exclude<ResultFormat, 'table' | 'wide' | 'json' | 'yaml' | 'html'>, () => Promise<Formatter>>
> = {
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
  csv: async () => (await import('./csv.ts')).csv,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  openreports: async () => (await import('./openreports.ts')).openreports,
  policyreport: async () => (await import('./openreports.ts')).policyreport,
  cyclonedx: async () => (await import('./cyclonedx.ts')).cyclonedx,
  prometheus: async () => (await import('./prometheus.ts')).prometheus,
};
