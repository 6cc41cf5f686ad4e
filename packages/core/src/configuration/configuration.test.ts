import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { MinorantError } from '../errors/minorant-error.js';
import { defineComponent } from '../plugins/component.js';
import { createPluginHost } from '../plugins/create-plugin-host.js';
import { definePlugin } from '../plugins/define-plugin.js';
import { extensionPoints, type ExtensionPoint } from '../plugins/extension-point.js';
import type { PluginHost } from '../plugins/plugin-host.js';
import { configurationJsonSchema } from './configuration-json-schema.js';
import { loadConfiguration } from './load-configuration.js';
import { resolveConfiguration } from './resolve-configuration.js';

/** MINORANT_FUZZ=50 runs fifty times as many cases. */
const FUZZ = Number(process.env['MINORANT_FUZZ'] ?? 1);

let folder: string;
let host: PluginHost;

function component<T>(point: ExtensionPoint<T>, id: string, shape: z.ZodRawShape = {}) {
  return defineComponent(point, {
    id,
    description: `A ${point.id} for this test.`,
    optionsSchema: z.strictObject(shape),
    create: () => Promise.reject(new Error('configurations make nothing')),
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-configuration-'));
  await writeFile(join(folder, 'demos.hdf5'), '');
  host = await createPluginHost({
    plugins: [
      definePlugin({
        name: 'test',
        version: '1.0.0',
        apiVersion: '^1.0.0',
        setup(api) {
          api.register(extensionPoints.environment, component(extensionPoints.environment, 'Hopper-v4'));
          api.register(
            extensionPoints.rewardOptimizer,
            component(extensionPoints.rewardOptimizer, 'piro', {
              innerSteps: z.int().positive().default(10).describe('n'),
              learningRate: z.number().positive().default(1e-3),
            }),
          );
          api.register(
            extensionPoints.dataSource,
            component(extensionPoints.dataSource, 'minari', {
              path: z.string(),
              episodes: z.int().optional(),
            }),
          );
          api.register(
            extensionPoints.callback,
            component(extensionPoints.callback, 'note', { text: z.string().default('hello') }),
          );
        },
      }),
    ],
  });
});
afterAll(async () => {
  await host.dispose();
  await rm(folder, { recursive: true, force: true });
});

const minimal = { algorithm: 'piro', budget: { steps: 100 } };
const resolved = (configuration: object) => resolveConfiguration(configuration, { host, directory: folder });
const problemsOf = async (configuration: object): Promise<string> =>
  resolved(configuration).then(
    () => 'accepted',
    (error: unknown) => (error as MinorantError).message,
  );

describe('resolveConfiguration', () => {
  it('fills in every default', async () => {
    expect(
      await resolved({ ...minimal, environment: 'Hopper-v4', demonstrations: 'demos.hdf5', seed: 3 }),
    ).toEqual({
      seed: 3,
      plugins: [],
      environment: { id: 'Hopper-v4' },
      demonstrations: { id: 'minari', path: join(folder, 'demos.hdf5') },
      algorithm: { id: 'piro', innerSteps: 10, learningRate: 1e-3 },
      budget: { steps: 100 },
      evaluation: { every: 5000, episodes: 10, deterministic: true, seed: 1_003_000 },
      metrics: [],
      callbacks: [],
      checkpoints: false,
      execution: 'compiled',
    });
  });

  it('is the same when resolved again, and takes choices with options', async () => {
    const first = await resolved({
      ...minimal,
      algorithm: { id: 'piro', innerSteps: 3 },
      demonstrations: { id: 'minari', path: './demos.hdf5', episodes: 2 },
      callbacks: ['note', { id: 'note', text: 'bye' }],
      evaluation: false,
      plugins: ['some-package', './here.js', { name: '../there.js', config: { a: 1 } }],
    });
    expect(first.plugins).toEqual([
      { name: 'some-package' },
      { name: join(folder, 'here.js') },
      { name: join(folder, '..', 'there.js'), config: { a: 1 } },
    ]);
    expect(first.callbacks).toEqual([
      { id: 'note', text: 'hello' },
      { id: 'note', text: 'bye' },
    ]);
    expect(first.evaluation).toBe(false);
    expect(await resolveConfiguration(first, { host, directory: '/' })).toEqual(first);
  });

  it.each([
    [{ ...minimal, algoritm: 1 }, 'algoritm: unknown key, did you mean algorithm? Allowed: seed, plugins'],
    [{ ...minimal, budget: { steps: -5 } }, 'budget.steps: Too small'],
    [{ ...minimal, budget: {} }, 'budget: at least one of steps, iterations and seconds'],
    [{ algorithm: 'piro' }, 'budget: Invalid input: expected object, received undefined'],
    [{ budget: { steps: 1 } }, 'algorithm: expected an id, or a mapping'],
    [
      { ...minimal, algorithm: 'pirro' },
      'algorithm: There is no reward-optimizer called pirro. Registered: piro',
    ],
    [{ ...minimal, algorithm: 'pirro' }, 'Did you mean piro?'],
    [
      { ...minimal, algorithm: { id: 'piro', lerningRate: 1 } },
      'algorithm.lerningRate: unknown key, did you mean learningRate? Allowed: innerSteps, learningRate',
    ],
    [
      { ...minimal, algorithm: { id: 'piro', innerSteps: 'x' } },
      'algorithm.innerSteps: Invalid input: expected number',
    ],
    [
      { ...minimal, callbacks: ['note', { id: 'note', txt: 1 }] },
      'callbacks[1].txt: unknown key, did you mean text?',
    ],
    [
      { ...minimal, evaluation: { evry: 1 } },
      'evaluation.evry: unknown key, did you mean every? Allowed: every, i',
    ],
    [{ ...minimal, evaluation: { episodes: 0 } }, 'evaluation.episodes: Too small'],
    [{ ...minimal, plugins: [3] }, 'plugins[0]: expected the name of a package'],
    [{ ...minimal, demonstrations: 'missing.hdf5' }, 'demonstrations names '],
  ])('refuses %j', async (configuration, text) => {
    expect(await problemsOf(configuration)).toContain(text);
  });

  it('tells everything that is wrong at once', async () => {
    const message = await problemsOf({
      seed: -1,
      algorithm: 'x',
      budget: { steps: 0 },
      policy: 'y',
      what: 1,
    });
    expect(message).toContain('in 5 places');
  });

  it('never fails in another way, whatever it is given', async () => {
    const key = fc.constantFrom(
      'algorithm',
      'budget',
      'seed',
      'plugins',
      'metrics',
      'evaluation',
      'checkpoints',
      'demonstrations',
      'output',
      'callbacks',
      'id',
      'path',
      'steps',
      'store',
      'other',
    );
    const anything = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('piro', 'minari', 'note', 'file', null, true, false, -1, 3, NaN, ''),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      ),
    })).value;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, anything, { maxKeys: 8 }), async (configuration) => {
        await resolved(configuration).catch((error: unknown) => {
          if (!MinorantError.isInstance(error) || !error.code.startsWith('MNR_CONFIG_')) throw error;
          refused += 1;
        });
      }),
      { numRuns: 1000 * FUZZ },
    );
    expect(refused).toBeGreaterThan(900 * FUZZ);
  });
});

describe('loadConfiguration', () => {
  it('reads YAML and JSON alike, and takes objects', async () => {
    await writeFile(join(folder, 'a.yaml'), 'algorithm: piro # the one\nbudget:\n  steps: 100\n');
    await writeFile(join(folder, 'a.json'), JSON.stringify(minimal));
    await writeFile(join(folder, 'mark.json'), `\uFEFF${JSON.stringify(minimal)}`);
    expect(await loadConfiguration(join(folder, 'mark.json'))).toEqual(minimal);
    expect(await loadConfiguration(join(folder, 'a.yaml'))).toEqual(minimal);
    expect(await loadConfiguration(join(folder, 'a.json'))).toEqual(minimal);
    expect(await loadConfiguration(minimal)).toEqual(minimal);
  });

  it.each([
    ['absent.yaml', undefined, 'does not exist'],
    ['list.yaml', '- 1\n- 2\n', 'one mapping'],
    ['empty.yaml', '', 'one mapping'],
    ['broken.yaml', 'a: [1, 2', 'line 1'],
    ['twice.yaml', 'a: 1\na: 2\n', 'Map keys must be unique'],
    ['broken.json', '{"a": ', 'JSON'],
  ])('refuses %s', async (name, text, problem) => {
    const path = join(folder, name);
    if (text !== undefined) await writeFile(path, text);
    await expect(loadConfiguration(path)).rejects.toMatchObject({
      code: 'MNR_CONFIG_FILE',
      message: expect.stringContaining(problem) as unknown,
    });
  });

  it('does not hang on aliases that multiply', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    await writeFile(join(folder, 'bomb.yaml'), lines.join('\n'));
    await expect(loadConfiguration(join(folder, 'bomb.yaml'))).rejects.toMatchObject({
      code: 'MNR_CONFIG_FILE',
    });
  });
});

describe('configurationJsonSchema', () => {
  it('describes every component with its own options', () => {
    const schema = configurationJsonSchema(host) as { properties: Record<string, { anyOf: unknown[] }> };
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['algorithm', 'budget'],
    });
    expect(schema.properties['algorithm']!.anyOf).toMatchObject([
      { enum: ['piro'] },
      {
        additionalProperties: false,
        required: ['id'],
        properties: { id: { const: 'piro' }, innerSteps: { type: 'integer', default: 10, description: 'n' } },
      },
    ]);
    expect(schema.properties['demonstrations']!.anyOf).toMatchObject([
      { type: 'string' },
      { required: ['id', 'path'], properties: { id: { const: 'minari' } } },
    ]);
    expect(schema.properties['reward']!.anyOf).toEqual([{ type: 'string' }]);
  });
});
