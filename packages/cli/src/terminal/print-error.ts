import { MinorantError, type ErrorKind } from '@minorant/core';

/** Exit codes of the command: a mistake in what was given is 2, a failure while running 1. */
export const exitCodes: Readonly<Record<ErrorKind, number>> = { runtime: 1, input: 2 };

/** The exit code that an error leads to. */
export function exitCodeOf(error: unknown): number {
  return MinorantError.isInstance(error) ? exitCodes[error.kind] : exitCodes.runtime;
}

/**
 * An error as one block: code, message, hint. The stack (and the error that led to it) only when asked for, or when
 * the error is none of ours and the stack is all there is to go by.
 */
export function formatError(error: unknown, options: { readonly stack: boolean }): string {
  if (!MinorantError.isInstance(error)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [
      'Error MNR_UNEXPECTED',
      indent(text),
      indent('Hint: this is probably a bug; please report it with the lines above.'),
    ].join('\n');
  }
  const lines = [`Error ${error.code}`, indent(error.message), indent(`Hint: ${error.hint}`)];
  if (options.stack) lines.push('', ...stacks(error));
  return lines.join('\n');
}

function stacks(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const own = error.stack ?? error.message;
  return error.cause === undefined ? [own] : [own, 'caused by:', ...stacks(error.cause)];
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
