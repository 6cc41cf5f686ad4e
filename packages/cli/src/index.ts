/**
 * The `minorant` command.
 *
 * @packageDocumentation
 */
export { main } from './main.js';
export { default } from './plugin.js';
