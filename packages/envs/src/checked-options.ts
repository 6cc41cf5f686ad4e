import type { z } from 'zod';

import { errors } from './errors.js';

/**
 * Checks and completes the options of a task.
 *
 * @throws MNR_ENVIRONMENT_OPTIONS naming every option that is unknown or wrong.
 */
export function checkedOptions<Schema extends z.ZodType>(
  id: string,
  schema: Schema,
  options: z.input<Schema>,
): z.output<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw errors.MNR_ENVIRONMENT_OPTIONS({
    id,
    problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'options'}: ${issue.message}`),
  });
}
