// An exec credential plugin: records how it was called, then follows PLUGIN_*.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const {
  PLUGIN_LOG,
  PLUGIN_STATUSES,
  PLUGIN_VERSION,
  PLUGIN_EXIT,
  PLUGIN_STDERR,
  PLUGIN_STDIN,
  PLUGIN_COLOR,
  PLUGIN_TEXT,
} = process.env;
const execInfo = JSON.parse(process.env.KUBERNETES_EXEC_INFO ?? 'null');
const run = existsSync(PLUGIN_LOG) ? readFileSync(PLUGIN_LOG, 'utf8').trim().split('\n').length : 0;
const note = { execInfo, args: process.argv.slice(2) };
if (PLUGIN_COLOR) note.color = PLUGIN_COLOR;
if (PLUGIN_STDIN) note.stdin = readFileSync(0, 'utf8');
appendFileSync(PLUGIN_LOG, `${JSON.stringify(note)}\n`);
if (PLUGIN_STDERR) process.stderr.write(PLUGIN_STDERR);
if (PLUGIN_EXIT) process.exit(Number(PLUGIN_EXIT));
if (PLUGIN_TEXT) {
  process.stdout.write(PLUGIN_TEXT);
} else {
  const statuses = JSON.parse(PLUGIN_STATUSES ?? '[{"token":"from-plugin"}]');
  const apiVersion = PLUGIN_VERSION ?? execInfo.apiVersion;
  process.stdout.write(
    JSON.stringify({
      kind: 'ExecCredential',
      apiVersion,
      status: statuses[Math.min(run, statuses.length - 1)],
    }),
  );
}
