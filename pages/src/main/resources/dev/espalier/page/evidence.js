const sign = (good, text) => make('span', { class: good ? 'good' : 'bad' }, (good ? '✓ ' : '✗ ') + text);

/** How far each output of each file is from the input model's. */
const evidenceSection = rows => {
  if (rows.length === 0) {
    return section('evidence', 'Equivalence', make('p', {}, 'The files were not compared with the input model.'));
  }
  const columns = [{ name: 'output' }, { name: 'runtime' }, { name: 'verdict' },
    { name: 'off by at most', kind: 'number' }, { name: 'of the range', kind: 'number' },
    { name: 'range', kind: 'number' }, { name: 'rounding noise', kind: 'number' },
    { name: 'classes agree', kind: 'number' }, { name: 'inputs', kind: 'number' }, { name: 'worst input' }];
  const verdict = row => row.gated || !row.pass ? sign(row.pass, row.pass ? 'equal' : 'differs: ' + row.reason) : 'stated';
  return section('evidence', 'Equivalence',
    make('p', {}, `Outputs of the written files beside those of ${rows[0].reference} on the same inputs. `
      + 'A file passes when the largest difference is within rounding.'),
    table('Equivalence', columns, rows.map(row => [row.output, `${row.format} in ${row.runtime}`, verdict(row),
      { content: tiny(row.maxAbs), value: row.maxAbs }, tiny(row.maxRelative), tiny(row.range), tiny(row.noise),
      row.argmaxAgreement === undefined ? '' : percent(row.argmaxAgreement),
      whole(row.inputs), row.worstInput])));
};

const LEVELS = ['error', 'warning', 'note'];

/** What a user should look at, by rule. */
const lintSection = lints => {
  if (lints.length === 0) {
    return section('lints', 'Lints', make('p', {}, 'There are none.'));
  }
  const rules = new Map();
  lints.forEach(lint => {
    const key = lint.level + ' ' + lint.rule;
    rules.set(key, [...(rules.get(key) || []), lint]);
  });
  const groups = [...rules.values()].sort((a, b) => LEVELS.indexOf(a[0].level) - LEVELS.indexOf(b[0].level));
  return section('lints', 'Lints', groups.map(group => unfolded(
    make('span', {}, make('span', { class: 'level ' + group[0].level }, group[0].level), ` ${group[0].rule} `,
      make('small', { class: 'inline' }, `× ${group.length}`)),
    group[0].level !== 'note',
    table(group[0].rule, [{ name: 'node' }, { name: 'message' }], group.map(lint => [lint.node, lint.message])))));
};

const list = texts => make('ul', {}, texts.map(text => make('li', {}, text)));

/** Notes, what the GPU takes, passes, and where all this comes from. */
const noteSection = report => section('notes', 'Notes',
  report.notes.length > 0 ? list(report.notes) : make('p', {}, 'There are none.'));

const originSection = report => {
  const files = [[report.input.file, 'input', report.input.sha256],
    ...report.outputs.map(output => [output.file, output.minRuntime ? `TFLite ${output.minRuntime} or later`
      : output.opset ? `opset ${output.opset}` : output.format, output.sha256])];
  const timings = Object.entries(report.timings).map(([name, ms]) => [name, { content: plain(ms) + '\u00a0ms', value: ms }]);
  const checks = report.checks.map(check =>
    [`${check.kind} ${check.name}`, sign(check.outcome !== 'failed', check.outcome), check.message]);
  return section('origin', 'How it was made',
    make('p', {}, `${report.tool.name} ${report.tool.version}; counts are for ${sizes(report)}.`),
    table('Files', [{ name: 'file' }, { name: '' }, { name: 'SHA-256' }],
      files.map(([file, kind, sum]) => [file, kind, make('code', {}, sum)])),
    unfolded(counted(report.checks.length, 'check'), false,
      table('Checks', [{ name: 'check' }, { name: 'outcome' }, { name: 'figures' }], checks)),
    unfolded(`${counted(report.passes.length, 'pass', 'passes')} changed something`, false,
      table('Passes', [{ name: 'pass' }, { name: 'changes', kind: 'number' }],
        report.passes.map(pass => [pass.name, whole(pass.changes)]))),
    unfolded('Times on this machine', false,
      table('Times', [{ name: 'step' }, { name: 'time', kind: 'number' }], timings)));
};
