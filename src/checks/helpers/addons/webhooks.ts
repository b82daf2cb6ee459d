import type { ExtensionFacts } from '../../../model/types.ts';
import type { Finding } from '../../define.ts';
import { listed, observed } from '../objects.ts';

/**
 * Whether the webhooks of an add-on reject requests while it does not answer. A configuration is an administrator's: nobody else writes it.
 */
export function* evaluateFailurePolicy(
  { webhooks }: Pick<ExtensionFacts, 'webhooks'>,
  name: RegExp,
): Iterable<Finding> {
  for (const configuration of webhooks.filter((one) => name.test(one.name))) {
    const at = { kind: configuration.kind, name: configuration.name };
    const open = configuration.webhooks.filter(({ failurePolicy }) => failurePolicy === 'Ignore');
    const evidence = configuration.webhooks.map((hook) =>
      observed(
        `${configuration.kind} ${configuration.name}`,
        `${hook.name}: ${hook.failurePolicy ?? 'Fail'}`,
      ),
    );
    yield open.length > 0
      ? {
          verdict: 'fail',
          at,
          message: `failurePolicy of ${listed(open.map((hook) => hook.name))} is Ignore; expected Fail`,
          evidence,
        }
      : { verdict: 'pass', at, message: 'failurePolicy of every webhook is Fail', evidence };
  }
}
