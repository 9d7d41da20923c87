/** Space above what is in a frame, for its name. */
const NAME = 14;

/** A smooth line through points. */
const smooth = points => {
  let path = `M${points[0].x},${points[0].y}`;
  for (let i = 1; i < points.length - 1; i++) {
    const x = (points[i].x + points[i + 1].x) / 2;
    const y = (points[i].y + points[i + 1].y) / 2;
    path += `Q${points[i].x},${points[i].y} ${x},${y}`;
  }
  const last = points[points.length - 1];
  return path + `L${last.x},${last.y}`;
};

const drawLink = (link, boxes) => shape('path', {
  class: 'link' + (boxes[link.from].gone || boxes[link.to].gone ? ' gone' : ''),
  d: smooth(link.points),
  'marker-end': 'url(#arrow)',
});

/** What is left of the channels, along the lower edge. */
const remainder = box => box.left === undefined ? [] : [
  shape('rect', { class: 'whole', x: -box.width / 2 + 8, y: HEIGHT / 2 - 7, width: box.width - 16, height: 3, rx: 1.5 }),
  shape('rect', { class: 'kept', x: -box.width / 2 + 8, y: HEIGHT / 2 - 7, width: (box.width - 16) * box.left, height: 3, rx: 1.5 }),
];

const drawBox = (box, index, chosen) => shape('g', {
  class: `box ${box.kind}${box.gone ? ' gone' : ''}`,
  transform: `translate(${box.x},${box.y})`,
  'data-box': index,
  click: () => chosen(index),
}, shape('title', {}, `${box.title}\n${box.detail}`),
shape('rect', { class: 'back', x: -box.width / 2, y: -HEIGHT / 2, width: box.width, height: HEIGHT, rx: 7 }),
shape('text', { class: 'title', y: -4 }, shortened(box.title)),
shape('text', { class: 'detail', y: 10 }, shortened(box.detail)),
...remainder(box));

const drawFrame = (frame, closed) => shape('g', { class: 'frame', transform: `translate(${frame.x},${frame.y})` },
  shape('rect', {
    x: -frame.width / 2, y: -frame.height / 2 - NAME, width: frame.width, height: frame.height + NAME, rx: 10,
  }),
  shape('g', { class: 'close', click: () => closed(frame) },
    shape('title', {}, 'Close ' + frame.name),
    shape('text', { x: -frame.width / 2 + 9, y: -frame.height / 2 }, '− ' + shortened(frame.name))));

/** A placed graph as a drawing. */
const drawing = (graph, chosen, closed) => shape('g', {},
  graph.frames.map(frame => drawFrame(frame, closed)),
  graph.links.map(link => drawLink(link, graph.boxes)),
  graph.boxes.map((box, i) => drawBox(box, i, chosen)));

/** The tip of links. */
const arrow = () => shape('defs', {}, shape('marker', {
  id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto',
}, shape('path', { d: 'M0,0.5L8,4L0,7.5z' })));
