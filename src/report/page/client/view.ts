/** Pan and zoom of the picture. On narrow screens the frame scrolls, and zooming changes the size of the drawing. */
import type { Box } from '../../picture/layout/types.ts';

const CLOSEST = 16;
const STEP = 1.25;
const MARGIN = 16;
/** Of a frame, in pixels: taller pictures are drawn smaller. */
const MAX_HEIGHT = 2000;
/** Scale on narrow screens: small texts are 10 pixels high. */
const READABLE = 0.9;
/** A press that moves less is a click. */
const MOVED = 4;

export class View {
  private readonly svg: SVGSVGElement;
  private readonly frame: HTMLElement;
  private readonly narrow = window.matchMedia('(max-width:900px)');
  private whole: Box = { x: 0, y: 0, w: 1, h: 1 };
  private box: Box = this.whole;
  /** Pixels per unit of the picture. */
  private scale = 1;
  private fitted = true;
  private dragged = false;

  constructor(svg: SVGSVGElement, frame: HTMLElement) {
    this.svg = svg;
    this.frame = frame;
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
    new ResizeObserver(() => this.resized()).observe(frame);
    this.narrow.addEventListener('change', () => this.fit());
  }

  /** Whether the last press moved the picture, so that it selects nothing. */
  get wasDragged(): boolean {
    return this.dragged;
  }

  /** The visible part of the picture. */
  get region(): Box {
    return this.narrow.matches ? this.whole : this.box;
  }

  /** Shows a picture of this size completely. */
  show(w: number, h: number): void {
    this.whole = { x: -MARGIN, y: -MARGIN, w: w + 2 * MARGIN, h: h + 2 * MARGIN };
    this.fit();
  }

  fit(): void {
    this.fitted = true;
    const width = this.frame.clientWidth;
    const { w, h } = this.whole;
    if (this.narrow.matches) {
      this.set(this.whole);
      this.resize(Math.max(READABLE, width / w));
      return;
    }
    this.scale = Math.min(width / w, MAX_HEIGHT / h) || 1;
    this.svg.style.width = '';
    this.svg.style.height = `${Math.round(h * this.scale)}px`;
    this.set({ ...this.whole, x: this.whole.x - (width / this.scale - w) / 2, w: width / this.scale });
  }

  /** After a change of the frame the scale stays, so that the panel at its side moves no card. */
  resized(): void {
    if (this.narrow.matches) return;
    const w = this.frame.clientWidth / this.scale;
    if (Math.abs(w - this.box.w) * this.scale < 1) return;
    if (this.fitted && w > this.box.w) this.fit();
    else this.set({ ...this.box, w });
  }

  /** Zooms in with a factor over 1; `at` keeps its position. */
  zoom(factor: number, at = this.middle()): void {
    if (this.narrow.matches) {
      this.resize(this.scale * factor);
      return;
    }
    this.fitted = false;
    const least = Math.min(this.frame.clientWidth / this.whole.w, MAX_HEIGHT / this.whole.h);
    const scale = Math.min(least * CLOSEST, Math.max(least, this.scale * factor));
    const change = this.scale / scale;
    const share = { x: (at.x - this.box.x) / this.box.w, y: (at.y - this.box.y) / this.box.h };
    const [w, h] = [this.box.w * change, this.box.h * change];
    this.scale = scale;
    this.set({ x: at.x - share.x * w, y: at.y - share.y * h, w, h });
  }

  /** Moves so that a card is visible, by the shortest way. */
  reveal(card: Box): void {
    if (this.narrow.matches) return;
    const { box } = this;
    const x = shifted(box.x, box.w, card.x - MARGIN, card.w + 2 * MARGIN);
    const y = shifted(box.y, box.h, card.y - MARGIN, card.h + 2 * MARGIN);
    if (x !== box.x || y !== box.y) this.set({ ...box, x, y });
  }

  private resize(scale: number): void {
    const least = this.frame.clientWidth / this.whole.w;
    this.scale = Math.min(4, Math.max(least, scale));
    this.svg.style.width = `${Math.round(this.whole.w * this.scale)}px`;
    this.svg.style.height = `${Math.round(this.whole.h * this.scale)}px`;
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
    this.dragged = false;
    // Touch scrolls the page or the frame; other mouse buttons have other functions.
    if (this.narrow.matches || start.pointerType === 'touch' || start.button !== 0) return;
    let last = this.point(start);
    const follow = (event: PointerEvent) => {
      const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
      if (!this.dragged && far < MOVED) return;
      this.dragged = true;
      this.fitted = false;
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

/** The start of a range of this length that contains another, moved as little as possible. */
function shifted(start: number, length: number, from: number, size: number): number {
  if (from < start) return from;
  return from + size > start + length ? from + size - length : start;
}
