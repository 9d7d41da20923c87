/** Pictures in rows, each row of one scene, and what the colours in them are. */
const pictureRows = scenes => {
  if (scenes.rows.length === 0) {
    return [make('p', {}, 'There are none.')];
  }
  const legend = scenes.classes.map(one => {
    const mark = make('i', {});
    mark.style.background = one.colour;
    return make('li', {}, mark, one.name);
  });
  return [
    legend.length > 0 && make('ul', { class: 'legend', 'aria-label': 'Colours of the classes' }, legend),
    ...scenes.rows.flatMap(row => [
      make('h3', {}, row.name),
      make('div', { class: 'scene' }, row.shown.map(shown => make('figure', {},
        make('img', { src: shown.source, alt: shown.text }),
        make('figcaption', {}, shown.caption)))),
    ]),
  ].filter(Boolean);
};
