const MARKS = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'cross'];
const COLOURS = 6;
const FEW_POINTS = 40;
const MOST_ROWS = 10;
const dark = matchMedia('(prefers-color-scheme: dark)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const drawn = [];

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
const tick = value => Math.abs(value) < 1e6
  ? short.format(value) : compact.format(value).replace('B', 'G');

const axis = (title, ticks) => ({
  title: { display: Boolean(title), text: title, color: colour('--soft') },
  ticks: { color: colour('--soft'), maxRotation: 0, ...ticks },
  grid: { color: colour('--line') },
  border: { color: colour('--line') },
});

const linear = (title, integers) => ({
  type: 'linear',
  ...axis(title, { maxTicksLimit: 8, precision: integers ? 0 : undefined, callback: tick }),
});

const options = (scales, legend, tooltip) => ({
  responsive: true,
  maintainAspectRatio: false,
  animation: calm.matches ? false : { duration: 300 },
  interaction: { mode: 'nearest', intersect: false },
  scales,
  plugins: {
    legend: {
      display: legend,
      position: 'bottom',
      labels: { color: colour('--ink'), usePointStyle: true, boxHeight: 7 },
    },
    tooltip: { callbacks: tooltip },
  },
});

const radius = line => {
  const lone = line.style === 'DASHED'
    ? line.points.length === 1 || line.points[0].x === line.points[1].x
    : line.points.length <= FEW_POINTS;
  return line.style === 'MARKS' ? 6 : lone ? 2.5 : 0;
};

const dataset = (line, index) => {
  const own = colour('--c' + (line.colour % COLOURS));
  return {
    label: line.label,
    data: line.points,
    parsing: false,
    showLine: line.style !== 'MARKS',
    borderColor: own,
    backgroundColor: own,
    borderWidth: line.style === 'MARKS' ? 2 : 1.75,
    borderDash: line.style === 'DASHED' ? [6, 4] : [],
    pointStyle: { MARKS: MARKS[index % MARKS.length], DASHED: 'line', LINE: 'circle' }[line.style],
    pointRadius: radius(line),
    pointHoverRadius: 6,
  };
};

/** How Chart.js draws lines and marks. */
const lines = chart => ({
  type: 'line',
  data: { datasets: chart.lines.map(dataset) },
  options: options({
    x: linear(chart.x, chart.lines.every(l => l.points.every(p => Number.isInteger(p.x)))),
    y: linear(chart.y, false),
  }, true, { afterLabel: item => item.raw.note || '' }),
});

/** How Chart.js draws a bar for each of some names. */
const bars = chart => ({
  type: 'bar',
  data: {
    labels: chart.bars.map(one => one.name),
    datasets: [{
      data: chart.bars.map(one => one.value),
      backgroundColor: colour('--c0'),
      borderRadius: 3,
      maxBarThickness: 18,
    }],
  },
  options: {
    ...options({
      x: linear(chart.x, false),
      y: { type: 'category', ...axis('', { autoSkip: false }) },
    }, false, { label: item => chart.bars[item.dataIndex].note }),
    indexAxis: 'y',
  },
});

const draw = () => drawn.forEach(one => {
  if (one.chart) {
    one.chart.destroy();
  }
  one.chart = new Chart(one.canvas, one.how());
});
dark.addEventListener('change', draw);
matchMedia('print').addEventListener('change', draw);

/** At most so many, evenly spread, the first and the last among them. */
const pick = (all, most) => all.length <= most ? all
  : Array.from({ length: most }, (none, i) => all[Math.floor(i * (all.length - 1) / (most - 1))]);

const course = line => {
  const at = point => plain(point.y) + ' at ' + plain(point.x);
  const last = line.points[line.points.length - 1];
  return line.style === 'MARKS' || line.points.length === 1
    ? line.points.map(at).join(', ')
    : 'from ' + at(line.points[0]) + ' to ' + at(last);
};

/** The chart in words, for those who do not see it. */
const words = chart =>
  chart.title + '.' + chart.lines.map(line => ` ${line.label}: ${course(line)}.`).join('');

/** A drawn chart; what is below it has the same figures. */
const figure = (title, description, size, how, below) => {
  const canvas = make('canvas', { role: 'img', 'aria-label': description });
  const place = make('div', { class: 'canvas ' + size }, canvas);
  drawn.push({ canvas, how });
  return { place, whole: make('figure', { class: 'chart' },
    make('figcaption', {}, title), place, below) };
};

/** Lines over two axes, and some of their points as a table. */
const lineChart = (chart, size) => {
  const rows = chart.lines.flatMap(line =>
    pick(line.points, MOST_ROWS).map(p => [line.label, plain(p.x), plain(p.y)]));
  const columns = [
    { name: 'line' }, { name: chart.x, kind: 'number' }, { name: chart.y, kind: 'number' }];
  return figure(chart.title, words(chart), size, () => lines(chart),
    unfolded('As a table', false, table(chart.title + ', table', columns, rows))).whole;
};

/** A bar for each name; as high as they need. */
const barChart = (chart, below) => {
  const described = chart.title + '. ' + chart.bars.map(b => b.name + ': ' + b.note).join('. ');
  const made = figure(chart.title, described, '', () => bars(chart), below);
  made.place.style.height = 4 + 1.7 * chart.bars.length + 'rem';
  return made.whole;
};
