/** Small helpers. Text is inserted as text; markup only from functions that escape. */

/** The element with this id; page and script are generated together, so a missing element is a bug. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

export function fieldById(id: string): HTMLInputElement | HTMLSelectElement {
  return byId(id) as HTMLInputElement | HTMLSelectElement;
}

export function drawingById<T extends SVGElement>(id: string, type: new () => T): T {
  const found: Element = byId(id);
  if (!(found instanceof type)) throw new Error(`${id} is no ${type.name}`);
  return found;
}

export function all<T extends Element = HTMLElement>(selector: string, under: ParentNode = document): T[] {
  return [...under.querySelectorAll<T>(selector)];
}

/** A new element with text in it. */
export function made<K extends keyof HTMLElementTagNameMap>(name: K, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

export function button(text: string, act: () => void): HTMLButtonElement {
  const element = made('button', text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

/** A list of search results or of items on a card. */
export function listOf(items: readonly Node[]): HTMLUListElement {
  const list = made('ul');
  for (const item of items) {
    const entry = made('li');
    entry.append(item);
    list.append(entry);
  }
  return list;
}

/** Announces a change to screen readers. */
export function say(text: string): void {
  byId('said').textContent = text;
}
