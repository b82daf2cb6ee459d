import { timeAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

const HOUR_MS = 3_600_000;
/** Retries of a failed issuance begin after an hour. */
const LATE_MS = 2 * HOUR_MS;

export default addonCheck({
  id: 'addons/cert-manager-renewal-overdue',
  title: 'Certificate of cert-manager is not renewed',
  control: 'cert-manager Certificate renewal',
  severity: 'medium',
  why: 'Renewal is overdue, so it fails for a reason that time does not fix. When the certificate expires, all clients reject the connection.',
  remediation:
    'Read the reason with `kubectl describe certificate` and `kubectl get challenges -A`, and fix the Issuer or the challenge.',
  references: ['K07', 'cert-manager-troubleshooting'],
  addon: 'cert-manager',
  asks: objects(
    ({ cluster }) => ({
      kinds: ['cert-manager.io/Certificate'],
      noun: 'Certificate',
      about: ({ status }) => timeAt(status, 'notAfter') !== undefined,
      fault: ({ status }) => {
        const now = cluster.takenAt.getTime();
        const end = timeAt(status, 'notAfter') ?? 0;
        const renewal = timeAt(status, 'renewalTime');
        const day = (time: number) => new Date(time).toISOString().slice(0, 10);
        const value = `notAfter: ${new Date(end).toISOString()}`;
        if (end <= now) return { message: `expired on ${day(end)}`, value, severity: 'high' };
        if (renewal === undefined || renewal + LATE_MS > now) return undefined;
        return { message: `renewal was due on ${day(renewal)}; expires on ${day(end)}`, value };
      },
      pass: 'not expired, renewal not overdue',
    }),
    ['cert-manager.io/Certificate'],
  ),
});
