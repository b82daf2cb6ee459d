import type { InputProblem } from './problem.ts';
import { UNREAD } from './problem.ts';
import { KUBECTL_ERROR, passedOver } from './refusal.ts';

type Reported = Omit<InputProblem, 'file'>;

/** Lines of one file that are neither JSON nor YAML: they are counted, and reported at its end. */
export class Strays {
  private readonly found = { lines: 0, bytes: 0, first: 0 };
  /** Line of an error of kubectl. */
  private refusedAt: number | undefined;

  add(line: number, bytes: number, text: string): void {
    if (KUBECTL_ERROR.test(text)) this.refusedAt ??= line;
    if (this.found.lines === 0) this.found.first = line;
    this.found.lines++;
    this.found.bytes += bytes;
  }

  /**
   * Objects that kubectl could not get are missing; next to objects in a text, such as a ticket about it, that is a gap. `gave` = the file
   * had objects; `read` = a part of it could be read; `expected` = it should contain objects.
   */
  reported({ gave, read, expected }: { gave: boolean; read: boolean; expected: boolean }): Reported[] {
    const { lines, first: line } = this.found;
    if (lines === 0) return [];
    const refused: Reported[] =
      this.refusedAt === undefined
        ? []
        : [
            {
              line: this.refusedAt,
              reason: `an error of kubectl ${gave ? 'among' : 'in place of'} objects`,
              ...(gave && !expected && { gap: true as const }),
            },
          ];
    if (!gave && !read && expected && refused.length === 0) return [{ line, reason: UNREAD }];
    return [...refused, { line, reason: passedOver(this.found), harmless: true }];
  }
}
