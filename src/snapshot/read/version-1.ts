/** Names of version 1 that changed in version 2. */
const STATUSES: Readonly<Record<string, string>> = {
  forbidden: 'permission-denied',
  absent: 'unavailable',
  failed: 'collection-failed',
};
/** A field of containers. Quotes inside of a JSON string are escaped, so this text is always a field name. */
const ADMIN = { before: '"adminUnseen":', now: '"adminUncollected":' };

type Content = Readonly<Record<string, unknown>>;
type Line = { readonly t?: unknown; readonly d?: unknown };

/** A line of a version 1 snapshot with the names of version 2; `text` is the original line. */
export function upgradeLine(line: Line, text: string): Line {
  const { t: type, d: content } = text.includes(ADMIN.before)
    ? (JSON.parse(text.replaceAll(ADMIN.before, ADMIN.now)) as Line)
    : line;
  if (typeof content !== 'object' || content === null) return line;
  if (type === 'outcome') return { t: type, d: upgradeOutcome(content as Content) };
  if (type === 'kubelet') return { t: type, d: withStatus(content as Content, 'state') };
  return { t: type === 'right' ? 'permission' : type, d: content };
}

function upgradeOutcome({ asked, ...outcome }: Content): Content {
  return {
    ...withStatus(outcome, 'status'),
    ...(asked !== undefined && { requested: asked }),
    ...(outcome['collector'] === 'rights' && { collector: 'permissions' }),
  };
}

function withStatus(content: Content, field: string): Content {
  const status = STATUSES[String(content[field])];
  return status === undefined ? content : { ...content, [field]: status };
}
