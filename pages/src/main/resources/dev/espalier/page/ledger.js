const FATES = ['removed', 'folded', 'carried', 'mapped', 'kept'];
const MOST_ENTRIES = 400;

/** What became of the channels of a value, in words. */
const fates = entry => `axis ${entry.axis}: of ${entry.total} channels `
  + (FATES.filter(fate => entry[fate] > 0).map(fate => `${entry[fate]} ${fate}`).join(', ') || 'all pass');

const reasonText = reason => reason.reason + (reason.value ? ` %${reason.value}` : '')
  + (reason.bytes ? ` (${bytes(reason.bytes)})` : '');

const choice = (id, label, values, changed) => make('label', {}, label + ' ',
  make('select', { id, change: changed }, make('option', { value: '' }, 'any'),
    values.map(value => make('option', { value }, value))));

/** The entries that a search and two filters leave. */
const matching = (entries, text, fate, reason) => entries.filter(entry =>
  (fate === '' || entry[fate] > 0)
  && (reason === '' || entry.reasons.some(one => one.reason === reason))
  && [entry.value, ...entry.reasons.map(reasonText)].join(' ').toLowerCase().includes(text.toLowerCase()));

const ledgerTable = entries => table('Ledger', [
  { name: 'value' }, { name: 'axis', kind: 'number' }, { name: 'channels', kind: 'number' },
  ...FATES.map(name => ({ name, kind: 'number' })), { name: 'why kept' }],
entries.slice(0, MOST_ENTRIES).map(entry => [entry.value, entry.axis, whole(entry.total),
  ...FATES.map(fate => entry[fate] === 0 ? '' : whole(entry[fate])),
  entry.reasons.map(reasonText).join('; ')]));

/** What became of every masked channel; to be searched and filtered. */
const ledgerSection = channels => {
  const entries = channels.ledger;
  if (entries.length === 0) {
    return section('ledger', 'Ledger', make('p', {}, 'No channel of this network is masked or dead.'));
  }
  const sums = FATES.map(fate => `${whole(channels[fate])} ${fate}`).join(', ');
  const found = make('p', { id: 'ledger-found', role: 'status', 'aria-live': 'polite' });
  const place = make('div', {});
  const update = () => {
    const text = controls.querySelector('#ledger-search').value;
    const hits = matching(entries, text, controls.querySelector('#ledger-fate').value,
      controls.querySelector('#ledger-reason').value);
    found.textContent = `${whole(hits.length)} of ${counted(entries.length, 'entry', 'entries')}`
      + (hits.length > MOST_ENTRIES ? `, the first ${MOST_ENTRIES} of them below` : '');
    place.replaceChildren(ledgerTable(hits));
  };
  const reasons = [...new Set(entries.flatMap(entry => entry.reasons.map(one => one.reason)))].sort();
  const controls = make('div', { class: 'tools', role: 'search', 'aria-label': 'Ledger' },
    make('input', {
      type: 'search', id: 'ledger-search', placeholder: 'Search values and reasons …',
      'aria-label': 'Search the ledger', input: update,
    }),
    choice('ledger-fate', 'channels', FATES, update),
    reasons.length > 0 ? choice('ledger-reason', 'reason', reasons, update)
      : make('input', { type: 'hidden', id: 'ledger-reason', value: '' }));
  update();
  return section('ledger', 'Ledger',
    make('p', {}, `What became of the masked channels: ${sums}.`), controls, found, place);
};
