/** Output of a command as an SVG of a terminal: small, sharp at any size, and the same on every machine. */
import { escapeMarkup } from '../src/report/markup.ts';

const CHARACTER = 8.4;
const LINE = 19;
const MARGIN = 18;

/** Color codes, as parts of the split text. */
const CODES = /(\p{Cc}\[[0-9;]*m)/u;

/** Colors by the codes that the program prints; 1 is bold, 2 is dim. */
const COLORS: Readonly<Record<string, string>> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#e3b341',
  '36': '#79c0ff',
  '91': '#ff5c77',
};

interface Style {
  color?: string;
  bold?: true;
  dim?: true;
}

/** The first `rows` lines of a colored text below its command. Throws for a control character that is no color. */
export function terminalSvg(command: string, output: string, columns: number, rows: number): string {
  const all = output.trimEnd().split('\n');
  const left = all.length - rows;
  const lines = [
    `\u001b[32m$\u001b[39m \u001b[1m${command}\u001b[22m`,
    ...all.slice(0, rows),
    ...(left > 0 ? [`\u001b[2m... ${left} more lines\u001b[22m`] : []),
  ];
  const [w, h] = [Math.ceil(columns * CHARACTER + 2 * MARGIN), lines.length * LINE + 2 * MARGIN];
  const drawn = lines.map(
    (line, at) =>
      `<text x="${MARGIN}" y="${MARGIN + 14 + at * LINE}" xml:space="preserve">${spans(cut(line, columns))}</text>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img">` +
    `<title>${escapeMarkup(command)}</title><rect width="${w}" height="${h}" rx="10" fill="#0d1117"/>` +
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace" font-size="14" fill="#e6edf3">${drawn.join('')}</g></svg>\n`
  );
}

/** The visible part of a line, with all its color codes. */
function cut(line: string, columns: number): string {
  let seen = 0;
  return line
    .split(CODES)
    .map((part) => {
      if (part.startsWith('\u001b')) return part;
      const room = columns - seen;
      seen += part.length;
      if (part.length <= room) return part;
      return room <= 0 ? '' : `${part.slice(0, room - 1)}…`;
    })
    .join('');
}

function spans(line: string): string {
  let style: Style = {};
  return line
    .split(CODES)
    .map((part) => {
      const codes = /^\p{Cc}\[([0-9;]*)m$/u.exec(part)?.[1];
      if (codes === undefined) return span(part, style);
      for (const code of codes.split(';')) style = restyled(style, code);
      return '';
    })
    .join('');
}

function restyled(style: Style, code: string): Style {
  const { color, bold, dim } = style;
  const kept = { ...(color !== undefined && { color }), ...(bold && { bold }), ...(dim && { dim }) };
  if (code === '1') return { ...kept, bold: true };
  if (code === '2') return { ...kept, dim: true };
  if (code === '22') return color === undefined ? {} : { color };
  if (code === '39') return { ...(bold && { bold }), ...(dim && { dim }) };
  const named = COLORS[code];
  return named === undefined ? {} : { ...kept, color: named };
}

function span(text: string, { color, bold, dim }: Style): string {
  if (text === '') return '';
  const marks =
    (color === undefined ? '' : ` fill="${color}"`) +
    (bold ? ' font-weight="bold"' : '') +
    (dim ? ' fill-opacity=".6"' : '');
  return `<tspan${marks}>${escapeMarkup(text)}</tspan>`;
}
