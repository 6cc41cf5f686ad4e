/**
 * Lets a command go on when nobody reads its output any more (`minorant config --schema | head`): a training is not
 * ended by the reader of its progress. What is written to a closed pipe is lost, any other error stays one.
 */
export function outliveReaders(streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams)
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}
