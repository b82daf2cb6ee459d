import { configuredByFile } from '../helpers/addons/traefik.ts';
import { flagValues } from '../helpers/program-flags.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

const OTHER = 'providers.kubernetesingress.allowexternalnameservices';

export default addonCheck({
  id: 'addons/traefik-external-name-services',
  title: 'Traefik forwards to ExternalName Services',
  control: 'Traefik and ExternalName Services',
  severity: 'low',
  why: 'A tenant who can create Services and routes makes Traefik forward to any host name that Traefik can reach. These include metadata services and internal hosts behind its firewall rules.',
  remediation: 'Remove `allowExternalNameServices` of the Kubernetes providers from the arguments.',
  references: ['K05', 'traefik-kubernetes-crd'],
  addon: 'traefik',
  asks: setting({
    images: ['traefik'],
    hidden: configuredByFile,
    flag: 'providers.kubernetescrd.allowexternalnameservices',
    usual: ({ container }) => flagValues(container, OTHER, true).at(-1) ?? 'false',
    bad: (value) => value !== 'false',
    expected: 'false',
  }),
});
