import { NotEvaluable } from './evaluator';

/**
 * A URL as the library of Kubernetes has it in CEL: absolute, or the absolute path of one, as Go reads it. What is rare in hosts is not read here.
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library
 */
export class UrlValue {
  static of(text: string): UrlValue {
    const url = parse(text);
    if (url === undefined) throw new Error(`${JSON.stringify(text)} is not an absolute URL`);
    return url;
  }

  constructor(
    private readonly text: string, readonly scheme: string, readonly host: string, readonly escapedPath: string, private readonly rawQuery: string,
  ) {}

  /** The host without its port, and without the brackets of an IPv6 address. */
  get hostname(): string {
    return this.host.replace(PORT, '').replace(/^\[(.*)\]$/, '$1');
  }

  get port(): string {
    return PORT.exec(this.host)?.[1] ?? '';
  }

  /** The values of each key, decoded; pairs that cannot be decoded are left out. */
  get query(): Readonly<Record<string, readonly string[]>> {
    const query = new Map<string, string[]>();
    for (const pair of this.rawQuery.split('&')) {
      const [key, ...value] = pair.split('=').map((part) => part.replaceAll('+', ' '));
      if (pair === '' || pair.includes(';') || BROKEN_ESCAPE.test(pair)) continue;
      const values = query.get(decoded(key)) ?? [];
      values.push(decoded(value.join('=')));
      query.set(decoded(key), values);
    }
    return Object.fromEntries(query);
  }

  toString(): string {
    return this.text;
  }
}

/** Undefined where it is no URL. */
function parse(text: string): UrlValue | undefined {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(text)) return undefined;
  const [, scheme = '', rest] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(text)!;
  if (rest.startsWith(':') && scheme === '') return undefined;
  if (!rest.startsWith('/')) return scheme === '' ? undefined : new UrlValue(text, scheme.toLowerCase(), '', '', afterMark(rest));
  const [, authority, path] = /^(?:\/\/([^/?#]*))?([^?#]*)/.exec(rest)!;
  // The fragment is taken for a part of the path or of the query at first, where no escape may be broken.
  if (BROKEN_ESCAPE.test(/^[^?]*/.exec(rest)![0])) return undefined;
  if (authority !== undefined && /[\s"<>^`{|}\\]/.test(authority)) return undefined;
  if (authority !== undefined && /^[^@[\]]*:\d*[^\d:@][^:@]*$/.test(authority)) return undefined;
  if (authority !== undefined && !HOST.test(authority)) throw new NotEvaluable(`the host of ${JSON.stringify(text)} is not read here`);
  return new UrlValue(text, scheme.toLowerCase(), authority ?? '', path.replaceAll(' ', '%20'), afterMark(rest));
}

/** The query of what is behind the scheme. */
function afterMark(rest: string): string {
  return /^[^?#]*\?([^#]*)/.exec(rest)?.[1] ?? '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new NotEvaluable(`the query ${JSON.stringify(text)} is not read here`);
  }
}

const PORT = /:(\d*)$/;
const BROKEN_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
const HOST = /^(?:[A-Za-z0-9._~-]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?$/;
