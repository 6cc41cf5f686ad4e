import type h5wasm from 'h5wasm/node';

/** The HDF5 library and what it last complained about. */
export interface Hdf5Library {
  readonly h5wasm: typeof h5wasm;
  /** Returns the reason of the errors since the last call, or `undefined`; HDF5 itself only prints them. */
  takeError(): string | undefined;
}

interface StandardError {
  node?: { mode: number };
  stream_ops?: {
    write(stream: unknown, buffer: Uint8Array, offset: number, length: number): number;
  };
}

let library: Promise<Hdf5Library> | undefined;

/** Loads the HDF5 library (h5wasm) once, when it is first needed. */
export function loadHdf5(): Promise<Hdf5Library> {
  return (library ??= load());
}

async function load(): Promise<Hdf5Library> {
  const { default: h5wasm } = await import('h5wasm/node');
  const module = await h5wasm.ready;
  let printed = '';
  // HDF5 reports failures as a stack printed to standard error; it goes into a string instead.
  const stderr = (module.FS as unknown as { streams: StandardError[] }).streams[2]!;
  stderr.node = { mode: 0o020666 };
  stderr.stream_ops = {
    write: (_stream, buffer, offset, length) => {
      printed += Buffer.from(buffer.buffer, buffer.byteOffset + offset, length).toString();
      return length;
    },
  };
  return {
    h5wasm,
    takeError: () => {
      const text = printed;
      printed = '';
      return text === '' ? undefined : innermostReason(text);
    },
  };
}

/**
 * The message of the innermost frame of HDF5's error stack: `#006: file line 5 in H5F_open(): reason`. One of the system's
 * has lines of its own, with a time first and `errno = 28, error message = 'No space left on device'` among the rest.
 */
function innermostReason(text: string): string {
  const system = /errno = \d+, error message = '([^']*)'/.exec(text)?.[1];
  if (system !== undefined) return system;
  const frames = [...text.matchAll(/#\d+: .*? line \d+ in \w+\(\): (.*)/g)];
  return (frames.at(-1)?.[1] ?? text).trim().slice(0, 200);
}
