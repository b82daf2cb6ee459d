import { readFile } from 'node:fs/promises';
import type { PlacedWaiver } from '../result/waivers/apply.ts';
import { waiversSchema } from '../result/waivers/schema.ts';
import type { WaiverFile } from '../result/waivers/types.ts';
import { ArchmapError, reasonOf } from '../shared/errors.ts';
import { isConfig, SETTINGS_FILE } from './settings-file.ts';

/**
 * The waivers of a file; without a name, those of `.archmap.yaml`; undefined when neither exists. Throws `input` with file, line and column
 * for a file that cannot be read or is invalid: applying only a part of it could accept the wrong risks.
 */
export async function loadWaivers(named: string | undefined): Promise<PlacedWaiver[] | undefined> {
  const file = named ?? SETTINGS_FILE;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (named === undefined && (error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw new ArchmapError(
      'input',
      `cannot read the waivers in ${file}: ${reasonOf(error)}`,
      'check the path and its permissions',
    );
  });
  if (text === undefined) return undefined;
  const { at, readDocuments, refuse } = await import('../documents/read.ts');
  const documents = readDocuments<WaiverFile>(file, text, waiversSchema, (value) => !isConfig(value));
  if (named !== undefined && documents.length === 0)
    throw new ArchmapError(
      'input',
      `${file} contains no waivers`,
      'for an example see: kubectl archmap explain waivers',
    );
  const faults: string[] = [];
  const waivers = documents.flatMap(({ value, placeOf }) =>
    value.waivers.map((waiver, index): PlacedWaiver => {
      const place = placeOf(['waivers', index]);
      if (!isDay(waiver.expires))
        faults.push(at(file, placeOf(['waivers', index, 'expires']), `there is no day ${waiver.expires}`));
      return { ...waiver, place: `${file}:${place.line}` };
    }),
  );
  refuse(faults);
  return waivers;
}

function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
