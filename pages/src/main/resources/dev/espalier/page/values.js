/** What a node, a parameter or a byte count was and is. */
const beforeAndAfter = (report, before) => {
  const latency = report.latency;
  const cells = (from, to, text) => [
    { content: text(to), value: to },
    from === undefined ? '' : change(from, to)];
  const row = (name, from, to, text) => [name,
    from === undefined ? '' : { content: text(from), value: from },
    ...report.outputs.flatMap(output => cells(from, to(output), text))];
  const rows = [
    row('nodes', report.input.nodes, output => output.nodes, whole),
    row('parameters', report.input.parameters, output => output.parameters, whole),
    row('MACs', report.input.macs, output => output.macs, whole),
    row('bytes', before.bytes, output => output.bytes, whole),
  ];
  if (latency) {
    rows.push(row('predicted time', before.predictedMs, () => latency.predictedMs, milliseconds));
  }
  const columns = [{ name: '' }, { name: report.input.file, kind: 'number' },
    ...report.outputs.flatMap(output =>
      [{ name: output.file, kind: 'number' }, { name: 'change', kind: 'number' }])];
  return table('Before and after', columns, rows);
};

/** The sizes that counts of multiply-accumulates are for. */
const sizes = report => Object.entries(report.input.shapes)
  .map(([name, shape]) => `${name} ${shape.join('×')}`).join(', ');

/** So many bars are drawn of more blocks than that. */
const MOST_BARS = 24;

/** The dearest blocks in their order, and one for all others. */
const dearest = blocks => {
  if (blocks.length <= MOST_BARS) {
    return blocks;
  }
  const dear = new Set([...blocks].sort((a, b) => b.predictedMs - a.predictedMs).slice(0, MOST_BARS - 1));
  const others = blocks.filter(block => !dear.has(block));
  return [...blocks.filter(block => dear.has(block)), {
    name: `${others.length} others`,
    predictedMs: others.reduce((sum, block) => sum + block.predictedMs, 0),
  }];
};

/** The predicted time of each block, as a chart and as a table. */
const latencySection = latency => {
  const text = block => `${milliseconds(block.predictedMs)}, ${share(block.predictedMs / latency.predictedMs)}`;
  const columns = [{ name: 'block' }, { name: 'predicted', kind: 'number' },
    { name: 'share', kind: 'number' }, { name: 'kernels', kind: 'number' }, { name: 'MACs', kind: 'number' }];
  const rows = latency.blocks.map(block => [block.name,
    { content: milliseconds(block.predictedMs), value: block.predictedMs },
    share(block.predictedMs / latency.predictedMs), whole(block.kernels), count(block.macs)]);
  const budget = latency.budgetMs === undefined ? '' : ` The budget is ${milliseconds(latency.budgetMs)}.`;
  return section('latency', 'Latency',
    make('p', {}, make('strong', {}, milliseconds(latency.predictedMs)), ` predicted for ${latency.device}`,
      ` (${latency.intervalMs.map(milliseconds).join(' to ')} by the worst error on networks that were held out;`,
      ` ${share(latency.unvalidatedShare)} of it from formulas that nobody has checked).${budget}`),
    barChart({
      title: 'Predicted time of each block',
      x: 'ms',
      bars: dearest(latency.blocks).map(b => ({ name: b.name, value: b.predictedMs, note: text(b) })),
    }, unfolded('As a table', false, table('Latency of each block', columns, rows))));
};

const widthTable = (label, layers, widest) => table(label, [
  { name: 'layer' }, { name: 'operator' }, { name: 'before', kind: 'number' },
  { name: 'after', kind: 'number' }, { name: 'left', kind: 'number' }, { name: 'bar', kind: 'bars' },
], layers.map(layer => [titleOf(layer), layer.op, whole(layer.before), whole(layer.width),
  share(layer.width / layer.before), bar(layer.before, layer.width, widest)]));

/** Channels of each layer, before and after. */
const widthSection = nodes => {
  const layers = nodes.filter(node => node.width !== undefined)
    .map(node => ({ ...node, before: Math.max(node.before || 0, node.width) }));
  const narrower = layers.filter(layer => layer.width < layer.before);
  const widest = Math.max(1, ...layers.map(layer => layer.before));
  const sum = key => layers.reduce((total, layer) => total + layer[key], 0);
  const intro = layers.length === 0 ? 'No layer has weights.'
    : `${whole(narrower.length)} of ${counted(layers.length, 'layer')} became narrower; `
      + `${whole(sum('width'))} of ${counted(sum('before'), 'channel')} are left.`;
  return section('widths', 'Channel widths', make('p', {}, intro),
    narrower.length > 0 ? widthTable('Layers that became narrower', narrower, widest) : '',
    narrower.length < layers.length
      ? unfolded(`All ${counted(layers.length, 'layer')}`, narrower.length === 0 && layers.length <= 60,
        widthTable('All layers', layers, widest)) : '');
};
