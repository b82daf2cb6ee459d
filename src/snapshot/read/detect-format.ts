/** Format of an input, by its first bytes; names are unreliable. */
import { SNAPSHOT_FORMAT } from '../types.ts';
import { HEAD } from './open.ts';
import { isAlien } from './yaml.ts';

export type InputForm =
  | 'snapshot'
  | 'yaml'
  | 'text'
  | 'table'
  | 'metrics'
  | 'health'
  | 'flagz'
  | 'page'
  | 'empty'
  | 'archive'
  | 'binary';

/** `text` is anything else; JSON is reported as `yaml`, because both may follow one another. */
export function detectFormat(head: Buffer): InputForm {
  const text = head.toString('latin1');
  // Content may follow the blanks at the beginning.
  if (text.trim() === '') return head.length < HEAD ? 'empty' : 'yaml';
  if (isArchive(head, text)) return 'archive';
  const line = text.trimStart().split('\n', 1)[0] ?? '';
  if (line.startsWith('{') && line.includes(`"${SNAPSHOT_FORMAT}"`) && /"format"\s*:/.test(line))
    return 'snapshot';
  if (isBinary(head)) return 'binary';
  if (/^\[[+-]\]\S+ /.test(line)) return 'health';
  if (/^# (?:HELP|TYPE) [a-zA-Z_:]/.test(line)) return 'metrics';
  if (/^[ \t\r\n]*(?:-{3,}\s*)?(?:title: |[\w-]+ )(?:[Kk]ubernetes )?flagz\s*$/im.test(text.slice(0, 400)))
    return 'flagz';
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(line)) return 'page';
  if (isTable(line, text)) return 'table';
  return beginsAsYaml(text) ? 'yaml' : 'text';
}

/** Output of `kubectl get` and `kubectl describe` for users. */
function isTable(line: string, text: string): boolean {
  return (
    /^(?:NAME|NAMESPACE|LAST SEEN|CONTEXT)\s{2,}[A-Z]/.test(line) ||
    (/^Name:\s{2,}\S/.test(line) && /^(?:Namespace|Labels|Annotations|Roles):\s/m.test(text.slice(0, 4_096)))
  );
}

/** Whether YAML or JSON may begin with the first line with content. */
function beginsAsYaml(text: string): boolean {
  const line = text.split('\n').find((one) => /^\s*[^\s#]/.test(one)) ?? '';
  return !isAlien(line.trimStart().replace(/\r$/, ''));
}

function isArchive(head: Buffer, text: string): boolean {
  return (
    text.startsWith('PK\u0003\u0004') ||
    text.slice(257, 262) === 'ustar' ||
    text.startsWith('7z\u00bc\u00af') ||
    text.startsWith('\u00fd7zXZ') ||
    text.startsWith('BZh') ||
    head.subarray(0, 4).equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))
  );
}

/** A readable text file contains no NUL byte, and at most a few other control characters. */
function isBinary(head: Buffer): boolean {
  let odd = 0;
  for (const byte of head.subarray(0, 8_192)) {
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) odd++;
  }
  return odd > Math.min(head.length, 8_192) / 20 || !isUtf8(head);
}

/** Invalid UTF-8 in the beginning; the last few bytes may be half a character. */
function isUtf8(head: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(head.subarray(0, 8_192), { stream: true });
  const bad = text.split('\ufffd').length - 1;
  return bad <= text.length / 100;
}
