/** So many parts of a block are too many to be seen at once. */
const MOST_PARTS = 60;
const PARTS_TOGETHER = 40;
/** A graph of so many nodes is shown whole. */
const MOST_NODES = 200;
/** So many parts are shown of a larger one, at first. */
const FIRST_PARTS = 60;

const scopes = name => {
  const parts = name.split(name.includes('/') ? '/' : '.').filter(part => part !== '');
  return parts.slice(0, -1);
};

/** A block has a name and parts, which are blocks and nodes; a node is its number. */
const isBlock = part => typeof part === 'object';

const size = part => isBlock(part) ? part.size : 1;

/** A block of one part is no block. */
const simple = part => {
  if (!isBlock(part)) {
    return part;
  }
  const parts = part.parts.map(simple);
  return parts.length === 1 ? parts[0] : { ...part, parts, size: parts.reduce((n, p) => n + size(p), 0) };
};

/** Parts that follow each other become blocks where there are too many. */
const divided = (block, names) => {
  let parts = block.parts.map(part => isBlock(part) ? divided(part, names) : part);
  if (parts.length > MOST_PARTS) {
    const each = Math.ceil(parts.length / Math.min(PARTS_TOGETHER, Math.ceil(parts.length / PARTS_TOGETHER)));
    const label = part => isBlock(part) ? part.name : names[part];
    const runs = [];
    for (let from = 0; from < parts.length; from += each) {
      const run = parts.slice(from, from + each);
      runs.push(divided({
        name: `${label(run[0])} … ${label(run[run.length - 1])}`,
        parts: run,
        size: run.reduce((n, p) => n + size(p), 0),
      }, names));
    }
    parts = runs;
  }
  return { ...block, parts };
};

/** The blocks of nodes, by the scopes in their names. */
const blocksOf = names => {
  const root = { name: '', parts: [], inner: new Map(), size: names.length };
  names.forEach((name, node) => {
    let block = root;
    for (const scope of scopes(name)) {
      if (!block.inner.has(scope)) {
        const separator = name.includes('/') ? '/' : '.';
        const inner = { name: (block.name ? block.name + separator : '') + scope, parts: [], inner: new Map() };
        block.inner.set(scope, inner);
        block.parts.push(inner);
      }
      block = block.inner.get(scope);
    }
    block.parts.push(node);
  });
  const parts = root.parts.map(simple);
  return divided({ name: '', parts, size: names.length }, names);
};

/** The blocks to open at first: the largest ones, as long as not too much is seen. */
const openAtFirst = root => {
  const open = new Set([root]);
  let seen = root.parts.length;
  const closed = root.parts.filter(isBlock);
  while (closed.length > 0) {
    closed.sort((a, b) => b.size - a.size);
    const next = closed.shift();
    if (seen + next.parts.length > FIRST_PARTS) {
      break;
    }
    seen += next.parts.length - 1;
    open.add(next);
    closed.push(...next.parts.filter(isBlock));
  }
  return open;
};

/** Every block. */
const everyBlock = block => [block, ...block.parts.filter(isBlock).flatMap(everyBlock)];

/** What is seen: nodes and closed blocks, each with the open block it is in, and of each node what stands for it. */
const seenParts = (root, open) => {
  const seen = [];
  const standsFor = [];
  const cover = (part, place) => isBlock(part)
    ? part.parts.forEach(inner => cover(inner, place)) : standsFor[part] = place;
  const visit = block => block.parts.forEach(part => {
    if (isBlock(part) && open.has(part)) {
      visit(part);
    } else {
      cover(part, seen.length);
      seen.push({ part, within: block });
    }
  });
  visit(root);
  return { seen, standsFor };
};
