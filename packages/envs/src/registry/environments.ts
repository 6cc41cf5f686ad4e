import type { EnvironmentEntry } from './environment-entry.js';

/** Every task of this package: one list a folder. */
export const environments: readonly EnvironmentEntry[] = [];
