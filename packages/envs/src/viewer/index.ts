export * from './capture/capture-replay.js';
export * from './replay-page.js';
export * from './replay-scene.js';
export * from './write-replay.js';
