import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { extensionPoints } from '@minorant/core';
import { componentSuite, dataSourceSuite, describeConformance, testContext } from '@minorant/testing';
import { expect, it } from 'vitest';

import plugin, { readTemplateName, templateNameComponent } from './index.js';

const path = fileURLToPath(new URL('../episodes.jsonl', import.meta.url));

describeConformance('template-name', componentSuite, { component: templateNameComponent, options: { path } });
describeConformance('template-name', dataSourceSuite, {
  create: async () => {
    const context = await testContext({ plugins: [plugin] });
    return context.create(extensionPoints.dataSource, { id: 'template-name', path });
  },
});

it('says where a file is wrong', async () => {
  await expect(readTemplateName(fileURLToPath(import.meta.url))).rejects.toThrow(/line 1/);
  const file = join(mkdtempSync(join(tmpdir(), 'template-name-')), 'sizes.jsonl');
  const step = { episode: 7, observation: [0, 1], action: [0], reward: 0, next: [0], terminated: true };
  writeFileSync(file, JSON.stringify(step));
  await expect(readTemplateName(file)).rejects.toThrow(/steps of episode 7 differ in size/);
});
