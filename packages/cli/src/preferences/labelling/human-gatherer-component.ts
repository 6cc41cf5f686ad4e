import { join } from 'node:path';
import { defineComponent, extensionPoints, isOpenToOthers } from '@minorant/core';
import { z } from 'zod';

import { runFiles } from '../../run/run-files.js';
import { labelErrors } from './errors.js';
import { HumanGatherer } from './human-gatherer.js';

/** Options of the gatherer `human`. */
export const humanGathererOptions = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Interface that the page listens on; other than this machine needs a token'),
  port: z.int().min(0).max(65_535).default(7358).describe('Port of the page; 0 for any free one'),
  token: z
    .string()
    .min(1)
    .optional()
    .describe(
      'What whoever labels must have; the environment variable MINORANT_TOKEN keeps it out of the run folder',
    ),
});

/** People at the labelling page, as a gatherer of preferences. */
export const humanGathererComponent = defineComponent(extensionPoints.preferenceGatherer, {
  id: 'human',
  description: 'Asks people at the labelling page while the run waits; answers are kept in its folder.',
  optionsSchema: humanGathererOptions,
  create({ host, port, token = process.env['MINORANT_TOKEN'] }, context) {
    const { output, environment } = context;
    if (output === undefined) throw labelErrors.MNR_LABEL_OUTPUT({});
    if (isOpenToOthers(host) && !token) throw labelErrors.MNR_LABEL_TOKEN({ host });
    return new HumanGatherer({
      path: join(output, runFiles.labels),
      seed: context.random.stream('preferences/sides').integer(2 ** 31),
      host,
      port,
      ...(token !== undefined && { token }),
      ...(environment && { makeEnvironment: () => environment.make() }),
      // Not standard output, which may be JSON for another program.
      announce: (text) => process.stderr.write(`\n${text}\n`),
    });
  },
});
