import { cpus, totalmem } from 'node:os';

/** What made a run: for its report. */
export function machine(): Readonly<Record<string, unknown>> {
  const processors = cpus();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: `${processors.length} x ${processors[0]?.model ?? 'unknown'}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
  };
}
