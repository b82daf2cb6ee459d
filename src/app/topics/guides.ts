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
  files: {
    title: 'What can be judged from files',
    body: `\`--from FILE|DIRECTORY|-\` reads, in any mixture: \`kubectl get -o json|yaml\`, answers saved with \`kubectl get --raw\`, \`kubectl cluster-info dump\` (of old releases, too), \`oc adm must-gather\`, manifests, renderings of Helm and Kustomize, static-pod manifests of several hosts, JSON lines, arrays of objects without a kind, and text with any of these in it. A fail stands on what was seen. A pass says that there is nothing else, and needs whole lists:

- An answer of the API server (\`PodList\` with a resourceVersion and without a continue token) is all there is of its kind: in the cluster, when it says so by its path or holds objects of two namespaces; else in the one namespace that its objects, or the folder of a dump, name. An empty one of a kind with namespaces says of none.
- A \`List\` that kubectl printed is all there is of kinds without namespaces (nodes, ClusterRoles). That it was picked by a label or by names shows only in what is missing: what every cluster has, an object beside the list, a node where a pod runs or that a kubelet renews its lease for. Then it counts for what it holds.
- \`--complete\` says that the files hold every object of each kind that they hold any of. Kinds that they do not hold stay unknown. It does not count when a part of the input cannot be read, when a template, an archive or an encrypted file was left out, or for a list that says that it goes on or that others contradict.
- Of NetworkPolicies, Gateways and the like add-ons have kinds of their own: add the CustomResourceDefinitions, which tell which of them there are.

\`\`\`sh
kubectl get nodes,namespaces,clusterroles,clusterrolebindings,crd -o json > cluster.json
kubectl get pods,services,deploy,ds,sts,rs,jobs,cronjobs,netpol,roles,rolebindings -A -o json > rest.json
kubectl archmap check --from cluster.json --from rest.json --complete
\`\`\`

What is broken costs itself: a stray line, an element, a document; it is named or counted on stderr. Logs of pods are not read, as far as their names or the marks of a dump tell them: whoever runs a pod writes them. A dump in one file whose logs imitate these marks is refused, and what stands behind its first log is never a whole list; \`--output-directory\` keeps them apart. Lists in a text with lines of somebody else prove what they hold, never that there is no more, and replace nothing; what a pod wrote under a harmless name, without any other line, looks like an answer: keep such files out. Two objects of one name are both judged (pods, workloads, roles, bindings); of other kinds the last one counts, and no list of the kind is whole. A patch of Kustomize and a workload without a pod template are parts that could not be read. A flag whose value is a mask (\`***HIDDEN***\`) is not told. Hidden files and folders are left out. Manifests of one name in kube-system (\`cp1/kube-apiserver.yaml\`, \`cp2/kube-apiserver.yaml\`) are pods of as many hosts; copies in one folder, and manifests with the same address or member name, are of one. They say what is to run, and not how many hosts there are. What kubeadm kept of an upgrade (\`kubeadm-backup-*\`) or made in a dry run is left out. A YAML file that ends too early after a whole line looks like a shorter one: prefer JSON.`,
  },
  'exit-codes': {
    title: 'Exit codes',
    body: `- 0: done; no risk at or over the threshold
- 1: risks at or over \`--fail-on\` (for \`diff\`: that are new or worse)
- 2: it could not do its job: wrong usage, no connection, a broken file; a gate over input of which a part is broken or cut off; or a gate saw nothing: no check at or over \`--fail-on\` could be decided by what the cluster shows, because lists were refused or failed
- 3: verdicts are missing, with \`--require-complete\`

In the last two cases of 2 two lines on stderr say what failed and what to do, SARIF has \`executionSuccessful: false\` and JUnit one error. Where a part was seen, the verdicts about it decide, and a warning names what failed. Files and managed control planes lack things by their nature: that is no outage. Of broken input the rest is used: \`--fail-on none\` shows what it says, and a risk at or over the threshold is 1 all the same.

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
