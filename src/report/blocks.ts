/** A line of a Markdown page, and whether it is text, inside a code block, or a fence. */
export interface PageLine {
  text: string;
  part: 'text' | 'fence' | 'code';
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The lines of a Markdown page. Lines in a code block are no headings, lists or links. A block ends at a fence of the same character that
 * is at least as long (CommonMark, fenced code blocks), or at the end of the page.
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

/** The page with its text lines changed; code blocks are unchanged. */
export function mapText(page: string, change: (line: string) => string): string {
  return pageParts(page)
    .map(({ text, part }) => (part === 'text' ? change(text) : text))
    .join('\n');
}
