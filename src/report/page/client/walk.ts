/** Arrow keys select the nearest card in their direction. */
const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The next card for a key; undefined when the key is no arrow or there is no card in its direction. */
export function nextCard(
  key: string,
  from: string | undefined,
  cards: readonly SVGGElement[],
): SVGGElement | undefined {
  if (key === 'Home') return cards[0];
  if (key === 'End') return cards.at(-1);
  const direction = DIRECTIONS[key];
  const start = cards.find((card) => card.dataset['id'] === from);
  if (!direction || !start) return undefined;
  const [dx, dy] = direction;
  const origin = centre(start);
  let best: SVGGElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const card of cards) {
    const { x, y } = centre(card);
    const along = (x - origin.x) * dx + (y - origin.y) * dy;
    const aside = Math.abs((x - origin.x) * dy) + Math.abs((y - origin.y) * dx);
    if (card === start || along <= 1) continue;
    const distance = along + 2.5 * aside;
    if (distance < least) {
      least = distance;
      best = card;
    }
  }
  return best;
}

function centre(card: SVGGElement): { x: number; y: number } {
  const { left, top, width, height } = card.getBoundingClientRect();
  // A lane is as large as its cards, so its title determines its position.
  return card.classList.contains('lanegroup')
    ? { x: left + 40, y: top + 10 }
    : { x: left + width / 2, y: top + height / 2 };
}
