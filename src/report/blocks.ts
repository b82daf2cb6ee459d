/** A line of a Markdown page, and whether it is text, stands inside a code block, or begins or ends one. */
export interface PageLine {
  text: string;
  part: 'text' | 'fence' | 'code';
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The lines of a Markdown page. What stands in a code block is no heading, no list and no link, whatever it begins with. A block
 * ends at a fence of the same sign that is at least as long (CommonMark, fenced code blocks), or with the page.
 */
export function pageParts(page: string): PageLine[] {
  let open: string | undefined;
  return page.split('\n').map((text) => {
    const fence = FENCE.exec(text)?.[1];
    if (open === undefined) {
      open = fence;
      return { text, part: fence === undefined ? 'text' : 'fence' };
    }
    if (fence === undefined || !fence.startsWith(open) || text.trim() !== fence)
      return { text, part: 'code' };
    open = undefined;
    return { text, part: 'fence' };
  });
}

/** The page with its text changed line by line; code blocks stay as they are. */
export function mapText(page: string, change: (line: string) => string): string {
  return pageParts(page)
    .map(({ text, part }) => (part === 'text' ? change(text) : text))
    .join('\n');
}
