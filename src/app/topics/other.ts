/** Pages that are about using the tool. */
export const OTHERS: Readonly<Record<string, { title: string; body: string }>> = {
  waivers: {
    title: 'Accepting a risk',
    body: `A waiver accepts a risk for a reason, by an owner, until a date. \`.archmap.yaml\` in the working folder is read without being named; \`--waivers FILE\` names another one.

\`\`\`yaml
apiVersion: archmap.io/v1
kind: Waivers
waivers:
  - check: workloads/host-path-control-plane # or exposure/*
    objects: [{ kind: DaemonSet, namespace: logging, name: 'fluent-*' }]
    reason: The log agent reads what containers write.
    owner: platform@example.org
    expires: 2027-03-31
\`\`\`

- The risk stays in every report, as accepted, with its reason. It counts for no threshold.
- Reason, owner and expiry are required. Expired (at the time of the snapshot), malformed or matching nothing: it is said on stderr and accepts nothing.
- Only fails are accepted: what is unknown stays unknown.
- Editors help with the schema: docs/schema/waivers-v1.schema.json.`,
  },
  baseline: {
    title: 'Counting only what is new',
    body: `\`check -o json=baseline.json\` saves a state; \`check --baseline baseline.json\` lets only risks count for \`--fail-on\` that are new or more severe since. The others stay in the report and are marked. \`diff OLD NEW\` says more: what changed in the architecture, too.`,
  },
  'exit-codes': {
    title: 'Exit codes',
    body: `- 0: done; no risk at or over the threshold
- 1: risks at or over \`--fail-on\` (for \`diff\`: that are new or worse)
- 2: it could not do its job: wrong usage, no connection, a broken file
- 3: verdicts are missing, with \`--require-complete\`

They never depend on the output format.`,
  },
  severity: {
    title: 'Severities',
    body: `- critical: outsiders own or lose the cluster, or everybody inside does. Act today.
- high: one plausible step leads to the cluster or to a node. Act this week.
- medium: a line of defence is missing. Plan it.
- low: little is gained, or others have to fail first.
- info: a fact to know, nothing to fix.

What is gained, how exposed it is and who must already be inside decide; context moves it at most as far as docs/severity.md says.`,
  },
};
