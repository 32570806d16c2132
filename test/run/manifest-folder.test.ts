import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { folder } from './trees';
import { LOCK } from '../../src/run/folder-lock';
import { INDEX, writeManifests } from '../../src/run/manifest-folder';
import { Disk } from '../../src/run/replace-file';

const OLD = new Map([['a.yaml', 'old a'], ['b.yaml', 'old b'], ['gone.yaml', 'old gone']]);
const NEW = new Map([['a.yaml', 'new a'], ['b.yaml', 'new b'], ['added.yaml', 'new added']]);

/** Writes as a process of its own would, which knows nothing of what others wrote. */
function write(outdir: string, files: ReadonlyMap<string, string>, disk?: Disk): void {
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    (require('../../src/run/manifest-folder') as { writeManifests: typeof writeManifests }).writeManifests(outdir, files, {}, disk);
  });
}

function filesIn(outdir: string): Map<string, string> {
  return new Map(fs.readdirSync(outdir).sort().filter((name) => name !== INDEX).map((name) => [name, fs.readFileSync(path.join(outdir, name), 'utf8')]));
}

function sorted(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A disk that works for some calls and then never again, as for a process that is killed. */
function diskUntil(calls: number): Disk & { readonly used: () => number } {
  let used = 0;
  const disk = Object.fromEntries((['mkdirSync', 'readdirSync', 'readFileSync', 'writeFileSync', 'renameSync', 'rmSync'] as const).map((name) => [
    name,
    (...args: never[]) => {
      if (++used > calls) throw new Error('killed');
      return (fs[name] as (...given: never[]) => unknown)(...args);
    },
  ]));
  return { ...disk as unknown as Disk, used: () => used };
}

it('brings a folder to hold the new files and no old ones', () => {
  const outdir = folder();
  write(outdir, OLD);
  expect(filesIn(outdir)).toEqual(sorted(OLD));
  write(outdir, NEW);
  expect(filesIn(outdir)).toEqual(sorted(NEW));
});

it('leaves each file old or new wherever it is killed, and repairs the set the next time', () => {
  const whole = diskUntil(Infinity);
  const rehearsal = folder();
  write(rehearsal, OLD);
  write(rehearsal, NEW, whole);
  expect(whole.used()).toBeGreaterThan(10);
  for (let calls = 0; calls < whole.used(); calls++) {
    const outdir = folder();
    fs.writeFileSync(path.join(outdir, 'mine.yaml'), 'not yours');
    write(outdir, OLD);
    expect(() => write(outdir, NEW, diskUntil(calls))).toThrow('killed');
    for (const [name, text] of filesIn(outdir)) {
      if (!name.endsWith('.tmp') && name !== LOCK) expect([OLD.get(name), NEW.get(name), 'not yours']).toContain(text);
    }
    write(outdir, NEW);
    expect(filesIn(outdir)).toEqual(sorted(new Map([...NEW, ['mine.yaml', 'not yours']])));
  }
});

it('changes nothing when a file cannot be renamed, names it, and leaves nothing behind', () => {
  const outdir = folder();
  fs.mkdirSync(path.join(outdir, 'b.yaml'));
  fs.writeFileSync(path.join(outdir, 'b.yaml', 'x'), '');
  expect(() => write(outdir, NEW)).toThrow(/b\.yaml/);
  expect(fs.readdirSync(outdir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('removes what killed processes left behind, and leaves what others still write', () => {
  const outdir = folder();
  // No process has this id; ours has its parent's id as a neighbour that runs.
  const [dead, alive] = ['.a.yaml.4194305.cdk8s-hardened.tmp', `.a.yaml.${process.ppid}.cdk8s-hardened.tmp`];
  for (const name of [dead, alive]) fs.writeFileSync(path.join(outdir, name), 'half');
  write(outdir, NEW);
  expect([...filesIn(outdir).keys()]).toEqual([alive, ...[...NEW.keys()].sort()].sort());
});

it('removes nothing outside its folder, whatever the index says', () => {
  const outdir = path.join(folder(), 'out');
  fs.mkdirSync(outdir);
  const neighbour = path.join(path.dirname(outdir), 'neighbour.yaml');
  fs.writeFileSync(neighbour, 'not yours');
  fs.writeFileSync(path.join(outdir, INDEX), JSON.stringify({ files: ['../neighbour.yaml', neighbour, '..', 7, 'a/../../neighbour.yaml'] }));
  write(outdir, NEW);
  expect(fs.readFileSync(neighbour, 'utf8')).toBe('not yours');
});

it('leaves nothing in the folder that kubectl or Argo CD would take for a manifest', () => {
  const outdir = folder();
  write(outdir, NEW);
  const others = fs.readdirSync(outdir).filter((name) => !NEW.has(name));
  expect(others).toEqual([INDEX]);
  for (const name of others) expect(name).not.toMatch(/\.(ya?ml|json|jsonnet)$/);
});

it('takes an index that cannot be read for an empty one', () => {
  const outdir = folder();
  write(outdir, OLD);
  fs.writeFileSync(path.join(outdir, INDEX), '{"files": [');
  write(outdir, NEW);
  expect(filesIn(outdir).get('gone.yaml')).toBe('old gone');
  expect(JSON.parse(fs.readFileSync(path.join(outdir, INDEX), 'utf8'))).toMatchObject({ files: ['a.yaml', 'added.yaml', 'b.yaml'] });
});

describe('two processes', () => {
  const SOURCES = path.join(__dirname, '../../src/run/manifest-folder.ts');

  /** Enough that a file takes a while to write. */
  const LINES = 20_000;

  /** A process that writes its files, each of one line many times, to a folder again and again, once others are there too. */
  function writer(outdir: string, start: string, files: Readonly<Record<string, string>>, times: number): ChildProcess {
    const script = `
      require('ts-node').register({ swc: true, transpileOnly: true });
      const { existsSync } = require('fs');
      const { writeManifests } = require(${JSON.stringify(SOURCES)});
      process.send('ready');
      const until = Date.now() + 20000;
      while (!existsSync(${JSON.stringify(start)}) && Date.now() < until);
      const files = new Map(${JSON.stringify(Object.entries(files))}.map(([name, line]) => [name, line.repeat(${LINES})]));
      for (let i = 0; i < ${times}; i++) writeManifests(${JSON.stringify(outdir)}, files, process);
    `;
    return spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], cwd: path.join(__dirname, '../..') });
  }

  const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => {
    child.once('exit', resolve);
  });

  it('that write one folder at a time leave the files of one of them, whole, and nothing else', async () => {
    const outdir = folder();
    const start = path.join(folder(), 'start');
    const sets = ['one', 'two'].map((who) => Object.fromEntries(
      ['shared.yaml', `${who}-a.yaml`, `${who}-b.yaml`].map((name) => [name, `${name} of ${who}\n`]),
    ));
    const children = sets.map((files) => writer(outdir, start, files, 40));
    await Promise.all(children.map((child) => new Promise((resolve) => {
      child.once('message', resolve);
    })));
    const ends = children.map(ended);
    fs.writeFileSync(start, '');
    expect(await Promise.all(ends)).toEqual([0, 0]);
    const found = Object.fromEntries(filesIn(outdir));
    expect(sets.map((files) => Object.keys(files).sort())).toContainEqual(Object.keys(found));
    expect(sets.map((files) => Object.fromEntries(Object.entries(files).map(([name, line]) => [name, line.repeat(LINES)])))).toContainEqual(found);
    expect((JSON.parse(fs.readFileSync(path.join(outdir, INDEX), 'utf8')) as { files: string[] }).files).toEqual(Object.keys(found));
    write(outdir, NEW);
    expect(filesIn(outdir)).toEqual(sorted(NEW));
  }, 60_000);

  it('do not wait for one that is dead, and the next synth repairs what it left', () => {
    const outdir = folder();
    write(outdir, OLD);
    // No process has this id.
    fs.writeFileSync(path.join(outdir, LOCK), '4194305\n');
    fs.writeFileSync(path.join(outdir, '.a.yaml.4194305.cdk8s-hardened.tmp'), 'half');
    write(outdir, NEW);
    expect(filesIn(outdir)).toEqual(sorted(NEW));
  });

  it('do not wait for ever', () => {
    const outdir = folder();
    write(outdir, OLD);
    fs.writeFileSync(path.join(outdir, LOCK), `${process.ppid}\n`);
    const wait = jest.spyOn(Atomics, 'wait').mockReturnValue('timed-out');
    expect(() => write(outdir, NEW)).toThrow(
      `${outdir} is being written by process ${process.ppid}; run one synth at a time, or give each an outdir of its own; where none runs, remove .cdk8s-hardened.lock there`,
    );
    expect(wait).toHaveBeenCalledTimes(500);
    wait.mockRestore();
    expect(fs.readFileSync(path.join(outdir, 'a.yaml'), 'utf8')).toBe('old a');
  });
});

describe('a folder that cannot be written', () => {
  /** A disk whose calls of one name fail as the system lets them fail. */
  function failing(call: 'mkdirSync' | 'writeFileSync', code: string): Disk {
    const error = Object.assign(new Error(`${code}: no, ${call} '/srv/manifests'`), { code });
    return { ...fs, [call]: () => { throw error; } };
  }

  it.each([
    ['mkdirSync', 'EACCES', 'let this user write there, or name another folder with outdir or CDK8S_OUTDIR'],
    ['mkdirSync', 'EROFS', 'let this user write there, or name another folder with outdir or CDK8S_OUTDIR'],
    ['writeFileSync', 'ENOSPC', 'make room and run the synth again: each file is as it was or as it is to be, none is cut off'],
  ] as const)('by %s, which fails with %s, is named, and what to do', (call, code, wayOut) => {
    const outdir = folder();
    expect(() => write(outdir, NEW, failing(call, code))).toThrow(`outdir '${outdir}' cannot be written: ${code}: no, ${call} '/srv/manifests'; ${wayOut}`);
  });

  it('is named where it is a file', () => {
    const file = path.join(folder(), 'out');
    fs.writeFileSync(file, '');
    expect(() => write(file, NEW)).toThrow(/^outdir '.*\/out' cannot be written: EEXIST: .*; a file stands where a folder has to be; take it away, or name another folder/);
    expect(() => write(path.join(file, 'below'), NEW)).toThrow(/below' cannot be written: ENOTDIR: .*; a file stands where a folder has to be/);
  });
});
