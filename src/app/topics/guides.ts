/** Guides. */
export const OTHERS: Readonly<Record<string, { title: string; body: string }>> = {
  waivers: {
    title: 'Accept a risk (waivers)',
    body: `A waiver accepts a risk, with a reason, an owner and an expiry date. The default file is \`./.archmap.yaml\`; use \`--waivers FILE\` for another one.

\`\`\`yaml
apiVersion: archmap.io/v1
kind: Waivers
waivers:
  - check: workloads/sensitive-host-path # or exposure/*
    objects: [{ kind: DaemonSet, namespace: logging, name: 'fluent-*' }]
    reason: The log agent reads container logs.
    owner: platform@example.org
    expires: 2027-03-31
\`\`\`

- An accepted risk stays in every report, with its reason. It does not count for \`--fail-on\`.
- Reason, owner and expiry date are required. Expired or unmatched waivers are reported on stderr and ignored; expiry is evaluated at the collection time of the snapshot. An invalid file is an error.
- Only failed results can be accepted.
- Schema for editors: docs/schema/waivers-v1.schema.json.`,
  },
  config: {
    title: 'Set defaults (Config)',
    body: `A document of kind \`Config\` in \`./.archmap.yaml\` sets defaults; it can be in the same file as waivers. Use \`check --config FILE\` for another file. \`check --show-config\` prints every setting and its origin.

\`\`\`yaml
apiVersion: archmap.io/v1
kind: Config
failOn: medium
requireComplete: false
skip:
  - check: nodes/single-zone # or nodes/*
    reason: The test cluster has one zone by design.
severities:
  - check: workloads/host-network
    severity: high
    reason: Pods must not share the network of nodes here.
systemNamespaces:
  - name: platform-*
    reason: Operated by the platform team.
\`\`\`

- Flags take precedence over environment variables, and these over the file: \`ARCHMAP_FAIL_ON\`, \`ARCHMAP_REQUIRE_COMPLETE\`, \`ARCHMAP_ONLY\`, \`ARCHMAP_SKIP\`, \`ARCHMAP_CONFIG\`.
- Skipped checks are counted in every result, with the reason. A changed severity keeps the original one in the result (\`severityChange\`). Both are reported on stderr.
- \`systemNamespaces\` changes lists and the overview only: risks in these namespaces remain. To accept risks, use waivers.
- Unknown fields and checks are errors with file, line and column.
- A change of this file can weaken a gate. Require a review for it, as for waivers.
- Schema for editors: docs/schema/config-v1.schema.json.`,
  },
  baseline: {
    title: 'Compare with a baseline',
    body: `\`check -o json=baseline.json\` saves a baseline. With \`check --baseline baseline.json\` only new or more severe risks count for \`--fail-on\`. In a namespace with sensitive permissions, each new subject counts, and each new permission of a subject. Other risks stay in the report and are marked. A risk that a waiver accepted in the baseline counts again when the waiver expires. A baseline from another cluster causes a warning. Of several baselines the most recent one counts; the page (\`-o html\`) has the trend over all of them. \`diff OLD NEW\` also compares the architecture.`,
  },
  diff: {
    title: 'Compare two states',
    body: `\`diff OLD [NEW]\` compares two snapshots, saved results, dumps or directories of manifests; NEW defaults to the live cluster. It reports added, removed and changed components, versions, flags, node pools, namespaces, add-ons, entry points, identities, workloads and risks, most severe first.

- If the data of one side is incomplete, the change is \`unclear\`, never removed or fixed.
- \`--fail-on high\` counts new or more severe risks that are not accepted. A risk that was unknown before counts as new.
- \`-o markdown\` is for pull requests. \`-o html=diff.html\` marks changes on the map: red is worse, green is better.`,
  },
  'custom-rules': {
    title: 'Custom rules',
    body: `\`check --rules FILE|DIR\` evaluates custom checks, written in CEL over the lists in docs/rules.md. \`rules test FILE|DIR\` runs the embedded tests.

\`\`\`yaml
apiVersion: archmap.io/v1
kind: Rules
rules:
  - id: custom/team-label
    title: Namespace without team label
    severity: low
    why: Incidents cannot be assigned to an owner.
    remediation: Set the label team.
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

- Missing data makes a rule \`unknown\`, never \`pass\`. If an expression fails for an object, the result of that object is \`error\`.
- Invalid rules are reported with file, line and column before the evaluation. The cost of a rule is limited.`,
  },
  files: {
    title: 'Evaluate files',
    body: `\`--from FILE|DIRECTORY|-\` reads any mixture of these inputs:

- output of \`kubectl get -o json|yaml\`, responses saved with \`kubectl get --raw\`, and text that contains them
- \`kubectl cluster-info dump\`, including old releases, and \`oc adm must-gather\`
- manifests, rendered Helm charts and Kustomize output, JSON lines, arrays of objects
- static pod manifests of several hosts

A check fails based on the objects in the files. A check passes only if the lists it requires are complete:

- A response of the API server (\`PodList\` with a resourceVersion and without a continue token) is complete for its kind. Its scope is the cluster if its path shows that or if it contains objects of two namespaces. Otherwise its scope is the namespace of its objects or of the directory in the dump. For an empty list of a namespaced kind, the scope is unknown.
- A \`List\` printed by kubectl is complete for cluster-scoped kinds (nodes, ClusterRoles). A selector is detected by missing objects only: objects that every cluster has, objects outside of the list, or nodes that run a pod or renew a lease. Then the list is partial.
- With \`--complete\` the files contain all objects of every kind that is present in them. Other kinds stay unknown. The flag is ignored if part of the input is invalid, or if a template, an archive or an encrypted file was skipped. It is also ignored for a list with a continue token or with contradictions, and for sources of Kustomize and Helm. It is ignored for manifests whose controllers create further objects: an Argo CD Application, a HelmRelease, a custom resource with containers.
- Add-ons have their own kinds of NetworkPolicies, Gateways and similar objects. Add the CustomResourceDefinitions to show which of them exist.

\`\`\`sh
kubectl get nodes,namespaces,clusterroles,clusterrolebindings,crd -o json > cluster.json
kubectl get pods,services,deploy,ds,sts,rs,jobs,cronjobs,netpol,roles,rolebindings -A -o json > rest.json
kubectl archmap check --from cluster.json --from rest.json --complete
\`\`\`

Details:

- Invalid parts (a line, an element, a document) are skipped and reported on stderr. A Kustomize patch, a workload without a pod template and a Service without a spec are invalid parts.
- Pod logs are not read, as far as file names or markers of the dump identify them. Workloads control their logs, so logs are untrusted.
- A single-file dump whose logs imitate these markers is rejected. After the first log in a dump, no list is complete. Use \`--output-directory\` to separate the logs.
- A list inside of other text proves only the objects that it contains, and replaces nothing. A file with a pod log under another name looks like a response: do not add such files.
- Duplicate pods, workloads, roles and bindings are all evaluated. For other kinds the last duplicate counts, and the list is partial.
- A flag with a masked value (\`***HIDDEN***\`) is unknown.
- Hidden manifests are read, as by kubectl. Directories of version control, packages and logs are skipped, as are backups and dry-run output of kubeadm (\`kubeadm-backup-*\`).
- An object counts once in the output of \`kubectl get -w\`, with its last state. With \`--output-watch-events\`, deleted objects do not count.
- A manifest without \`metadata.namespace\` is listed in the namespace \`default\`; \`-n\` sets another one, as with kubectl.
- Manifests of the same name in kube-system (\`cp1/kube-apiserver.yaml\`, \`cp2/kube-apiserver.yaml\`) are pods of different hosts. Copies in one directory, or with the same address or member name, are of the same host. They do not show the number of hosts.
- A truncated YAML file can look complete: prefer JSON.`,
  },
  sharing: {
    title: 'Share results (page, PDF, tickets, spreadsheets)',
    body: `\`check -o html=report.html\` writes one file that needs no network: executive summary, map, risks with evidence and remediation, inventory. It contains names of objects and addresses: share it as you would share the configuration of the cluster.

- PDF: open the file in a browser and select Print at the top, with the executive summary or the full report. The browser saves it as a PDF.
- Ticket: open a risk in the page and select Copy ticket, for Jira, GitHub or GitLab.
- Spreadsheet: \`check -o csv=risks.csv\`, with \`--min-severity high\` for a short one. \`-o markdown\` is for pull requests and wikis.
- Trend: \`check -o html=report.html --baseline last-month.json\` marks new and resolved risks.
- Other formats from the same run: \`check -o json=result.json\`, then \`report result.json -o html=report.html -o sarif=risks.sarif\`.
- Pipelines and dashboards: sarif, junit, gitlab, github, openreports and prometheus; see docs/ci.md.
- Several clusters in one page: \`fleet --contexts '*' -o html=fleet.html\`.`,
  },
  'exit-codes': {
    title: 'Exit codes',
    body: `- 0: success; no risk at or above the threshold
- 1: risks at or above \`--fail-on\` (\`diff\`: new or more severe risks)
- 2: error: invalid usage, no connection, an invalid file, a gate with partly invalid input, or a gate without data. A gate has no data if permissions or failures prevented every check at or above \`--fail-on\`.
- 3: with \`--require-complete\`: results are unknown or errors

If a gate fails with 2, stderr has an error and a hint. SARIF has \`executionSuccessful: false\`, and JUnit has one error. If part of the data is available, its results decide, and a warning lists what failed. Files and managed control planes never contain all data; this is not an error. With invalid input, \`--fail-on none\` evaluates the rest, and a risk at or above the threshold still exits 1.

Exit codes do not depend on the output format.`,
  },
  severity: {
    title: 'Severities',
    body: `- critical: unauthenticated compromise or outage of the cluster, or compromise by any authenticated user. Act today.
- high: one plausible step to compromise the cluster or a node. Act this week.
- medium: a layer of defense is missing. Plan the fix.
- low: limited impact, or other defenses must fail first.
- info: information without a required action.

Severity depends on impact, exposure and required access. For adjustments by context see docs/severity.md.`,
  },
};
