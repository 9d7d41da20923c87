(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('charts').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const marks = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'cross'];
  let drawn = [];

  const colour = name =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const radius = line => {
    const points = line.points.length;
    const lone = line.style === 'DASHED' ? points === 1 || line.points[0].x === line.points[1].x
      : points <= 40;
    return line.style === 'MARKS' ? 6 : lone ? 2.5 : 0;
  };

  const dataset = (line, index) => {
    const own = colour('--c' + (line.colour % 6));
    return {
      label: line.label,
      data: line.points,
      parsing: false,
      showLine: line.style !== 'MARKS',
      borderColor: own,
      backgroundColor: own,
      borderWidth: line.style === 'MARKS' ? 2 : 1.75,
      borderDash: line.style === 'DASHED' ? [6, 4] : [],
      pointStyle: { MARKS: marks[index % marks.length], DASHED: 'line', LINE: 'circle' }[line.style],
      pointRadius: radius(line),
      pointHoverRadius: 6,
    };
  };

  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
  const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
  const text = value => Math.abs(value) < 1e6
    ? plain.format(value) : compact.format(value).replace('B', 'G');

  const axis = (title, whole) => ({
    type: 'linear',
    title: { display: true, text: title, color: colour('--soft') },
    ticks: {
      color: colour('--soft'),
      maxRotation: 0,
      maxTicksLimit: 8,
      precision: whole ? 0 : undefined,
      callback: text,
    },
    grid: { color: colour('--line') },
    border: { color: colour('--line') },
  });

  const isWhole = chart =>
    chart.lines.every(line => line.points.every(point => Number.isInteger(point.x)));

  const options = chart => ({
    responsive: true,
    maintainAspectRatio: false,
    animation: calm.matches ? false : { duration: 300 },
    interaction: { mode: 'nearest', intersect: false },
    scales: { x: axis(chart.x, isWhole(chart)), y: axis(chart.y, false) },
    plugins: {
      legend: {
        position: 'bottom',
        labels: { color: colour('--ink'), usePointStyle: true, boxHeight: 7 },
      },
      tooltip: {
        callbacks: {
          afterLabel: item => item.raw.note || '',
        },
      },
    },
  });

  const draw = () => {
    drawn.forEach(chart => chart.destroy());
    drawn = data.map(chart =>
      new Chart(document.querySelector(`[data-chart="${chart.id}"]`), {
        type: 'line',
        data: { datasets: chart.lines.map(dataset) },
        options: options(chart),
      }));
  };

  dark.addEventListener('change', draw);
  draw();
})();
