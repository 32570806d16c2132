import { contains, formatCidr, parseCidr } from '../cidr';
import { formatIp, Ip, parseIp } from '../ip';
import { addQuantity, compareQuantity, formatQuantity, parseQuantity, Quantity } from '../quantity';

/** An amount, as the library of Kubernetes has it in CEL. */
export class QuantityValue {
  static of(text: string): QuantityValue {
    const quantity = parseQuantity(text);
    if (quantity === undefined) throw new Error(`${JSON.stringify(text)} is not a quantity`);
    return new QuantityValue(quantity);
  }

  constructor(readonly quantity: Quantity) {}

  compareTo(other: QuantityValue): bigint {
    return BigInt(compareQuantity(this.quantity, other.quantity));
  }

  add(other: QuantityValue | bigint): QuantityValue {
    return new QuantityValue(addQuantity(this.quantity, quantityOf(other)));
  }

  sub(other: QuantityValue | bigint): QuantityValue {
    const { nano, format } = quantityOf(other);
    return new QuantityValue(addQuantity(this.quantity, { nano: -nano, format }));
  }

  sign(): bigint {
    return this.quantity.nano === 0n ? 0n : this.quantity.nano > 0n ? 1n : -1n;
  }

  isInteger(): boolean {
    const { nano } = this.quantity;
    return nano % NANOS === 0n && nano / NANOS < 2n ** 63n && nano / NANOS >= -(2n ** 63n);
  }

  asInteger(): bigint {
    if (!this.isInteger()) throw new Error(`${this.toString()} is no whole number`);
    return this.quantity.nano / NANOS;
  }

  asApproximateFloat(): number {
    return Number(this.quantity.nano) / 1e9;
  }

  toString(): string {
    return formatQuantity(this.quantity);
  }
}

function quantityOf(value: QuantityValue | bigint): Quantity {
  return value instanceof QuantityValue ? value.quantity : { nano: value * NANOS, format: 'DecimalSI' };
}

const NANOS = 1_000_000_000n;

/** An IP address. */
export class IpValue {
  static of(text: string): IpValue {
    const ip = parseIp(text);
    if (ip === undefined) throw new Error(`${JSON.stringify(text)} is not an IP address`);
    return new IpValue(ip);
  }

  constructor(readonly ip: Ip) {}

  isIn(block: string): boolean {
    const { family, value } = this.ip;
    return contains(parseCidr(block)!, { family, first: value, last: value });
  }

  /** Whether it is one that packets can be sent to and from anywhere. */
  isGlobalUnicast(): boolean {
    return !GLOBAL_UNICAST_NOT.some((block) => this.isIn(block));
  }

  toString(): string {
    return formatIp(this.ip);
  }
}

/** As `netip.Addr.IsGlobalUnicast` of Go has it: not unspecified, loopback, multicast, link-local or broadcast. */
const GLOBAL_UNICAST_NOT = ['0.0.0.0/32', '127.0.0.0/8', '224.0.0.0/4', '169.254.0.0/16', '255.255.255.255/32', '::/128', '::1/128', 'ff00::/8', 'fe80::/10'];

/** A block of addresses. */
export class CidrValue {
  static of(text: string): CidrValue {
    const cidr = parseCidr(text);
    const ip = parseIp(text.slice(0, text.indexOf('/')));
    if (cidr === undefined || ip === undefined) throw new Error(`${JSON.stringify(text)} is not a block of addresses`);
    return new CidrValue(cidr, ip);
  }

  private constructor(private readonly cidr: NonNullable<ReturnType<typeof parseCidr>>, readonly ip: Ip) {}

  containsIp({ ip: { family, value } }: IpValue): boolean {
    return contains(this.cidr, { family, first: value, last: value });
  }

  containsCidr(other: CidrValue): boolean {
    return contains(this.cidr, other.cidr);
  }

  prefixLength(): bigint {
    return BigInt(this.cidr.prefix);
  }

  masked(): CidrValue {
    return new CidrValue(this.cidr, { family: this.cidr.family, value: this.cidr.first });
  }

  toString(): string {
    return this.ip.value === this.cidr.first ? formatCidr(this.cidr) : `${formatIp(this.ip)}/${this.cidr.prefix}`;
  }
}
