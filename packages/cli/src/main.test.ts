import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { startRewardServer } from '@minorant/rlhf';
import { describe, expect, it } from 'vitest';

import { portError } from './main.js';
import { runMain } from './test-support/run-main.js';

describe('minorant', () => {
  it('prints help with exit codes and every command', async () => {
    const { code, stdout } = await runMain('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('Exit codes:');
    expect(stdout).toContain('plugins');
  });

  it('prints its version', async () => {
    const { code, stdout } = await runMain('--version');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['plugins', '--jsno'], "Unknown option '--jsno'"],
    [['trian'], "Unknown command 'trian'"],
    [[], 'No command is given.'],
    [['plugins', '--point', 'nowhere'], 'There is no extension point nowhere. There are: '],
  ])('refuses %j with one block and exit code 2', async (commandLine, message) => {
    const { code, stdout, stderr } = await runMain(...commandLine);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Error MNR_CLI_USAGE\n');
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    [['preferences', 'train'], 'minorant preferences train --help'],
    [['demos', '--stack', 'inspect'], 'minorant demos inspect --help'],
    [['demos', 'inspekt'], 'minorant demos --help'],
    [['trian'], 'minorant --help'],
  ])('points %j to the help of the command that was meant', async (commandLine, help) => {
    const { stderr } = await runMain(...commandLine);
    expect(stderr).toContain(`Hint: \`${help}\``);
  });

  it('prints the stack when asked for', async () => {
    const { code, stderr } = await runMain('plugins', './not-there.js', '--stack');
    expect(code).toBe(2);
    expect(stderr).toContain('Error MNR_PLUGIN_NOT_FOUND\n');
    expect(stderr).toContain('    at ');
  });
});

describe('minorant plugins', () => {
  it('lists what each plugin registers', async () => {
    const { code, stdout } = await runMain('plugins', '--point', 'reward-optimizer');
    expect(code).toBe(0);
    expect(stdout).toMatch(/piro +│ @minorant\/irl-piro/);
    expect(stdout).not.toContain('trust-region\n');
  });

  it('ends standard output with one line of JSON', async () => {
    const { code, stdout, stderr } = await runMain('plugins', '--json');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const { components } = JSON.parse(stdout) as { components: { point: string; id: string }[] };
    expect(components).toContainEqual(
      expect.objectContaining({ point: 'reward-optimizer', id: 'piro', plugin: '@minorant/irl-piro' }),
    );
    expect(stderr).toContain('piro');
  });
});

describe('minorant config', () => {
  it('prints the JSON Schema with the options of every component', async () => {
    const { code, stdout } = await runMain('config', '--schema');
    expect(code).toBe(0);
    const { properties } = JSON.parse(stdout) as { properties: Record<string, unknown> };
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['seed', 'algorithm', 'budget']));
    expect(JSON.stringify(properties['algorithm'])).toContain('innerSteps');
  });

  it('prints what is chosen with every default', async () => {
    const { code, stdout } = await runMain(
      'config',
      '--algorithm',
      'piro',
      '--steps',
      '100',
      '--set',
      'algorithm.innerSteps=20',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      seed: 0,
      algorithm: { id: 'piro', innerSteps: 20, rolloutSteps: 1000 },
      budget: { steps: 100 },
      execution: 'compiled',
    });
  });

  it('says all that is wrong at once, with the nearest of what is registered', async () => {
    const { code, stderr } = await runMain(
      'config',
      '--algorithm',
      'priro',
      '--steps',
      '-5',
      '--set',
      'sede=1',
      '--check',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('Error MNR_CONFIG_INVALID\n');
    expect(stderr).toContain('budget.steps');
    expect(stderr).toContain('sede');
    expect(stderr).toContain('piro');
  });
});

describe('a port that is taken', () => {
  it('is one clear error, whichever server wanted it', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const taken = await startRewardServer({ score: () => Promise.resolve([]), port }).catch(
      (error: unknown) => error,
    );
    holder.close();
    expect(portError(taken)).toMatchObject({
      code: 'MNR_CLI_PORT',
      kind: 'input',
      message: `Nothing can listen on 127.0.0.1, port ${port}: it is in use.`,
    });
    expect(portError(new Error('something else'))).toBeUndefined();
  });
});
