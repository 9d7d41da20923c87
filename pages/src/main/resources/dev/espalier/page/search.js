const SEARCH = DATA.summary;
const LEAST = 0.97;
const ROUNDING = 1e-9;
const FEW_GROUPS = 60;
const ACTIVATION = /[./_](h?swish|relu6?|gelu|silu)$/i;

const searchVerdict = ({ target, cost: costs }) => {
  const device = target.device ? ' on ' + target.device : '';
  const used = `${cost(costs.model, target.unit)} predicted, ${share(costs.ofTarget)} of the `
    + `${cost(target.cost, target.unit)} that were allowed${device} for pictures of `
    + `${target.width} × ${target.height} (${share(target.share)} of the supernet)`;
  if (costs.ofTarget > 1 + ROUNDING) {
    return ['missed', 'Target missed', used];
  }
  return costs.ofTarget < LEAST
    ? ['near', 'Below the target: no width that can be reached is nearer', used]
    : ['met', 'Target met', used];
};

const searchHeader = () => {
  const [kind, headline, detail] = searchVerdict(SEARCH);
  return make('header', {},
    make('p', { class: 'kind' }, SEARCH.method + ' search'),
    make('h1', {}, SEARCH.network),
    make('p', { class: 'verdict ' + kind }, make('strong', {}, headline), ' ' + detail));
};

const figures = () => {
  const { unit } = SEARCH.target;
  const found = SEARCH.mIoU;
  const card = (name, value, meaning) => make('div', {},
    make('dt', {}, 'mIoU, ' + name), make('dd', {}, value, make('small', {}, meaning)));
  const row = (name, before, after, text) => [name, text(before), text(after), share(after / before)];
  return section('figures', 'Figures',
    make('dl', { class: 'cards' },
      card('supernet', percent(found.supernet), 'all channels and the largest blocks'),
      card('found', percent(found.found), 'at the end of the search'),
      card('masked supernet', percent(found.masked), 'supernet.onnx, fine-tuned'),
      card('compiled', typeof found.model === 'number' ? percent(found.model) : 'a check failed',
        'model.onnx in ONNX Runtime')),
    table('Sizes', [{ name: '' }, { name: 'supernet', kind: 'number' },
      { name: 'found', kind: 'number' }, { name: 'of the supernet', kind: 'number' }], [
      row('predicted cost', SEARCH.cost.supernet, SEARCH.cost.model, value => cost(value, unit)),
      row('MACs', SEARCH.supernet.macs, SEARCH.model.macs, count),
      row('parameters', SEARCH.supernet.parameters, SEARCH.model.parameters, count),
    ]));
};

/** How many pixels of the picture's side are one of the layer's; halving rounds sizes up. */
const reduction = layer => {
  const positions = layer.height * layer.width;
  if (positions === 1) {
    return Infinity;
  }
  const exact = Math.sqrt(SEARCH.target.height * SEARCH.target.width / positions);
  const power = 2 ** Math.round(Math.log2(exact));
  return Math.round(Math.abs(exact / power - 1) < 0.1 ? power : exact);
};

const resolution = value => value === Infinity ? 'whole picture' : '1/' + value;

const widthColumns = first => [...first.map(name => ({ name })),
  { name: 'before', kind: 'number' }, { name: 'after', kind: 'number' },
  { name: 'kept', kind: 'number' }, { name: 'bar', kind: 'bars' }];

const widthCells = (before, after, longest) =>
  [whole(before), whole(after), after === 0 ? 'not chosen' : share(after / before), bar(before, after, longest)];

const byResolution = layers => {
  const groups = new Map();
  layers.forEach(layer => {
    const key = reduction(layer);
    groups.set(key, [...(groups.get(key) || []), layer]);
  });
  return [...groups.entries()].sort((a, b) => a[0] - b[0]).map(([key, own]) => {
    const sum = part => own.reduce((total, layer) => total + layer[part], 0);
    const before = sum('before');
    return [resolution(key), whole(own.length), ...widthCells(before, sum('after'), before)];
  });
};

const channelSection = () => {
  const layers = SEARCH.channels;
  if (layers.length === 0) {
    return section('channels', 'Channels',
      make('p', {}, 'There was nothing to choose: the network has no masks.'));
  }
  const widest = Math.max(...layers.map(layer => layer.before));
  const stay = layers.filter(layer => layer.after > 0);
  const columns = widthColumns(['resolution', 'groups']);
  columns[1].kind = 'number';
  return section('channels', 'Channels',
    table('Channels by resolution', columns, byResolution(stay)),
    stay.length === layers.length ? '' : make('p', {},
      `Not among these: ${counted(layers.length - stay.length, 'group')} in branches that were not chosen.`),
    unfolded(`${counted(layers.length, 'group')} of channels, one by one`, layers.length <= FEW_GROUPS,
      table('Channels of each group', widthColumns(['first layer', 'resolution']),
        layers.map(layer => [layer.layer.replace(ACTIVATION, ''), resolution(reduction(layer)),
          ...widthCells(layer.before, layer.after, widest)]))));
};

const partSection = () => {
  if (SEARCH.parts.length === 0) {
    return section('parts', 'Where the cost is', make('p', {}, 'The cost has no parts.'));
  }
  const { unit } = SEARCH.target;
  const most = Math.max(...SEARCH.parts.map(part => Math.max(part.supernet, part.model)));
  return section('parts', 'Where the cost is', table('Cost of each part', [
    { name: 'part' }, { name: 'supernet', kind: 'number' },
    { name: 'found', kind: 'number' }, { name: 'bar', kind: 'bars' },
  ], SEARCH.parts.map(part => [part.name, cost(part.supernet, unit), cost(part.model, unit),
    bar(part.supernet, part.model, most)])));
};

show(searchHeader(), [
  figures(),
  section('curves', 'Curves', make('div', { class: 'charts' }, DATA.charts.map(chart => lineChart(chart, '')))),
  channelSection(),
  choiceSection(SEARCH.blocks.map(block => choiceRow(block.choice, block.branches, block.chosen))),
  partSection(),
  section('pictures', 'Pictures', ...pictureRows(DATA.pictures)),
  section('configuration', 'Configuration',
    unfolded('Every key, those left out too', false, make('pre', { tabindex: 0 }, DATA.config))),
]);
draw();
