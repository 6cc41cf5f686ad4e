import { fileCheckpointStore } from './checkpoints/file-checkpoint-store.js';
import { consoleSink } from './metrics/console-sink.js';
import { csvSink } from './metrics/csv-sink.js';
import { jsonlSink } from './metrics/jsonl-sink.js';
import { tensorboardSink } from './metrics/tensorboard-sink.js';
import { definePlugin } from './plugins/define-plugin.js';
import { extensionPoints } from './plugins/extension-point.js';

/** What core itself registers, through the same door as everybody: metric sinks and the checkpoint store. */
export const corePlugin = definePlugin({
  name: '@minorant/core',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    api.register(extensionPoints.metricSink, consoleSink);
    api.register(extensionPoints.metricSink, jsonlSink);
    api.register(extensionPoints.metricSink, csvSink);
    api.register(extensionPoints.metricSink, tensorboardSink);
    api.register(extensionPoints.checkpointStore, fileCheckpointStore);
  },
});
