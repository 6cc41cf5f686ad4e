import { defineComponent, extensionPoints, type CreateContext } from '@minorant/core';
import { z } from 'zod';

import { SimulatedTeacher, type SimulatedTeacherOptions } from './simulated-teacher.js';

const teacher = (
  options: Omit<SimulatedTeacherOptions, 'random'>,
  context: CreateContext,
): SimulatedTeacher =>
  new SimulatedTeacher({ ...options, random: context.random.stream('preferences/teacher') });

const share = z.number().nonnegative();

/** Always prefers the segment of the higher true return. */
export const oracleTeacher = defineComponent(extensionPoints.preferenceGatherer, {
  id: 'oracle',
  description: 'Prefers the segment of the higher true return, always.',
  optionsSchema: z.strictObject({}),
  create: (_options, context) => teacher({}, context),
});

/** Errs now and then. */
export const mistakeTeacher = defineComponent(extensionPoints.preferenceGatherer, {
  id: 'mistake',
  description: 'An oracle that gives a wrong answer now and then.',
  optionsSchema: z.strictObject({
    mistake: z.number().min(0).max(1).default(0.1).describe('Probability of a wrong answer'),
  }),
  create: teacher,
});

/** Chooses at random, the better one more often. */
export const noisyTeacher = defineComponent(extensionPoints.preferenceGatherer, {
  id: 'noisy',
  description: 'Chooses by the softmax of the true returns.',
  optionsSchema: z.strictObject({
    beta: share
      .default(1)
      .describe('Rationality: 0 chooses blindly, larger numbers the better one more often'),
  }),
  create: teacher,
});

/** Passes over queries in which nothing good happens. */
export const skipTeacher = defineComponent(extensionPoints.preferenceGatherer, {
  id: 'skip',
  description: 'An oracle that skips queries in which no segment is any good.',
  optionsSchema: z.strictObject({
    skip: share.default(0.1).describe('Share of the typical return that one segment must reach'),
  }),
  create: teacher,
});

/** Remembers the end best. */
export const myopicTeacher = defineComponent(extensionPoints.preferenceGatherer, {
  id: 'myopic',
  description: 'An oracle that remembers the end of a segment best.',
  optionsSchema: z.strictObject({
    discount: z
      .number()
      .gt(0)
      .max(1)
      .default(0.9)
      .describe('Weight of each step relative to the one after it'),
  }),
  create: teacher,
});

/** Calls near ones equal. */
export const equalTeacher = defineComponent(extensionPoints.preferenceGatherer, {
  id: 'equal',
  description: 'An oracle that calls segments of nearly the same return equal.',
  optionsSchema: z.strictObject({
    equal: share.default(0.1).describe('Share of the typical return below which a difference is a tie'),
  }),
  create: teacher,
});
