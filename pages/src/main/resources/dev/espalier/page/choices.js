/** The start of a name, with the separator; empty where it has none. */
const scopeOf = name => name.slice(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);

/** What comes from outside of the block's scope is its input. */
const branchName = (scope, branch) => scope === '' ? branch
  : branch.startsWith(scope) ? branch.slice(scope.length).split(/[./]/)[0] : 'skip';

/** A choice of a block: where, what from, and which. */
const choiceRow = (name, branches, chosen) => {
  const scope = scopeOf(name);
  const named = branch => branchName(scope, branch);
  const tags = branches.map(branch => make('span', {
    class: branch === chosen ? 'branch chosen' : 'branch', title: branch,
  }, named(branch)));
  return [scope === '' ? name : scope.slice(0, -1), make('strong', {}, named(chosen)), make('span', {}, tags)];
};

/** Choices as rows, or a word that there are none. */
const choiceSection = rows => section('blocks', 'Blocks', rows.length === 0
  ? make('p', {}, 'There was nothing to choose: the network has no choices between blocks.')
  : table('Chosen blocks', [{ name: 'place' }, { name: 'chosen' }, { name: 'from' }], rows));
