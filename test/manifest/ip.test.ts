import { isIP } from 'node:net';
import fc from 'fast-check';
import { formatIp, isIp, parseIp } from '../../src/manifest/ip';
import { ends } from '../ends';

describe('an IP address', () => {
  it.each<[string, bigint, string]>([
    ['0.0.0.0', 0n, '0.0.0.0'],
    ['10.1.2.3', 0x0a010203n, '10.1.2.3'],
    ['255.255.255.255', 0xffffffffn, '255.255.255.255'],
    ['::', 0n, '::'],
    ['::1', 1n, '::1'],
    ['2001:DB8::1', 0x20010db8000000000000000000000001n, '2001:db8::1'],
    ['2001:0db8:0:0:1:0:0:1', 0x20010db8000000000001000000000001n, '2001:db8::1:0:0:1'],
    ['1:2:3:4:5:6:7::', 0x00010002000300040005000600070000n, '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', 0x00000002000300040005000600070008n, '0:2:3:4:5:6:7:8'],
    ['64:ff9b::1.2.3.4', 0x0064ff9b000000000000000001020304n, '64:ff9b::102:304'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255', 2n ** 128n - 1n, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('may be %p', (text, value, canonical) => {
    const ip = parseIp(text);
    expect(ip).toEqual({ family: text.includes(':') ? 6 : 4, value });
    expect(formatIp(ip!)).toBe(canonical);
    expect(isIp(text)).toBe(true);
  });

  it.each([
    '', '1', '1.2.3', '1.2.3.4.5', '010.0.0.1', '1.2.3.04', '256.0.0.1', '300.0.0.1', '1.2.3.', '.1.2.3', '1..2.3', '+1.2.3.4', '0x1.2.3.4', ' 1.2.3.4',
    '1.2.3.4\n', '1.2.3.4/8', '１.2.3.4', ':', ':::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '1:2:3:4:5:6:7::8', '::1:', ':1::', '12345::', 'g::',
    '1.2.3.4::', '::1.2.3.4:5', '::1.2.3', '::01.2.3.4', '::ffff:1.2.3.4', '::FFFF:102:304', 'fe80::1%eth0', '[::1]',
  ])('is not %p', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  it('is what node takes for one, but for those that stand for IPv4 and those with a zone', () => {
    const text = fc.oneof(
      fc.ipV4(), fc.ipV4Extended(), fc.ipV6(),
      fc.string({ unit: fc.constantFrom(...'0123456789.'), maxLength: 16 }), fc.string({ unit: fc.constantFrom(...'01f:.F'), maxLength: 40 }),
      fc.array(fc.constantFrom('0', '1', 'ffff', '', 'DB8', '1.2.3.4'), { maxLength: 9 }).map((groups) => groups.join(':')),
    );
    fc.assert(fc.property(text, (address) => {
      const ip = parseIp(address);
      if (ip !== undefined) expect(ip.family).toBe(isIP(address));
      // In canonical form URL writes a mapped address as ::ffff:102:304.
      else if (isIP(address) === 6) expect(new URL(`http://[${address}]/`).hostname).toMatch(/^\[::ffff:/);
      else expect(isIP(address)).toBe(0);
    }), { numRuns: 5000 });
  });

  it('comes back as it was written, in one canonical form', () => {
    const values = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), sparse);
    fc.assert(fc.property(values, (value) => {
      fc.pre(value / 2n ** 32n !== 0xffffn);
      const text = formatIp({ family: 6, value });
      expect(parseIp(text)).toEqual({ family: 6, value });
      if (value >= 2n ** 32n) expect(text).toBe(new URL(`http://[${text}]/`).hostname.slice(1, -1));
    }), { numRuns: 2000 });
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), (value) => {
      expect(parseIp(formatIp({ family: 4, value }))).toEqual({ family: 4, value });
    }));
  });

  it.each(['1', '1.', '::', ':', 'f:'])('takes time in proportion to a million of %p', (unit) => {
    expect(ends(() => isIp(unit.repeat(1_000_000)))).toBe(false);
  });
});

// Addresses with runs of zero groups, where `::` stands.
const sparse = fc.array(fc.constantFrom(0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.reduce<bigint>((value, group) => value * 65536n + group, 0n));
