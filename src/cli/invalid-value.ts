import { ArchmapError } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';

/** An error in the words of kubectl, with the nearest valid value as hint. */
export function invalidValue(flag: string, given: string, choices: readonly string[]): ArchmapError {
  const list = choices.join(', ');
  if (given === '') return new ArchmapError('usage', `${flag} requires a value`, `supported values: ${list}`);
  const guess = nearest(given, choices)[0];
  return new ArchmapError(
    'usage',
    `invalid value "${given}" for ${flag}: must be one of ${list}`,
    guess === undefined ? `supported values: ${list}` : `did you mean ${guess}?`,
  );
}
