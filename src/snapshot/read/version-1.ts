/** Statuses of version 1 that have another name since version 2. */
const RENAMED: Readonly<Record<string, string>> = {
  forbidden: 'permission-denied',
  absent: 'unavailable',
  failed: 'collection-failed',
};

/** The field that holds a status, by the type of the line. */
const STATUS_FIELDS: Readonly<Record<string, string>> = { outcome: 'status', kubelet: 'state' };

/** The content of a line of a version 1 snapshot, with the names of version 2. Anything else is returned as it is. */
export function upgradeLine(type: string, content: unknown): unknown {
  const field = STATUS_FIELDS[type];
  if (field === undefined || typeof content !== 'object' || content === null) return content;
  const status = RENAMED[String((content as Readonly<Record<string, unknown>>)[field])];
  return status === undefined ? content : { ...content, [field]: status };
}
