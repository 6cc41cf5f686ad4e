import { defineError, defineErrors } from '@minorant/core';

/** The errors of this package, by code. */
export const errors = defineErrors({
  MNR_COMPILE_BACKEND_UNAVAILABLE: defineError<{ backend: string; reason: string }>({
    summary: 'The TensorFlow.js backend that was asked for does not start on this machine.',
    kind: 'input',
    message: ({ backend, reason }) => `The TensorFlow.js backend '${backend}' does not start: ${reason}`,
    hint: "Leave the choice to startBackend() by giving no backend, or give 'cpu', which always starts.",
  }),
  MNR_COMPILE_DISPOSED: defineError<{ name: string }>({
    summary: 'A compiled function was called after dispose().',
    kind: 'input',
    message: ({ name }) => `The compiled function '${name}' was disposed and cannot be called any more.`,
    hint: 'Call dispose() after the last call only, or compile the function again.',
  }),
  MNR_COMPILE_INVALID_OPTION: defineError<{ option: string; value: string; expected: string }>({
    summary: 'An option of this package has a value that it cannot take.',
    kind: 'input',
    message: ({ option, value, expected }) => `${option} must be ${expected}, got ${value}.`,
    hint: 'Correct the option.',
  }),
  MNR_COMPILE_NO_GRADIENT: defineError<{ variable: string; shape: readonly number[] }>({
    summary: 'A loss does not depend on a variable that the optimizer was given.',
    kind: 'input',
    message: ({ variable, shape }) =>
      `The loss does not depend on the variable '${variable}' of shape [${shape.join(', ')}].`,
    hint: 'Give the optimizer only variables that the loss uses, and compute the loss from them inside the function passed to minimize().',
  }),
  MNR_COMPILE_SHAPE_MISMATCH: defineError<{ what: string; got: readonly number[]; expected: string }>({
    summary: 'An array or tensor has another shape than the one it must have.',
    kind: 'input',
    message: ({ what, got, expected }) => `${what} has shape [${got.join(', ')}], expected ${expected}.`,
    hint: 'Check which network the values were made for.',
  }),
});
