/** Paints an SVG of rectangles, circles, paths and texts on a canvas, with its computed style. */
const SHAPES = 'rect,circle,path,text';
const SCALE = 2;
/** Limits of canvases in current browsers. */
const MAX_SIDE = 16_000;
const MAX_AREA = 100_000_000;

/** The drawing as PNG; null when the browser cannot make one. The SVG has to be in the document. */
export async function paint(svg: SVGSVGElement): Promise<Blob | null> {
  const { width: w, height: h } = svg.viewBox.baseVal;
  const scale = Math.min(SCALE, MAX_SIDE / w, MAX_SIDE / h, Math.sqrt(MAX_AREA / (w * h)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(w * scale);
  canvas.height = Math.round(h * scale);
  const context = canvas.getContext('2d');
  const origin = svg.getScreenCTM()?.inverse();
  if (!context || !origin) return null;
  const place = (element: SVGGraphicsElement) => {
    const matrix = element.getScreenCTM();
    const at = matrix ? origin.multiply(matrix) : undefined;
    if (at)
      context.setTransform(
        at.a * scale,
        at.b * scale,
        at.c * scale,
        at.d * scale,
        at.e * scale,
        at.f * scale,
      );
    return at !== undefined;
  };
  const visit = (element: Element, opacity: number): void => {
    const style = getComputedStyle(element);
    if (style.display === 'none') return;
    const alpha = opacity * Number(style.opacity);
    if (element.matches(SHAPES)) {
      if (place(element as SVGGraphicsElement)) shape(context, element as SVGGraphicsElement, style, alpha);
      return;
    }
    const inner = element !== svg && element instanceof SVGSVGElement;
    if (inner) {
      context.save();
      clip(context, element, scale);
    }
    for (const child of element.children) visit(child, alpha);
    if (inner) context.restore();
  };
  visit(svg, 1);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** Clips to the frame of an SVG inside of the drawing. */
function clip(context: CanvasRenderingContext2D, inner: SVGSVGElement, scale: number): void {
  const [x, y, w, h] = [inner.x, inner.y, inner.width, inner.height].map(
    ({ baseVal }) => baseVal.value * scale,
  );
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(x ?? 0, y ?? 0, w ?? 0, h ?? 0);
  context.clip();
}

function shape(
  context: CanvasRenderingContext2D,
  element: SVGGraphicsElement,
  style: CSSStyleDeclaration,
  alpha: number,
): void {
  if (element instanceof SVGTextElement) {
    letters(context, element, style, alpha);
    return;
  }
  const path = outline(element);
  if (style.fill !== 'none') {
    context.globalAlpha = alpha * Number(style.fillOpacity);
    context.fillStyle = style.fill;
    context.fill(path);
  }
  if (style.stroke === 'none') return;
  context.globalAlpha = alpha * Number(style.strokeOpacity);
  context.strokeStyle = style.stroke;
  context.lineWidth = Number.parseFloat(style.strokeWidth) || 1;
  context.lineCap = style.strokeLinecap as CanvasLineCap;
  context.lineJoin = style.strokeLinejoin === 'round' ? 'round' : 'miter';
  const dashes = style.strokeDasharray === 'none' ? '' : style.strokeDasharray;
  context.setLineDash(dashes.split(/[\s,]+/).flatMap((dash) => (dash === '' ? [] : Number.parseFloat(dash))));
  context.stroke(path);
}

function outline(element: SVGGraphicsElement): Path2D {
  if (element instanceof SVGPathElement) return new Path2D(element.getAttribute('d') ?? '');
  const path = new Path2D();
  if (element instanceof SVGCircleElement)
    path.arc(element.cx.baseVal.value, element.cy.baseVal.value, element.r.baseVal.value, 0, 2 * Math.PI);
  else if (element instanceof SVGRectElement) {
    const [x, y, w, h, r] = [element.x, element.y, element.width, element.height, element.rx].map(
      ({ baseVal }) => baseVal.value,
    );
    path.roundRect(x ?? 0, y ?? 0, w ?? 0, h ?? 0, r ?? 0);
  }
  return path;
}

function letters(
  context: CanvasRenderingContext2D,
  element: SVGTextElement,
  style: CSSStyleDeclaration,
  alpha: number,
): void {
  const text = element.textContent ?? '';
  const [x, y] = ['x', 'y'].map((name) => Number(element.getAttribute(name) ?? 0));
  const centered = element.getAttribute('text-anchor') === 'middle';
  context.globalAlpha = alpha;
  context.fillStyle = style.fill;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textAlign = centered ? 'center' : 'left';
  context.fillText(text, x ?? 0, y ?? 0);
  if (!style.textDecorationLine.includes('line-through')) return;
  const size = Number.parseFloat(style.fontSize);
  context.fillRect(x ?? 0, (y ?? 0) - size * 0.3, context.measureText(text).width, 1);
}
