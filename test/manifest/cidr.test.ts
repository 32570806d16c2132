import { BlockList } from 'node:net';
import fc from 'fast-check';
import { AddressRange, Cidr, cidrsOf, contains, formatCidr, intersection, isIp, overlaps, parseCidr, subtract, union } from '../../src/manifest/cidr';
import { formatIp } from '../../src/manifest/ip';
import { ends } from '../ends';

function read(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new Error(`${text} is not read`);
  return cidr;
}

describe('a CIDR block', () => {
  it.each<[string, bigint, bigint, string]>([
    ['0.0.0.0/0', 0n, 2n ** 32n - 1n, '0.0.0.0/0'],
    ['10.0.0.0/8', 0x0a000000n, 0x0affffffn, '10.0.0.0/8'],
    ['169.254.169.254/32', 0xa9fea9fen, 0xa9fea9fen, '169.254.169.254/32'],
    ['10.1.2.3/8', 0x0a000000n, 0x0affffffn, '10.0.0.0/8'],
    ['::/0', 0n, 2n ** 128n - 1n, '::/0'],
    ['FD00::/8', 0xfdn * 2n ** 120n, 0xfen * 2n ** 120n - 1n, 'fd00::/8'],
    ['::1/128', 1n, 1n, '::1/128'],
  ])('may be %p', (text, first, last, canonical) => {
    const cidr = read(text);
    expect(cidr).toMatchObject({ first, last, family: text.includes(':') ? 6 : 4, hasHostBits: text === '10.1.2.3/8' });
    expect(formatCidr(cidr)).toBe(canonical);
  });

  it.each([
    '', '/', '10.0.0.0', '10.0.0.0/', '/8', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/+8', '10.0.0.0/-8', '10.0.0.0/8/8', '10.0.0.0/8 ', '10.0.0.0/1e1',
    '010.0.0.0/8', '300.0.0.0/8', '10.0.0/8', '::/129', '::/1000', '::ffff:10.0.0.0/104', 'fe80::1%eth0/64', '10.0.0.0/255.0.0.0', 'any',
  ])('is not %p', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it('never throws, and takes time in proportion to the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789abf.:/%') })), (text) => {
      parseCidr(text);
    }), { numRuns: 2000 });
    for (const unit of ['1', '1.', '::', '/', '1/']) expect(ends(() => parseCidr(unit.repeat(1_000_000)))).toBeUndefined();
    expect(ends(() => parseCidr(`10.0.0.0/${'1'.repeat(1_000_000)}`))).toBeUndefined();
  });

  it('answers for addresses too', () => {
    expect(isIp('10.0.0.1')).toBe(true);
    expect(isIp('10.0.0.1/32')).toBe(false);
  });

  const blocks = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, prefix]) => `${ip}/${prefix}`),
    fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), fc.integer({ min: 0, max: 128 }))
      .filter(([value]) => value / 2n ** 32n !== 0xffffn)
      .map(([value, prefix]) => `${formatIp({ family: 6, value })}/${prefix}`),
  );

  it('comes back as it was written', () => {
    fc.assert(fc.property(blocks, (text) => {
      const canonical = formatCidr(read(text));
      expect(read(canonical)).toEqual({ ...read(text), hasHostBits: false });
      expect(formatCidr(read(canonical))).toBe(canonical);
    }));
  });

  it('has the addresses that node finds in it', () => {
    const pairs = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), fc.integer({ min: 0, max: 32 }));
    fc.assert(fc.property(pairs, ([net, prefix, other, shared]) => {
      // Take over the upper bits of the block now and then, so that half of the addresses are inside.
      const low = 2n ** BigInt(32 - shared);
      const value = read(`${net}/32`).first / low * low + read(`${other}/32`).first % low;
      const address = formatIp({ family: 4, value });
      const list = new BlockList();
      list.addSubnet(net, prefix);
      expect(contains(read(`${net}/${prefix}`), read(`${address}/32`))).toBe(list.check(address));
      expect(overlaps(read(`${address}/32`), read(`${net}/${prefix}`))).toBe(list.check(address));
    }), { numRuns: 1000 });
  });

  it('contains and overlaps only blocks of its family', () => {
    expect(contains(read('0.0.0.0/0'), read('::1/128'))).toBe(false);
    expect(overlaps(read('::/0'), read('0.0.0.0/0'))).toBe(false);
    expect(contains(read('10.0.0.0/8'), read('10.1.0.0/16'))).toBe(true);
    expect(contains(read('10.1.0.0/16'), read('10.0.0.0/8'))).toBe(false);
    expect(overlaps(read('10.1.0.0/16'), read('10.0.0.0/8'))).toBe(true);
    expect(overlaps(read('10.0.0.0/9'), read('10.128.0.0/9'))).toBe(false);
  });
});

describe('sets of addresses', () => {
  const show = (ranges: readonly AddressRange[]) => ranges.flatMap(cidrsOf).map(formatCidr);

  it('take the exceptions out of an ipBlock', () => {
    expect(show(subtract([read('10.0.0.0/30')], [read('10.0.0.1/32')]))).toEqual(['10.0.0.0/32', '10.0.0.2/31']);
    expect(show(subtract([read('10.0.0.0/8')], [read('10.0.0.0/8')]))).toEqual([]);
    expect(show(subtract([read('10.0.0.0/8')], []))).toEqual(['10.0.0.0/8']);
    expect(show(subtract([read('0.0.0.0/0')], [read('::/0')]))).toEqual(['0.0.0.0/0']);
    const withoutPrivate = subtract([read('0.0.0.0/0')], ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'].map(read));
    expect(withoutPrivate).toHaveLength(5);
    expect(withoutPrivate.some((range) => overlaps(range, read('169.254.169.254/32')))).toBe(false);
  });

  it('join what touches', () => {
    expect(show(union(['10.0.0.0/9', '10.128.0.0/9', '10.1.0.0/16'].map(read)))).toEqual(['10.0.0.0/8']);
    expect(union([read('255.255.255.255/32'), read('::/128')])).toHaveLength(2);
  });

  // Few addresses of each family, so that every address can be asked.
  const ADDRESSES = 24;
  const ranges = fc.array(fc.record({
    family: fc.constantFrom(4 as const, 6 as const),
    first: fc.bigInt({ min: 0n, max: BigInt(ADDRESSES - 1) }),
    length: fc.bigInt({ min: 0n, max: 6n }),
  }).map(({ family, first, length }): AddressRange => ({ family, first, last: first + length })), { maxLength: 8 });

  function members(set: readonly AddressRange[]): string[] {
    const found = new Set<string>();
    for (const { family, first, last } of set) for (let value = first; value <= last; value++) found.add(`${family}/${value}`);
    return [...found].sort();
  }

  it('agree with sets of single addresses', () => {
    fc.assert(fc.property(ranges, ranges, (a, b) => {
      const [inA, inB] = [members(a), members(b)];
      expect(members(union([...a, ...b]))).toEqual([...new Set([...inA, ...inB])].sort());
      expect(members(intersection(a, b))).toEqual(inA.filter((address) => inB.includes(address)));
      expect(members(subtract(a, b))).toEqual(inA.filter((address) => !inB.includes(address)));
    }), { numRuns: 1000 });
  });

  it('have one form: ordered, apart, and the same when joined again', () => {
    fc.assert(fc.property(ranges, ranges, (a, b) => {
      for (const set of [union(a), intersection(a, b), subtract(a, b)]) expect(union(set)).toEqual(set);
      expect(union([...subtract(a, b), ...intersection(a, b)])).toEqual(union(a));
    }), { numRuns: 1000 });
  });

  it('are made of the fewest blocks', () => {
    fc.assert(fc.property(ranges, (set) => {
      for (const range of set) {
        const blocks = cidrsOf(range);
        expect(union(blocks)).toEqual([range]);
        for (const block of blocks) expect(read(formatCidr(block))).toEqual(block);
        // Two blocks next to each other that were one would make a larger block.
        blocks.slice(1).forEach((block, i) => {
          const size = 2n * (block.last - block.first + 1n);
          expect(block.prefix === blocks[i].prefix && blocks[i].first % size === 0n).toBe(false);
        });
      }
    }));
    expect(cidrsOf({ family: 6, first: 0n, last: 2n ** 128n - 1n })).toHaveLength(1);
    expect(cidrsOf({ family: 6, first: 1n, last: 2n ** 128n - 2n })).toHaveLength(254);
  });

  it('of a hundred thousand ranges take time in proportion to them', () => {
    const many = Array.from({ length: 100_000 }, (_, i): AddressRange => ({ family: 4, first: BigInt(i * 4), last: BigInt(i * 4 + 1) }));
    expect(ends(() => subtract([read('0.0.0.0/0')], many))).toHaveLength(100_000);
    expect(ends(() => intersection(many, many))).toHaveLength(100_000);
  });
});
