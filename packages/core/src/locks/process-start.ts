import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');

/**
 * Tells a process from a later one that was given the same number: when it was started where `/proc` says so (Linux),
 * elsewhere only that it lives. Undefined for one that has ended.
 */
export function processStart(id: number): string | undefined {
  if (!hasProc) return isAlive(id) ? '' : undefined;
  let stat: string;
  try {
    stat = readFileSync(`/proc/${id}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // proc(5): state and start (fields 3 and 22) come after the name in parentheses, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A killed process that its parent has not asked about yet.
  return fields[0] === 'Z' ? undefined : fields[19];
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
