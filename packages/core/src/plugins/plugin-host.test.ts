import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { MetricSink } from '../contracts/index.js';
import { RandomStreams } from '../random/random-streams.js';
import { defineComponent, type CreateContext } from './component.js';
import { createPluginHost } from './create-plugin-host.js';
import { definePlugin, type Plugin, type PluginApi, type PluginDefinition } from './define-plugin.js';
import { createExtensionPoint, extensionPoints } from './extension-point.js';

const point = extensionPoints.metricSink;

function sink(id: string, made: Partial<MetricSink> = {}) {
  return defineComponent(point, {
    id,
    description: 'Keeps nothing.',
    optionsSchema: z.strictObject({
      every: z.int().positive().default(1),
      nested: z.strictObject({ a: z.number() }).optional(),
    }),
    create: ({ every }) => ({ specificationVersion: 'v1' as const, every, write() {}, close() {}, ...made }),
  });
}

function plugin(name: string, more: Partial<PluginDefinition> = {}): Plugin {
  return definePlugin({ name, version: '1.0.0', apiVersion: '^1.0.0', setup() {}, ...more });
}

const registering = (...ids: string[]) => ({
  setup: (api: PluginApi<unknown>) => {
    for (const id of ids) api.register(point, sink(id));
  },
});

const context: CreateContext = {
  random: new RandomStreams(0),
  counter: { steps: 0, add() {} },
  execution: 'eager',
  create: () => Promise.reject(new Error('unused')),
};

describe('createPluginHost', () => {
  it('makes components with validated options', async () => {
    const host = await createPluginHost({ plugins: [plugin('a', registering('one', 'two'))] });
    expect(host.list(point).map(({ component }) => component.id)).toEqual(
      expect.arrayContaining(['one', 'two']),
    );
    expect(host.get(point, 'one')).toMatchObject({ plugin: 'a', pluginVersion: '1.0.0' });
    expect(await host.create(point, 'one', context)).toMatchObject({ every: 1 });
    expect(await host.create(point, { id: 'one', every: 3 }, context)).toMatchObject({ every: 3 });
    expect(await host.resolve(point, 'one')).toEqual({ id: 'one', every: 1 });
    await host.dispose();
    expect(() => host.list(point)).toThrow(expect.objectContaining({ code: 'MNR_PLUGIN_HOST_DISPOSED' }));
  });

  it('sets plugins up after those they require, whatever the order given', async () => {
    const order: string[] = [];
    const noting = (name: string, requires: Record<string, string> = {}): Plugin =>
      plugin(name, { requires, setup: () => void order.push(name) });
    const base = noting('base');
    const host = await createPluginHost({
      plugins: [
        noting('top', { middle: '^1.0.0', base: '*' }),
        base,
        noting('middle', { base: '~1.0.0' }),
        base,
      ],
    });
    expect(order).toEqual(['base', 'middle', 'top']);
    expect(host.plugins.map(({ name }) => name)).toEqual(['@minorant/core', 'base', 'middle', 'top']);
    await host.dispose();
  });

  it('gives a plugin its validated configuration', async () => {
    let seen: unknown;
    const configured = definePlugin({
      name: 'configured',
      version: '1.0.0',
      apiVersion: '^1.0.0',
      configSchema: z.strictObject({ host: z.string().default('localhost') }),
      setup: ({ config }) => {
        seen = config.host;
      },
    });
    await createPluginHost({ plugins: [configured] });
    expect(seen).toBe('localhost');
    await createPluginHost({ plugins: [{ plugin: configured, config: { host: 'there' } }] });
    expect(seen).toBe('there');
    await expect(
      createPluginHost({ plugins: [{ plugin: configured, config: { hosts: 1 } }] }),
    ).rejects.toMatchObject({
      code: 'MNR_PLUGIN_CONFIGURATION',
      message: expect.stringContaining('did you mean host') as unknown,
    });
    await expect(
      createPluginHost({ plugins: [{ plugin: plugin('plain'), config: {} }] }),
    ).rejects.toMatchObject({ code: 'MNR_PLUGIN_CONFIGURATION' });
  });

  it('replaces a component only when that is said', async () => {
    const override = plugin('b', {
      requires: { a: '*' },
      setup: (api) => {
        api.register(point, { ...sink('one'), description: 'Another.' }, { override: true });
      },
    });
    const host = await createPluginHost({ plugins: [override, plugin('a', registering('one', 'two'))] });
    expect(host.get(point, 'one')).toMatchObject({ plugin: 'b', component: { description: 'Another.' } });
    expect(host.list(point).filter(({ component }) => component.id === 'one')).toHaveLength(1);
    await host.dispose();
  });

  it('keeps versions of an extension point apart', async () => {
    const later = createExtensionPoint<MetricSink>('metric-sink', 'v2');
    const host = await createPluginHost({
      plugins: [
        plugin('a', { setup: (api) => api.register(later, sink('one')) }),
        plugin('b', registering('one')),
      ],
    });
    expect(host.get(later, 'one').plugin).toBe('a');
    expect(host.get(point, 'one').plugin).toBe('b');
    expect(host.points().filter(({ id }) => id === 'metric-sink')).toHaveLength(2);
  });
});

describe('createPluginHost refuses', () => {
  const cases: [string, string, string, unknown[]][] = [
    ['what is no plugin', 'MNR_PLUGIN_INVALID', 'definePlugin', [{ name: 'x', setup() {} }]],
    ['null', 'MNR_PLUGIN_INVALID', 'Plugin 1', [null]],
    ['a version that is none', 'MNR_PLUGIN_INVALID', 'semantic version', [plugin('x', { version: 'one' })]],
    ['a range that is none', 'MNR_PLUGIN_INVALID', 'range', [plugin('x', { requires: { y: 'newest' } })]],
    ['another plugin API', 'MNR_PLUGIN_API_VERSION', '^2.0.0', [plugin('x', { apiVersion: '^2.0.0' })]],
    ['a missing dependency', 'MNR_PLUGIN_MISSING_DEPENDENCY', 'y', [plugin('x', { requires: { y: '*' } })]],
    [
      'a dependency of another version',
      'MNR_PLUGIN_DEPENDENCY_VERSION',
      'requires y ^2.0.0, but 1.0.0',
      [plugin('y'), plugin('x', { requires: { y: '^2.0.0' } })],
    ],
    [
      'a circle',
      'MNR_PLUGIN_CYCLE',
      'b -> c -> d -> b',
      [
        plugin('a', { requires: { b: '*' } }),
        plugin('b', { requires: { c: '*' } }),
        plugin('c', { requires: { d: '*' } }),
        plugin('d', { requires: { b: '*' } }),
      ],
    ],
    ['a plugin that requires itself', 'MNR_PLUGIN_CYCLE', 'a -> a', [plugin('a', { requires: { a: '*' } })]],
    [
      'two plugins of one name',
      'MNR_PLUGIN_DUPLICATE',
      'called x',
      [plugin('x'), plugin('x', { version: '2.0.0' })],
    ],
    [
      'a component id twice',
      'MNR_PLUGIN_DUPLICATE_COMPONENT',
      'b registers the metric-sink one, which a has',
      [plugin('a', registering('one')), plugin('b', registering('one'))],
    ],
    [
      'an override of nothing',
      'MNR_PLUGIN_NOTHING_TO_OVERRIDE',
      'metric-sink one',
      [plugin('a', { setup: (api) => api.register(point, sink('one'), { override: true }) })],
    ],
    [
      'something that is no component',
      'MNR_PLUGIN_INVALID_COMPONENT',
      'optionsSchema',
      [
        plugin('a', {
          setup: (api) => api.register(point, { id: 'one', description: 'x', create() {} } as never),
        }),
      ],
    ],
    [
      'something that is no extension point',
      'MNR_PLUGIN_INVALID_COMPONENT',
      'extension point',
      [plugin('a', { setup: (api) => api.register('metric-sink' as never, sink('one')) })],
    ],
    [
      'a plugin that provides less than it declares',
      'MNR_PLUGIN_NOT_PROVIDED',
      'metric-sink two',
      [plugin('a', { provides: { 'metric-sink': ['one', 'two'] }, ...registering('one') })],
    ],
    [
      'a setup that throws',
      'MNR_PLUGIN_SETUP',
      'no disk',
      [plugin('a', { setup: () => Promise.reject(new Error('no disk')) })],
    ],
  ];
  it.each(cases)('%s', async (_what, code, text, plugins) => {
    await expect(createPluginHost({ plugins: plugins as Plugin[] })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text) as unknown,
    });
  });

  it('a registration after setup, and keeps the cause of a throwing setup', async () => {
    let late!: PluginApi<unknown>;
    await createPluginHost({ plugins: [plugin('a', { setup: (api) => void (late = api) })] });
    expect(() => {
      late.register(point, sink('x'));
    }).toThrow(expect.objectContaining({ code: 'MNR_PLUGIN_LATE_REGISTRATION' }));
    const cause = new Error('inner');
    const throwing = plugin('b', {
      setup: () => {
        throw cause;
      },
    });
    await expect(createPluginHost({ plugins: [throwing] })).rejects.toMatchObject({ cause });
  });

  it('everything when one setup throws half-way: what was set up is disposed of, in reverse order', async () => {
    const log: string[] = [];
    const noting = (name: string): Plugin =>
      plugin(name, {
        setup: (api) => {
          api.register(point, sink(name));
          api.onDispose(() => void log.push(`${name} 1`));
          api.onDispose(() => void log.push(`${name} 2`));
        },
      });
    const throwing = plugin('throwing', {
      setup: (api) => {
        api.register(point, sink('half'));
        api.onDispose(() => void log.push('half'));
        throw new Error('half-way');
      },
    });
    const plugins = [noting('a'), noting('b'), throwing];
    await expect(createPluginHost({ plugins })).rejects.toMatchObject({ code: 'MNR_PLUGIN_SETUP' });
    expect(log).toEqual(['half', 'b 2', 'b 1', 'a 2', 'a 1']);
    // The same plugins load again without the one that throws: nothing of the failure is left.
    const host = await createPluginHost({ plugins: plugins.slice(0, 2) });
    expect(host.list(point).some(({ component }) => component.id === 'half')).toBe(false);
    await host.dispose();
  });
});

describe('a plugin host', () => {
  it('lists what is registered when an id is unknown, and suggests the nearest', async () => {
    const host = await createPluginHost({ plugins: [plugin('a', registering('tracker', 'other'))] });
    expect(() => host.get(point, 'traker')).toThrow(
      expect.objectContaining({
        code: 'MNR_PLUGIN_UNKNOWN_COMPONENT',
        message: expect.stringMatching(/called traker.*other.*tracker/) as unknown,
        hint: expect.stringContaining('Did you mean tracker?') as unknown,
      }),
    );
  });

  it('counts what is registered where that is too much to read', async () => {
    const ids = Array.from({ length: 25 }, (_, i) => `tracker-${i}`);
    const host = await createPluginHost({ plugins: [plugin('a', registering(...ids))] });
    expect(() => host.get(point, 'traker-7')).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          /traker-7. Registered: \d+, which `minorant plugins` lists/,
        ) as unknown,
        hint: expect.stringContaining('Did you mean tracker-7?') as unknown,
      }),
    );
  });

  it('explains wrong options by path, expectation and nearest key', async () => {
    const host = await createPluginHost({ plugins: [plugin('a', registering('one'))] });
    const message = async (options: object): Promise<string> =>
      host.create(point, { id: 'one', ...options }, context).then(
        () => 'accepted',
        (error: unknown) => (error as Error).message,
      );
    expect(await message({ evry: 1 })).toContain(
      'evry: unknown key, did you mean every? Allowed: every, nested',
    );
    expect(await message({ somethingElse: 1 })).toContain(
      'somethingElse: unknown key. Allowed: every, nested',
    );
    expect(await message({ every: -1 })).toContain('every: Too small');
    expect(await message({ every: 'x' })).toContain('every: Invalid input: expected number, received string');
    expect(await message({ nested: { a: 1, b: 2 } })).toContain(
      'nested.b: unknown key, did you mean a? Allowed: a',
    );
  });

  it('refuses what does not have the version of the contract, and disposes of it', async () => {
    let disposed = 0;
    const wrong = {
      ...sink('one'),
      create: () => ({ specificationVersion: 'v0', dispose: () => disposed++ }),
    };
    const host = await createPluginHost({
      plugins: [plugin('a', { setup: (api) => api.register(point, wrong as never) })],
    });
    await expect(host.create(point, 'one', context)).rejects.toMatchObject({
      code: 'MNR_PLUGIN_CONTRACT_VERSION',
      message: expect.stringContaining('v0, expected v1') as unknown,
    });
    expect(disposed).toBe(1);
  });

  it('disposes in reverse order; what throws is reported after the rest is done', async () => {
    const log: string[] = [];
    const noting = (name: string, fail = false): Plugin =>
      plugin(name, {
        setup: (api) => {
          api.onDispose(async () => {
            await Promise.resolve();
            log.push(name);
            if (fail) throw new Error(`${name} is stuck`);
          });
        },
      });
    const host = await createPluginHost({ plugins: [noting('a'), noting('b', true), noting('c')] });
    await expect(host.dispose()).rejects.toMatchObject({
      code: 'MNR_PLUGIN_DISPOSE',
      message: 'Disposing of b failed: b is stuck',
    });
    expect(log).toEqual(['c', 'b', 'a']);
    await host.dispose();
    expect(log).toHaveLength(3);
  });
});
