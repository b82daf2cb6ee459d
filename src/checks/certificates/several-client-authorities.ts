import { component } from '../helpers/component.ts';
import { shown } from '../helpers/expiry.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'certificates/several-client-authorities',
  title: 'Several authorities may sign users of the API server',
  severity: 'info',
  why: 'Each of them can make a certificate for any user and any group. During a rotation two are normal; otherwise each is one more key to guard, and a forgotten one is a way in that nobody watches.',
  fix: 'Take out of --client-ca-file what is no longer needed.',
  references: ['pki-certificates', 'T1649'],
  needs: [],
  uses: ['certificates'],
  providerManaged: true,
  *run({ certificates }): Iterable<Finding> {
    const { trust } = certificates;
    if (!trust.known) {
      yield { verdict: 'unknown', at, message: trust.reason, requires: trust.requires };
      return;
    }
    const byKey = new Map(trust.value.clientCAs.map((one) => [one.keyFingerprint, one]));
    yield byKey.size > 1
      ? {
          verdict: 'fail',
          at,
          message: `${byKey.size} authorities may sign users: ${[...byKey.values()].map(({ subject }) => subject).join('; ')}`,
          evidence: few(byKey.values(), (one) => shown(one)),
        }
      : {
          verdict: 'pass',
          at,
          message: byKey.size === 1 ? 'one authority signs users' : 'no authority signs users',
          evidence: trust.evidence,
        };
  },
});

const at = component('kube-apiserver');
