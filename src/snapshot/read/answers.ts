/** Saved responses of the API server that are no objects. */
import { keptFlagz } from '../parse/kubelet.ts';
import { flagzComponent, parseFlagz } from '../parse/flagz.ts';
import { parseVersion } from '../parse/health.ts';
import { isObject, obj, str } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import type { CutPosition } from './events.ts';
import type { Origin, RecordStore } from './store.ts';

/** Adds a saved `/version` or `/flagz`; false when the document is neither. */
export function addServerAnswer(store: RecordStore, value: Raw, file: string): boolean {
  if (value['kind'] === 'Flagz') return isObject(value['flags']) && addFlagz(store, flagzText(value), file);
  if (value['kind'] !== undefined) return false;
  // `kubectl version -o json` wraps it.
  const version = parseVersion(value) ?? parseVersion(value['serverVersion']);
  if (version === undefined) return false;
  store.add({ kind: 'version', record: version }, originOf(file));
  return true;
}

/** The text of the part that is read: a document may refer to the same part any number of times. */
function flagzText({ kind, flags }: Raw): string {
  const texts = Object.entries(isObject(flags) ? flags : {}).filter(([, value]) => typeof value === 'string');
  return JSON.stringify({ kind, flags: Object.fromEntries(texts) });
}

/** Adds a saved `/flagz`; false when it is none, or of an unknown component. */
export function addFlagz(store: RecordStore, text: string, file: string): boolean {
  const flags = parseFlagz(text);
  const component = flags && flagzComponent(flags);
  if (flags === undefined || component === undefined) return false;
  store.add({ kind: 'flagz', record: { component, flags: keptFlagz(component, flags) } }, originOf(file));
  return true;
}

/** The origin of a response: no object, so that nothing identifies it. */
export function originOf(file: string): Origin {
  return { file, document: 0, item: 0, uid: undefined, resourceVersion: undefined };
}

/** The origin of an object, with what the server wrote into it. */
export function originOfObject(file: string, { document, item = 0 }: CutPosition, raw: Raw): Origin {
  const { uid, resourceVersion } = obj(raw['metadata']);
  return { file, document, item, uid: str(uid, 128), resourceVersion: str(resourceVersion, 64) };
}
