/** What a reader can do with a risk: show it on the map, copy a ticket, a command, a link or a waiver. Added when it is opened. */
import { ticketText } from '../ticket-text.ts';
import type { PageObject, Payload } from '../page-data.ts';
import { all, button, made, say } from './dom.ts';
import { copyButton } from './copy.ts';
import type { ClusterMap } from './map.ts';
import type { RiskList } from './risks.ts';
import { makeSortable } from './sort.ts';
import { markTerms } from './tip.ts';
import { waiverForm } from './waiver.ts';

/** Programs whose calls in a text are commands. */
const COMMAND =
  /^(?:kubectl|kubeadm|etcdctl|etcdutl|istioctl|helm|openssl|velero|calicoctl|cilium|aws|az|gcloud) \S+ \S/;

export class RiskActions {
  private readonly data: Payload;
  private readonly risks: RiskList;
  private readonly map: ClusterMap;
  private readonly done = new WeakSet<HTMLElement>();

  constructor(data: Payload, risks: RiskList, map: ClusterMap) {
    this.data = data;
    this.risks = risks;
    this.map = map;
  }

  /** Adds the buttons to each entry when it is opened. */
  listen(): void {
    // `toggle` does not bubble.
    document.addEventListener(
      'toggle',
      ({ target }) => {
        if (target instanceof HTMLDetailsElement && target.open && target.matches('.risk')) this.add(target);
      },
      true,
    );
  }

  /** Adds the buttons to an entry, once. */
  add(element: HTMLDetailsElement): void {
    if (this.done.has(element)) return;
    this.done.add(element);
    const { check = '', verdict = '' } = element.dataset;
    const actions = made('div');
    actions.className = 'actions';
    const isFail = verdict === 'fail' || verdict === 'accepted';
    if (isFail)
      actions.append(
        this.mapButton(element),
        copyButton('Copy ticket', () => this.ticket(element)),
      );
    actions.append(
      copyButton(
        'Copy command',
        () => `kubectl archmap explain ${check}`,
        `Copy command: kubectl archmap explain ${check}`,
      ),
      copyButton('Copy link', () => `${location.href.split('#')[0] ?? ''}#${element.id}`),
    );
    if (verdict === 'fail') actions.append(this.waiverButton(element, actions));
    element.append(actions);
    const seen = new Set<string>();
    for (const paragraph of all('.answer p', element)) markTerms(paragraph, seen);
    addCommandButtons(element);
    const table = element.querySelector('table');
    if (table) makeSortable(table, (body) => this.risks.write(body));
  }

  private mapButton(element: HTMLElement): HTMLButtonElement {
    const show = button('Show on the map', () => {
      const count = this.map.light(new Set(this.risks.risksIn({ element })));
      say(count === 1 ? '1 card highlighted' : `${count} cards highlighted`);
    });
    show.dataset['light'] = element.id;
    return show;
  }

  private waiverButton(element: HTMLElement, actions: HTMLElement): HTMLButtonElement {
    const { check = '' } = element.dataset;
    const open = button('Waiver', () => {
      const isOpen = open.getAttribute('aria-expanded') === 'true';
      open.setAttribute('aria-expanded', String(!isOpen));
      if (isOpen) actions.nextElementSibling?.remove();
      else actions.after(waiverForm(check, this.data.takenAt, () => this.objects(element)));
    });
    open.setAttribute('aria-expanded', 'false');
    return open;
  }

  /** Objects of the rows that are shown; none when one of them is the cluster as a whole. */
  private objects(element: HTMLElement): PageObject[] {
    const hidden = new Set(
      all('tr[data-risk]', element)
        .filter((row) => row.hidden)
        .map((row) => Number(row.dataset['risk'])),
    );
    const shown = this.risks.risksIn({ element }).filter((risk) => !hidden.has(risk));
    const objects = shown.map((risk) => this.data.objects[risk]);
    const unique = new Map(objects.map((object) => [JSON.stringify(object), object]));
    return objects.includes(undefined) ? [] : [...unique.values()].filter((one) => one !== undefined);
  }

  private ticket(element: HTMLElement): string {
    const { severity = '', check = '' } = element.dataset;
    const written = all<HTMLTableRowElement>('tbody tr', element)
      .filter((row) => !row.hidden)
      .map((row) => [cell(row, 0), cell(row, 1)] as const);
    const waiting = this.risks
      .waitingRows(element.querySelector('tbody')?.id ?? '')
      .map(({ cells: [object = '', message = ''] }) => [object, message] as const);
    return ticketText({
      severity,
      check,
      title: element.querySelector('.risk-title')?.textContent ?? '',
      url: element.querySelector<HTMLAnchorElement>('.refs code a')?.href,
      cluster: this.data.cluster,
      takenAt: this.data.takenAt,
      why: plain(element.querySelector('.why')),
      fix: plain(element.querySelector('.fix')),
      rows: [...written, ...waiting],
    });
  }
}

function cell(row: HTMLTableRowElement, at: number): string {
  return row.cells[at]?.textContent ?? '';
}

/** The text of a paragraph, without the buttons in it. */
function plain(paragraph: Element | null): string {
  const copy = paragraph?.cloneNode(true) as Element | undefined;
  for (const extra of copy?.querySelectorAll('button') ?? []) extra.remove();
  return copy?.textContent ?? '';
}

/** A button after each command in the texts of an entry. */
function addCommandButtons(under: ParentNode): void {
  for (const code of all('.answer code', under)) {
    const command = code.textContent;
    if (!COMMAND.test(command) || code.nextElementSibling?.matches('.copy')) continue;
    const copy = copyButton('Copy', () => command, `Copy: ${command}`);
    copy.classList.add('copy');
    code.after(copy);
  }
}
