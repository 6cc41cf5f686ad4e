import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import h5wasm, { type Dataset } from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readPreferences } from './read-preferences.js';

/** Episodes of InvertedPendulum in Minari's layout. */
const recorded = fileURLToPath(
  new URL('../../../../examples/inverted-pendulum/demonstrations.hdf5', import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), 'minorant-segments-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => h5wasm.ready);

type Tables = Partial<Record<'episodes' | 'starts' | 'lengths' | 'probabilities', number[][]>>;
const good = {
  episodes: [
    [0, 0],
    [0, 0],
  ],
  starts: [
    [0, 5],
    [3, 40],
  ],
  lengths: [
    [10, 10],
    [4, 2],
  ],
  probabilities: [
    [1, 0],
    [0.25, 0.75],
  ],
};

let files = 0;
/** The recorded episodes with a group of comparisons beside them. */
function file(tables: Tables, groups?: number[]): string {
  const path = join(folder, `${files++}.hdf5`);
  copyFileSync(recorded, path);
  const opened = new h5wasm.File(path, 'a');
  const group = opened.create_group('preferences');
  for (const [name, rows] of Object.entries(tables))
    group.create_dataset({
      name,
      data: rows.flat(),
      shape: [rows.length, rows[0]!.length],
      dtype: name === 'probabilities' ? '<d' : '<i',
    });
  if (groups) group.create_dataset({ name: 'groups', data: groups, shape: [groups.length], dtype: '<i' });
  opened.close();
  return path;
}

describe('comparisons of segments in an HDF5 file', () => {
  it('are stretches of the episodes beside them, number for number', async () => {
    const { records } = await readPreferences(file(good, [7, 8]));
    expect(records.map(({ probabilities, group }) => [probabilities, group])).toEqual([
      [[1, 0], '7'],
      [[0.25, 0.75], '8'],
    ]);
    const opened = new h5wasm.File(recorded, 'r');
    const observations = opened.get('episode_0/observations') as Dataset;
    const whole = [...(observations.value as Float64Array)];
    opened.close();
    const segments = records.flatMap(({ candidates }) =>
      candidates.map((candidate) => {
        if (candidate.kind !== 'segment') throw new Error(candidate.kind);
        return candidate.segment;
      }),
    );
    expect(segments.map(({ length }) => length)).toEqual([10, 10, 4, 2]);
    expect([...segments[2]!.observations]).toEqual(whole.slice(3 * 4, 8 * 4));
    expect([...segments[3]!.observations]).toEqual(whole.slice(40 * 4, 43 * 4));
  });

  it('name the row that is wrong, or skip and count it', async () => {
    const path = file({
      ...good,
      starts: [
        [0, 5],
        [3, 1_000_000],
      ],
    });
    await expect(readPreferences(path)).rejects.toMatchObject({
      code: 'MNR_PREFERENCES_ROW',
      message: expect.stringContaining('2: steps 1000000 to 1000002 are not in episode_0') as string,
    });
    const source = await readPreferences(path, { onMalformed: 'skip' });
    expect([source.size, source.skipped]).toEqual([1, 1]);
    const none = file({ ...good, episodes: good.episodes.map(() => [0, 4711]) });
    await expect(readPreferences(none)).rejects.toThrow(/no episode_4711/);
    const unlikely = file({ ...good, probabilities: good.probabilities.map(() => [0.5, 0.9]) });
    await expect(readPreferences(unlikely)).rejects.toThrow(/sum to one/);
  });

  it('refuse files that are missing, cut off, no HDF5, without comparisons or with some that do not fit', async () => {
    const { lengths, ...incomplete } = good;
    const bytes = readFileSync(file(good));
    const write = (content: string | Buffer): string => {
      const path = join(folder, `${files++}.h5`);
      writeFileSync(path, content);
      return path;
    };
    const cases: [string, RegExp][] = [
      [join(folder, 'missing.hdf5'), /no such file/],
      [write('no hdf5 at all'), /h5: file signature not found\./],
      [write(bytes.subarray(0, bytes.length / 2)), /h5: truncated file/],
      [recorded, /preferences\/episodes is missing/],
      [file(incomplete), /preferences\/lengths is missing/],
      [file({ ...good, lengths: lengths.slice(1) }), /lengths has the shape \[1, 2\]/],
      [file(good, [1]), /groups has 1 rows/],
    ];
    for (const [path, reason] of cases) {
      const failed = readPreferences(path);
      await expect(failed, String(reason)).rejects.toMatchObject({ code: 'MNR_PREFERENCES_FILE' });
      await expect(failed).rejects.toThrow(reason);
    }
  });
});
