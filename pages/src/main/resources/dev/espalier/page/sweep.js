const FRONT_COLOUR = 5;

/** Whether one result costs no more and does no worse, and one of both is better. */
const beats = (one, other) => one.cost <= other.cost && one.mIoU >= other.mIoU
  && (one.cost < other.cost || one.mIoU > other.mIoU);

const isFront = result => !DATA.results.some(other => beats(other, result));

/** Dear results first, of the same target the best first. */
const sorted = [...DATA.results].sort((a, b) => b.target - a.target || b.mIoU - a.mIoU);

const sweepChart = () => {
  const methods = [...new Set(DATA.results.map(result => result.method))];
  const point = result => ({
    x: result.cost, y: 100 * result.mIoU, note: `target ${share(result.share)} of the supernet`,
  });
  const front = DATA.results.filter(isFront).sort((a, b) => a.cost - b.cost)
    .map(result => ({ x: result.cost, y: 100 * result.mIoU }));
  return {
    title: 'mIoU by predicted cost',
    x: 'predicted cost, ' + DATA.unit,
    y: 'mIoU, %',
    lines: [
      ...methods.map((method, i) => ({
        label: method,
        colour: i,
        style: 'MARKS',
        points: DATA.results.filter(result => result.method === method).map(point),
      })),
      { label: 'best at its cost', colour: FRONT_COLOUR, style: 'DASHED', points: front },
    ],
  };
};

const method = result => make('span', {}, result.method, isFront(result)
  ? make('span', { class: 'front', role: 'img', 'aria-label': 'best at its cost' }, ' ●') : '');

const resultTable = () => table('Results', [
  { name: 'method' }, ...['target', 'of the supernet', 'predicted cost', 'of the target', 'mIoU',
    'parameters', 'MACs'].map(name => ({ name, kind: 'number' }))],
sorted.map(result => [method(result), cost(result.target, DATA.unit), share(result.share),
  cost(result.cost, DATA.unit), share(result.cost / result.target), percent(result.mIoU),
  count(result.parameters), count(result.macs)]));

show(make('header', {},
  make('p', { class: 'kind' }, 'sweep, ' + (DATA.device || 'multiply-accumulates')),
  make('h1', {}, DATA.network),
  make('p', {}, `The supernet reaches ${percent(DATA.supernet.mIoU)} mIoU at `
    + `${cost(DATA.supernet.cost, DATA.unit)}. Below is what is reached at less.`)), [
  section('reached', 'What is reached at what cost', lineChart(sweepChart(), 'tall')),
  section('results', 'Results',
    make('p', {}, 'A dot marks results beside which nothing costs no more and does no worse.'),
    resultTable()),
]);
draw();
