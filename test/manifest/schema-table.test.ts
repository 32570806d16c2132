import { createHash } from 'node:crypto';
import { SCHEMA_ENUMS, SCHEMA_KINDS, SCHEMA_SHA256, SCHEMA_SOURCES, SCHEMA_TYPES } from '../../src/manifest/schema-table';
import { SCHEMA_MINORS, schemaKinds, schemaType, SchemaType, Shape } from '../../src/manifest/schema-types';
import { API_LIFECYCLES, API_LIFECYCLES_SHA256 } from '../../src/standard/deprecations-table';
import { apiLifecycle, NEWEST_MINOR } from '../../src/standard/releases';

const minors = SCHEMA_SOURCES.map((source) => source.minor);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function innermost(shape: Shape): Shape {
  return shape.kind === 'list' || shape.kind === 'map' ? innermost(shape.of) : shape;
}

/** All types that the kinds of a minor lead to. */
function typesOf(minor: number): Map<string, SchemaType> {
  const found = new Map<string, SchemaType>();
  const served = [...schemaKinds().values()].filter(({ since, until }) => since <= minor && minor <= until);
  const waiting = served.map(({ type }) => schemaType(type, minor));
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (found.has(type.id)) continue;
    found.set(type.id, type);
    for (const shape of type.fields.values()) {
      const inner = innermost(shape);
      if (inner.kind === 'object') waiting.push(inner.type());
    }
  }
  return found;
}

describe('the table of schemas', () => {
  it('is as it was made, not edited', () => {
    expect(sha256(SCHEMA_KINDS + SCHEMA_ENUMS + SCHEMA_TYPES)).toBe(SCHEMA_SHA256);
    expect(sha256(API_LIFECYCLES)).toBe(API_LIFECYCLES_SHA256);
  });

  it('is small enough to load with every run', () => {
    expect((SCHEMA_KINDS + SCHEMA_ENUMS + SCHEMA_TYPES).length).toBeLessThan(150_000);
  });

  it('has every minor from 1.28 to the newest, each from a release of it', () => {
    expect(minors).toEqual(Array.from({ length: NEWEST_MINOR - 27 }, (_, i) => 28 + i));
    for (const { minor, version } of SCHEMA_SOURCES) expect(version).toMatch(new RegExp(`^v1\\.${minor}\\.\\d+$`));
    expect(SCHEMA_MINORS).toEqual({ since: 28, until: NEWEST_MINOR });
  });

  it('names its kinds and types once, in order', () => {
    for (const table of [SCHEMA_KINDS, SCHEMA_TYPES]) {
      const names = table.trim().split('\n').map((line) => line.split(' ').slice(0, table === SCHEMA_KINDS ? 2 : 1).join(' '));
      expect(names).toEqual([...new Set(names)].sort());
    }
  });

  it('leads from its kinds to all of its types, and nowhere else', () => {
    const reached = new Set(minors.flatMap((minor) => [...typesOf(minor).keys()]));
    const written = SCHEMA_TYPES.trim().split('\n').map((line) => line.split(' ')[0]);
    expect([...reached].sort()).toEqual(written);
  });

  it.each(minors)('has types in 1.%i whose required fields exist, and whose other fields are from other minors', (minor) => {
    const types = typesOf(minor);
    expect(types.size).toBeGreaterThan(450);
    for (const type of types.values()) {
      for (const name of type.required) expect(type.fields.has(name)).toBe(true);
      for (const [name, { since, until }] of type.elsewhere) {
        expect(type.fields.has(name)).toBe(false);
        expect(minor < since || minor > until).toBe(true);
      }
      for (const shape of type.fields.values()) {
        const inner = innermost(shape);
        if (inner.kind === 'enum') expect(inner.values.size).toBeGreaterThan(0);
      }
    }
  });

  it.each(minors)('has kinds in 1.%i that say what they are and have metadata', (minor) => {
    for (const { type, since, until } of schemaKinds().values()) {
      if (minor < since || minor > until) continue;
      const { fields } = schemaType(type, minor);
      expect([fields.get('apiVersion')?.kind, fields.get('kind')?.kind, fields.get('metadata')?.kind]).toEqual(['string', 'string', 'object']);
    }
  });

  it('agrees with the life of every API about when it came', () => {
    for (const { apiVersion, kind, since } of schemaKinds().values()) {
      const life = apiLifecycle(apiVersion, kind);
      expect([apiVersion, kind, life !== undefined]).toEqual([apiVersion, kind, true]);
      if (life?.introduced !== undefined) expect([apiVersion, kind, since]).toEqual([apiVersion, kind, Math.max(life.introduced, 28)]);
    }
  });

  it('has no kind longer than the life of its API', () => {
    for (const { apiVersion, kind, until } of schemaKinds().values()) {
      const removed = apiLifecycle(apiVersion, kind)?.removed ?? Infinity;
      expect([apiVersion, kind, until < removed]).toEqual([apiVersion, kind, true]);
    }
  });
});
