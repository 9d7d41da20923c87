const KEYS = 'Arrow keys move, + and − scale, 0 shows all, N and P go to the next and the previous part, '
  + 'Enter opens or closes a block, Escape leaves it.';
const KINDS = [
  [/^(input|output)$/, 'port'],
  [/conv/, 'conv'],
  [/gemm|mat_?mul|linear/, 'linear'],
  [/relu|sigmoid|swish|gelu|clip|tanh|softmax|activation/, 'activation'],
  [/norm/, 'norm'],
  [/pool|resize|reduce|upsample/, 'spatial'],
];

const kindOf = op => (KINDS.find(([pattern]) => pattern.test(op)) || ['', 'other'])[1];

/** The name of a node, or of its value where it has none. */
const titleOf = node => node.label || node.name;

/** A type without its element: 1×8×40×60; of channels that went it says so. */
const dims = node => {
  const type = /\[(.*)]/.exec(node.type);
  const now = type ? type[1].split(',') : [];
  const was = node.was ? /\[(.*)]/.exec(node.was)[1].split(',') : now;
  return now.map((dim, i) => was[i] !== dim ? `${was[i]}→${dim}` : dim).join('×');
};

/** The graph of the compiled network: what is in it, what was masked, and the branches that went. */
class GraphView {
  constructor(graph, report) {
    this.nodes = graph.nodes;
    this.gone = graph.removed;
    this.report = report;
    this.root = blocksOf(this.nodes.map(titleOf));
    this.open = this.nodes.length <= MOST_NODES
      ? new Set(everyBlock(this.root)) : openAtFirst(this.root);
    this.framed = this.nodes.length > MOST_NODES;
    this.chosen = -1;
    this.svg = shape('svg', {
      class: 'graph', tabindex: 0, role: 'application',
      'aria-label': 'Graph of the compiled network. ' + KEYS,
      keydown: event => this.key(event),
    }, arrow());
    this.viewport = new Viewport(this.svg);
    this.detail = make('div', { class: 'told', role: 'status', 'aria-live': 'polite' });
    this.element = make('div', { class: 'graph-view' }, this.tools(), this.svg, this.detail);
  }

  tools() {
    const find = make('input', {
      type: 'search', id: 'find-node', placeholder: 'Find a node …', 'aria-label': 'Find a node',
      keydown: event => { if (event.key === 'Enter') { this.find(event.target.value); } },
    });
    const every = open => () => {
      this.open = new Set(open ? everyBlock(this.root) : [this.root]);
      this.framed = true;
      this.chosen = -1;
      this.layOut();
      this.viewport.start();
    };
    return make('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Graph' },
      button('+', 'Larger', () => this.viewport.zoom(ZOOM)),
      button('−', 'Smaller', () => this.viewport.zoom(1 / ZOOM)),
      button('Show all', 'Show all of the graph', () => this.viewport.fit()),
      button('Close blocks', 'Close all blocks', every(false)),
      this.nodes.length <= 5 * MOST_NODES
        ? button('Open blocks', 'Open all blocks', every(true)) : '',
      find);
  }

  /** Lays out and draws; to be called when the element is in the page, and whenever blocks change. */
  layOut() {
    const { seen, standsFor } = seenParts(this.root, this.open);
    this.standsFor = standsFor;
    this.boxes = seen.map(({ part, within }) => isBlock(part) ? this.blockBox(part, within) : this.nodeBox(part, within));
    const links = new Set();
    const link = (from, to) => { if (from !== to) { links.add(from + ' ' + to); } };
    this.nodes.forEach((node, i) => node.from.forEach(from => link(standsFor[from], standsFor[i])));
    this.gone.forEach(gone => {
      const place = this.boxes.length;
      this.boxes.push(this.goneBox(gone));
      gone.from.forEach(from => link(standsFor[from], place));
      gone.to.forEach(to => link(place, standsFor[to]));
    });
    const pairs = [...links].map(pair => pair.split(' ').map(Number));
    this.placed = placed(this.boxes, pairs, this.framed ? this.frames() : []);
    this.viewport.put(
      drawing(this.placed, box => this.press(box), frame => this.toggle(frame.block)),
      this.placed.width, this.placed.height);
    this.mark();
  }

  frames() {
    const frames = new Map();
    const visit = (block, within) => block.parts.filter(part => isBlock(part) && this.open.has(part))
      .forEach(part => {
        const frame = { name: part.name, block: part, within };
        frames.set(part, frame);
        visit(part, frame);
      });
    visit(this.root, undefined);
    this.boxes.forEach(box => { box.within = frames.get(box.within); });
    return [...frames.values()];
  }

  nodeBox(index, within) {
    const node = this.nodes[index];
    const left = node.before > node.width ? node.width / node.before : undefined;
    return { kind: kindOf(node.op), title: titleOf(node), detail: `${node.op} ${dims(node)}`, left, node, within };
  }

  blockBox(block, within) {
    return { kind: 'block', title: block.name, detail: counted(block.size, 'node'), block, within };
  }

  goneBox(gone) {
    return { kind: 'other', title: gone.name, detail: `not chosen, ${counted(gone.nodes, 'node')}`, gone };
  }

  press(index) {
    if (this.viewport.dragged) {
      return;
    }
    this.choose(index);
    if (this.boxes[index].block) {
      this.toggle(this.boxes[index].block);
    }
  }

  choose(index) {
    this.chosen = index;
    this.mark();
    if (index >= 0 && !this.viewport.sees(this.placed.boxes[index])) {
      this.viewport.center(this.placed.boxes[index]);
    }
  }

  mark() {
    this.svg.querySelectorAll('.box.marked').forEach(box => box.classList.remove('marked'));
    const box = this.boxes[this.chosen];
    if (box) {
      this.svg.querySelector(`[data-box="${this.chosen}"]`).classList.add('marked');
    }
    this.detail.replaceChildren(...(box ? this.told(box) : [make('p', {}, KEYS)]));
  }

  told(box) {
    if (box.block) {
      return [make('strong', {}, box.title), make('p', {}, `A block of ${counted(box.block.size, 'node')}; Enter opens it.`)];
    }
    if (box.gone) {
      return [make('strong', {}, box.title), make('p', {}, `A branch of ${box.gone.choice} that was not chosen: `
        + `${counted(box.gone.nodes, 'node')} and ${counted(box.gone.parameters, 'parameter')} went with it.`)];
    }
    const node = box.node;
    const said = [`${node.op}, %${node.name}: ${node.type}`];
    if (node.was) {
      said.push(`was ${node.was}`);
    }
    if (node.weights.length > 0) {
      said.push(`weights ${node.weights.join(', ')}`);
    }
    const masks = this.report.channels.ledger.filter(entry => entry.value === node.name || entry.value === node.name + '.masked');
    masks.forEach(entry => said.push(fates(entry)));
    return [make('strong', {}, titleOf(node)), ...said.map(text => make('p', {}, text))];
  }

  /** Opens a block, or closes it; what was chosen is then the block or the first of its parts. */
  toggle(block) {
    if (this.open.has(block)) {
      everyBlock(block).forEach(inner => this.open.delete(inner));
    } else {
      this.open.add(block);
    }
    this.framed = true;
    this.layOut();
    const first = part => isBlock(part) && this.open.has(part) ? first(part.parts[0]) : part;
    const shown = first(block);
    this.chosen = this.boxes.findIndex(box => box.block === shown || box.node && box.node === this.nodes[shown]);
    this.mark();
    this.viewport.center(this.placed.boxes[this.chosen]);
  }

  /** Goes to the next node whose name has a text in it. */
  find(text) {
    const wanted = text.toLowerCase();
    const start = this.found === undefined ? 0 : this.found + 1;
    const order = this.nodes.map((node, i) => (start + i) % this.nodes.length);
    const hit = order.find(i => `${titleOf(this.nodes[i])} ${this.nodes[i].name} ${this.nodes[i].op}`.toLowerCase().includes(wanted));
    if (hit === undefined || wanted === '') {
      this.detail.replaceChildren(make('p', {}, `No node has “${text}” in its name.`));
      return;
    }
    this.found = hit;
    const closedAround = block => block.parts.some(part =>
      isBlock(part) ? closedAround(part) && this.open.add(part) : part === hit);
    const before = this.open.size;
    closedAround(this.root);
    if (this.open.size !== before) {
      this.framed = true;
      this.layOut();
    }
    this.choose(this.standsFor[hit]);
    this.viewport.center(this.placed.boxes[this.chosen]);
  }

  key(event) {
    const box = this.boxes[this.chosen];
    const steps = {
      n: () => this.choose(Math.min(this.boxes.length - 1, this.chosen + 1)),
      p: () => this.choose(Math.max(0, this.chosen - 1)),
      Enter: () => this.enter(box),
      Escape: () => this.choose(-1),
    };
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const known = this.viewport.key(event.key);
    if (!known && steps[event.key]) {
      steps[event.key]();
    }
    if (known || steps[event.key]) {
      event.preventDefault();
    }
  }

  enter(box) {
    if (box && box.block) {
      this.toggle(box.block);
    } else if (box && this.framed && box.within) {
      this.toggle(box.within.block);
    }
  }
}

const graphSection = (graph, report) => {
  const view = new GraphView(graph, report);
  const gone = graph.removed.length === 0 ? '' : ` Dashed boxes stand for ${counted(graph.removed.length, 'branch', 'branches')} not chosen.`;
  return {
    view,
    element: section('graph', 'Compiled network', make('p', {},
      `${whole(graph.nodes.length)} inputs, nodes and outputs. A bar in a box is the share of its channels that is left.${gone}`),
    view.element),
  };
};
