/** A form for a waiver with its YAML: reason and owner are the reader's, because a waiver without them is not valid. */
import type { PageObject } from '../page-data.ts';
import { dayAfter, waiverEntry, waiverFile } from '../waiver-text.ts';
import { copyButton } from './copy.ts';
import { made } from './dom.ts';

const DAYS = 90;

/** Kept for the next waiver of this visit. */
let lastOwner = '';

/** The form of one check; `objectsOf` are those of the rows that are shown. */
export function waiverForm(check: string, takenAt: string, objectsOf: () => PageObject[]): HTMLElement {
  const form = made('div');
  form.className = 'waiver';
  const reason = field('Reason', 'text', '');
  const owner = field('Owner', 'text', lastOwner);
  const expires = field('Expires', 'date', dayAfter(takenAt, DAYS));
  const bar = made('div');
  bar.className = 'bar';
  bar.append(reason.label, owner.label, expires.label);
  const yaml = made('pre');
  yaml.tabIndex = 0;
  const waiver = () => ({
    check,
    objects: objectsOf(),
    reason: reason.input.value.trim(),
    owner: owner.input.value.trim(),
    expires: expires.input.value,
  });
  const buttons = [
    copyButton('Copy file', () => waiverFile(waiver())),
    copyButton('Copy entry', () => waiverEntry(waiver())),
  ];
  const hint = made('p');
  hint.className = 'hint';
  const actions = made('div');
  actions.className = 'actions';
  actions.append(...buttons);
  const draw = () => {
    const { reason: why, owner: who, expires: until } = waiver();
    lastOwner = who;
    const isComplete = why !== '' && who !== '' && until !== '';
    for (const one of buttons) one.disabled = !isComplete;
    hint.textContent = isComplete
      ? 'Save it as .archmap.yaml, or append the entry to the list of an existing file.'
      : 'A waiver requires a reason, an owner and an expiry date.';
    yaml.textContent = waiverFile(waiver());
  };
  for (const { input } of [reason, owner, expires]) input.addEventListener('input', draw);
  draw();
  form.append(bar, yaml, hint, actions);
  return form;
}

function field(
  name: string,
  type: string,
  value: string,
): { label: HTMLLabelElement; input: HTMLInputElement } {
  const label = made('label', name);
  const input = made('input');
  input.type = type;
  input.value = value;
  label.append(input);
  return { label, input };
}
