const SVG = 'http://www.w3.org/2000/svg';

const append = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== ''));
  return element;
};

/** An element; attributes that are functions listen to events, children that are texts stay texts. */
const make = (name, attributes, ...children) =>
  append(document.createElement(name), attributes, children);

/** As make, for a part of a drawing. */
const shape = (name, attributes, ...children) =>
  append(document.createElementNS(SVG, name), attributes, children);

/** A part of the page with a heading; its place in the list of contents is that in the page. */
const section = (id, title, ...content) =>
  make('section', { 'aria-labelledby': id }, make('h2', { id }, title), ...content);

/** Links to all sections. */
const contents = sections =>
  make('nav', { class: 'contents', 'aria-label': 'Contents' },
    make('ul', {}, sections.map(one => one.querySelector('h2')).map(heading =>
      make('li', {}, make('a', { href: '#' + heading.id }, heading.textContent)))));

const button = (text, label, pressed) =>
  make('button', { type: 'button', 'aria-label': label, title: label, click: pressed }, text);

/** Content that is shown when asked for. */
const unfolded = (summary, open, ...content) =>
  make('details', { open }, make('summary', {}, summary), ...content);

/** On paper nothing can be unfolded. */
const unfoldOnPaper = () => {
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('main details:not([open])')];
    folded.forEach(details => { details.open = true; });
  });
  addEventListener('afterprint', () => folded.forEach(details => { details.open = false; }));
};

/** Puts the sections of a page into it. */
const show = (header, sections) => {
  document.getElementById('page').append(header, contents(sections), ...sections);
  unfoldOnPaper();
};

const DATA = JSON.parse(document.getElementById('data').textContent);
