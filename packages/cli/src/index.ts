/**
 * The `minorant` command.
 *
 * @packageDocumentation
 */
export { main } from './main.js';
