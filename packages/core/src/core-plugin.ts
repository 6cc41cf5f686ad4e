import { definePlugin } from './plugins/define-plugin.js';

/** What core itself registers, through the same door as everybody: metric sinks and the checkpoint store. */
export const corePlugin = definePlugin({
  name: '@minorant/core',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup() {
    // Filled by the metric sinks and the checkpoint store.
  },
});
