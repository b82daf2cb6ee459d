import type { IngressGuard } from '../../data/ingress-guards.ts';
import { ingressGuards } from '../../data/ingress-guards.ts';
import { admitsEverybody } from '../../model/source-ranges.ts';
import type { IngressRecord } from '../../snapshot/records/index.ts';

/** Does the controller of an Ingress put a login in front, or limit source addresses? What another controller reads is nothing to it. */
export function isGuarded({ annotations }: IngressRecord, controller: string | undefined): boolean {
  return ingressGuards
    .filter((guard) => mayRead(guard, controller))
    .some(({ prefix, logins, ranges, any }) => {
      const has = ({ name, value }: { name: string; value: RegExp }) =>
        value.test(annotations[prefix + name] ?? '');
      const login = logins.some((one) => has(one) && !(one.unless && has(one.unless)));
      const lists = ranges.flatMap((name) => annotations[prefix + name] ?? []);
      const limited = lists.some((list) => !admitsEverybody(list.split(',')));
      return login && lists.length > 0 && any && has(any) ? limited : login || limited;
    });
}

/** By the controller of its class, which is a path; else by the name of a class that was not seen. */
function mayRead({ controllers, foreign }: IngressGuard, controller: string | undefined): boolean {
  if (controller === undefined) return true;
  return controller.includes('/') ? controllers.test(controller) : !foreign.test(controller);
}
