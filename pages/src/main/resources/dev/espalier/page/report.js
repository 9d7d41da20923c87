const REPORT = DATA.report;

const messages = outcome => REPORT.checks.filter(check => check.outcome === outcome).map(check => check.message);

const verdictOf = () => {
  const failed = messages('failed');
  const warned = messages('warned');
  if (failed.length > 0) {
    return ['missed', failed.length === 1 ? 'A check failed' : `${failed.length} checks failed`, failed];
  }
  const verified = REPORT.equivalence.length > 0;
  return [verified && warned.length === 0 ? 'met' : 'near',
    verified ? 'Equal to the input model on every output, up to rounding'
      : 'Compiled, and not compared with the input model', warned];
};

const reportHeader = () => {
  const [kind, headline, details] = verdictOf();
  const channels = REPORT.channels;
  const first = REPORT.outputs[0];
  const card = (name, value, meaning) => make('div', {}, make('dt', {}, name), make('dd', {}, value, make('small', {}, meaning)));
  const gone = FATES.filter(fate => fate !== 'kept').reduce((sum, fate) => sum + channels[fate], 0);
  return make('header', {},
    make('p', { class: 'kind' }, 'compiled by Espalier'),
    make('h1', {}, REPORT.input.file),
    make('div', { class: 'verdict ' + kind }, make('strong', {}, headline),
      details.length > 0 ? list(details) : ''),
    make('dl', { class: 'cards' },
      card('parameters', change(REPORT.input.parameters, first.parameters) || '0', `${count(first.parameters)} of ${count(REPORT.input.parameters)}`),
      card('MACs', change(REPORT.input.macs, first.macs) || '0', `${count(first.macs)} of ${count(REPORT.input.macs)}`),
      card('masked channels', whole(gone), `taken out; ${whole(channels.kept)} kept for a reason`),
      REPORT.latency ? card('predicted', milliseconds(REPORT.latency.predictedMs), REPORT.latency.device) : ''));
};

const pictureSection = pictures => section('pictures', 'Pictures',
  make('p', {}, 'What the input model and the compiled one see in the samples, and where they differ.'),
  ...pictureRows(pictures));

const network = graphSection(DATA.graph, REPORT);
show(reportHeader(), [
  section('figures', 'Before and after', beforeAndAfter(REPORT, DATA.before)),
  REPORT.latency && latencySection(REPORT.latency),
  widthSection(DATA.graph.nodes),
  REPORT.choices.length > 0 && choiceSection(REPORT.choices.map(one =>
    choiceRow(one.name, [one.kept, ...one.dropped], one.kept))),
  network.element,
  ledgerSection(REPORT.channels),
  evidenceSection(REPORT.equivalence),
  DATA.pictures.rows.length > 0 && pictureSection(DATA.pictures),
  lintSection(REPORT.lints),
  noteSection(REPORT),
  originSection(REPORT),
].filter(Boolean));
draw();
network.view.layOut();
network.view.viewport.start();
