/** Where this package's modules are, to tell its frames from the user's. */
const packageRoot = new URL('..', import.meta.url).href;

/** The innermost line of the stack that is neither TensorFlow.js nor this package: `file:line:column`. */
export function userLine(stack: string | undefined = deepStack()): string {
  for (const line of stack?.split('\n').slice(1) ?? []) {
    const place = /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(line.trim())?.[1];
    if (place !== undefined && isUsers(place)) return place.replace(/^file:\/\//, '');
  }
  return 'an unknown line';
}

/** The stack beyond V8's usual ten frames: TensorFlow.js's gradients are deeper. */
function deepStack(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  return stack;
}

function isUsers(place: string): boolean {
  if (place.startsWith('node:') || place.includes('/node_modules/')) return false;
  const url = place.startsWith('/') ? `file://${place}` : place;
  return !url.startsWith(packageRoot) || url.includes('.test.');
}
