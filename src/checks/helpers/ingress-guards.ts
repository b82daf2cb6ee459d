import type { IngressGuard } from '../../data/ingress-guards.ts';
import { ingressGuards, mayRead } from '../../data/ingress-guards.ts';
import { mayLetIn, snippets } from '../../data/ingress-places.ts';
import { admitsEverybody } from '../../model/source-ranges.ts';
import type { IngressRecord } from '../../snapshot/records/index.ts';

/** Does the controller of an Ingress put a login in front, or limit source addresses? What another controller reads is nothing to it. */
export function isGuarded({ annotations }: IngressRecord, controller: string | undefined): boolean {
  return ingressGuards
    .filter((guard) => mayRead(guard, controller) && !isUndone(guard, annotations))
    .some(({ prefix, logins, ranges, any }) => {
      const has = ({ name, value }: { name: string; value: RegExp }) =>
        value.test(annotations[prefix + name] ?? '');
      const login = logins.some((one) => has(one) && !(one.unless && has(one.unless)));
      const lists = ranges.flatMap((name) => annotations[prefix + name] ?? []);
      const limited = lists.some((list) => !admitsEverybody(list.split(',')));
      return login && lists.length > 0 && any && has(any) ? limited : login || limited;
    });
}

/** A text for the controller itself lets in whoever the annotations keep out. */
function isUndone({ prefix }: IngressGuard, annotations: IngressRecord['annotations']): boolean {
  return Object.entries(annotations).some(
    ([key, value]) => key.startsWith(prefix) && snippets.test(key) && mayLetIn(value),
  );
}
