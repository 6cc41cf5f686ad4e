/**
 * Lets a command go on when what it prints can no longer be written: a training is not ended by the reader of its
 * progress (`minorant config --schema | head`) nor by a full disk under its log. What is written then is lost.
 *
 * @returns what gives the first error of the streams that its user must be told; a closed pipe is none.
 */
export function outliveReaders(streams: readonly NodeJS.WritableStream[]): () => Error | undefined {
  let first: Error | undefined;
  for (const stream of streams)
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') first ??= error;
    });
  return () => first;
}
