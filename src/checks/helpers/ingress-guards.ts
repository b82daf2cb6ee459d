import type { IngressGuard } from '../../data/ingress-guards.ts';
import { ingressGuards, mayRead } from '../../data/ingress-guards.ts';
import { mayLetIn, snippetLanguage } from '../../data/ingress-places.ts';
import { namedBy } from '../../model/services.ts';
import { admitsEverySource } from '../../model/source-ranges.ts';
import type { ClassRecord, IngressRecord } from '../../snapshot/records/index.ts';

/** Whether the controller of an Ingress requires a login, or limits source addresses. Annotations of another controller have no effect. */
export function isGuarded(
  ingress: IngressRecord,
  controller: string | undefined,
  classes: readonly ClassRecord[],
): boolean {
  const { annotations, className, hasTls } = ingress;
  const known = classes.filter(({ kind }) => kind === 'IngressClass');
  // Where classes were collected, and the Ingress names none of them, its controller is unknown.
  const isOrphan =
    className !== undefined && known.length > 0 && !known.some(({ name }) => name === className);
  if (isOrphan) return false;
  // Without a class any of the controllers may handle it.
  const readers = controller === undefined ? known.map((one) => one.controller) : [controller];
  return ingressGuards
    .filter((guard) => readers.every((reader) => mayRead(guard, reader)) && !isUndone(guard, annotations))
    .some(({ prefix, logins, ranges, any, isPlain, rangesVoidedBy = [] }) => {
      const valueOf = (name: string) => annotations[prefix + name] ?? '';
      const has = ({ name, value }: { name: string; value: RegExp }) => value.test(valueOf(name));
      const login = logins.some(
        (one) =>
          has(one) &&
          !(one.unless && has(one.unless)) &&
          !(one.onTls && isPlain?.(valueOf, hasTls)) &&
          !answersItself(valueOf(one.name), ingress),
      );
      const lists = rangesVoidedBy.some(has)
        ? []
        : ranges.flatMap((name) => annotations[prefix + name] ?? []);
      // Of two names for one list the controller uses one.
      const limited = lists.length > 0 && lists.every((list) => !admitsEverySource(list.split(',')));
      return login && lists.length > 0 && any && has(any) ? limited : login || limited;
    });
}

/** Whether the URL of the external authentication is that of a Service which the Ingress itself leads to. */
function answersItself(url: string, { namespace, backends }: IngressRecord): boolean {
  const [, service, host] = /^(?:svc:\/\/([a-z\d./-]+)|[a-z]+:\/\/(?:[^/@]*@)?([^/:$?]+))/i.exec(url) ?? [];
  const name = service?.split('/').slice(0, 2).join('/') ?? host;
  if (name === undefined) return false;
  const asked = name.includes('/') ? name : name.includes('.') ? namedBy(name) : `${namespace}/${name}`;
  return backends.some((backend) => `${namespace}/${backend.replace(/:[^:/]*$/, '')}` === asked);
}

/** A configuration snippet may admit what the annotations refuse, or the controller does not inspect the forwarded traffic. */
function isUndone(
  { prefix, voidedBy = [] }: IngressGuard,
  annotations: IngressRecord['annotations'],
): boolean {
  if (voidedBy.some(({ name, value }) => value.test(annotations[prefix + name] ?? ''))) return true;
  return Object.entries(annotations).some(
    ([key, value]) => key.startsWith(prefix) && snippetLanguage(key) !== undefined && mayLetIn(value),
  );
}
