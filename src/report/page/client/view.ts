/** Pan and zoom of the picture: the view box is the only state. */
import type { Box } from '../../picture/layout/types.ts';

const CLOSEST = 0.25;
const STEP = 1.25;

export class View {
  private readonly svg: SVGSVGElement;
  private whole: Box = { x: 0, y: 0, w: 1, h: 1 };
  private box: Box = this.whole;

  constructor(svg: SVGSVGElement) {
    this.svg = svg;
    svg.addEventListener('pointerdown', (event) => this.drag(event));
    svg.addEventListener(
      'wheel',
      (event) => {
        // The wheel alone scrolls the page, so that the picture does not trap it.
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, this.point(event));
      },
      { passive: false },
    );
  }

  /** Shows a picture of this size completely. */
  show(w: number, h: number): void {
    const margin = 16;
    this.whole = { x: -margin, y: -margin, w: w + 2 * margin, h: h + 2 * margin };
    this.fit();
  }

  fit(): void {
    this.set(this.whole);
  }

  /** Zooms in with a factor over 1; `at` keeps its position. */
  zoom(factor: number, at = this.middle()): void {
    const w = Math.min(this.whole.w, Math.max(this.whole.w * CLOSEST ** 2, this.box.w / factor));
    const h = (this.box.h / this.box.w) * w;
    const share = { x: (at.x - this.box.x) / this.box.w, y: (at.y - this.box.y) / this.box.h };
    this.set({ x: at.x - share.x * w, y: at.y - share.y * h, w, h });
  }

  move(dx: number, dy: number): void {
    this.set({ ...this.box, x: this.box.x + dx * this.box.w, y: this.box.y + dy * this.box.h });
  }

  /** Moves so that a card is visible. */
  reveal({ x, y, w, h }: Box): void {
    const { box } = this;
    const inside = x >= box.x && y >= box.y && x + w <= box.x + box.w && y + h <= box.y + box.h;
    if (!inside) this.set({ ...box, x: x + w / 2 - box.w / 2, y: y + h / 2 - box.h / 2 });
  }

  private middle(): { x: number; y: number } {
    return { x: this.box.x + this.box.w / 2, y: this.box.y + this.box.h / 2 };
  }

  private set(box: Box): void {
    this.box = box;
    this.svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.w} ${box.h}`);
  }

  private point({ clientX, clientY }: MouseEvent): { x: number; y: number } {
    const matrix = this.svg.getScreenCTM();
    if (!matrix) return this.middle();
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    return { x, y };
  }

  private drag(start: PointerEvent): void {
    // Touch scrolls the page; other mouse buttons have other functions.
    if (start.pointerType === 'touch' || start.button !== 0) return;
    let last = this.point(start);
    const follow = (event: PointerEvent) => {
      const now = this.point(event);
      this.set({ ...this.box, x: this.box.x + last.x - now.x, y: this.box.y + last.y - now.y });
      last = this.point(event);
    };
    const end = () => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', end);
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', end);
  }
}
