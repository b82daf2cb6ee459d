/** Terms of the glossary where they stand: a link to the entry, and its meaning on hover and on focus. */
import { termParts } from '../terms.ts';
import { all, made } from './dom.ts';

/** Marks the first occurrence of each term in the text of an element, outside of code and links. */
export function markTerms(element: HTMLElement, seen: Set<string>): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (text.parentElement?.closest('code, a, button')) continue;
    const parts = termParts(text.data, seen);
    if (!parts.some(({ entry }) => entry !== undefined)) continue;
    text.replaceWith(
      ...parts.map(({ text: words, entry }) => {
        if (entry === undefined) return words;
        const link = made('a', words);
        link.className = 'term';
        link.href = `#${entry}`;
        return link;
      }),
    );
  }
}

/** Shows meanings for the whole page. */
export function explainTerms(): void {
  const tip = made('div');
  tip.id = 'tip';
  tip.role = 'tooltip';
  tip.hidden = true;
  document.body.append(tip);
  const hide = () => {
    tip.hidden = true;
    for (const one of all('.term[aria-describedby]')) one.removeAttribute('aria-describedby');
  };
  const show = ({ target }: Event) => {
    const term = target instanceof Element ? target.closest<HTMLAnchorElement>('a.term') : null;
    hide();
    const entry = term && document.getElementById(term.hash.slice(1));
    if (!term || !entry) return;
    tip.textContent = `${entry.textContent}: ${entry.nextElementSibling?.textContent ?? ''}`;
    term.setAttribute('aria-describedby', 'tip');
    tip.hidden = false;
    const { left, bottom } = term.getBoundingClientRect();
    const most = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(left, most)) + scrollX}px`;
    tip.style.top = `${bottom + scrollY + 6}px`;
  };
  document.addEventListener('mouseover', show);
  document.addEventListener('focusin', show);
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
}
