/**
 * Approximate width of a text, for truncation: fonts differ between readers, and the CLI has none. Widths are those of a wide font (DejaVu
 * Sans), so that text fits its card with other fonts.
 */
const NARROW = /[iljtfrI.,:;'|!()[\]/ `]/;
const BROAD = /[mwMW@%&]/;
const CAPITAL = /[A-Z_#<>+=~?]/;

function widthOf(character: string): number {
  if (NARROW.test(character)) return 0.38;
  if (BROAD.test(character)) return 0.95;
  if (CAPITAL.test(character)) return 0.72;
  return character > '\u2e80' ? 1.05 : 0.63;
}

/** Bold letters are wider. */
const BOLD = 1.1;

export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return sum * size * (bold ? BOLD : 1);
}

/** The part of a text that fits; generated names differ at their ends, so the middle is omitted. */
export function fitText(text: string, room: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= room) return text;
  const characters = Array.from(text);
  for (let keep = characters.length - 1; keep > 1; keep--) {
    const end = Math.floor(keep / 3);
    const cut = `${characters.slice(0, keep - end).join('')}…${end > 0 ? characters.slice(-end).join('') : ''}`;
    if (textWidth(cut, size, bold) <= room) return cut;
  }
  return '…';
}
