const THOUSANDS = ['', '\u00a0k', '\u00a0M', '\u00a0G', '\u00a0T'];
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB'];
const GROUPED = new Intl.NumberFormat('en');

/** A number with four significant digits. */
const plain = value => {
  const number = Number(value);
  return Number.isFinite(number) ? String(Number(number.toPrecision(4))) : String(value);
};

/** Every digit of a whole number. */
const whole = value => GROUPED.format(value);

/** A fraction as a percentage with so many digits behind the point. */
const percent = (fraction, digits = 2) => (100 * fraction).toFixed(digits) + '\u00a0%';

const share = fraction => percent(fraction, 1);

/** A count such as 1.34 G. */
const count = value => {
  let power = 0;
  let scaled = Number(value);
  while (scaled >= 1000 && power < THOUSANDS.length - 1) {
    scaled /= 1000;
    power++;
  }
  return power === 0 ? plain(value) : scaled.toFixed(2) + THOUSANDS[power];
};

const bytes = value => {
  let power = 0;
  let scaled = Number(value);
  while (scaled >= 1000 && power < BYTES.length - 1) {
    scaled /= 1000;
    power++;
  }
  return (power === 0 ? plain(value) : scaled.toFixed(2)) + '\u00a0' + BYTES[power];
};

const milliseconds = value => Number(value).toFixed(3) + '\u00a0ms';

/** A cost in its unit. */
const cost = (value, unit) => unit === 'ms'
  ? milliseconds(value)
  : count(value) + (value < 1000 ? '\u00a0' : '') + unit;

/** A small number such as 1.2e-7. */
const tiny = value => {
  const number = Number(value);
  if (!Number.isFinite(number)) {
    return String(value);
  }
  return number === 0 || Math.abs(number) >= 0.001 ? plain(number) : number.toExponential(1);
};

/** What changed, as a share of what was. */
const change = (before, after) => {
  const part = Math.round(1000 * (after / before - 1)) / 10;
  return !Number.isFinite(part) ? '' : (part > 0 ? '+' : '') + (part || 0).toFixed(1) + '\u00a0%';
};

/** So many of something. */
const counted = (number, one, many = one + 's') => `${whole(number)} ${number === 1 ? one : many}`;
