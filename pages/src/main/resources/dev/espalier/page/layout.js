const CHARACTER = 6.9;
const LONGEST = 30;
const HEIGHT = 42;

/** A long text without its middle. */
const shortened = text => text.length <= LONGEST ? text
  : text.slice(0, LONGEST / 2 - 1) + '…' + text.slice(text.length - LONGEST / 2);

const boxWidth = box => {
  const longest = Math.max(shortened(box.title).length, shortened(box.detail).length);
  return Math.max(84, Math.round(longest * CHARACTER + 22));
};

/**
 * Places boxes below those they read from; dagre does the work.
 *
 * @param boxes with a title and a detail, and the frame they are in
 * @param links pairs of numbers of boxes
 * @param frames around boxes, with the frame that each is in
 */
const placed = (boxes, links, frames) => {
  const graph = new graphlib.Graph({ compound: frames.length > 0 });
  graph.setGraph({ nodesep: 18, ranksep: 26, edgesep: 10, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  frames.forEach((frame, i) => graph.setNode('f' + i, {}));
  boxes.forEach((box, i) => graph.setNode('b' + i, { width: boxWidth(box), height: HEIGHT }));
  const within = (name, frame) => {
    const place = frames.indexOf(frame);
    if (place >= 0) {
      graph.setParent(name, 'f' + place);
    }
  };
  boxes.forEach((box, i) => within('b' + i, box.within));
  frames.forEach((frame, i) => within('f' + i, frame.within));
  links.forEach(([from, to]) => graph.setEdge('b' + from, 'b' + to));
  dagre.layout(graph);
  return {
    width: graph.graph().width,
    height: graph.graph().height,
    boxes: boxes.map((box, i) => ({ ...box, ...graph.node('b' + i) })),
    frames: frames.map((frame, i) => ({ ...frame, ...graph.node('f' + i) })),
    links: links.map(([from, to]) => ({
      from, to, points: graph.edge('b' + from, 'b' + to).points,
    })),
  };
};
