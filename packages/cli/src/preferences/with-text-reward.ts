import { startBackend } from '@minorant/compile';
import { createPluginHost } from '@minorant/core';
import type { TextReward } from '@minorant/rlhf';

import { builtInPlugins } from '../run/built-in-plugins.js';

/** Opens a trained reward over texts, uses it and frees it. */
export async function withTextReward<T>(folder: string, use: (model: TextReward) => Promise<T>): Promise<T> {
  await startBackend();
  const host = await createPluginHost({ plugins: [...(await builtInPlugins())] });
  try {
    const { loadTextReward } = await import('@minorant/rlhf');
    const model = await loadTextReward(folder, host);
    try {
      return await use(model);
    } finally {
      await model.dispose();
    }
  } finally {
    await host.dispose();
  }
}
