import type { Plugin } from '@minorant/core';

import ownPlugin from '../plugin.js';

/**
 * The plugins that the command always has, besides core's own components: environments and demonstrations, policies,
 * inverse RL, preference learning. Loaded when they are needed, since `--help` needs none.
 */
export async function builtInPlugins(): Promise<readonly Plugin[]> {
  const modules = await Promise.all([
    import('@minorant/envs'),
    import('@minorant/rl'),
    import('@minorant/irl-piro'),
    import('@minorant/rlhf'),
  ]);
  return [...modules.map((module) => module.default), ownPlugin];
}
