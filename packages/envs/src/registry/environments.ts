import { locomotionEnvironments } from '../locomotion/environments.js';
import { adroitEntries } from '../adroit/adroit-entries.js';
import { cartPoleEntries } from '../cart-pole/cart-pole-entries.js';
import { gridWorldEntries } from '../grid-world/grid-world-entries.js';
import { lunarLanderEntries } from '../lunar-lander/lunar-lander-entries.js';
import { mazeEntries } from '../mazes/maze-entries.js';
import type { EnvironmentEntry } from './environment-entry.js';

/** Every task of this package: one list a folder. */
export const environments: readonly EnvironmentEntry[] = [
  ...locomotionEnvironments,
  ...gridWorldEntries,
  ...cartPoleEntries,
  ...lunarLanderEntries,
  ...mazeEntries,
  ...adroitEntries,
];
