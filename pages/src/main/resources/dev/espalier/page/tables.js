const BAR_UNITS = 1000;

/** A part of a table that scrolls by itself where the window is narrow. */
const scrolling = (label, content) =>
  make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, content);

/** A cell of a row; objects say more than their text. */
const cell = (column, value, first) => {
  const content = value !== null && typeof value === 'object' && !(value instanceof Node)
    ? value : { content: value };
  return make(first ? 'th' : 'td', {
    scope: first && 'row',
    class: column.kind,
    'data-value': content.value,
  }, content.content === undefined ? '' : content.content);
};

/**
 * A table.
 *
 * @param columns name of each, and its kind: 'number', 'bars', or none for text
 * @param rows a value for each column; the first one names the row
 */
const table = (label, columns, rows) => {
  const head = columns.map(column => make('th', { scope: 'col', class: column.kind },
    column.kind === 'bars' ? make('span', { class: 'hidden' }, column.name) : column.name));
  const body = rows.map(row =>
    make('tr', {}, row.map((value, i) => cell(columns[i], value, i === 0))));
  return scrolling(label, make('table', {},
    make('thead', {}, make('tr', {}, head)), make('tbody', {}, body)));
};

/** What was, and what is left of it, as shares of the longest bar. */
const bar = (before, after, longest) => {
  const long = value => Math.round(BAR_UNITS * Math.min(1, value / longest));
  return shape('svg',
    { class: 'bar', viewBox: `0 0 ${BAR_UNITS} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    shape('rect', { class: 'whole', width: long(before), height: 10 }),
    shape('rect', { class: 'kept', width: long(after), height: 10 }));
};
