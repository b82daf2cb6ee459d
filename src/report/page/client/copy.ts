/** Copies text; a page that was opened from a file may have no clipboard API, so the older way is the second. */
import { button, made, say } from './dom.ts';

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = made('textarea');
    field.value = text;
    field.className = 'skip';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

/** A button that copies the text of the time of the click, and says so. */
export function copyButton(label: string, textOf: () => string, describe = label): HTMLButtonElement {
  const made = button(label, () => {
    void copy(textOf()).then((done) => {
      made.textContent = done ? 'Copied' : 'Not copied';
      say(done ? 'Copied to the clipboard' : 'The clipboard is not available');
      setTimeout(() => (made.textContent = label), 1500);
    });
  });
  if (describe !== label) made.setAttribute('aria-label', describe);
  return made;
}
