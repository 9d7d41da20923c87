const STEP = 60;
const ZOOM = 1.25;
const SMALLEST = 0.02;
const LARGEST = 4;
const READABLE = 0.75;

/** Shows a part of a drawing, which keys, wheel and pointer move and scale. */
class Viewport {
  constructor(svg) {
    this.svg = svg;
    this.place = shape('g', {});
    svg.append(this.place);
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    this.width = 1;
    this.height = 1;
    this.dragged = false;
    this.listen();
  }

  listen() {
    this.svg.addEventListener('wheel', event => this.wheel(event), { passive: false });
    this.svg.addEventListener('pointerdown', event => this.grab(event));
    this.svg.addEventListener('pointermove', event => this.drag(event));
    this.svg.addEventListener('pointerup', () => { this.grabbed = undefined; });
    this.svg.addEventListener('pointercancel', () => { this.grabbed = undefined; });
  }

  /** Takes another drawing. */
  put(drawn, width, height) {
    this.place.replaceChildren(drawn);
    this.width = width;
    this.height = height;
  }

  get box() {
    return this.svg.getBoundingClientRect();
  }

  apply() {
    this.place.setAttribute('transform', `translate(${this.x},${this.y}) scale(${this.scale})`);
    this.svg.dataset.scale = this.scale.toFixed(3);
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.apply();
  }

  /** Scales so that a point of the window, the middle by default, stays where it is. */
  zoom(factor, at = { x: this.box.width / 2, y: this.box.height / 2 }) {
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
    this.x = at.x - (at.x - this.x) * scale / this.scale;
    this.y = at.y - (at.y - this.y) * scale / this.scale;
    this.scale = scale;
    this.apply();
  }

  /** All of the drawing. */
  fit() {
    const { width, height } = this.box;
    this.scale = Math.min(1.5, width / this.width, height / this.height);
    this.x = (width - this.width * this.scale) / 2;
    this.y = (height - this.height * this.scale) / 2;
    this.apply();
  }

  /** All of the drawing if it can be read like that, otherwise where it starts. */
  start() {
    this.fit();
    if (this.scale < READABLE) {
      this.scale = Math.min(1, Math.max(READABLE, this.box.width / this.width));
      this.x = (this.box.width - this.width * this.scale) / 2;
      this.y = 0;
      this.apply();
    }
  }

  /** Moves so that a point of the drawing is in the middle. */
  center(point) {
    this.scale = Math.max(this.scale, READABLE);
    this.x = this.box.width / 2 - point.x * this.scale;
    this.y = this.box.height / 2 - point.y * this.scale;
    this.apply();
  }

  /** Whether a point of the drawing can be seen. */
  sees(point) {
    const x = point.x * this.scale + this.x;
    const y = point.y * this.scale + this.y;
    return x > 0 && y > 0 && x < this.box.width && y < this.box.height;
  }

  /** The page scrolls with the wheel, unless the drawing has the focus or Ctrl is down. */
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey && !this.svg.matches(':focus')) {
      return;
    }
    event.preventDefault();
    this.zoom(Math.pow(1.0015, -event.deltaY),
      { x: event.clientX - this.box.left, y: event.clientY - this.box.top });
  }

  grab(event) {
    this.grabbed = { x: event.clientX, y: event.clientY };
    this.dragged = false;
  }

  drag(event) {
    if (!this.grabbed || event.buttons === 0) {
      this.grabbed = undefined;
      return;
    }
    const dx = event.clientX - this.grabbed.x;
    const dy = event.clientY - this.grabbed.y;
    if (this.dragged || Math.abs(dx) + Math.abs(dy) > 4) {
      this.dragged = true;
      this.grabbed = { x: event.clientX, y: event.clientY };
      this.move(dx, dy);
    }
  }

  /** Whether a key was one that moves or scales. */
  key(name) {
    const moves = {
      ArrowLeft: () => this.move(STEP, 0),
      ArrowRight: () => this.move(-STEP, 0),
      ArrowUp: () => this.move(0, STEP),
      ArrowDown: () => this.move(0, -STEP),
      '+': () => this.zoom(ZOOM),
      '=': () => this.zoom(ZOOM),
      '-': () => this.zoom(1 / ZOOM),
      0: () => this.fit(),
    };
    if (moves[name]) {
      moves[name]();
    }
    return name in moves;
  }
}
