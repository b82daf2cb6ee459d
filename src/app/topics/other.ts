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
- Reason, owner and expiry are required. Expired (at the time of the snapshot) or matching nothing: it is said on stderr and accepts nothing. A malformed file stops the run.
- Only fails are accepted: what is unknown stays unknown.
- Editors help with the schema: docs/schema/waivers-v1.schema.json.`,
  },
  baseline: {
    title: 'Counting only what is new',
    body: `\`check -o json=baseline.json\` saves a state; \`check --baseline baseline.json\` lets only risks count for \`--fail-on\` that are new or more severe since. The others stay in the report and are marked. What was accepted in the baseline counts again when its waiver ends; a baseline of another cluster is told. \`diff OLD NEW\` says more: what changed in the architecture, too.`,
  },
  diff: {
    title: 'What changed',
    body: `\`diff OLD [NEW]\` compares two snapshots, saved results, dumps or folders of manifests; without NEW, the cluster. It tells components, versions, flags, node pools, namespaces, add-ons, ways in, identities, workloads and risks that came, went or changed, each with why it matters, the worst first.

- What could not be seen on one side is \`unclear\`, never gone or mended.
- \`--fail-on high\` counts risks that are new or worse and that nobody accepted. A risk that could not be seen before counts as new.
- \`-o markdown\` is for a pull request, \`-o html=diff.html\` puts the changes on the map: red is for the worse, green for the better.`,
  },
  'own-rules': {
    title: 'Own rules',
    body: `\`check --rules FILE|DIR\` runs checks that you write in CEL over the lists that docs/rules.md describes; \`rules test FILE|DIR\` runs their fixtures.

\`\`\`yaml
apiVersion: archmap.io/v1
kind: Rules
rules:
  - id: own/team-label
    title: A namespace has no team
    severity: low
    why: Nobody knows whom to call.
    fix: Label it with its team.
    for: namespaces
    pass: "'team' in object.labels"
    fixtures:
      - name: no label
        objects: [{ apiVersion: v1, kind: Namespace, metadata: { name: a } }]
        expect: fail
      - name: a label
        objects: [{ apiVersion: v1, kind: Namespace, metadata: { name: a, labels: { team: shop } } }]
        expect: pass
\`\`\`

- What was not collected makes a rule \`unknown\`, never \`pass\`. What an expression cannot do with one object is an \`error\` of that object.
- Mistakes name file, line and column before anything runs. What a rule may take is limited in steps.`,
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
