import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { pipeline, type PipelineOptions } from '@minorant/core';
import type { Command } from 'commander';

import type { ConfigurationFlags } from '../configuration/apply-flags.js';
import { readConfiguration } from '../configuration/read-configuration.js';
import { graphDot } from '../graph/graph-dot.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { makeParent } from '../run/make-parent.js';
import { startBackendFor } from '../run/start-backend-for.js';
import { shownPath } from '../terminal/shown-path.js';
import { addConfigurationOptions } from './configuration-options.js';

/** `minorant graph`: what a configuration binds to what, and from which plugin. Nothing is trained or written. */
export function addGraph(program: Command, { terminal }: CommandContext): Command {
  const command = program
    .command('graph')
    .description('Print what a configuration binds to what, and from which plugin; trains nothing.')
    .option('--svg <file>', 'a picture, as an SVG file')
    .option('--mermaid', 'a Mermaid flowchart instead of a list')
    .option('--json', 'one line of JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  minorant graph --config piro.yaml
  minorant graph --config piro.yaml --policy td3 --plugin minorant-plugin-td3
  minorant graph --config piro.yaml --svg graph.svg`,
    );
  return addConfigurationOptions(command).action(
    async (flags: ConfigurationFlags & { svg?: string; mermaid?: boolean; json?: boolean }) => {
      terminal.json = flags.json === true;
      const { configuration, directory } = await readConfiguration(flags);
      // Sinks and stores may need a folder when they are made: they get one that goes again.
      const folder = await mkdtemp(join(tmpdir(), 'minorant-graph-'));
      try {
        const run = await pipeline(
          { ...configuration, output: join(folder, 'run') } as unknown as PipelineOptions,
          { directory, plugins: await builtInPlugins(), onConfiguration: startBackendFor },
        );
        try {
          const graph = run.graph();
          if (flags.svg !== undefined) {
            const { instance } = await import('@viz-js/viz');
            const picture = (await instance()).renderString(graphDot(graph), { format: 'svg' });
            makeParent(resolve(flags.svg));
            await writeFile(resolve(flags.svg), picture);
            terminal.note(`Picture: ${shownPath(resolve(flags.svg))}`);
          }
          if (flags.json) terminal.result(graph.nodes);
          else if (flags.mermaid) terminal.print(graph.toMermaid());
          else if (flags.svg === undefined) terminal.print(graph.toText());
        } finally {
          await run.dispose();
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
}
