import fc from 'fast-check';
import { addQuantity, compareQuantity, formatQuantity, multiplyQuantity, parseQuantity, Quantity, QuantityFormat } from '../../src/manifest/quantity';
import { ends } from '../ends';

const NANO = 1_000_000_000n;
const MAX_BINARY = 2n ** 63n - 1n;

function read(text: string | number): Quantity {
  const quantity = parseQuantity(text);
  if (quantity === undefined) throw new Error(`${text} is not read`);
  return quantity;
}

describe('reading', () => {
  // Value in billionths and canonical form; every row was compared with resource.ParseQuantity of k8s.io/apimachinery 0.37.2.
  const accepted: [string | number, bigint, QuantityFormat, string][] = [
    ['0', 0n, 'DecimalSI', '0'],
    ['-0', 0n, 'DecimalSI', '0'],
    ['1', NANO, 'DecimalSI', '1'],
    ['+1', NANO, 'DecimalSI', '1'],
    ['-1', -NANO, 'DecimalSI', '-1'],
    ['1k', 1000n * NANO, 'DecimalSI', '1k'],
    ['1000m', NANO, 'DecimalSI', '1'],
    ['1500m', 1_500_000_000n, 'DecimalSI', '1500m'],
    ['100u', 100_000n, 'DecimalSI', '100u'],
    ['100n', 100n, 'DecimalSI', '100n'],
    ['0.1n', 1n, 'DecimalSI', '1n'],
    ['-0.1n', -1n, 'DecimalSI', '-1n'],
    ['.5', 500_000_000n, 'DecimalSI', '500m'],
    ['1.0000000001', 1_000_000_001n, 'DecimalSI', '1000000001n'],
    ['5.', 5n * NANO, 'DecimalSI', '5'],
    ['1.500', 1_500_000_000n, 'DecimalSI', '1500m'],
    ['1Ki', 1024n * NANO, 'BinarySI', '1Ki'],
    ['0.0009765625Ki', NANO, 'BinarySI', '1'],
    ['0.5Gi', 2n ** 29n * NANO, 'BinarySI', '512Mi'],
    ['1024Mi', 2n ** 30n * NANO, 'BinarySI', '1Gi'],
    ['1.5Gi', 3n * 2n ** 29n * NANO, 'BinarySI', '1536Mi'],
    ['-0.5Gi', -(2n ** 29n) * NANO, 'BinarySI', '-512Mi'],
    ['0.0000000001Ki', 103n, 'DecimalSI', '103n'],
    ['0.1Ki', 102_400_000_000n, 'BinarySI', '102400m'],
    ['8Ei', MAX_BINARY * NANO, 'BinarySI', '9223372036854775807'],
    ['129e6', 129_000_000n * NANO, 'DecimalExponent', '129e6'],
    ['12E6', 12_000_000n * NANO, 'DecimalExponent', '12e6'],
    ['1e2', 100n * NANO, 'DecimalExponent', '100'],
    ['1e-3', 1_000_000n, 'DecimalExponent', '1e-3'],
    ['1E', 10n ** 18n * NANO, 'DecimalSI', '1E'],
    ['1e-100', 1n, 'DecimalExponent', '1e-9'],
    ['9223372036854775808', 2n ** 63n * NANO, 'DecimalSI', '9223372036854775808'],
    // What nobody writes on purpose, and Kubernetes reads.
    ['+', 0n, 'DecimalSI', '0'],
    ['.', 0n, 'DecimalSI', '0'],
    ['Ki', 0n, 'BinarySI', '0'],
    ['Ti', 0n, 'BinarySI', '0'],
    ['1e4294967296', NANO, 'DecimalExponent', '1'],
    // Numbers of YAML.
    [2, 2n * NANO, 'DecimalSI', '2'],
    [0.25, 250_000_000n, 'DecimalSI', '250m'],
    [1e21, 10n ** 30n, 'DecimalExponent', '1e21'],
    [1e-7, 100n, 'DecimalExponent', '100e-9'],
  ];
  it.each(accepted)('reads %p', (text, nano, format, canonical) => {
    expect(parseQuantity(text)).toEqual({ nano, format });
    expect(formatQuantity(read(text))).toBe(canonical);
  });

  it.each([
    '', ' ', '1 ', ' 1', '1 Gi', '1gi', '1GB', '1K', '1Zi', '1m1', '1e', '1e+', '1ee3', '1e3.5', '1+5', '--1', '1.2.3', '0x10', '1_000', '1,5', 'Infinity',
    'Pi', 'Ei', 'e-10', '1e9223372036854775808', '１', '1\n', NaN, Infinity, -Infinity,
  ])('does not read %p', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('bounds a hostile exponent', () => {
    expect(parseQuantity('1e308')?.nano).toBe(10n ** 317n);
    expect(parseQuantity('1e309')).toBeUndefined();
    expect(parseQuantity('0.001e311')?.nano).toBe(10n ** 317n);
    expect(parseQuantity('1e999999999')).toBeUndefined();
    expect(parseQuantity('-1e-999999999')?.nano).toBe(-1n);
    expect(parseQuantity('0e999999999')?.nano).toBe(0n);
    expect(parseQuantity(Number.MAX_VALUE)?.nano).toBe(BigInt(Number.MAX_VALUE.toString().replace(/\.|e.*/g, '')) * 10n ** 301n);
  });

  it('rounds up for a digit at any place', () => {
    // 5^60 in the 69th place of Ei is a billionth exactly: the last place that a binary amount needs.
    const billionth = `0.${(5n ** 60n).toString().padStart(69, '0')}`;
    expect(parseQuantity(`${billionth}Ei`)?.nano).toBe(1n);
    expect(parseQuantity(`${billionth}1Ei`)?.nano).toBe(2n);
    expect(parseQuantity(`${billionth}${'0'.repeat(1000)}1Ei`)?.nano).toBe(2n);
    expect(parseQuantity(`0.000000001${'0'.repeat(1000)}1`)?.nano).toBe(2n);
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), hostile), (text) => {
      parseQuantity(text);
    }), { numRuns: 2000 });
  });

  it.each([
    ['digits', '1'.repeat(1_000_000)],
    ['digits and a wrong end', `${'1'.repeat(1_000_000)}!`],
    ['zeros', '0'.repeat(1_000_000)],
    ['a long fraction', `0.${'9'.repeat(1_000_000)}`],
    ['a long binary fraction', `0.${'9'.repeat(1_000_000)}Ki`],
    ['a long exponent', `1e${'0'.repeat(1_000_000)}3`],
    ['a long exponent and a wrong end', `1e${'0'.repeat(1_000_000)}!`],
    ['suffix letters', 'e'.repeat(1_000_000)],
    ['signs', '+'.repeat(1_000_000)],
  ])('takes time in proportion to a million of %s', (_, text) => {
    ends(() => parseQuantity(text));
  });
});

describe('printing', () => {
  it('never loses what was read', () => {
    fc.assert(fc.property(quantities, fc.constantFrom(...formats), (quantity, format) => {
      // A binary amount stops at 2^63-1 when it is read.
      fc.pre(format !== 'BinarySI' || (quantity.nano <= MAX_BINARY * NANO && quantity.nano >= -MAX_BINARY * NANO));
      expect(read(formatQuantity(quantity, format)).nano).toBe(quantity.nano);
    }));
  });

  it('prints what it printed before once more', () => {
    fc.assert(fc.property(quantities, (quantity) => {
      const canonical = formatQuantity(quantity);
      expect(formatQuantity(read(canonical), quantity.format)).toBe(canonical);
    }));
  });

  it('prints one text for one amount in one notation', () => {
    fc.assert(fc.property(quantities, quantities, fc.constantFrom(...formats), (a, b, format) => {
      expect(formatQuantity(a, format) === formatQuantity(b, format)).toBe(a.nano === b.nano);
    }));
  });

  it('grows the number above the largest suffix', () => {
    expect(formatQuantity(read('1000E'))).toBe('1000E');
    expect(formatQuantity(multiplyQuantity(read('4Ei'), 256))).toBe('1024Ei');
  });

  it('writes another notation on request', () => {
    expect(formatQuantity(read('1Gi'), 'DecimalSI')).toBe('1073741824');
    expect(formatQuantity(read('1024M'), 'BinarySI')).toBe('1000000Ki');
    expect(formatQuantity(read('1500m'), 'DecimalExponent')).toBe('1500e-3');
  });
});

describe('arithmetic', () => {
  it('orders amounts totally', () => {
    fc.assert(fc.property(quantities, quantities, quantities, (a, b, c) => {
      expect(compareQuantity(a, b)).toBe(Math.sign(-compareQuantity(b, a)) + 0);
      expect(compareQuantity(a, a)).toBe(0);
      const [low, middle, high] = [a, b, c].sort(compareQuantity);
      expect(compareQuantity(low, middle)).toBeLessThanOrEqual(0);
      expect(compareQuantity(middle, high)).toBeLessThanOrEqual(0);
      expect(compareQuantity(low, high)).toBeLessThanOrEqual(0);
    }));
  });

  it('orders across notations', () => {
    expect(compareQuantity(read('1G'), read('1Gi'))).toBe(-1);
    expect(compareQuantity(read('1000m'), read('1'))).toBe(0);
    expect(compareQuantity(read('1e9'), read('999M'))).toBe(1);
  });

  it('adds exactly, in any order and grouping', () => {
    fc.assert(fc.property(quantities, quantities, quantities, (a, b, c) => {
      expect(addQuantity(a, b).nano).toBe(addQuantity(b, a).nano);
      expect(addQuantity(addQuantity(a, b), c).nano).toBe(addQuantity(a, addQuantity(b, c)).nano);
    }));
    expect(formatQuantity(addQuantity(read('0.1'), read('0.2')))).toBe('300m');
  });

  it('multiplies as often as it would add', () => {
    fc.assert(fc.property(quantities, fc.integer({ min: 0, max: 20 }), (quantity, times) => {
      let sum = read('0');
      for (let i = 0; i < times; i++) sum = addQuantity(sum, quantity);
      expect(multiplyQuantity(quantity, times).nano).toBe(sum.nano);
    }));
  });

  it('keeps the notation of the first amount that is not zero', () => {
    expect(formatQuantity(addQuantity(read('1Gi'), read('1000')))).toBe('1073742824');
    expect(formatQuantity(addQuantity(read('0'), read('1Gi')))).toBe('1Gi');
  });
});

const formats: QuantityFormat[] = ['DecimalSI', 'BinarySI', 'DecimalExponent'];

// Texts of the grammar: sign, digits, maybe a fraction, a suffix.
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 22 });
const suffixes = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'e3', 'E-3', 'e+12', 'e0', 'e-20');
const quantities = fc.tuple(fc.constantFrom('', '-', '+'), digits, fc.option(digits, { nil: undefined }), suffixes)
  .map(([sign, whole, fraction, suffix]) => read(`${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${suffix}`));

const hostile = fc.string({ unit: fc.constantFrom(...'+-.0123456789eEinumkKMGTPZ _') });
