export * from './check-spaces.js';
export * from './data-source-components.js';
export * from './d4rl/d4rl-reader.js';
export * from './episode-reader.js';
export * from './episode-source.js';
export * from './minari/minari-reader.js';
export * from './minari/minari-writer.js';
export * from './open-demonstrations.js';
